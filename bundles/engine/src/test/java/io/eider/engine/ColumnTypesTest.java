package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {
    @TempDir
    Path directory;

    private TableFiles files;

    @BeforeEach
    void open() throws Exception {
        files = new TableFiles(
                new DataLayout(directory), new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        files.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "int | INTEGER",
                "STRUCT(a float[1536], b float[1536])[8] | STRUCT(a FLOAT[1536], b FLOAT[1536])[8]",
                " VARCHAR(20) | VARCHAR",
                "text | VARCHAR",
                "numeric | DECIMAL(18,3)",
                "DECIMAL ( 10 , 2 ) [] | DECIMAL(10,2)[]",
                "timestamp with time zone | TIMESTAMP WITH TIME ZONE",
                "TIMESTAMP WITHOUT TIME ZONE | TIMESTAMP",
                "timestamptz | TIMESTAMP WITH TIME ZONE",
                "double precision | DOUBLE",
                "character varying(3) | VARCHAR",
                "STRUCT(a INT, \"b \"\"c\" VARCHAR[3]) | STRUCT(a INTEGER, \"b \"\"c\" VARCHAR[3])",
                "MAP(VARCHAR, INTEGER[]) | MAP(VARCHAR, INTEGER[])",
                "LIST(INT) | INTEGER[]",
                "UNION(a INT, b TEXT) | UNION(a INTEGER, b VARCHAR)",
                "ENUM('it''s', 'b') | ENUM('it''s', 'b')",
                "JSON | JSON",
                "uuid | UUID",
            })
    void typeIsGivenInDuckDbsWords(String text, String expected) {
        assertThat(check(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "INTEGER[65537]",
                "INTEGER[100000][100000][100000]",
                "STRUCT(a INTEGER[40000], b INTEGER[])[2]",
                "MAP(INTEGER[300], INTEGER[300])[300]",
                "INTEGER[300][][300]",
                "INTEGER, b INTEGER",
                "INTEGER) , (1",
                "INTEGER NOT NULL",
                "INTEGER DEFAULT 1",
                "INTEGER /* */",
                "INTEGER -- x",
                "INTEGER; DROP TABLE x",
                "NULL",
                "\"NULL\"",
                "VARIANT",
                "ANY",
                "nope",
                "main.mood",
                "DECIMAL(99,2)",
                "DECIMAL(10,2",
                "INTEGER[",
                "INTEGER[-1]",
                "ENUM()",
                "ENUM('a','a')",
                "ENUM(SELECT 1)",
                "STRUCT(a)",
                "MAP(INTEGER)",
                "VARCHAR COLLATE NOCASE",
                "INTEGER USING SAMPLE",
                "'INTEGER'",
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> check(text)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INVALID_TYPE));
    }

    @Test
    void nestingIsBounded() {
        String deep = "STRUCT(a ".repeat(2_000) + "INT" + ")".repeat(2_000);
        assertThatThrownBy(() -> check(deep)).hasMessageContaining("nested deeper");
    }

    @Test
    void longNamesInATypeAreReadWithoutRecursion() {
        String name = "x".repeat(20_000);
        assertThat(check("STRUCT(\"" + name + "\" INT)")).isEqualTo("STRUCT(" + name + " INTEGER)");
        assertThat(check("ENUM('" + name + "')")).isEqualTo("ENUM('" + name + "')");
    }

    private String check(String text) {
        return files.plain(session -> ColumnTypes.check(session, text));
    }
}
