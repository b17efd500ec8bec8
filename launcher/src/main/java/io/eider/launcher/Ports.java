package io.eider.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the ports of the server are free. */
final class Ports {
    /** Each port with the address it is bound to. */
    private static final Map<Setting, Setting> HOSTS = Map.of(
            Setting.HTTP_PORT, Setting.HTTP_HOST,
            Setting.PGWIRE_PORT, Setting.PGWIRE_LISTEN,
            Setting.SSH_PORT, Setting.SSH_HOST,
            Setting.RMI_REGISTRY_PORT, Setting.RMI_HOST,
            Setting.RMI_SERVER_PORT, Setting.RMI_HOST);

    private Ports() {}

    /**
     * Binds each port for a moment.
     *
     * @throws StartFailure one line for each port that cannot be had
     */
    static void check(Settings settings) {
        List<String> faults = new ArrayList<>();
        Map<Integer, Setting> seen = new HashMap<>();
        HOSTS.keySet().stream().sorted().forEach(port -> {
            Setting first = seen.putIfAbsent(settings.number(port), port);
            if (first != null) {
                faults.add(port.env() + "=" + settings.get(port) + ": the same port as " + first.env()
                        + "; give each its own");
                return;
            }
            String fault = fault(settings, port, HOSTS.get(port));
            if (!fault.isEmpty()) {
                faults.add(fault);
            }
        });
        if (!faults.isEmpty()) {
            throw new StartFailure(String.join(System.lineSeparator(), faults));
        }
    }

    private static String fault(Settings settings, Setting port, Setting host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.get(host));
        } catch (UnknownHostException e) {
            return host.env() + "=" + settings.get(host) + ": no such host";
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, settings.number(port)));
            return "";
        } catch (BindException e) {
            return bindFault(settings, port, host, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return port.env() + "=" + settings.get(port) + ": cannot be opened: " + e.getMessage();
        }
    }

    private static String bindFault(Settings settings, Setting port, Setting host, String reason) {
        if (reason.contains("assign requested address")) {
            return host.env() + "=" + settings.get(host) + ": not an address of this machine";
        }
        String name = port.env() + "=" + settings.get(port) + ": port " + settings.get(port);
        if (reason.contains("Permission denied")) {
            return name + " is reserved; set " + port.env() + " to one above 1023";
        }
        return name + " on " + settings.get(host) + " is in use; end the program that has it or set " + port.env()
                + " to a free port";
    }
}
