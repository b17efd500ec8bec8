package io.eider.pgwire.connection;

import io.eider.api.workspace.Workspace;
import java.util.Map;

/**
 * A client that has proved who it is.
 *
 * @param workspace whose password or certificate it has
 * @param parameters of its StartupMessage, those of {@code options} among them, names in lower case
 * @param protocolMinor 0 or 2: of protocol 3
 * @param address of its machine, without the port
 * @param isEncrypted whether it came by TLS
 */
public record Login(
        Workspace workspace, Map<String, String> parameters, int protocolMinor, String address, boolean isEncrypted) {
    public Login {
        parameters = Map.copyOf(parameters);
    }
}
