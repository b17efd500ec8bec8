package io.eider.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients of Node.js against a workspace of the built distribution; what they do and expect stands in {@code pgclients/*.js},
 * which PostgreSQL 15 passes too but for what says that Eider refuses it. {@code .ci/run} puts the packages of
 * {@code pgclients/package.json} where they are looked for; without them the clients are skipped.
 */
@ExtendWith(SharedEider.class)
class NodeClientsIT {
    private static final Path MODULES =
            Path.of("target/pgclients/node_modules").toAbsolutePath().normalize();

    private static PgWorkspace workspace;

    @BeforeAll
    static void prepare(EiderProcess eider) {
        workspace = PgWorkspace.create(eider, "nodepg");
    }

    @AfterAll
    static void drop() {
        workspace.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pg,node_pg_client.js,19", "postgres,postgres_js_client.js,18"})
    void checksOfTheClientSucceed(String module, String program, int checks) throws IOException {
        assumeTrue(ClientProgram.works("node", "--version"), "Node.js is not installed, see .ci/run");
        assumeTrue(
                Files.isDirectory(MODULES.resolve(module)),
                () -> "the package " + module + " is not in " + MODULES + ", see .ci/run");
        Map<String, String> environment = new HashMap<>(workspace.environment());
        environment.put("NODE_PATH", MODULES.toString());
        ClientProgram.Output output = ClientProgram.run(
                List.of("node", ClientProgram.resource("pgclients/" + program).toString()), environment, "");
        output.requireChecks(module, checks);
    }
}
