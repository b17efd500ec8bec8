package io.eider.ontology.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as a test says, and can be taken down and brought up again on its port. */
public final class OntologyServer implements AutoCloseable {
    /** A schema of one column. */
    static final String SCHEMA = "{\"name\":\"projects\",\"columns\":[{\"name\":\"a\",\"type\":\"INTEGER\"}]}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpExchange> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = exchange -> send(exchange, 200, SCHEMA);
    private volatile HttpServer server;
    private final int port;

    /** Listens on a free port. */
    public OntologyServer() throws IOException {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    /** What it does with a request. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private HttpServer listen(int wanted) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        made.setExecutor(threads);
        made.createContext("/", exchange -> {
            requests.add(exchange);
            try (exchange) {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        made.start();
        return made;
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Answers in another way from now on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    void takeDown() {
        server.stop(0);
    }

    void bringUp() throws IOException {
        server = listen(port);
    }

    /** How many requests came so far. */
    int count() {
        return requests.size();
    }

    HttpExchange request(int index) {
        return requests.get(index);
    }

    /** Sends an answer. */
    public static void send(HttpExchange exchange, int status, String body, String... headers) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers every path as a map says, others with 404. */
    static Behaviour paths(Map<String, Behaviour> paths) {
        return exchange -> paths.getOrDefault(exchange.getRequestURI().getPath(), e -> send(e, 404, ""))
                .answer(exchange);
    }

    static void redirect(HttpExchange exchange, String location) throws IOException {
        send(exchange, 302, "", "Location", location);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
