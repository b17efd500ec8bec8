package io.eider.pgwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** PREPARE, EXECUTE, RESET, DISCARD, and values that PostgreSQL understands by where they stand. The answers are those of PostgreSQL 15. */
class SessionCommandsTest extends OverTheWire {
    @Test
    void statementsArePreparedAndExecutedBySqlToo() throws Exception {
        assertThat(talk.query("PREPARE plus (int, varchar(10)[]) AS SELECT $1 + 1, $2"))
                .isEqualTo("C:PREPARE Z:I");
        assertThat(talk.query("PREPARE plus AS SELECT 1")).isEqualTo("E:42P05 Z:I");
        assertThat(talk.query("EXECUTE plus (2 + 2, '{a,NULL}')")).isEqualTo("T D:5,{a,NULL} C:SELECT_1 Z:I");
        assertThat(talk.query("EXECUTE \"plus\" (4, ARRAY['b, c'])")).isEqualTo("T D:5,{\"b, c\"} C:SELECT_1 Z:I");
        assertThat(talk.query("EXECUTE plus (4)")).isEqualTo("E:42601 Z:I");
        assertThat(talk.query("EXECUTE plus (a, NULL)")).isEqualTo("E:42703 Z:I");
        assertThat(talk.query("EXECUTE nothing")).isEqualTo("E:26000 Z:I");
        assertThat(talk.query("DEALLOCATE PREPARE plus; EXECUTE plus (4, NULL)"))
                .isEqualTo("C:DEALLOCATE E:26000 Z:I");
        assertThat(talk.query("PREPARE bad AS CREATE TABLE x (a INTEGER)")).isEqualTo("E:42601 Z:I");
        assertThat(talk.query("PREPARE bad (nothing) AS SELECT $1")).isEqualTo("E:42704 Z:I");
        assertThat(talk.query("PREPARE bad (int AS SELECT $1")).isEqualTo("E:42601 Z:I");
        assertThat(talk.query("PREPARE bad (int,) AS SELECT $1")).isEqualTo("E:42601 Z:I");
        assertThat(talk.query("PREPARE bad (int)")).isEqualTo("E:42601 Z:I");
        assertThat(talk.query("PREPARE bad AS SELECT nothing")).isEqualTo("E:42703 Z:I");
    }

    @Test
    void valuesOfExecuteAreThoseOfTheParametersTypes() throws Exception {
        talk.query("PREPARE keep (int, text) AS INSERT INTO t VALUES ($1, $2) RETURNING a");
        assertThat(talk.query("EXECUTE keep ('7', 8)")).isEqualTo("T D:7 C:INSERT_0_1 Z:I");
        assertThat(talk.query("PREPARE found AS SELECT b FROM t WHERE a = $1; EXECUTE found (7)"))
                .isEqualTo("C:PREPARE T D:8 C:SELECT_1 Z:I");
        talk.query("PREPARE all_kinds (numeric, bytea, timestamptz, float8, bool, json, interval)"
                + " AS SELECT $1 + 0.1, $2, $3, $4, $5, $6, $7");
        assertThat(
                        talk.query(
                                "EXECUTE all_kinds (1.25, '\\xdead', '2024-02-29 12:00:00+02', 1e10, 't', '{\"a\": 1}', '1 month')"))
                .isEqualTo("T D:1.35,\\xdead,2024-02-29 10:00:00+00,10000000000,t,{\"a\": 1},1 mon C:SELECT_1 Z:I");
    }

    @Test
    void bothWaysOfPreparingShareTheirNames() throws Exception {
        talk.query("PREPARE by_sql (int) AS SELECT $1 + 1");
        talk.parse("by_protocol", "SELECT $1 || 'x'").sync().untilReady();
        assertThat(talk.bind("", "by_sql", "1").execute("", 0).sync().heard()).isEqualTo("2 D:2 C:SELECT_1 Z:I");
        assertThat(talk.query("EXECUTE by_protocol ('a')")).isEqualTo("T D:ax C:SELECT_1 Z:I");
        talk.parse("e", "EXECUTE by_sql (2)").describe('S', "e").bind("", "e").describe('P', "");
        assertThat(talk.execute("", 0).sync().heard()).isEqualTo("1 t T 2 T D:3 C:SELECT_1 Z:I");
        assertThat(talk.query("SELECT name, statement, parameter_types, from_sql, prepare_time <= now(), custom_plans"
                        + " FROM pg_prepared_statements WHERE name LIKE 'by%' ORDER BY name"))
                .isEqualTo("T D:by_protocol,SELECT $1 || 'x',{text},f,t,0"
                        + " D:by_sql,PREPARE by_sql (int) AS SELECT $1 + 1,{integer},t,t,0 C:SELECT_2 Z:I");
        talk.query("DEALLOCATE ALL");
        assertThat(talk.query("SELECT count(*) FROM pg_catalog.pg_prepared_statements"))
                .isEqualTo("T D:0 C:SELECT_1 Z:I");
    }

