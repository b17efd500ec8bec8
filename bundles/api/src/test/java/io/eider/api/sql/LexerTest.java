package io.eider.api.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            select             | IDENTIFIER
            a$1$b              | IDENTIFIER
            été😀              | IDENTIFIER
            "a""b;"            | QUOTED_IDENTIFIER
            U&"d\\0061t"       | UNICODE_IDENTIFIER
            u&"a""b"           | UNICODE_IDENTIFIER
            'it''s; -- /*'     | STRING
            'a\\'              | STRING
            'a'\\n'b'          | STRING
            'a' -- x'\\n\\t'b' | STRING
            'a'\\r-- c\\r'b'   | STRING
            E'a\\';'           | ESCAPE_STRING
            e'\\\\'            | ESCAPE_STRING
            E'a'\\n'b\\';'     | ESCAPE_STRING
            E'a''\\'b'         | ESCAPE_STRING
            U&'\\0441'         | UNICODE_STRING
            B'101'             | BIT_STRING
            x'1F'\\n'2;'       | BIT_STRING
            $$a;'b$$           | DOLLAR_STRING
            $a$ $$ ; $b$ $a$   | DOLLAR_STRING
            $a1_é$;$a1_é$      | DOLLAR_STRING
            $$$$               | DOLLAR_STRING
            1_000              | NUMBER
            1.5e-3             | NUMBER
            .5                 | NUMBER
            1.                 | NUMBER
            $12                | PARAMETER
            $name              | PARAMETER
            <=>                | OPERATOR
            ::                 | PUNCTUATION
            ;                  | PUNCTUATION
            -- a; 'b           | COMMENT
            /* a /* ; */ b */  | COMMENT
            /*/**/*/           | COMMENT
            """)
    void oneTokenOfItsKind(String text, TokenKind kind) {
        String sql = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        assertThat(Lexer.tokens(sql)).containsExactly(new Token(kind, 0, sql.length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            'a' 'b'          | 'a'/ /'b'
            'a'/**/'b'       | 'a'//**//'b'
            1--2             | 1/--2
            1+-/*2*/3        | 1/+-//*2*//3
            1+--2            | 1/+/--2
            a::int[]         | a/::/int/[/]
            1..2             | 1/../2
            t.a              | t/./a
            (1,2);           | (/1/,/2/)/;
            N'a'             | N/'a'
            xE'a'            | xE/'a'
            $1$$;$$          | $1/$$;$$
            1$a$;$a$         | 1/$a$;$a$
            a$$;             | a$$/;
            $a+$b            | $a/+/$b
            E "a"            | E/ /"a"
            {'a':1}          | {/'a'/:/1/}
            """)
    void tokensEndWhereDuckDbEndsThem(String sql, String expected) {
        assertThat(Lexer.tokens(sql).stream().map(token -> token.in(sql)).collect(Collectors.joining("/")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select '",
                "select E'a\\'",
                "select E'a\\",
                "select \"a",
                "select \"\"",
                "select U&\"a",
                "select $$a",
                "select $a$a$A$",
                "select /* a /* b */",
                "select E'a'/**/\n'b\\';'",
                "select $ 1",
                "select \\",
                "select 1a",
                "select 1_",
                "select 1__0",
                "select 0x1F",
                "select 0b1",
                "select 1E'a'",
                "select 1e",
                "select 1\u00e9",
                "select $1a",
                "select\u000b1",
                "select\u00011",
                "select 'a\u0000b'",
                "select '\ud800'",
                "select '\udc00\ud800'",
                "select\u00a01",
                "\ufeffselect 1",
                "select $a\u2003$;$a\u2003$",
                "select $a\u2003"
            })
    void whatDoesNotEndOrHasNoMeaningIsASyntaxError(String sql) {
        assertThatThrownBy(() -> Lexer.tokens(sql))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.SYNTAX_ERROR));
    }

    @Test
    void positionCountsCharactersFromOne() {
        assertThatThrownBy(() -> Lexer.tokens("/*😀*/ 'é', 'b"))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.details()).isEqualTo(Map.of("position", 12)));
    }

    @Test
    void tokensCoverTheTextWithoutGap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pieces = {
            "'", "\"", "$$", "$a$", "/*", "*/", "--", "\n", " ", "a", "1", "E'", "\\", ";", ".", "+", "é", "😀"
        };
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder sql = new StringBuilder();
            random.ints(random.nextInt(12), 0, pieces.length).forEach(piece -> sql.append(pieces[piece]));
            int at = 0;
            try {
                for (Token token : Lexer.tokens(sql.toString())) {
                    assertThat(token.start()).as("seed %d: %s", seed, sql).isEqualTo(at);
                    at = token.end();
                }
                assertThat(at).as("seed %d: %s", seed, sql).isEqualTo(sql.length());
                read++;
            } catch (ApiException error) {
                assertThat(error.code()).as("seed %d: %s", seed, sql).isEqualTo(ErrorCode.SYNTAX_ERROR);
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(2_000);
    }

    @Test
    void statementsAreCutAtSemicolonsOutsideQuotes() {
        String sql =
                "-- first;\n select 1 /* ; */ ;; ; insert into t values (';', $$;$$, \";\", E'\\';') -- end;\n ;/* rest */";
        List<StatementText> statements = Statements.split(sql);
        assertThat(statements)
                .extracting(StatementText::text)
                .containsExactly("select 1", "insert into t values (';', $$;$$, \";\", E'\\';')");
        for (StatementText statement : statements) {
            assertThat(sql.startsWith(statement.text(), statement.offset())).isTrue();
        }
    }

    @Test
    void commentsInsideAStatementStay() {
        assertThat(Statements.split("select /* a */ 1 -- b")).containsExactly(new StatementText("select /* a */ 1", 0));
    }

    @Test
    void textWithoutStatementsGivesNone() {
        assertThat(Statements.split("")).isEmpty();
        assertThat(Statements.split(" ; -- ping\n;")).isEmpty();
    }
}
