package io.eider.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The real front on a real socket, as in the container but for the whiteboard, over services in memory. */
final class RestServer implements AutoCloseable {
    final MemoryStorage storage;
    final MemoryAuth auth = new MemoryAuth();
    final MemoryMeters meters = new MemoryMeters();
    final MemoryWorkspaces workspaces;
    final Services services = new Services(Duration.ofMillis(200));
    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();

    RestServer(Path root) {
        this(root, RestServer.settings(false, 10_000, true));
    }

    RestServer(Path root, EiderApplication.Settings settings) {
        storage = new MemoryStorage(root);
        services.bindStorage(storage);
        workspaces = new MemoryWorkspaces(storage);
        services.bindWorkspaces(workspaces);
        services.bindAuth(auth);
        services.bindCredentials(new MemoryCredentials());
        services.bindMeters(meters);
        services.bindScrape(meters);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addFilter(new FilterHolder(new EdgeFilter(services)), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(
                new ServletHolder(new CXFNonSpringJaxrsServlet(new EiderApplication(services, settings))), "/*");
        // lets the threads finish whose answers the test has already seen
        StatisticsHandler running = new StatisticsHandler();
        running.setHandler(context);
        server.setHandler(running);
        server.setStopTimeout(5_000);
        try {
            server.start();
        } catch (Exception e) { // Jetty declares it
            throw new IllegalStateException(e);
        }
    }

    /** Settings that matter to most tests, the others as they are shipped. */
    static EiderApplication.Settings settings(boolean debug, int requestMaxBytes, boolean docsEnabled) {
        return new EiderApplication.Settings(
                debug, requestMaxBytes, docsEnabled, "localhost", 5432, 50_000_000, "token-of-a-front");
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + key));
    }

    HttpResponse<String> post(String path, String key, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Project {@code p1}, bucket {@code in_c_a}, table {@code t}. */
    void createTable() throws IOException, InterruptedException {
        post("/projects", MemoryAuth.ADMIN, "{\"id\":\"p1\"}");
        post("/projects/p1/branches/default/buckets", MemoryAuth.ADMIN, "{\"name\":\"in_c_a\"}");
        post(
                "/projects/p1/branches/default/buckets/in_c_a/tables",
                MemoryAuth.ADMIN,
                "{\"name\":\"t\",\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\"}"
                        + ",{\"name\":\"v\",\"type\":\"VARCHAR\"}],\"primary_key\":[\"id\"]}");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares it
            throw new IllegalStateException(e);
        }
    }
}
