package io.eider.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running {@link OntologyProgram}, which is ended in {@link #close}. */
final class OntologyProcess implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private Process process;

    OntologyProcess() {
        this.port = FreePorts.take(1).get(0);
        Runtime.getRuntime().addShutdownHook(new Thread(this::takeDown));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it and says how it answers. */
    void bringUp(String behaviour, String document) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                OntologyProgram.class.getName(),
                String.valueOf(port));
        try {
            process = builder.inheritIO().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Deadline.await("the ontology server listens", UP_WITHIN, () -> {
            try {
                behave(behaviour, document);
                return true;
            } catch (UncheckedIOException e) {
                return false; // not yet
            }
        });
    }

    /** Kills it. */
    void takeDown() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says how it answers from now on. */
    void behave(String behaviour, String document) {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/behave/" + behaviour))
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(document))
                .build();
        try {
            HTTP.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        takeDown();
    }
}
