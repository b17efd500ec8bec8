package io.eider.workspace.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.meter.Meters;
import io.eider.api.workspace.SqlSession;
import io.eider.workspace.WorkspaceFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLogTest {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void linesComeInTheirOrderAndAllBeforeTheEnd() {
        List<String> expected =
                IntStream.range(0, 5_000).mapToObj(i -> "a " + i).toList();
        try (StatementLog log = new StatementLog(lines::add)) {
            expected.forEach(log::add);
        }
        assertThat(lines).isEqualTo(expected);
    }

    @Test
    void literalsAreHiddenInShortTextsAndInLongOnes() {
        String longText = "SELECT " + "1, ".repeat(5_000) + "'secret'";
        try (StatementLog log = new StatementLog(lines::add)) {
            log.add("one | ", "SELECT 'secret', 42");
            log.add("two | ", longText);
        }
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("secret") || line.contains("42"));
        assertThat(lines.get(0)).isEqualTo("one | SELECT ?, ?");
    }

    @Test
    void whoHasOneLineTooManyWaits() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        try (StatementLog log = new StatementLog(line -> {
            await(open);
            lines.add(line);
        })) {
            Thread producer = new Thread(() -> {
                IntStream.range(0, 10_000).forEach(i -> log.add("line " + i));
                passed.countDown();
            });
            producer.start();
            while (producer.getState() != Thread.State.TIMED_WAITING) {
                assertThat(passed.getCount()).isEqualTo(1);
                Thread.onSpinWait();
            }
            open.countDown();
            producer.join(30_000);
            assertThat(passed.getCount()).isZero();
        }
        assertThat(lines).hasSize(10_000).endsWith("line 9999");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSinkThatFailsDoesNotEndTheLog() {
        try (StatementLog log = new StatementLog(line -> {
            if (line.equals("bad")) {
                throw new IllegalStateException("full");
            }
            lines.add(line);
        })) {
            Stream.of("bad", "good").forEach(log::add);
        }
        assertThat(lines).containsExactly("good");
    }

    /** What is counted is what the log has a line of. */
    @Test
    void statementsThatFailBeforeTheyRunAreToldOnce(@TempDir Path directory) throws Exception {
        try (WorkspaceFixture server = new WorkspaceFixture(directory).withOrders()) {
            server.services.meters().bind(counting());
            try (SqlSession session = server.session(server.create("one"))) {
                for (String sql : List.of("SELEC 1", "ATTACH 'x'", "SELECT * FROM missing", "SELECT 'open")) {
                    fails(session, sql);
                    assertThat(lines).as(sql).containsExactly("error");
                    lines.clear();
                }
                ApiException other = new ApiException(ErrorCode.SQL_ERROR, "no", Map.of("sqlstate", "26000"));
                session.fail("EXECUTE nothing(1)", other);
                session.fail("EXECUTE nothing(1)", new ApiException(ErrorCode.SQL_ERROR, "no", Map.of(), other));
                session.fail("", new ApiException(ErrorCode.SQL_ERROR, "of no statement"));
                assertThat(lines).containsExactly("error");
            }
        }
    }

    private Meters counting() {
        return new Meters() {
            @Override
            public Counter counter(String name, String help, String... labelNames) {
                return (amount, values) -> lines.addAll(List.of(values));
            }

            @Override
            public Gauge gauge(String name, String help, String... labelNames) {
                return NOOP.gauge(name, help, labelNames);
            }

            @Override
            public Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames) {
                return NOOP.histogram(name, help, upperBounds, labelNames);
            }
        };
    }

    private static void fails(SqlSession session, String sql) {
        session.fail(sql, WorkspaceFixture.error(session, sql)); // as a front does it
    }
}
