package io.eider.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxConnectionTest {
    private static final List<String> POSTGRES = List.of(
            "7 / 2 = 3",
            "(SELECT list(x ORDER BY x DESC)[1] FROM (VALUES (1), (NULL)) t(x)) IS NULL",
            "(SELECT x FROM (VALUES (1), (NULL)) t(x) ORDER BY x DESC LIMIT 1) IS NULL");

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void open() {
        sandbox = Sandbox.open(new SandboxSettings(
                directory.resolve("w.duckdb"),
                "w",
                directory.resolve("w"),
                directory.resolve("spill"),
                1,
                "128MB",
                "64MB"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void settingsOfPostgresqlBelongToOneConnection() {
        try (SandboxConnection postgres = sandbox.connect();
                SandboxConnection other = sandbox.connect()) {
            postgres.speakPostgres();
            try (SandboxConnection later = sandbox.connect()) {
                for (String claim : POSTGRES) {
                    assertThat(holds(postgres, claim)).as(claim).isTrue();
                    assertThat(holds(other, claim)).as(claim).isFalse();
                    assertThat(holds(later, claim)).as(claim).isFalse();
                }
                assertThat(name(postgres)).isEqualTo("abc");
                assertThat(name(other)).isEqualTo("Abc");
                assertThat(name(later)).isEqualTo("Abc");
            }
        }
    }

    @Test
    void theOtherSettingsStayLocked() {
        try (SandboxConnection connection = sandbox.connect()) {
            connection.speakPostgres();
            for (String setting :
                    List.of("threads = 3", "ieee_floating_point_ops = false", "enable_external_access = true")) {
                assertThatThrownBy(() -> connection.command("SET " + setting))
                        .as(setting)
                        .isInstanceOf(SandboxFailure.class);
            }
        }
    }

    private static boolean holds(SandboxConnection connection, String claim) {
        try (SandboxStatement statement = connection.prepare("SELECT 1 WHERE " + claim, true)) {
            statement.execute();
            return statement.nextChunk() != null;
        }
    }

    private static String name(SandboxConnection connection) {
        try (SandboxStatement statement = connection.prepare("SELECT 1 AS Abc", true)) {
            statement.execute();
            return statement.columns().get(0).name();
        }
    }
}
