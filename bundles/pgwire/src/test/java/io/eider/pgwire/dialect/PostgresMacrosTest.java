package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.engine.sandbox.SandboxSettings;
import io.eider.engine.sandbox.SandboxStatement;
import io.eider.workspace.gate.Gate;
import io.eider.workspace.overlay.PostgresMacros;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The macros in a locked instance, behind the gate. */
class PostgresMacrosTest {
    @TempDir
    Path directory;

    private Sandbox sandbox;
    private SandboxConnection connection;

    @BeforeEach
    void open() {
        sandbox = Sandbox.open(new SandboxSettings(
                directory.resolve("w.duckdb"),
                "w",
                directory.resolve("w"),
                directory.resolve("s"),
                1,
                "256MB",
                "64MB"));
        sandbox.run("ATTACH ':memory:' AS _eider_pg");
        sandbox.run("CREATE SCHEMA _eider_pg.pg");
        PostgresMacros.in("_eider_pg.pg", Sandbox.FUNCTIONS + ".main").forEach(sandbox::run);
        connection = sandbox.connect();
        connection.command("SET search_path = 'w.main,_eider_pg.pg," + Sandbox.FUNCTIONS + ".main'");
        connection.speakPostgres();
    }

    @AfterEach
    void close() {
        connection.close();
        sandbox.close();
    }

    @Test
    void theyWorkInALockedInstance() {
        for (String claim : List.of(
                "7 / 2 = 3",
                "'abc' ~ '^a'",
                "'abc' SIMILAR TO 'a%'",
                "(SELECT sum(g) FROM (SELECT generate_series(1, 3) AS g) s) = 6",
                "(SELECT sum(g) FROM generate_series(1, 3) g) = 6",
                "date_part('second', timestamp '2020-01-01 00:00:01.5') = 1.5",
                "initcap('ab') = 'Ab'",
                "extract(year FROM date '2020-01-01') = 2020")) {
            assertThat(rows("SELECT 1 WHERE " + claim)).as(claim).isTrue();
        }
    }

    @Test
    void whatIsDividedByZeroIsAnError() {
        for (String quotient : List.of("1 / 0", "1 % 0", "1.5 / 0.0", "mod(1, 0)", "1::float8 / 0")) {
            assertThatThrownBy(() -> rows("SELECT " + quotient))
                    .as(quotient)
                    .isInstanceOf(SandboxFailure.class)
                    .hasMessageContaining("division by zero");
        }
    }

    @Test
    void largeValuesStayRefused() {
        for (String bomb : List.of("generate_series(1, 2000000000)", "generate_series(1, 2000000000, 2)")) {
            assertThatThrownBy(() -> rows("SELECT " + bomb))
                    .as(bomb)
                    .isInstanceOf(SandboxFailure.class)
                    .hasMessageContaining("too large");
        }
    }

    private boolean rows(String client) {
        String gated = new Gate()
                .check(Dialect.rewrite(client, List.of()).sql())
                .get(0)
                .text();
        try (SandboxStatement statement = connection.prepare(gated, true)) {
            statement.execute();
            return statement.nextChunk() != null;
        }
    }
}
