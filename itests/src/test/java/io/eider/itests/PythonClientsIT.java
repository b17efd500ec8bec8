package io.eider.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients of Python against a workspace of the built distribution; what they do and expect stands in {@code pgclients/*.py},
 * which PostgreSQL 15 passes too but for what says that Eider refuses it. {@code .ci/run} installs Debian's packages; a
 * client that a machine has not is skipped.
 */
@ExtendWith(SharedEider.class)
class PythonClientsIT {
    /** The one that Debian's packages belong to. */
    private static final String PYTHON = "/usr/bin/python3";

    private static PgWorkspace workspace;

    @BeforeAll
    static void prepare(EiderProcess eider) {
        workspace = PgWorkspace.create(eider, "pypg");
    }

    @AfterAll
    static void drop() {
        workspace.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"psycopg2,26", "psycopg,32", "asyncpg,23", "sqlalchemy,11"})
    void checksOfTheClientSucceed(String module, int checks) throws IOException {
        assumeTrue(
                ClientProgram.works(PYTHON, "-c", "import " + module),
                () -> "Python's " + module + " is not installed, see .ci/run");
        Map<String, String> environment = new HashMap<>(workspace.environment());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONIOENCODING", "utf-8");
        String program = "pgclients/" + (module.equals("psycopg") ? "psycopg3" : module) + "_client.py";
        ClientProgram.Output output = ClientProgram.run(
                List.of(PYTHON, ClientProgram.resource(program).toString()), environment, "");
        output.requireChecks(module, checks);
    }
}
