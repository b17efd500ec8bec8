package io.eider.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built distribution as a process, with ports of its own. Ended by {@link #close}, at the latest when the benchmark ends.
 * Belongs to one thread, but for {@link #client}.
 */
final class Server implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final long END_WITHIN_SECONDS = 60;
    private static final String ADMIN_KEY = "bench-admin-key-0123456789";
    private static final List<String> PORTS =
            List.of("PORT", "PGWIRE_PORT", "KARAF_SSH_PORT", "KARAF_RMI_REGISTRY_PORT", "KARAF_RMI_SERVER_PORT");
    private static final double MEGA = 1e6;

    private final ProcessBuilder builder;
    private final Path scratch;
    private final Thread atEnd = new Thread(this::endNow);
    private volatile Process process;
    private double endedSeconds;
    private int port;

    /**
     * A server that does not run yet.
     *
     * @param home of the distribution
     * @param scratch for its data and output, and for other files of this run
     */
    Server(Path home, Path scratch) {
        this.scratch = scratch;
        this.builder = new ProcessBuilder(home.resolve("bin/eider").toString());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(KARAF|DUCKDB|JAVA)_.*") && !name.equals("JAVA_HOME"));
        environment.put("DATA_DIR", scratch.resolve("data").toString());
        environment.put("ADMIN_API_KEY", ADMIN_KEY);
        environment.put("PGWIRE_TLS", "allow");
        environment.put("PGWIRE_TLS_GENERATE", "true");
        environment.put("DUCKDB_THREADS", Integer.toString(Machine.processors()));
        builder.directory(scratch.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(scratch.resolve("server.log").toFile()));
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    /** Starts it; gives the time from the start of the process to the first 200 of {@code /health/ready}. */
    Duration start() throws IOException, InterruptedException {
        takePorts();
        long start = System.nanoTime();
        process = builder.start();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - start > READY_WITHIN.toNanos()) {
                throw new IllegalStateException(
                        "the server did not start:\n" + Files.readString(scratch.resolve("server.log")));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Ends it as an operator would, and waits. */
    void stop() throws IOException, InterruptedException {
        endedSeconds = cpuSeconds();
        process.destroy();
        if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not end");
        }
    }

    /** A client with the administrator's key. */
    Client admin() throws IOException {
        return new Client(port, ADMIN_KEY);
    }

    /** Where PostgreSQL's clients connect to. */
    int pgwirePort() {
        return Integer.parseInt(builder.environment().get("PGWIRE_PORT"));
    }

    /** Where the published file of a table lies. */
    Path tableFile(String project, String bucket, String table) {
        return scratch.resolve("data")
                .resolve("duckdb")
                .resolve("project_" + project)
                .resolve(bucket)
                .resolve(table + ".duckdb");
    }

    /** Where this run may write. */
    Path scratch() {
        return scratch;
    }

    /** Resident memory. */
    double residentMb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / MEGA;
            }
        }
        throw new IllegalStateException("no VmRSS");
    }

    /** Processor time of this run, of ended processes too. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return endedSeconds + (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / Machine.TICKS_PER_SECOND;
    }

    /** Heap in use, garbage too, as {@code /metrics} tells it. */
    double heapMb() throws IOException {
        try (Client client = admin()) {
            String name = "jvm_memory_used_bytes{area=\"heap\"} ";
            String text = client.send(client.getRequest("/metrics")).expect(200).text();
            int at = text.indexOf(name) + name.length();
            return Double.parseDouble(text.substring(at, text.indexOf('\n', at))) / MEGA;
        }
    }

    /** Has its garbage collected. */
    void collectGarbage() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        int exit = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("jcmd ended with " + exit);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            if (process != null && process.isAlive()) {
                stop();
            }
        } finally {
            endNow();
            Runtime.getRuntime().removeShutdownHook(atEnd);
        }
    }

    private boolean isReady() {
        try (Client client = admin()) {
            return client.send(client.getRequest("/health/ready")).status() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private void endNow() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void takePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (String name : PORTS) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                builder.environment().put(name, Integer.toString(socket.getLocalPort()));
            }
            port = sockets.get(0).getLocalPort();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
