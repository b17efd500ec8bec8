package io.eider.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Eider, started from the built distribution as an operator starts it: its own ports, its own data directory. It is
 * always ended in {@link #close}, at the latest when the test machine ends.
 *
 * <pre>{@code
 * try (EiderProcess eider = EiderProcess.configure().start()) {
 *     eider.admin().createProject("p1");
 * }
 * }</pre>
 */
public final class EiderProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(180);
    private static final Duration END_WITHIN = Duration.ofSeconds(60);
    /** Settings of the tests' own environment, which are not for the server under test. */
    private static final Pattern SETTINGS = Pattern.compile(
            "(KARAF|DUCKDB|PGWIRE|ONTO)_.*|USE_MOCK_ONTO_SERVER|.*_DIR|HOST|PORT|METADATA_DB_PATH|OPERATION_TIMEOUT|DEBUG|ADMIN_API_KEY|JAVA_OPTS");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Builder setup;
    private final Process process;
    private final Thread endWithTests;

    private EiderProcess(Builder setup, Process process) {
        this.setup = setup;
        this.process = process;
        this.endWithTests = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithTests);
    }

    /** A server with free ports, a new data directory and a known admin key, unless told otherwise. */
    public static Builder configure() {
        return new Builder();
    }

    /** The address of its REST listener. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + setup.environment.get("PORT"));
    }

    /** The value of a setting as it was given in the environment. */
    public String setting(String name) {
        return setup.environment.get(name);
    }

    /** Root of its data. */
    public Path dataDir() {
        return setup.dataDir;
    }

    /** The admin key that was given to it. */
    public String adminKey() {
        return setup.environment.get("ADMIN_API_KEY");
    }

    /** A client with the admin key. */
    public EiderClient admin() {
        return new EiderClient(base(), adminKey());
    }

    /** A client with this admin key. */
    public EiderClient admin(String key) {
        return new EiderClient(base(), key);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** All it has printed to standard output. */
    public String stdout() {
        return read(setup.stdout());
    }

    /** All it has printed to standard error. */
    public String stderr() {
        return read(setup.stderr());
    }

    /** Its log. */
    public String log() {
        return read(setup.dataDir.resolve("karaf/log/karaf.log"));
    }

    /** Waits until {@code GET /health/ready} answers 200. */
    public EiderProcess awaitReady() {
        Deadline.await("server ready", READY_WITHIN, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + "\n" + stdout() + stderr());
            }
            return isReady();
        });
        return this;
    }

    /** Whether {@code GET /health/ready} answers 200 now. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(base().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends a signal by its name without SIG, such as TERM, INT or KILL. */
    public void signal(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for its end and returns the exit code (128 + n after signal n). */
    public int awaitExit() {
        try {
            if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after " + END_WITHIN.toSeconds() + " s\n" + stdout() + stderr());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends it by SIGTERM and returns the exit code. */
    public int stop() {
        signal("TERM");
        return awaitExit();
    }

    /** Ends it by SIGKILL, as a crash of the machine would. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** A new server on the same data with the same settings; this one must have ended. */
    public EiderProcess again() {
        return setup.keeping().start();
    }

    /** As {@link #again()} with these arguments, and without waiting. */
    public EiderProcess again(String... arguments) {
        return setup.keeping().launch(arguments);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                process.destroy();
                process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(endWithTests);
            setup.clean();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to a file in {@code etc/}, as an operator does while it runs; it was started {@link Builder#withLine}. */
    public void addLine(String file, String line) {
        try {
            Files.writeString(
                    setup.home.resolve("etc").resolve(file),
                    System.lineSeparator() + line + System.lineSeparator(),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a server is to be started. Not for use by several threads. */
    public static final class Builder {
        private final Map<String, String> environment = new HashMap<>();
        private final Path scratch;
        private Path home;
        private Path dataDir;

        private Builder() {
            this.home =
                    Path.of(System.getProperty("eider.home")).toAbsolutePath().normalize();
            this.scratch = temporary();
            this.dataDir = scratch.resolve("data");
            List<Integer> ports = FreePorts.take(5);
            environment.put("PORT", ports.get(0).toString());
            environment.put("KARAF_SSH_PORT", ports.get(1).toString());
            environment.put("KARAF_RMI_REGISTRY_PORT", ports.get(2).toString());
            environment.put("KARAF_RMI_SERVER_PORT", ports.get(3).toString());
            environment.put("PGWIRE_PORT", ports.get(4).toString());
            environment.put("ADMIN_API_KEY", "admin-" + UUID.randomUUID());
        }

        /** Sets an environment variable. */
        public Builder with(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Leaves an environment variable out. */
        public Builder without(String name) {
            environment.remove(name);
            return this;
        }

        /** Uses this data directory, which stays when the server is closed. */
        public Builder dataDir(Path directory) {
            this.dataDir = directory;
            return this;
        }

        /**
         * Starts it from a copy of the distribution whose file in {@code etc/} has this line at its end. The copy shares
         * the jars.
         */
        public Builder withLine(String file, String line) {
            Path copy = scratch.resolve("home");
            try {
                if (!Files.exists(copy)) {
                    copy("etc", copy);
                    copy("bin", copy);
                    Files.createSymbolicLink(copy.resolve("lib"), home.resolve("lib"));
                    Files.createSymbolicLink(copy.resolve("system"), home.resolve("system"));
                }
                Path target = copy.resolve("etc").resolve(file);
                Files.writeString(target, System.lineSeparator() + line, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            home = copy;
            return this;
        }

        /** Starts it and waits until it is ready. */
        public EiderProcess start() {
            EiderProcess started = launch();
            try {
                return started.awaitReady();
            } catch (AssertionError e) {
                started.close();
                throw e;
            }
        }

        /** Starts it with these arguments and does not wait. */
        public EiderProcess launch(String... arguments) {
            ProcessBuilder builder =
                    new ProcessBuilder(home.resolve("bin/eider").toString());
            builder.command().addAll(List.of(arguments));
            builder.directory(scratch.toFile());
            builder.environment().keySet().removeIf(name -> SETTINGS.matcher(name)
                    .matches());
            builder.environment().put("DATA_DIR", dataDir.toString());
            builder.environment().putAll(environment);
            builder.redirectOutput(stdout().toFile());
            builder.redirectError(stderr().toFile());
            try {
                return new EiderProcess(this, builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path stdout() {
            return scratch.resolve("stdout.log");
        }

        private Path stderr() {
            return scratch.resolve("stderr.log");
        }

        private Builder keeping() {
            Builder next = new Builder();
            next.environment.clear();
            next.environment.putAll(environment);
            next.dataDir = dataDir;
            next.home = home;
            return next;
        }

        private void clean() {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void copy(String part, Path to) throws IOException {
            Path from = home.resolve(part);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path target = to.resolve(part).resolve(from.relativize(file));
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }

        private static Path temporary() {
            try {
                return Files.createTempDirectory("eider-it");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
