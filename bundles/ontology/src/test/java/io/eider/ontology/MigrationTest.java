package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static io.eider.ontology.OntologyFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.storage.Column;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    private static final String FIRST =
            """
            {"name": "projects", "primary_key": ["id"], "columns": [
              {"name": "id", "type": "INTEGER"},
              {"name": "amount", "type": "VARCHAR", "required": false},
              {"name": "note", "type": "TEXT", "required": false}]}
            """;

    @TempDir
    Path directory;

    private OntologyFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new OntologyFixture(directory);
        t.register(FIRST);
        t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.PLAN_ONLY);
        t.insert(List.of(Map.of("id", 1, "amount", "1.50", "note", "a"), Map.of("id", 2, "amount", "many")));
    }

    @AfterEach
    void stop() {
        t.close();
    }

    @Test
    void bindingMakesTheTable() {
        Table table = t.table();
        assertThat(table.primaryKey()).containsExactly("id");
        assertThat(table.columns())
                .extracting(column -> column.name() + " " + column.type() + " " + column.nullable())
                .containsExactly("id INTEGER false", "amount VARCHAR true", "note VARCHAR true");
        assertThat(t.ontology.drift(TABLE)).isEmpty();
        assertThat(refused(() -> t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.OFF))
                        .code())
                .isEqualTo(ErrorCode.BINDING_EXISTS);
    }

    @Test
    void whatWasSaidOfADroppedTableIsNotSaidOfTheNext() {
        t.register(FIRST.replace("note", "remark"));
        long planned = t.ontology.plan(TABLE, "me").id();
        t.storage.tables().drop(TABLE);
        assertThat(t.ontology.binding(TABLE)).isEmpty();
        t.storage
                .tables()
                .create(new NewTable(
                        TABLE,
                        List.of(new Column(new ColumnName("other"), "INTEGER", true, Optional.empty())),
                        List.of()));
        assertThat(t.ontology.binding(TABLE)).isEmpty();
        assertThat(t.ontology.bindings(Optional.empty())).isEmpty();
        assertThat(t.ontology.history(TABLE)).isEmpty();
        assertThat(refused(() -> t.ontology.migration(planned)).code()).isEqualTo(ErrorCode.MIGRATION_NOT_FOUND);
        assertThat(refused(() -> t.ontology.apply(planned)).code()).isEqualTo(ErrorCode.MIGRATION_NOT_FOUND);
        t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.OFF);
        assertThat(t.ontology.binding(TABLE)).isPresent();
    }

    @Test
    void equalDocumentsAreOneVersion() {
        assertThat(t.register(FIRST.replace(" ", "  ").replace("TEXT", "STRING")))
                .isEqualTo(1);
        assertThat(t.register(FIRST.replace("note", "remark"))).isEqualTo(2);
        assertThat(t.register(FIRST)).isEqualTo(3);
        assertThat(t.ontology.versions("s")).hasSize(3);
    }

    @Test
    void thePlanThatThereIsAlreadyIsNotMadeAgain() {
        t.register(FIRST.replace("note", "remark").replace("\"TEXT\"", "\"INTEGER\""));
        Migration first = t.ontology.plan(TABLE, "me");
        assertThat(t.ontology.plan(TABLE, "you")).isEqualTo(first);
        assertThat(t.ontology.history(TABLE))
                .filteredOn(m -> m.status() == Migration.Status.PLANNED)
                .hasSize(1);
        t.insert(List.of(Map.of("id", 77)));
        assertThat(t.ontology.plan(TABLE, "you").id()).isGreaterThan(first.id());
    }

    @Test
    void planTriesEverythingAndChangesNothing() {
        t.register(
                """
                {"name": "projects", "primary_key": ["id"], "columns": [
                  {"name": "id", "type": "BIGINT"},
                  {"name": "amount", "type": "DECIMAL(10,2)", "required": false},
                  {"name": "remark", "type": "VARCHAR", "previous_names": ["note"]},
                  {"name": "country", "type": "CHAR(2)", "default": "de"}]}
                """);
        Table before = t.table();
        Migration migration = t.ontology.plan(TABLE, "tester");
        assertThat(migration.changes())
                .extracting(planned ->
                        planned.change().changeClass() + ": " + planned.change().text() + " / " + planned.failingRows())
                .containsExactly(
                        "SAFE: rename note to remark / 0",
                        "SAFE: change the type of id from INTEGER to BIGINT / 0",
                        "DESTRUCTIVE: change the type of amount from VARCHAR to DECIMAL(10,2) / 1",
                        "BLOCKED: remark may not be NULL any more / 1",
                        "SAFE: add country VARCHAR NOT NULL / 0");
        assertThat(migration.changes().get(4).sql())
                .containsExactly(
                        "ALTER TABLE data ADD COLUMN \"country\" VARCHAR DEFAULT ('de')",
                        "ALTER TABLE data ALTER COLUMN \"country\" SET NOT NULL");
        assertThat(migration.changeClass()).isEqualTo(ChangeClass.BLOCKED);
        assertThat(refused(() -> t.ontology.apply(migration.id())).getMessage())
                .contains("remark would hold NULL in 1 rows");
        assertThat(t.table()).isEqualTo(before);
    }

    @Test
    void valuesAreLostOnlyAfterApprovalAndASnapshot() {
        t.register(FIRST.replace("VARCHAR", "DECIMAL(10,2)"));
        Migration planned = t.ontology.plan(TABLE, "tester");
        assertThat(refused(() -> t.ontology.apply(planned.id())).code()).isEqualTo(ErrorCode.MIGRATION_NOT_ALLOWED);
        assertThat(t.ontology.approve(planned.id(), "steward").approvedBy()).contains("steward");
        long version = t.table().version();
        Migration applied = t.ontology.apply(planned.id());
        assertThat(applied.status()).isEqualTo(Status.APPLIED);
        assertThat(applied.appliedVersion()).hasValue(version + 1);
        assertThat(applied.snapshotId()).isPresent();
        assertThat(t.rows()).extracting(row -> row.get("amount")).containsExactlyInAnyOrder("1.50", null);
        assertThat(t.ontology.drift(TABLE)).isEmpty();

        Migration back = t.ontology.rollback(planned.id());
        assertThat(back.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(t.rows()).extracting(row -> row.get("amount")).containsExactlyInAnyOrder("1.50", "many");
        assertThat(t.ontology.binding(TABLE).orElseThrow().policy()).isEqualTo(MigrationPolicy.PLAN_ONLY);
        assertThat(refused(() -> t.ontology.rollback(planned.id())).code()).isEqualTo(ErrorCode.MIGRATION_NOT_ALLOWED);
    }

    @Test
    void planForAnotherTableThanThereIsNowIsRefused() {
        t.register(FIRST.replace("\"note\"", "\"remark\""));
        Migration planned = t.ontology.plan(TABLE, "tester");
        t.ontology.approve(planned.id(), "steward");
        t.storage.schemas().dropColumn(TABLE, "note");
        Table before = t.table();
        ApiException error = refused(() -> t.ontology.apply(planned.id()));
        assertThat(error.code()).isEqualTo(ErrorCode.TABLE_CHANGED);
        assertThat(t.table()).isEqualTo(before);
        Migration failed = t.ontology.migration(planned.id());
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.error()).hasValueSatisfying(text -> assertThat(text).contains("plan it again"));
        assertThat(failed.snapshotId()).isEmpty();
    }

    @Test
    void policySaysWhatIsFollowed() {
        assertThat(t.ontology.follow(TABLE, "schedule")).isEmpty();
        t.register(FIRST.replace("INTEGER", "BIGINT"));
        assertThat(follow(MigrationPolicy.OFF)).isEmpty();
        assertThat(follow(MigrationPolicy.PLAN_ONLY)).contains(Status.PLANNED);
        assertThat(follow(MigrationPolicy.SAFE)).contains(Status.APPLIED);
        t.register(FIRST.replace("INTEGER", "SMALLINT"));
        assertThat(follow(MigrationPolicy.SAFE)).contains(Status.PLANNED);
        assertThat(follow(MigrationPolicy.GUARDED)).contains(Status.APPLIED);
        t.register(FIRST.replace("VARCHAR", "DOUBLE"));
        assertThat(follow(MigrationPolicy.GUARDED)).contains(Status.PLANNED);
        assertThat(follow(MigrationPolicy.ALL)).contains(Status.APPLIED);
        assertThat(t.ontology.history(TABLE)).hasSize(3); // what was planned was applied
    }

    private Optional<Status> follow(MigrationPolicy policy) {
        t.ontology.unbind(TABLE);
        t.ontology.bind(TABLE, "s", OptionalInt.empty(), policy);
        return t.ontology.follow(TABLE, "schedule").map(Migration::status);
    }

    @Test
    void pinnedVersionIsFollowedAndNoOther() {
        t.register(FIRST.replace("INTEGER", "BIGINT"));
        t.ontology.unbind(TABLE);
        t.ontology.bind(TABLE, "s", OptionalInt.of(1), MigrationPolicy.ALL);
        assertThat(t.ontology.follow(TABLE, "schedule")).isEmpty();
        assertThat(t.ontology.diff("s", 1, 2))
                .extracting(SchemaChange::kind)
                .containsExactly(SchemaChange.Kind.CHANGE_TYPE);
    }

    @Test
    void whatWasUnderWayIsFinishedAtTheStart() throws Exception {
        t.register(FIRST.replace("INTEGER", "BIGINT"));
        Migration notBegun = t.ontology.plan(TABLE, "tester");
        t.catalog.change(session ->
                session.update("UPDATE ontology_migrations SET status = 'APPLYING' WHERE id = ?", notBegun.id()));
        t.restart();
        t.ontology.resume();
        assertThat(t.ontology.migration(notBegun.id()).status()).isEqualTo(Status.APPLIED);
        assertThat(t.ontology.drift(TABLE)).isEmpty();

        long version = t.table().version();
        t.catalog.change(session ->
                session.update("UPDATE ontology_migrations SET status = 'APPLYING' WHERE id = ?", notBegun.id()));
        t.restart();
        t.ontology.resume();
        assertThat(t.ontology.migration(notBegun.id()).status()).isEqualTo(Status.APPLIED);
        assertThat(t.table().version()).isEqualTo(version);
    }

    @Test
    void aRollbackThatWasUnderWayIsFinishedAtTheStart() throws Exception {
        Migration applied = losing();
        for (boolean isRestored : new boolean[] {false, true}) {
            t.catalog.change(session -> session.update(
                    "UPDATE ontology_migrations SET going_back = true, status = 'APPLIED' WHERE id = ?", applied.id()));
            long version = t.table().version();
            t.restart();
            t.ontology.resume();
            assertThat(t.ontology.migration(applied.id()).status()).isEqualTo(Status.ROLLED_BACK);
            assertThat(t.rows()).extracting(row -> row.get("amount")).containsExactlyInAnyOrder("1.50", "many");
            assertThat(t.table().version() == version).as("restored once").isEqualTo(isRestored);
            assertThat(t.ontology.binding(TABLE).orElseThrow().policy()).isEqualTo(MigrationPolicy.PLAN_ONLY);
        }
    }

    @Test
    void aSnapshotOfAnAttemptThatNeverWroteGoesAtTheStart() throws Exception {
        Migration applied = losing();
        t.ontology.rollback(applied.id());
        Migration planned = t.ontology.plan(TABLE, "tester");
        String reason = "before migration " + planned.id() + " to version " + planned.version() + " of schema s";
        t.storage.snapshots().create(TABLE, Optional.of(reason)); // then the server was killed
        t.storage.snapshots().create(TABLE, Optional.of("somebody's own"));
        t.catalog.change(session ->
                session.update("UPDATE ontology_migrations SET status = 'APPLYING' WHERE id = ?", planned.id()));
        t.restart();
        t.ontology.resume();
        Migration done = t.ontology.migration(planned.id());
        assertThat(done.status()).isEqualTo(Status.APPLIED);
        assertThat(snapshots(reason)).containsExactly(done.snapshotId().orElseThrow());
        assertThat(snapshots("somebody's own")).hasSize(1);
        assertThat(t.ontology.rollback(planned.id()).status()).isEqualTo(Status.ROLLED_BACK);
    }

    private List<String> snapshots(String description) {
        SnapshotFilter filter = new SnapshotFilter(Optional.empty(), Optional.empty(), Optional.empty());
        return t
                .storage
                .snapshots()
                .list(TABLE.project(), BranchId.DEFAULT, filter, new PageRequest(100, 0))
                .items()
                .stream()
                .filter(snapshot -> snapshot.description().equals(Optional.of(description)))
                .map(snapshot -> snapshot.id().value())
                .toList();
    }

    /** A migration that was approved and has lost a value. */
    private Migration losing() {
        t.register(FIRST.replace("\"VARCHAR\"", "\"DOUBLE\""));
        Migration planned = t.ontology.plan(TABLE, "tester");
        t.ontology.approve(planned.id(), "steward");
        return t.ontology.apply(planned.id());
    }

    @Test
    void unknownThingsAreSaid() {
        assertThat(refused(() -> t.ontology.versions("no")).code()).isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
        assertThat(refused(() -> t.ontology.migration(99)).code()).isEqualTo(ErrorCode.MIGRATION_NOT_FOUND);
        t.ontology.unbind(TABLE);
        assertThat(refused(() -> t.ontology.plan(TABLE, "x")).code()).isEqualTo(ErrorCode.BINDING_NOT_FOUND);
        t.storage.buckets().drop(TABLE.bucket(), DropMode.CASCADE);
        assertThat(refused(() -> t.ontology.plan(TABLE, "x")).code()).isEqualTo(ErrorCode.BUCKET_NOT_FOUND);
    }
}
