package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.auth.Operation;
import io.eider.api.auth.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the OpenAPI document, called with every kind of key, is refused exactly where the table of permissions
 * says so (storage contract, section 0.4 and BUG-2).
 */
class ScopesIT {
    private static final String DEFAULT = "default";

    @TempDir
    static Path data;

    private static EiderProcess eider;
    private static List<ApiOperation> operations;
    private static KeyedProject world;
    private static KeyedProject withoutBranch;
    private static KeyedProject withoutProject;
    private static String record;

    private final List<String> mismatches = new ArrayList<>();
    private final Set<String> served = new HashSet<>();

    @BeforeAll
    static void start() throws SQLException {
        try (EiderProcess first = EiderProcess.configure()
                .dataDir(data)
                .with("ONTO_PROJECT", "kept")
                .with("USE_MOCK_ONTO_SERVER", "true")
                .start()) {
            EiderClient foreign = first.admin().createProject("foreign");
            world = new KeyedProject(first.admin(), "kept", foreign);
            record = newRecord(first.admin());
            withoutBranch = new KeyedProject(first.admin(), "loses_branch", foreign);
            withoutProject = new KeyedProject(first.admin(), "goes", foreign);
            first.stop();
            expire();
            eider = first.again();
        }
        operations =
                ApiOperation.of(eider.admin().get("/openapi.json").expect(200).json());
    }

    /** A row of the table that the reference endpoints serve. */
    private static String newRecord(EiderClient admin) {
        Object row = Map.of("project_name", "r", "total_amount", 1, "maturity_years", 1, "expected_tri", 1, "dscr", 1);
        return admin.post("/ops/projects", row)
                .expect(200)
                .json()
                .path("project_id")
                .asText();
    }

    /** A key lives for a day at least, so its end is moved in the catalog while no server has it open. */
    private static void expire() throws SQLException {
        try (Connection catalog = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("metadata.duckdb"));
                Statement statement = catalog.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE api_keys SET expires_at = created_at WHERE expires_at IS NOT NULL"))
                    .isEqualTo(3);
        }
    }

    @AfterAll
    static void stop() {
        if (eider != null) {
            eider.close();
        }
    }

    @Test
    void documentNamesTheRuleOfEveryOperation() {
        assertThat(operations)
                .filteredOn(operation -> !operation.method().equals("HEAD"))
                .hasSizeGreaterThan(50);
        assertThat(operations).allSatisfy(operation -> {
            Operation rule = operation.rule();
            String otherwise = rule.isPublic() ? "none" : "server_admin";
            boolean isOfAnyProject = operation.template().matches("/ontology/(bindings|migrations)(/.*)?");
            assertThat(operation.scope())
                    .as(operation.toString())
                    .isEqualTo(
                            isOfAnyProject
                                    ? "server_admin"
                                    : rule.leastScope().map(Scope::wireName).orElse(otherwise));
        });
    }

    @Test
    void everyOperationRefusesExactlyTheKeysThatTheTableRefuses() {
        for (ApiOperation operation : operations) {
            for (KeyKind kind : world(operation).kinds()) {
                for (String branch : branches(operation)) {
                    call(operation, kind, branch);
                }
            }
        }
        assertThat(mismatches).isEmpty();
        assertThat(operations.stream().filter(ApiOperation::isLook).map(ApiOperation::toString))
                .as("each of these has looked at something that is there")
                .allMatch(served::contains);
        assertThat(eider.admin().rowCount(world.table())).isEqualTo(1);
    }

    private void call(ApiOperation operation, KeyKind kind, String branch) {
        EiderClient client = eider.admin(kind.key());
        Map<String, String> values = world(operation).values(operation, branch);
        values.put("record_id", record);
        int status = client.send(operation.request(client, values)).status();
        int refusal = kind.refusal(operation, isOfWorkspace(operation) ? world.branch() : branch);
        if (refusal == 0 && isOfWorkspace(operation) && !kind.isOfBranch(world.branch())) {
            refusal = 403; // the workspace belongs to another branch, though the path does not say so
        }
        boolean isLetIn = status != 401 && status != 403 && status < 500;
        if (refusal == 0 ? !isLetIn : status != refusal) {
            mismatches.add(operation + ", key: " + kind.name() + ", called branch: " + branch + ", expected: "
                    + (refusal == 0 ? "let in" : refusal) + ", got: " + status);
        }
        if (status == 200) {
            served.add(operation.toString());
        }
    }

    /** Whether the branch of the workspace in the path counts; a workspace that is not there has none. */
    private static boolean isOfWorkspace(ApiOperation operation) {
        return operation.rule() == Operation.READ_WORKSPACE_SESSIONS && operation.isLook();
    }

    /** What ends a project or a branch does so in one of its own. */
    private static KeyedProject world(ApiOperation operation) {
        if (operation.rule() == Operation.DELETE_PROJECT) {
            return withoutProject;
        }
        return operation.rule() == Operation.DELETE_BRANCH ? withoutBranch : world;
    }

    private static List<String> branches(ApiOperation operation) {
        if (operation.hasBranch()) {
            return List.of(DEFAULT, world(operation).branch());
        }
        return List.of(
                operation.rule().isOfBranch() ? DEFAULT : ""); // the reference endpoints serve the default branch
    }
}
