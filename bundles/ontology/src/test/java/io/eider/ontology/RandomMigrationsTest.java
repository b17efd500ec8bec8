package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaChange.Planned;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.ontology.schema.CanonicalJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any schema can follow any other; {@code -Deider.migrations} says how many, {@code -Deider.seed} which. */
class RandomMigrationsTest {
    private static final Logger LOG = Logger.getLogger(RandomMigrationsTest.class.getName());
    private static final int ROWS = 8;

    private static final List<String> TYPES = List.of(
            "BOOLEAN",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "DOUBLE",
            "DECIMAL(10,2)",
            "DECIMAL(20,6)",
            "VARCHAR",
            "DATE",
            "TIMESTAMP",
            "UUID");

    private static final List<String> NAMES = List.of("id", "a", "b", "B c", "select", "d\"e", "größe", "rowid");

    @TempDir
    Path directory;

    private SplittableRandom random;

    @Test
    void anySchemaFollowsAnyOther() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        int count = Integer.getInteger("eider.migrations", 40);
        LOG.info("seed " + seed + ", " + count + " migrations");
        random = new SplittableRandom(seed);
        try (OntologyFixture t = new OntologyFixture(directory)) {
            Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
            fields.put("id", field("id", "INTEGER", true));
            t.register(schema(fields, List.of("id")));
            t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.ALL);
            for (int i = 0; i < count; i++) {
                fill(t);
                fields = next(fields);
                t.register(
                        schema(fields, fields.containsKey("id") && random.nextInt(4) > 0 ? List.of("id") : List.of()));
                step(t);
            }
        }
    }

    private void step(OntologyFixture t) throws Exception {
        Table before = t.table();
        List<Map<String, String>> rows = t.rows();
        Migration migration = t.ontology.follow(TABLE, "test").orElse(null);
        if (migration == null) {
            assertThat(t.table()).isEqualTo(before);
            return;
        }
        Table after = t.table();
        if (migration.status() == Status.PLANNED) {
            assertThat(migration.changeClass()).isEqualTo(ChangeClass.BLOCKED);
            assertThat(after).isEqualTo(before);
            t.storage.rows().truncate(TABLE); // then nothing is in the way
            Migration again = t.ontology.follow(TABLE, "test").orElseThrow();
            assertThat(again.status()).as(() -> texts(again).toString()).isEqualTo(Status.APPLIED);
            assertThat(t.ontology.drift(TABLE)).isEmpty();
            return;
        }
        assertThat(migration.status()).isEqualTo(Status.APPLIED);
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(t.ontology.drift(TABLE))
                .as(() -> texts(migration).toString())
                .isEmpty();
        assertThat(after.rowCount()).isEqualTo(before.rowCount());
        requireKept(migration, before, rows, t.rows());
        requireSql(migration, before, after);
    }

    /** Each column that lost nothing says what it said, by its new name. */
    private static void requireKept(
            Migration migration, Table before, List<Map<String, String>> rows, List<Map<String, String>> now) {
        Map<String, String> names = new HashMap<>();
        before.columns()
                .forEach(
                        column -> names.put(column.name().value(), column.name().value()));
        List<String> changed = new ArrayList<>();
        for (Planned planned : migration.changes()) {
            SchemaChange change = planned.change();
            if (change.kind() == SchemaChange.Kind.RENAME_FIELD) {
                String text = change.text();
                names.put(change.field(), text.substring(("rename " + change.field() + " to ").length()));
            } else if (change.kind() == SchemaChange.Kind.DROP_FIELD) {
                names.remove(change.field());
            } else if (change.kind() == SchemaChange.Kind.CHANGE_TYPE) {
                changed.add(change.field());
            }
        }
        names.forEach((old, name) -> {
            if (!changed.contains(name)) {
                assertThat(values(now, name)).as(name).isEqualTo(values(rows, old));
            } else if (migration.changes().stream()
                    .filter(planned -> planned.change().field().equals(name))
                    .allMatch(planned -> planned.change().changeClass() != ChangeClass.DESTRUCTIVE)) {
                assertThat(values(now, name).stream().filter("-"::equals).count())
                        .as(name)
                        .isEqualTo(
                                values(rows, old).stream().filter("-"::equals).count());
            }
        });
    }

    private static List<String> values(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .map(row -> row.get(column) == null ? "-" : row.get(column))
                .sorted()
                .toList();
    }

    /** The statements of the plan, run by hand on a table of the old form, give the new form. */
    private static void requireSql(Migration migration, Table before, Table after) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(before.columns().stream()
                    .map(column -> quoted(column.name().value()) + " " + column.type()
                            + (column.nullable() ? "" : " NOT NULL")
                            + column.defaultExpression()
                                    .map(text -> " DEFAULT " + text)
                                    .orElse(""))
                    .collect(Collectors.joining(", ", "CREATE TABLE data (", ")")));
            for (Planned planned : migration.changes()) {
                for (String sql : planned.sql()) {
                    statement.execute(sql);
                }
            }
            List<String> columns = new ArrayList<>();
            try (ResultSet row =
                    statement.executeQuery("SELECT column_name, data_type, is_nullable FROM duckdb_columns()"
                            + " WHERE table_name = 'data' ORDER BY column_index")) {
                while (row.next()) {
                    columns.add(row.getString(1) + " " + row.getString(2) + " " + row.getBoolean(3));
                }
            }
            assertThat(columns)
                    .containsExactlyElementsOf(after.columns().stream()
                            .map(RandomMigrationsTest::text)
                            .toList());
        }
    }

    private static String text(Column column) {
        return column.name() + " " + column.type() + " " + column.nullable();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static List<String> texts(Migration migration) {
        return migration.changes().stream()
                .map(planned ->
                        planned.change().changeClass() + " " + planned.change().text() + " " + planned.problem())
                .toList();
    }

    /** Rows that the columns of now can hold, so that a later type may not. */
    private void fill(OntologyFixture t) {
        Table table = t.table();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = new HashMap<>();
            for (Column column : table.columns()) {
                if (!column.nullable() || random.nextInt(4) > 0) {
                    boolean isKey = table.primaryKey().contains(column.name().value());
                    row.put(column.name().value(), value(column.type(), isKey ? i : random.nextInt(100)));
                }
            }
            rows.add(row);
        }
        t.storage.rows().truncate(TABLE);
        t.insert(rows);
    }

    private Object value(String type, int n) {
        return switch (type) {
            case "BOOLEAN" -> n % 2 == 0;
            case "DATE" -> "2026-01-" + String.format("%02d", 1 + n % 28);
            case "TIMESTAMP" -> "2026-01-01 00:" + String.format("%02d", n % 60) + ":00";
            case "UUID" -> String.format("00000000-0000-4000-8000-%012d", n);
            case "DOUBLE", "DECIMAL(10,2)", "DECIMAL(20,6)" -> n + 0.5;
            case "VARCHAR" -> random.nextInt(3) == 0 ? "text " + n : Integer.toString(n);
            default -> n;
        };
    }

    private Map<String, Map<String, Object>> next(Map<String, Map<String, Object>> before) {
        Map<String, Map<String, Object>> after = new LinkedHashMap<>();
        for (Map<String, Object> old : before.values()) {
            String name = (String) old.get("name");
            int what = random.nextInt(10);
            if (what == 0 && !name.equals("id")) {
                continue;
            }
            Map<String, Object> field = new TreeMap<>(old);
            field.remove("previous_names");
            if (what == 1) {
                String to = NAMES.get(random.nextInt(NAMES.size()));
                if (!before.containsKey(to) && !after.containsKey(to) && !name.equals("id")) {
                    field.put("name", to);
                    field.put("previous_names", List.of(name));
                }
            } else if (what < 5) {
                field = new TreeMap<>(field(name, type(name), random.nextBoolean()));
            }
            after.put((String) field.get("name"), field);
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        boolean isTaken = before.containsKey(name) || after.containsKey(name);
        if (!isTaken || after.isEmpty()) {
            after.putIfAbsent(name, field(name, type(name), random.nextBoolean()));
        }
        return after;
    }

    /** A key has more values than two. */
    private String type(String name) {
        return TYPES.get(name.equals("id") ? 1 + random.nextInt(TYPES.size() - 1) : random.nextInt(TYPES.size()));
    }

    private Map<String, Object> field(String name, String type, boolean isRequired) {
        Map<String, Object> field = new TreeMap<>();
        field.put("name", name);
        field.put("type", type);
        field.put("required", isRequired);
        if (random.nextInt(3) == 0) {
            Object value = value(type, random.nextInt(50));
            field.put("default", value);
        }
        return field;
    }

    private static String schema(Map<String, Map<String, Object>> fields, List<String> key) {
        Map<String, Object> json = new TreeMap<>();
        json.put("name", "projects");
        json.put("primary_key", key);
        json.put("columns", List.copyOf(fields.values()));
        return CanonicalJson.write(json);
    }
}
