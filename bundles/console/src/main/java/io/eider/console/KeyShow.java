package io.eider.console;

import io.eider.api.auth.ApiKey;
import io.eider.api.id.KeyId;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what is known of a key. */
@Service
@Command(scope = "eider", name = "key-show", description = "Shows a key, revoked or not")
public final class KeyShow extends ProjectCommand {
    @Argument(index = 1, name = "key", description = "Id of the key, key_...", required = true)
    @Completion(KeyCompleter.class)
    String key;

    @Override
    protected void run() {
        ApiKey found = services.auth(auth -> auth.get(projectId(), new KeyId(key)));
        Map<String, Object> document = KeyList.document(found);
        Grid grid = new Grid("").left("What").left("Value");
        document.forEach((name, value) -> grid.row(name, value));
        show(document, grid);
    }
}
