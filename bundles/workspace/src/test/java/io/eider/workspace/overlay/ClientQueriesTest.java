package io.eider.workspace.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.storage.NewProject;
import io.eider.api.workspace.Oids;
import io.eider.api.workspace.SqlSession;
import io.eider.workspace.WorkspaceFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What psql 15 sends for its commands and pgjdbc for its metadata, with what PostgreSQL 15 answers for the same definitions. The files were
 * recorded; {@code @public.t@} stands for the OID of a relation. {@code ~}: the answer differs in what DuckDB does not have or measures
 * otherwise (sizes, privileges, other databases, row types, the text of views and checks), {@code !}: DuckDB cannot read it without what
 * the PostgreSQL front rewrites.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientQueriesTest {
    private static final Pattern OID = Pattern.compile("@([^@\n]+)@");

    private WorkspaceFixture fixture;
    private SqlSession session;
    private String user;
    private String database;

    @BeforeAll
    void define(@TempDir Path directory) throws Exception {
        fixture = new WorkspaceFixture(directory);
        fixture.storage.projects().create(new NewProject(WorkspaceFixture.PROJECT, Optional.empty(), Optional.empty()));
        session = fixture.session(fixture.create("w"));
        Arrays.stream(text("definitions.sql").split(";\n"))
                .forEach(statement -> WorkspaceFixture.rows(session, statement));
        user = WorkspaceFixture.rows(session, "SELECT current_user").get(0);
        database = WorkspaceFixture.rows(session, "SELECT current_database()").get(0);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    /** A recorded query. */
    record Query(String head, String sql, List<String> expected) {
        boolean mayDiffer() {
            return head.startsWith("~");
        }

        @Override
        public String toString() {
            return head + " " + sql.substring(0, Math.min(60, sql.length())).replace('\n', ' ');
        }
    }

    static Stream<Query> queries() {
        return Stream.of("psql.txt", "pgjdbc.txt")
                .flatMap(file -> Arrays.stream(text(file).split("====\n"))
                        .map(ClientQueriesTest::query)
                        .filter(query -> !query.head.startsWith("!")));
    }

    private static Query query(String block) {
        int head = block.indexOf('\n');
        int cut = block.indexOf("\n----\n");
        List<String> expected = block.substring(cut + "\n----\n".length())
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        return new Query(block.substring("-- ".length(), head), block.substring(head + 1, cut), expected);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void answersAsPostgreSql(Query query) {
        List<String> rows = WorkspaceFixture.rows(session, Rewriting.of(withOids(query.sql)));
        if (!query.mayDiffer()) {
            assertThat(rows.stream().flatMap(String::lines).map(this::comparable))
                    .containsExactlyInAnyOrderElementsOf(query.expected.stream()
                            .map(ClientQueriesTest::withOids)
                            .toList());
        }
    }

    private String comparable(String row) {
        StringBuilder line = new StringBuilder();
        for (String value : row.split("\\|", -1)) {
            line.append(line.isEmpty() ? "" : "\t").append(shown(value));
        }
        return line.toString();
    }

    private String shown(String value) {
        return switch (value) {
            case "true" -> "t";
            case "false" -> "f";
            default -> value.replace(user, "postgres").replace(database, "defs").replaceFirst("^0\\.0$", "0");
        };
    }

    private static String withOids(String text) {
        return OID.matcher(text).replaceAll(found -> Integer.toString(oid(found.group(1))));
    }

    private static int oid(String name) {
        if (name.startsWith("type ")) {
            return Oids.type("public", name.substring("type ".length()));
        }
        if (name.startsWith("namespace ")) {
            return Oids.namespace(name.substring("namespace ".length()));
        }
        int dot = name.indexOf('.');
        return Oids.relation(name.substring(0, dot), name.substring(dot + 1));
    }

    private static String text(String file) {
        try (var in = ClientQueriesTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
