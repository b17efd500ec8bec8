package io.eider.workspace.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.Statements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the driver's parser ends tokens and statements, compared with our lexer. */
class DuckDbLexingTest {
    private static NativeParser parser;

    @BeforeAll
    static void load() throws IOException {
        parser = new NativeParser();
    }

    @AfterAll
    static void unload() throws IOException {
        parser.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 /* a /* b */ ; select 2 */",
                "select 1 /* a /* b */ c */ ; select 2",
                "select 'a\\'; select 2",
                "select E'a\\'; select 2'",
                "select e'a\\\\'; select 2",
                "select 'a'\n'b;'; select 2",
                "select 'a'\r'b;'",
                "select E'a'\n'b\\'; select 2'",
                "select E'a' -- x'\n -- y'\n 'b\\'; select 2'",
                "select B'1;'; select X'1G;'",
                "select B'1'\n'0;'",
                "select N'a;'; select 2",
                "select xE'a\\'; select 2",
                "select @E'a\\'; select 2'",
                "select $$a;b$$; select 2",
                "select $a$ $$ ; $b$ $A$ $a$",
                "select $a$b ; select 2 $a$ as x",
                "select $a1_\u00e9$ ; $a1_\u00e9$",
                "select a$b$ ; select 2",
                "select $a; select $b",
                "select ?; select $1",
                "select 1 -- c\r; select 2",
                "select 1 -- c\u000b; select 2",
                "select 1 -- c\u2028; select 2",
                "select 1 <--x ;\n 2",
                "select 1 *-- ;\n 2",
                "select 1 -/* ; */ 2",
                "select 1 @-- ; \n ; select 2",
                "select 1--1;",
                "select 1;;;select 2;",
                "select \"a\\\"; select 2",
                "select \"a\"\";\" from (select 1 as \"a\"\";\")",
                "select \ud83d\ude00$b as \ud83d\ude00; select 2",
                "select 1_000; select 1.e3; select .5; select 1.",
                "select 1 as x\u00a7; select 2",
                "select {'a;': [1, 2][1:2]}; select 1::int",
                "; -- nothing\n /* ; */ ;"
            })
    void statementsEndWhereTheDriverEndsThem(String sql) {
        assertThat(Statements.split(sql)).hasSize(parser.count(sql));
    }

    /** The driver reads all of these, differently from PostgreSQL or from what one sees. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 0x1F",
                "select 0b101",
                "select 0o17",
                "select 1a",
                "select 1e",
                "select 1__0",
                "select 1_000_",
                "select\u00a01",
                "select\u200b1",
                "select\u20601",
                "select\u30001",
                "\ufeffselect 1",
                "select 1\u00a0as x",
                "select $a\u00a0b$ ; $a\u00a0b$",
                "select 1\u0000; attach 'x'",
                "select '\ud800'"
            })
    void whatTheDriverReadsInItsOwnWayIsRefused(String sql) {
        assertThat(parser.count(sql)).isPositive();
        assertThatThrownBy(() -> Lexer.tokens(sql)).isInstanceOf(ApiException.class);
    }

    @Test
    void noCharacterIsABlankForTheDriverOnly() {
        for (int c = 0x80; c < 0x30000; c++) {
            boolean surrogate = c >= 0xD800 && c < 0xE000;
            String sql = surrogate ? "" : "select" + Character.toString(c) + "1";
            if (!surrogate && parser.count(sql) > 0) {
                assertThatThrownBy(() -> Lexer.tokens(sql)).as("U+%04X", c).isInstanceOf(ApiException.class);
            }
        }
    }

    /** DuckDB replaces Unicode spaces where it believes to be outside quotes: never in what passes the gate. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a\u00a0b'",
                "select /* ' */ 'a\u00a0b'",
                "select -- '\n 'a\u00a0b'",
                "select 'it''s', 'a\u00a0b'",
                "select \"'\", 'a\u00a0b' from (select 1 as \"'\")",
                "select $$ ' $$, 'a\u00a0b'",
                "select $x$ ' $x$, $y$a\u00a0b$y$",
                "select E'a\u00a0b'",
                "select 'x' -- '\n 'a\u00a0b'"
            })
    void unicodeSpacesInTextsSurvive(String sql) throws SQLException {
        String text = new Gate().check(sql).get(0).text();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(text)) {
            row.next();
            String last = row.getString(row.getMetaData().getColumnCount());
            assertThat(HexFormat.of().formatHex(last.getBytes(StandardCharsets.UTF_8)))
                    .endsWith("61c2a062");
        }
    }
}