    @Test
    void settingsGoBackToThoseOfTheStart() throws Exception {
        try (Talk other =
                new Talk(fixture, server.port(), "application_name", "mine", "options", "-c timezone=Asia/Tokyo")) {
            String all =
                    "SELECT current_setting('application_name'), current_setting('TimeZone'), current_setting('search_path')";
            String atStart = "T D:mine,Asia/Tokyo,\"$user\", public C:SELECT_1 Z:I";
            String change = "SET application_name = 'x'; SET timezone = 'UTC'; SET search_path = main";
            assertThat(other.query(all)).isEqualTo(atStart);
            for (String back : List.of("DISCARD ALL", "RESET ALL")) {
                other.query(change);
                other.query(back);
                assertThat(other.query(all)).isEqualTo(atStart);
            }
            other.query(change);
            other.query("RESET application_name; SET timezone TO DEFAULT; RESET search_path");
            assertThat(other.query(all)).isEqualTo(atStart);
        }
    }

    @Test
    void temporaryObjectsAreDiscarded() throws Exception {
        talk.query("CREATE TEMP TABLE \"my own\" (a INTEGER); CREATE TEMP VIEW v AS SELECT 1; CREATE TEMP SEQUENCE s");
        talk.query("SELECT count(*) FROM pg_class");
        talk.parse("kept", "SELECT 1").sync().untilReady();
        assertThat(talk.query("DISCARD TEMP")).isEqualTo("C:DISCARD_TEMP Z:I");
        assertThat(talk.query("SELECT count(*) FROM \"my own\"")).isEqualTo("E:42P01 Z:I");
        assertThat(talk.query("SELECT * FROM v")).isEqualTo("E:42P01 Z:I");
        assertThat(talk.query("SELECT count(*) > 0 FROM pg_class WHERE relname = 't'"))
                .isEqualTo("T D:t C:SELECT_1 Z:I");
        assertThat(talk.bind("", "kept").execute("", 0).sync().heard()).isEqualTo("2 D:1 C:SELECT_1 Z:I");
        assertThat(talk.query("DISCARD TEMPORARY; DISCARD PLANS; DISCARD SEQUENCES; DISCARD nothing"))
                .isEqualTo("C:DISCARD_TEMP C:DISCARD_PLANS C:DISCARD_SEQUENCES E:42601 Z:I");
        assertThat(talk.query("BEGIN; DISCARD TEMP; DISCARD ALL")).isEqualTo("C:BEGIN C:DISCARD_TEMP E:25001 Z:E");
    }

    /** As pgjdbc sends them with {@code preferQueryMode=simple}. */
    @Test
    void textsOfArraysTakeTheTypeOfTheirColumn() throws Exception {
        talk.query("CREATE TABLE l (i INTEGER, n INTEGER[], x TEXT[], t TEXT)");
        assertThat(talk.query(
                        "INSERT INTO l VALUES (('1'::int4), ('{\"1\",NULL,\"3\"}'), ('{\"a\",\"b\\\"c\",NULL}'), '{1}'),"
                                + " (2, '{}', NULL, '{}') RETURNING i, n, x, t"))
                .isEqualTo("T D:1,{1,NULL,3},{a,\"b\\\"c\",NULL},{1} D:2,{},null,{} C:INSERT_0_2 Z:I");
        assertThat(talk.query("UPDATE public.l SET t = '{x}', n = '{7,8}' WHERE i = 2 RETURNING n, t"))
                .isEqualTo("T D:{7,8},{x} C:UPDATE_1 Z:I");
        assertThat(talk.query("INSERT INTO l (x, i) VALUES ('{p,q}', 3) RETURNING x"))
                .isEqualTo("T D:{p,q} C:INSERT_0_1 Z:I");
        talk.parse("", "INSERT INTO l (n, i) VALUES ('{5}', $1) RETURNING n, i").bind("", "", "4");
        assertThat(talk.execute("", 0).sync().heard()).isEqualTo("1 2 D:{5},4 C:INSERT_0_1 Z:I");
        assertThat(talk.query("INSERT INTO l (n) VALUES ('{x}')")).isEqualTo("E:22P02 Z:I");
        assertThat(talk.query("INSERT INTO missing VALUES ('{1}')")).isEqualTo("E:42P01 Z:I");
        assertThat(talk.query("BEGIN; INSERT INTO missing VALUES ('{1}')")).isEqualTo("C:BEGIN E:42P01 Z:E");
        assertThat(talk.query("ROLLBACK; DROP TABLE l")).isEqualTo("C:ROLLBACK C:DROP_TABLE Z:I");
    }

    @Test
    void positionsAreThoseOfTheTextWithArrays() throws Exception {
        talk.query("CREATE TABLE l (n INTEGER[])");
        talk.wire().query("INSERT INTO l (n) VALUES ('{1}') RETURNING wrong");
        assertThat(error()).containsEntry('P', "44");
        talk.query("DROP TABLE l");
    }

    /** DuckDB may find no function for a parameter without a type; another try succeeds. */
    @Test
    void guessingTypesDoesNotFailTheTransaction() throws Exception {
        talk.query("BEGIN");
        talk.parse("", "SELECT length($1), $2 || $3").sync();
        assertThat(talk.heard()).isEqualTo("1 Z:T");
        talk.query("ROLLBACK");
    }
}
