package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.name;
import static io.eider.storage.ChangesFixture.nullability;
import static io.eider.storage.ChangesFixture.row;
import static io.eider.storage.ChangesFixture.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.Reshape;
import io.eider.api.storage.Reshape.Run;
import io.eider.api.storage.SchemaStep;
import io.eider.api.storage.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReshapeTest {
    @TempDir
    Path directory;

    private ChangesFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new ChangesFixture(directory);
        t.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR"), column("old", "VARCHAR"));
        t.insert(row("id", 1, "v", "1.5", "old", "a"), row("id", 2, "v", "2", "old", null));
    }

    @AfterEach
    void stop() {
        t.close();
    }

    @Test
    void severalStepsAreOneVersion() {
        long version = t.table().version();
        Reshape.Outcome outcome = reshape(
                Run.APPLY,
                new SchemaStep.DropKey(),
                new SchemaStep.Alter("id", name("key")),
                new SchemaStep.Alter("v", type("DECIMAL(10,2)", Lossy.REFUSE)),
                new SchemaStep.Add(required("country", "VARCHAR", "'de'")),
                new SchemaStep.Drop("old"),
                new SchemaStep.SetKey(List.of("key", "country")));
        Table table = t.table();
        assertThat(table.version()).isEqualTo(version + 1);
        assertThat(outcome.table()).isEqualTo(table);
        assertThat(table.primaryKey()).containsExactly("key", "country");
        assertThat(table.columns().stream().map(Object::toString).toList())
                .extracting(text -> text.replaceAll("Column\\[name=|type=|nullable=|defaultExpression=|]$", ""))
                .containsExactly(
                        "key, INTEGER, false, Optional.empty",
                        "v, DECIMAL(10,2), true, Optional.empty",
                        "country, VARCHAR, false, Optional['de']");
        assertThat(t.rows()).hasSize(2);
        assertThat(outcome.steps().get(3).sql())
                .containsExactly(
                        "ALTER TABLE data ADD COLUMN \"country\" VARCHAR DEFAULT ('de')",
                        "ALTER TABLE data ALTER COLUMN \"country\" SET NOT NULL");
    }

    @Test
    void refusedStepChangesNothing() {
        Table before = t.table();
        ApiException error = t.refused(() -> reshape(
                Run.APPLY, new SchemaStep.Drop("old"), new SchemaStep.Alter("v", type("INTEGER", Lossy.REFUSE))));
        assertThat(error.code()).isEqualTo(ErrorCode.LOSSY_TYPE_CHANGE);
        assertThat(t.table()).isEqualTo(before);
    }

    @Test
    void dryRunTriesEveryStepAndChangesNothing() {
        Table before = t.table();
        Reshape.Outcome outcome = reshape(
                Run.DRY,
                new SchemaStep.Alter("v", type("INTEGER", Lossy.REFUSE)),
                new SchemaStep.Alter("old", nullability(Nullability.NOT_NULL)),
                new SchemaStep.Add(column("more", "BIGINT")));
        assertThat(outcome.steps().get(0).refusal())
                .hasValueSatisfying(e -> assertThat(e.details()).containsEntry("failing_rows", 1L));
        assertThat(outcome.steps().get(1).refusal())
                .hasValueSatisfying(e -> assertThat(e.details()).containsEntry("null_rows", 1L));
        assertThat(outcome.steps().get(2).refusal()).isEmpty();
        assertThat(outcome.table().columns()).hasSize(4);
        assertThat(t.table()).isEqualTo(before);
    }

    @Test
    void otherDefinitionThanExpectedIsRefusedAndOtherRowsAreNot() {
        Table seen = t.table();
        t.insert(row("id", 77));
        List<Table> first = new ArrayList<>();
        Reshape same = new Reshape(
                List.of(new SchemaStep.Add(required("more", "INTEGER", "1"))), Optional.of(seen), Run.APPLY);
        Table after = t.server
                .storage
                .schemas()
                .reshape(t.table, same, now -> {
                    assertThat(t.server.storage.tables().get(t.table)).isEqualTo(now);
                    first.add(now);
                })
                .table();
        assertThat(first).extracting(Table::version).containsExactly(after.version() - 1);
        Table before = t.table();
        ApiException error = t.refused(() -> t.server
                .storage
                .schemas()
                .reshape(t.table, new Reshape(List.of(new SchemaStep.Drop("old")), Optional.of(seen), Run.APPLY)));
        assertThat(error.code()).isEqualTo(ErrorCode.TABLE_CHANGED);
        assertThat(t.table()).isEqualTo(before);
    }

    private Reshape.Outcome reshape(Run run, SchemaStep... steps) {
        return t.server.storage.schemas().reshape(t.table, new Reshape(List.of(steps), Optional.empty(), run));
    }

    private static Column required(String name, String type, String defaultExpression) {
        return new Column(new ColumnName(name), type, false, Optional.of(defaultExpression));
    }
}
