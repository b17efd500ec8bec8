package io.eider.itests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * An ontology server as a program of its own: {@code OntologyProgram PORT}. {@code POST /behave/NAME} says how it answers from then on, the body
 * is the document that it sends.
 */
final class OntologyProgram {
    private static final int MANY = 3_000_000;
    private static final long LONG_MILLIS = 20_000;

    private volatile String behaviour = "good";
    private volatile String document = "{}";

    private OntologyProgram() {}

    /** Listens until the process is ended. */
    public static void main(String[] arguments) throws IOException {
        OntologyProgram program = new OntologyProgram();
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/behave/", program::behave);
        server.createContext("/schemas/", program::schema);
        server.start();
    }

    private void behave(HttpExchange exchange) throws IOException {
        try (exchange) {
            document = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            behaviour = exchange.getRequestURI().getPath().substring("/behave/".length());
            send(exchange, 200, "application/json", "{}");
        }
    }

    private void schema(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        switch (behaviour) {
            case "good" -> send(exchange, 200, "application/json", document);
            case "same-etag" -> {
                exchange.getResponseHeaders().set("ETag", "\"always\"");
                send(exchange, 200, "application/json", document);
            }
            case "html" -> send(exchange, 200, "text/html", document);
            case "large" -> send(exchange, 200, "application/json", document + " ".repeat(MANY));
            case "deep" -> send(exchange, 200, "application/json", "{\"a\":".repeat(10_000));
            case "loop" -> {
                exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "x");
                send(exchange, 302, "text/plain", "");
            }
            case "elsewhere" -> {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data");
                send(exchange, 302, "text/plain", "");
            }
            case "slow" -> {
                Thread.sleep(LONG_MILLIS);
                send(exchange, 200, "application/json", document);
            }
            case "dripping" -> drip(exchange);
            default -> send(exchange, Integer.parseInt(behaviour), "application/json", "{}");
        }
    }

    /** A byte now and then, so that no pause between two is long. */
    private static void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(LONG_MILLIS / 100);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
