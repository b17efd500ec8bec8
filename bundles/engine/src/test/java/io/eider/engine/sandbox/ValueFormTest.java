package io.eider.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ValueForm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormTest {
    @TempDir
    Path directory;

    private Sandbox sandbox;
    private SandboxConnection connection;

    @BeforeEach
    void open() {
        sandbox = Sandbox.open(new SandboxSettings(
                directory.resolve("w.duckdb"),
                "w",
                directory.resolve("run"),
                directory.resolve("spill"),
                1,
                "256MB",
                "1GB"));
        connection = sandbox.connect();
    }

    @AfterEach
    void close() {
        connection.close();
        sandbox.close();
    }

    private String text(String sql, ValueForm form) {
        try (SandboxStatement statement = connection.prepare(sql, sql.startsWith("SELECT"), form)) {
            statement.execute();
            ResultChunk chunk = statement.nextChunk();
            return chunk.vector(0).isNull(0) ? null : chunk.vector(0).getText(0);
        }
    }

    private ResultColumn column(String sql, ValueForm form) {
        try (SandboxStatement statement = connection.prepare(sql, true, form)) {
            return statement.shape().get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'0044-03-15 (BC)'::DATE",
                "'infinity'::DATE",
                "'-infinity'::DATE",
                "'0044-03-15 (BC) 10:00:00.5'::TIMESTAMP",
                "'-infinity'::TIMESTAMP",
                "'0044-03-15 (BC) 10:00:00.5+00'::TIMESTAMPTZ",
                "'infinity'::TIMESTAMPTZ",
                "'10:00:00+05:30'::TIMETZ",
                "'10:00:00'::TIME",
                "'10:00:00.5'::TIME",
                "'1 month 2 days 00:00:03'::INTERVAL",
                "'101'::BIT",
                "'ab\\xFF'::BLOB",
                "[1, NULL]",
                "{'a': [1.50::DECIMAL(9,2)]}",
                "MAP {'a': 1}"
            })
    void textIsDuckDbsOwnByEveryWay(String value) {
        connection.command("CREATE TEMP TABLE t AS SELECT " + value + " AS v LIMIT 0");
        String expected = text("SELECT CAST(" + value + " AS VARCHAR)", ValueForm.TEXT);

        assertThat(text("SELECT " + value, ValueForm.TEXT)).isEqualTo(expected);
        assertThat(text("INSERT INTO t VALUES (" + value + ") RETURNING v", ValueForm.TEXT))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['a, b', NULL, 'NULL', '\"', '\\', '']",
                "[[1.50::DECIMAL(9,2), NULL], [], NULL]",
                "[1, 2]::INTEGER[2]",
                "{'a b': 'x', 'q\"': [MAP {'k': 'nan'::DOUBLE}]}",
                "MAP {1: NULL}",
                "[chr(1) || chr(10)]",
                "['ab\\xFF'::BLOB]",
            })
    void exactValuesAreTheSameByEveryWay(String value) {
        connection.command("CREATE TEMP TABLE t AS SELECT " + value + " AS v LIMIT 0");
        String insert = "INSERT INTO t VALUES (" + value + ") RETURNING v";

        assertThat(column("SELECT " + value, ValueForm.EXACT).kind()).isEqualTo(ColumnKind.NESTED);
        assertThat(text("SELECT " + value, ValueForm.EXACT))
                .isEqualTo(text(insert, ValueForm.EXACT).replace("\\u000a", "\\n"));
    }

    @Test
    void exactValuesAreJsonWithTexts() {
        assertThat(text("SELECT {'a': [1, NULL], 'b': MAP {'x': DATE '2020-01-01'}}", ValueForm.EXACT))
                .isEqualTo("{\"a\":[\"1\",null],\"b\":{\"x\":\"2020-01-01\"}}");
        assertThat(text("SELECT row(1, 'a')", ValueForm.EXACT)).isEqualTo("{\"f1\":\"1\",\"f2\":\"a\"}");
        assertThat(text("SELECT NULL::INTEGER[]", ValueForm.EXACT)).isNull();
        assertThat(text("SELECT NULL::STRUCT(a INTEGER)", ValueForm.EXACT)).isNull();
    }

    @Test
    void nestedValuesStayTextWhereNothingElseIsAskedFor() {
        assertThat(column("SELECT [1]", ValueForm.TEXT).kind()).isEqualTo(ColumnKind.OTHER);
        assertThat(text("SELECT [1, NULL]", ValueForm.TEXT)).isEqualTo("[1, NULL]");
    }

    @Test
    void anEnumNamesItsLabelsWhereAskedFor() {
        String query = "SELECT 'a'::ENUM('a', 'b, c', 'd''e', 'f\"g')";

        assertThat(column(query, ValueForm.TEXT).type()).isEqualTo("ENUM");
        assertThat(DuckType.of(column(query, ValueForm.EXACT).type()).labels())
                .containsExactly("a", "b, c", "d'e", "f\"g");
    }

    @Test
    void whatTheDriverCannotGiveIsRefused() {
        connection.command("CREATE TEMP TABLE t (u UNION(a INTEGER, b VARCHAR), v TIME)");

        assertThatThrownBy(() -> text("INSERT INTO t VALUES ('x', NULL) RETURNING u", ValueForm.EXACT))
                .isInstanceOfSatisfying(
                        SandboxFailure.class, e -> assertThat(e.type()).isEqualTo("Not implemented"));
        assertThatThrownBy(() -> text("INSERT INTO t VALUES (NULL, '24:00:00') RETURNING v", ValueForm.EXACT))
                .isInstanceOfSatisfying(
                        SandboxFailure.class, e -> assertThat(e.type()).isEqualTo("Not implemented"));
    }

    @Test
    void typesAreReadWithAllThatIsInThem() {
        DuckType type = DuckType.of("STRUCT(a DECIMAL(9,2)[], \"b, \"\"c\" MAP(VARCHAR, TIME WITH TIME ZONE)[3])");

        assertThat(type.shape()).isEqualTo(DuckType.Shape.STRUCT);
        assertThat(type.fields().stream().map(DuckType.Field::name)).containsExactly("a", "b, \"c");
        assertThat(type.fields().get(0).type().element().text()).isEqualTo("DECIMAL(9,2)");
        DuckType map = type.fields().get(1).type().element();
        assertThat(map.fields().get(1).type().text()).isEqualTo("TIME WITH TIME ZONE");
        assertThat(DuckType.of("STRUCT(INTEGER, TIMESTAMP WITH TIME ZONE, DECIMAL(4, 2))")
                        .fields())
                .extracting(DuckType.Field::name)
                .isEqualTo(List.of("f1", "f2", "f3"));
    }
}
