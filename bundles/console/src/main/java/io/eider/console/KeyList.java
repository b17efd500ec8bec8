package io.eider.console;

import io.eider.api.auth.ApiKey;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the keys of a project. */
@Service
@Command(scope = "eider", name = "key-list", description = "Lists the keys of a project that are not revoked")
public final class KeyList extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Override
    protected void run() {
        ProjectId id = new ProjectId(project);
        List<ApiKey> keys = services.storage(storage -> {
            storage.projects().requireBranch(id, BranchId.DEFAULT);
            return services.auth(auth -> auth.list(id));
        });
        Grid grid = new Grid("No keys; make one with eider:key-create")
                .left("Key")
                .left("Scope")
                .left("Branch")
                .left("Begins with")
                .left("Description")
                .left("Last used")
                .left("Expires");
        for (ApiKey key : keys) {
            grid.row(
                    key.id(),
                    key.scope().wireName(),
                    key.branch(),
                    key.prefix(),
                    key.description(),
                    key.lastUsedAt(),
                    key.expiresAt());
        }
        show(keys.stream().map(KeyList::document).toList(), grid);
    }

    public static Map<String, Object> document(ApiKey key) {
        return Json.object(
                "id",
                key.id(),
                "project_id",
                key.project(),
                "branch_id",
                key.branch(),
                "key_prefix",
                key.prefix(),
                "scope",
                key.scope().wireName(),
                "description",
                key.description(),
                "created_at",
                key.createdAt(),
                "last_used_at",
                key.lastUsedAt(),
                "expires_at",
                key.expiresAt(),
                "is_revoked",
                key.revokedAt().isPresent());
    }
}
