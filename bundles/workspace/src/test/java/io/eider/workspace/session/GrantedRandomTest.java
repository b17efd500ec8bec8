package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.TransactionState;
import io.eider.workspace.WorkspaceFixture;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same random statements on a granted table and on a plain table with its key: the same results, errors and rows after each, and
 * everybody else sees what was committed last. {@code -Deider.seed}, {@code -Deider.statements}.
 */
class GrantedRandomTest {
    private static final Logger LOG = LoggerFactory.getLogger(GrantedRandomTest.class);
    private static final String GRANTED = "in_c_sales.items";
    private static final String PLAIN = "main.items";
    private static final String ALL = "FROM T ORDER BY ALL";

    @TempDir
    Path directory;

    @Test
    void grantedTableDoesWhatAPlainOneDoes() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        int statements = Integer.getInteger("eider.statements", 1000);
        LOG.info("-Deider.seed={}", seed);
        Random random = new Random(seed);
        RandomWrites writes = new RandomWrites(random);
        try (WorkspaceFixture server = new WorkspaceFixture(directory).withOrders()) {
            server.keyed("in_c_sales", "items");
            try (SqlSession granted = server.session(server.create("g", Map.of(GRANTED, TablePermission.READWRITE)));
                    SqlSession plain = server.session(server.create("p"));
                    SqlSession reader = server.session(server.create("r"))) {
                rows(plain, "CREATE TABLE items (id INTEGER PRIMARY KEY, v VARCHAR NOT NULL DEFAULT 'none', n DOUBLE)");
                List<String> committed = List.of();
                TreeSet<String> states = new TreeSet<>();
                for (int i = 0; i < statements; i++) {
                    boolean inTransaction = granted.transaction() != TransactionState.NONE;
                    String sql = inTransaction ? inside(random, writes, granted) : outside(random, writes);
                    String where = "seed " + seed + ", statement " + i + ": " + sql;
                    String expected = outcome(plain, sql.replaceAll("\\bT\\b", PLAIN));
                    assertThat(outcome(granted, sql.replaceAll("\\bT\\b", GRANTED)))
                            .as(where)
                            .isEqualTo(expected);
                    states.add(expected.substring(0, 5));
                    if (granted.transaction() != TransactionState.FAILED) {
                        List<String> now = rows(plain, ALL.replace("T", PLAIN));
                        assertThat(rows(granted, ALL.replace("T", GRANTED)))
                                .as(where)
                                .isEqualTo(now);
                        committed = granted.transaction() == TransactionState.NONE ? now : committed;
                    }
                    assertThat(rows(reader, ALL.replace("T", GRANTED)))
                            .as(where)
                            .isEqualTo(committed);
                }
                assertThat(states).contains("00000", "23505", "23502", "42703");
            }
            assertThat(server.locked()).isZero();
        }
    }

    private static String outside(Random random, RandomWrites writes) {
        return random.nextInt(3) > 0 ? "BEGIN" : writes.next(); // a version costs more than a statement
    }

    private static String inside(Random random, RandomWrites writes, SqlSession session) {
        if (session.transaction() == TransactionState.FAILED || random.nextInt(20) == 0) {
            return random.nextInt(3) == 0 ? "ROLLBACK" : "COMMIT";
        }
        return writes.next();
    }

    /** SQLSTATE, rows that were changed, rows that were told. */
    private static String outcome(SqlSession session, String sql) {
        List<String> told = new ArrayList<>();
        try (SqlResults results = session.run(sql, List.of(), RunOptions.DEFAULT)) {
            results.nextStatement();
            while (results.nextChunk()) {
                ResultChunk chunk = results.chunk();
                for (int row = 0; row < chunk.rowCount(); row++) {
                    StringBuilder line = new StringBuilder();
                    for (int column = 0; column < results.columns().size(); column++) {
                        line.append(
                                        chunk.vector(column).isNull(row)
                                                ? "NULL"
                                                : chunk.vector(column).getText(row))
                                .append('|');
                    }
                    told.add(line.toString());
                }
            }
            told.sort(null);
            String changed = results.command() + " " + results.rowCount();
            assertThat(results.nextStatement()).isFalse();
            return "00000 " + changed + " " + told;
        } catch (ApiException e) {
            return SqlFailures.sqlState(e) + " " + e.getMessage().replace(PLAIN, GRANTED);
        }
    }
}
