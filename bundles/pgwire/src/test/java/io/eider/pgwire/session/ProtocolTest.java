package io.eider.pgwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.workspace.Oids;
import io.eider.pgwire.WireClient.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message, in and out of order. Source: PostgreSQL manual, "Message Flow"; the answers are those of PostgreSQL 15. */
class ProtocolTest extends OverTheWire {
    /** asyncpg and Postgres.js prepare a statement again if they are told of this routine. */
    @Test
    void statementsToBePreparedAgainAreToldByRoutine() throws Exception {
        talk.bind("", "nothing").sync();
        assertThat(error()).containsEntry('C', "26000").containsEntry('R', "FetchPreparedStatement");
        talk.parse("s", "SELECT * FROM t").sync().heard();
        talk.query("ALTER TABLE t ADD COLUMN c INTEGER");
        talk.bind("", "s").send('E', "", 0).sync();
        assertThat(error()).containsEntry('C', "0A000").containsEntry('R', "RevalidateCachedQuery");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT typtype, typdelim FROM pg_type|18 18",
                "SELECT array_agg(oid) FROM pg_class|1028",
                "SELECT sum(a), sum(a::bigint), sum(1.5) FROM t|20 1700 1700",
                "SELECT g FROM generate_series(1, 3) g|23",
                "SELECT g FROM generate_series(1, 3::bigint) g|20",
                "SELECT generate_series(1, 3)|23",
                "SELECT NULL, NULL AS x, a FROM t|25 25 23",
                "SELECT NULL UNION SELECT 1|23"
            })
    void columnsHaveTheTypesThatPostgresGives(String sql, String oids) throws Exception {
        talk.parse("", sql).describe('S', "").sync();
        assertThat(types('T')).isEqualTo(oids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM t WHERE a = ANY($1)|1007",
                "SELECT * FROM t WHERE b <> ALL($1) AND a = $2|1009 23",
                "SELECT typname FROM pg_type WHERE oid = ANY($1::oid[])|1028"
            })
    void parametersHaveTheTypesThatPostgresGives(String sql, String oids) throws Exception {
        talk.parse("", sql).describe('S', "").sync();
        assertThat(types('t')).isEqualTo(oids);
    }

    @Test
    void enumsAreDescribedByTheirOwnType() throws Exception {
        talk.query("DROP TABLE IF EXISTS moods; DROP TYPE IF EXISTS mood; CREATE TYPE mood AS ENUM ('sad', 'ok');"
                + " CREATE TABLE moods (m mood, ms mood[])");
        talk.parse("", "INSERT INTO moods(m) VALUES ($1)")
                .bind("", "", "ok")
                .execute("", 0)
                .sync();
        assertThat(talk.heard()).isEqualTo("1 2 C:INSERT_0_1 Z:I");
        talk.parse("", "SELECT m, ms FROM moods").describe('S', "").sync();
        assertThat(types('T')).isEqualTo(Oids.type("public", "mood") + " " + Oids.arrayType("public", "mood"));
    }

    @Test
    void missingTablesFailInATransactionAsOutsideOfIt() throws Exception {
        talk.query("BEGIN");
        assertThat(talk.query("SELECT * FROM nowhere")).isEqualTo("E:42P01 Z:E");
        talk.query("ROLLBACK");
        assertThat(talk.query("SELECT * FROM nowhere")).isEqualTo("E:42P01 Z:I");
        assertThat(talk.query("SELECT FROM WHERE a")).isEqualTo("E:42601 Z:I");
    }

    /** The OIDs in a description of columns ('T') or parameters ('t'). */
    private String types(char kind) throws Exception {
        List<String> oids = new ArrayList<>();
        for (Reply reply : talk.untilReady()) {
            ByteBuffer in = ByteBuffer.wrap(reply.body());
            int count = reply.kind() == kind ? in.getShort() : 0;
            for (int i = 0; i < count; i++) {
                while (kind == 'T' && in.get() != 0) {
                    // the column's name
                }
                in.position(in.position() + (kind == 'T' ? 6 : 0));
                oids.add(String.valueOf(in.getInt()));
                in.position(in.position() + (kind == 'T' ? 8 : 0));
            }
        }
        return String.join(" ", oids);
    }

    @Test
    void simpleQueriesAnswerStatementByStatement() throws Exception {
        assertThat(talk.query("SELECT 1; SELECT 'x', NULL")).isEqualTo("T D:1 C:SELECT_1 T D:x,null C:SELECT_1 Z:I");
        assertThat(talk.query("")).isEqualTo("I Z:I");
        assertThat(talk.query("-- only a comment")).isEqualTo("I Z:I");
        assertThat(talk.query(";;")).isEqualTo("I Z:I");
        assertThat(talk.query("INSERT INTO t VALUES (1, 'a'), (2, 'b')")).isEqualTo("C:INSERT_0_2 Z:I");
        assertThat(talk.query("UPDATE t SET b = 'c'; DELETE FROM t WHERE a = 1"))
                .isEqualTo("C:UPDATE_2 C:DELETE_1 Z:I");
        assertThat(talk.query("CREATE TABLE u AS SELECT * FROM t; DROP TABLE u"))
                .isEqualTo("C:SELECT_1 C:DROP_TABLE Z:I");
    }

    @Test
    void severalStatementsAreOneTransaction() throws Exception {
        assertThat(talk.query("INSERT INTO t VALUES (1, 'a'); SELECT * FROM missing; INSERT INTO t VALUES (2, 'b')"))
                .isEqualTo("C:INSERT_0_1 E:42P01 Z:I");
        assertThat(talk.query("SELECT count(*) FROM t")).isEqualTo("T D:0 C:SELECT_1 Z:I");
        assertThat(talk.query("INSERT INTO t VALUES (1, 'a'); COMMIT; SELECT * FROM missing"))
                .isEqualTo("C:INSERT_0_1 N:25P01 C:COMMIT E:42P01 Z:I");
        assertThat(talk.query("SELECT count(*) FROM t")).isEqualTo("T D:1 C:SELECT_1 Z:I");
        assertThat(talk.query("INSERT INTO t VALUES (5, 'a'); BEGIN; INSERT INTO t VALUES (6, 'a')"))
                .isEqualTo("C:INSERT_0_1 C:BEGIN C:INSERT_0_1 Z:T");
        assertThat(talk.query("ROLLBACK; SELECT count(*) FROM t")).isEqualTo("C:ROLLBACK T D:1 C:SELECT_1 Z:I");
    }

    @Test
    void aFailedTransactionWaitsForItsEnd() throws Exception {
        assertThat(talk.query("BEGIN")).isEqualTo("C:BEGIN Z:T");
        assertThat(talk.query("SELECT 1 +")).isEqualTo("E:42601 Z:E");
        assertThat(talk.query("SELECT 1")).isEqualTo("E:25P02 Z:E");
        assertThat(talk.parse("", "SELECT 1").sync().heard()).isEqualTo("E:25P02 Z:E");
        assertThat(talk.query("COMMIT")).isEqualTo("C:ROLLBACK Z:I");
        assertThat(talk.query("ROLLBACK")).isEqualTo("N:25P01 C:ROLLBACK Z:I");
        assertThat(talk.query("BEGIN; BEGIN")).isEqualTo("C:BEGIN N:25001 C:BEGIN Z:T");
        assertThat(talk.parse("", "ROLLBACK").bind("", "").execute("", 0).sync().heard())
                .isEqualTo("1 2 C:ROLLBACK Z:I");
    }

    @Test
    void extendedQueriesRunInAPipeline() throws Exception {
        talk.parse("s", "INSERT INTO t VALUES ($1, $2)");
        for (int i = 0; i < 3; i++) {
            talk.bind("", "s", String.valueOf(i), "v" + i).execute("", 0);
        }
        assertThat(talk.sync().heard()).isEqualTo("1 2 C:INSERT_0_1 2 C:INSERT_0_1 2 C:INSERT_0_1 Z:I");
        talk.parse("", "SELECT a, b FROM t WHERE a >= $1 ORDER BY a")
                .describe('S', "")
                .bind("", "", "1")
                .describe('P', "")
                .execute("", 0);
        assertThat(talk.sync().heard()).isEqualTo("1 t T 2 T D:1,v1 D:2,v2 C:SELECT_2 Z:I");
    }

    @Test
    void whatIsBetweenTwoSyncsIsOneTransaction() throws Exception {
        talk.parse("s", "INSERT INTO t VALUES ($1, 'x')");
        talk.bind("", "s", "1").execute("", 0).bind("", "s", "1").execute("", 0);
        assertThat(talk.bind("", "s", "2").execute("", 0).sync().heard()).isEqualTo("1 2 C:INSERT_0_1 2 E:23505 Z:I");
        assertThat(talk.query("SELECT count(*) FROM t")).isEqualTo("T D:0 C:SELECT_1 Z:I");
    }

    @Test
    void describesWithoutRunning() throws Exception {
        talk.parse("s", "INSERT INTO t VALUES ($1, $2) RETURNING a").describe('S', "s");
        talk.sync();
        List<Reply> replies = talk.untilReady();
        assertThat(replies).extracting(Talk::shown).containsExactly("1", "t", "T", "Z:I");
        ByteBuffer types = ByteBuffer.wrap(replies.get(1).body());
        assertThat(List.of((int) types.getShort(), types.getInt(), types.getInt()))
                .containsExactly(2, 23, 25);
        assertThat(talk.parse("", "DELETE FROM t").describe('S', "").sync().heard())
                .isEqualTo("1 t n Z:I");
        assertThat(talk.query("SELECT count(*) FROM t")).isEqualTo("T D:0 C:SELECT_1 Z:I");
    }

    @Test
    void rowLimitsSuspendAPortal() throws Exception {
        talk.parse("", "SELECT i FROM generate_series(1, 5) AS g(i)").bind("", "");
        assertThat(talk.execute("", 2)
                        .execute("", 2)
                        .execute("", 2)
                        .execute("", 2)
                        .sync()
                        .heard())
                .isEqualTo("1 2 D:1 D:2 s D:3 D:4 s D:5 C:SELECT_5 C:SELECT_0 Z:I");
    }

    @Test
    void portalsTakeTurns() throws Exception {
        talk.query("BEGIN");
        talk.parse("s", "SELECT i + $1::int FROM generate_series(1, 5000) AS g(i)");
        talk.bind("one", "s", "0").bind("two", "s", "10000");
        assertThat(talk.execute("one", 1)
                        .execute("two", 1)
                        .execute("one", 2)
                        .execute("two", 1)
                        .sync()
                        .heard())
                .isEqualTo("1 2 2 D:1 s D:10001 s D:2 D:3 s D:10002 s Z:T");
        assertThat(talk.query("SELECT 7")).isEqualTo("T D:7 C:SELECT_1 Z:T");
        String rest = talk.execute("one", 0).sync().heard();
        assertThat(rest).startsWith("D:4 ").endsWith(" D:5000 C:SELECT_5000 Z:T");
        assertThat(talk.query("COMMIT")).isEqualTo("C:COMMIT Z:I");
        assertThat(talk.execute("two", 0).sync().heard()).isEqualTo("E:34000 Z:I");
    }

    @Test
    void namesThatAreTakenOrMissing() throws Exception {
        assertThat(talk.parse("s", "SELECT 1").parse("s", "SELECT 2").sync().heard())
                .isEqualTo("1 E:42P05 Z:I");
        assertThat(talk.send('C', 'S', "s").parse("s", "SELECT 2").sync().heard())
                .isEqualTo("3 1 Z:I");
        assertThat(talk.bind("", "nothing").sync().heard()).isEqualTo("E:26000 Z:I");
        assertThat(talk.describe('S', "nothing").sync().heard()).isEqualTo("E:26000 Z:I");
        assertThat(talk.describe('P', "nothing").sync().heard()).isEqualTo("E:34000 Z:I");
        assertThat(talk.execute("nothing", 0).sync().heard()).isEqualTo("E:34000 Z:I");
        assertThat(talk.send('C', 'S', "nothing")
                        .send('C', 'P', "nothing")
                        .sync()
                        .heard())
                .isEqualTo("3 3 Z:I");
        assertThat(talk.bind("p", "s").bind("p", "s").sync().heard()).isEqualTo("2 E:42P03 Z:I");
        assertThat(talk.parse("", "SELECT 1; SELECT 2").sync().heard()).isEqualTo("E:42601 Z:I");
        assertThat(talk.query("SELECT 1")).isEqualTo("T D:1 C:SELECT_1 Z:I");
        assertThat(talk.bind("", "").sync().heard()).isEqualTo("E:26000 Z:I");
    }

    @Test
    void everythingAfterAnErrorIsPassedOverUntilSync() throws Exception {
        talk.parse("", "SELECT nothing")
                .bind("", "")
                .execute("", 0)
                .describe('P', "")
                .send('H');
        talk.wire().query("SELECT 1");
        assertThat(talk.sync().heard()).isEqualTo("E:42703 Z:I");
        assertThat(talk.sync().heard()).isEqualTo("Z:I");
    }

    @Test
    void anEmptyStatementIsBoundAndRun() throws Exception {
        assertThat(talk.parse("", " ; ")
                        .describe('S', "")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .heard())
                .isEqualTo("1 t n 2 I Z:I");
    }

    @ParameterizedTest
    @CsvSource({
        "B, '', 's', 0, 0, E:08P01",
        "B, '', 's', 0, 2, E:08P01",
        "B, '', 's', 3, 1, E:08P01",
    })
    void wrongCountsAreTold(char kind, String portal, String statement, short formats, short values, String error)
            throws Exception {
        talk.parse("s", "SELECT $1::int").sync();
        talk.untilReady();
        byte[] codes = new byte[2 * formats];
        byte[] nulls = new byte[4 * values];
        Arrays.fill(nulls, (byte) -1);
        talk.send(kind, portal, statement, formats, codes, values, nulls, (short) 0)
                .sync();
        assertThat(talk.heard()).isEqualTo(error + " Z:I");
    }

    @Test
    void formatCodesAreOneOfTwo() throws Exception {
        talk.parse("s", "SELECT $1::int").sync();
        talk.untilReady();
        byte[] nothing = {-1, -1, -1, -1};
        talk.send('B', "", "s", (short) 1, (short) 2, (short) 1, nothing, (short) 0)
                .sync();
        assertThat(talk.heard()).isEqualTo("E:22023 Z:I");
        talk.send('B', "", "s", (short) 0, (short) 1, nothing, (short) 2, (short) 0, (short) 0)
                .sync();
        assertThat(talk.heard()).isEqualTo("E:08P01 Z:I");
    }

    @ParameterizedTest
    @CsvSource({"P", "B", "D", "E", "C"})
    void truncatedMessagesAreErrorsAndNothingMore(char kind) throws Exception {
        talk.send(kind).sync();
        assertThat(talk.heard()).isEqualTo("E:08P01 Z:I");
        talk.send(kind, new byte[] {'x'}).sync();
        assertThat(talk.heard()).startsWith("E:");
        talk.send(kind, "", "", (short) 32_767).sync();
        assertThat(talk.heard()).startsWith("E:");
        assertThat(talk.query("SELECT 1")).isEqualTo("T D:1 C:SELECT_1 Z:I");
    }

    @Test
    void textThatIsNoUtf8IsRefused() throws Exception {
        talk.send('Q', new byte[] {'S', (byte) 0xC3, '(', 0});
        assertThat(talk.heard()).isEqualTo("E:22021 Z:I");
    }

    @Test
    void messagesOfCopyAreLeftAloneAndFunctionCallsRefused() throws Exception {
        talk.send('d', new byte[] {1, 2}).send('c').send('f', "no");
        assertThat(talk.send('F', 1).heard()).isEqualTo("E:0A000 Z:I");
        assertThat(talk.query("COPY t FROM STDIN")).isEqualTo("E:0A000 Z:I");
        assertThat(talk.query("DECLARE c CURSOR FOR SELECT 1")).isEqualTo("E:0A000 Z:I");
    }

    @Test
    void aMessageOfAnUnknownKindEndsTheConnection() throws Exception {
        talk.send('?');
        assertThat(talk.wire().next().fields()).containsEntry('S', "FATAL").containsEntry('C', "08P01");
        assertThat(talk.wire().isClosed()).isTrue();
    }

    @Test
    void terminateEndsTheSession() throws Exception {
        talk.send('X');
        assertThat(talk.wire().isClosed()).isTrue();
    }

    @Test
    void settingsThatChangeAreReported() throws Exception {
        talk.wire().query("SET application_name = 'me'; SET timezone = 'Asia/Tokyo'");
        StringBuilder told = new StringBuilder();
        for (Reply reply = talk.wire().read();
                reply.kind() != 'Z';
                reply = talk.wire().read()) {
            told.append(reply.kind() == 'S' ? new String(reply.body()).replace('\0', ' ') : "");
        }
        assertThat(told.toString()).isEqualTo("application_name me TimeZone Asia/Tokyo ");
    }

    @Test
    void positionsPointIntoTheClientsText() throws Exception {
        talk.wire().query("SELECT 1; SELECT pg_catalog.lower('ä'), \"ü\", wrong FROM t");
        Reply error = talk.untilReady().stream()
                .filter(reply -> reply.kind() == 'E')
                .findFirst()
                .orElseThrow();
        assertThat(error.fields()).containsEntry('P', "41");
    }

    @Test
    void whatIsPassedOverIsTold() throws Exception {
        assertThat(talk.query("DROP TABLE IF EXISTS missing")).isEqualTo("N:00000 C:DROP_TABLE Z:I");
        assertThat(talk.query("DROP VIEW IF EXISTS \"a.b\"")).isEqualTo("N:00000 C:DROP_VIEW Z:I");
        assertThat(talk.query("CREATE TABLE IF NOT EXISTS t (a INTEGER)")).isEqualTo("N:42P07 C:CREATE_TABLE Z:I");
        assertThat(talk.query(
                        "SET client_min_messages = warning; DROP TABLE IF EXISTS missing; DROP TABLE IF EXISTS t"))
                .isEqualTo("C:SET C:DROP_TABLE C:DROP_TABLE Z:I");
    }

    @Test
    void anErrorIsToldWithoutSync() throws Exception {
        talk.parse("", "SELECT nothing").send('H');
        assertThat(talk.wire().next().state()).isEqualTo("42703");
        assertThat(talk.sync().heard()).isEqualTo("Z:I");
    }

    @Test
    void columnsOfATableFunctionWithParametersAreDescribed() throws Exception {
        talk.parse("", "SELECT g FROM generate_series(1, $1) g ORDER BY g", 23)
                .describe('S', "")
                .bind("", "", "3")
                .execute("", 2)
                .send('H');
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().endsWith("s")) {
            heard.append(Talk.shown(talk.wire().next()));
        }
        assertThat(heard.toString()).isEqualTo("1tT2D:1D:2s");
        assertThat(talk.sync().heard()).isEqualTo("Z:I");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM t | 1 2",
                "SELECT b, x.a AS c, a + 1 FROM public.t x WHERE a = 1 | 2 1 0",
                "SELECT x.* FROM t AS x ORDER BY a LIMIT 1 | 1 2",
                "SELECT a FROM t GROUP BY a | 1",
                "SELECT a FROM t JOIN t u USING (a) | 0",
                "SELECT a FROM t UNION SELECT 1 | 0",
                "SELECT a FROM (SELECT 1 AS a) t | 0",
                "SELECT relname FROM pg_class WHERE oid = 't'::regclass | 0",
            })
    void columnsOfOneTableAreFoundInIt(String sql, String numbers) throws Exception {
        assertThat(talk.query("SELECT 't'::regclass::oid"))
                .isEqualTo("T D:" + Oids.relation("public", "t") + " C:SELECT_1 Z:I");
        ByteBuffer body = ByteBuffer.wrap(
                talk.parse("", sql).describe('S', "").sync().untilReady().get(2).body());
        StringBuilder heard = new StringBuilder();
        int columns = body.getShort();
        for (int i = 0; i < columns; i++) {
            while (body.get() != 0) {
                // the name
            }
            int table = body.getInt();
            int number = body.getShort();
            body.position(body.position() + 12);
            boolean isOurs = table == Oids.relation("public", "t");
            heard.append(isOurs || table == 0 ? number : "?").append(' ');
        }
        assertThat(heard.toString().strip().replace("?", "0")).isEqualTo(numbers);
    }

    @Test
    void statementsOfTheProtocolCanBeDeallocatedAndDiscarded() throws Exception {
        talk.parse("s", "SELECT 1").sync();
        talk.untilReady();
        assertThat(talk.query("DEALLOCATE s")).isEqualTo("C:DEALLOCATE Z:I");
        assertThat(talk.bind("", "s").sync().heard()).isEqualTo("E:26000 Z:I");
        assertThat(talk.query("DEALLOCATE s")).isEqualTo("E:26000 Z:I");
        talk.parse("s", "SELECT 1").sync();
        talk.untilReady();
        assertThat(talk.query("DISCARD ALL")).isEqualTo("C:DISCARD_ALL Z:I");
        assertThat(talk.bind("", "s").sync().heard()).isEqualTo("E:26000 Z:I");
        assertThat(talk.query("DEALLOCATE ALL")).isEqualTo("C:DEALLOCATE_ALL Z:I");
    }
}
