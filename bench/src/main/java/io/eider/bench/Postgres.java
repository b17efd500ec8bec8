package io.eider.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL 15 of Debian with a data directory and a port of its own, as its packages configure it. Stopped and removed by {@link #close}, at
 * the latest when the benchmark ends.
 */
final class Postgres implements AutoCloseable {
    static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final String USER = "postgres";
    private static final String PASSWORD = "bench-password-0123456789";

    private static final String OPENSSL = "/usr/bin/openssl";

    private final Path home;
    private final PgAccess access;
    private final Thread atEnd = new Thread(this::end);

    private Postgres(Path home, int port) {
        this.home = home;
        this.access = new PgAccess(port, USER, PASSWORD, "postgres");
    }

    /** Whether it can be started. */
    static boolean isInstalled() {
        return Files.isExecutable(PROGRAMS.resolve("initdb"));
    }

    /** Starts one; it has no rows. */
    static Postgres start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("eider-bench-postgres");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Postgres postgres = new Postgres(home, port);
        Runtime.getRuntime().addShutdownHook(postgres.atEnd);
        boolean started = false;
        try {
            postgres.begin();
            started = true;
            return postgres;
        } finally {
            if (!started) {
                postgres.close();
            }
        }
    }

    private void begin() throws IOException, InterruptedException {
        Path secret = Files.writeString(home.resolve("password"), PASSWORD);
        if (isRoot()) {
            var postgres = home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            Files.setOwner(home, postgres);
            Files.setOwner(secret, postgres);
        }
        String data = data().toString();
        run("initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", "--pwfile=" + secret, "-E", "UTF8", "--locale=C");
        String options = "-p " + access.port() + " -k " + home + " -c listen_addresses=127.0.0.1" + tls();
        run("pg_ctl", "-D", data, "-l", home.resolve("log").toString(), "-o", options, "-w", "start");
    }

    /** Options for TLS with a certificate of a usual kind, or none if there is no openssl to make one. */
    private String tls() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(OPENSSL))) {
            return "";
        }
        Path key = data().resolve("server.key");
        run(
                OPENSSL,
                ("req -new -x509 -days 2 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost -out "
                                + data().resolve("server.crt") + " -keyout " + key)
                        .split(" "));
        return " -c ssl=on";
    }

    PgAccess access() {
        return access;
    }

    /** Processor time of it and of its connections that have ended. */
    double cpuSeconds() throws IOException {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int i = 11; i <= 14; i++) { // utime stime cutime cstime
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / Machine.TICKS_PER_SECOND;
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atEnd);
    }

    private void end() {
        try {
            if (Files.exists(data().resolve("postmaster.pid"))) {
                run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
            }
            Bench.deleteTree(home);
        } catch (IOException | IllegalStateException e) {
            Report.tell("PostgreSQL in " + home + " did not end: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) { // PostgreSQL does not run as root
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = home.resolve(Path.of(program).getFileName() + ".out");
        int exit = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(program + " ended with " + exit + ":\n" + Files.readString(output));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
