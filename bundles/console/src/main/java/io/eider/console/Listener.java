package io.eider.console;

import io.eider.api.storage.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A port that the server should listen on, as the configuration files say.
 *
 * @param name what listens there
 * @param host the address; all addresses are asked over loopback
 * @param port the number
 * @param ifFree how bad it is if nothing listens
 */
record Listener(String name, String host, int port, Finding.State ifFree) {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\[env:([^;\\]]+)(?:;default=([^\\]]*))?\\]");

    /** The ports of the files in a directory; a file or number that is not there is left out. */
    static List<Listener> configured(Path etc) {
        Properties web = read(etc.resolve("org.ops4j.pax.web.cfg"));
        Properties shell = read(etc.resolve("org.apache.karaf.shell.cfg"));
        Properties management = read(etc.resolve("org.apache.karaf.management.cfg"));
        Properties pgwire = read(etc.resolve("io.eider.pgwire.cfg"));
        String webHost = value(web, "org.ops4j.pax.web.listening.addresses");
        String rmiHost = value(management, "rmiServerHost");
        return Stream.of(
                        of("REST", webHost, value(web, "org.osgi.service.http.port"), Finding.State.FAILED),
                        of("PostgreSQL", value(pgwire, "host"), value(pgwire, "port"), Finding.State.FAILED),
                        of("Console", value(shell, "sshHost"), value(shell, "sshPort"), Finding.State.WARNING),
                        of("JMX registry", rmiHost, value(management, "rmiRegistryPort"), Finding.State.WARNING),
                        of("JMX server", rmiHost, value(management, "rmiServerPort"), Finding.State.WARNING))
                .flatMap(List::stream)
                .toList();
    }

    /** Whether something answers. */
    Finding check() {
        String asked = host.isBlank() || host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String place = asked + ":" + port;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(asked, port), TIMEOUT_MILLIS);
            return new Finding("Port: " + name, Finding.State.OK, place + " is listening");
        } catch (IOException e) {
            return new Finding("Port: " + name, ifFree, place + " is free: nothing listens there");
        }
    }

    private static List<Listener> of(String name, String host, String port, Finding.State ifFree) {
        return port.matches("[1-9]\\d{0,4}")
                ? List.of(new Listener(name, host, Integer.parseInt(port), ifFree))
                : List.of();
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                properties.clear(); // as if it were not there
            }
        }
        return properties;
    }

    private static String value(Properties properties, String key) {
        String text = properties.getProperty(key, "").strip();
        Matcher matcher = FROM_ENVIRONMENT.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String set = System.getenv(matcher.group(1));
        String otherwise = matcher.group(2) == null ? "" : matcher.group(2);
        return set == null || set.isBlank() ? otherwise : set;
    }
}
