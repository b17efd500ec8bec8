package io.eider.console;

import io.eider.api.auth.IssuedKey;
import io.eider.api.id.KeyId;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Replaces a key by a new one of the same kind. */
@Service
@Command(scope = "eider", name = "key-rotate", description = "Replaces a key by a new one and prints that, once")
public final class KeyRotate extends ProjectCommand {
    @Argument(index = 1, name = "key", description = "Id of the key, key_...", required = true)
    @Completion(KeyCompleter.class)
    String key;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force) {
            confirm("Replace key " + key + "? The old one stops working at once.");
        }
        IssuedKey issued = services.auth(auth -> auth.rotate(projectId(), new KeyId(key)));
        Map<String, Object> document = KeyList.document(issued.key());
        document.put("api_key", issued.secret());
        show(
                document,
                "Made key " + issued.key().id() + ", shown only now:" + System.lineSeparator() + issued.secret());
    }
}
