package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.ontology.source.ReferenceJson;
import io.eider.storage.DuckStorage;
import io.eider.storage.StorageLimits;
import io.eider.storage.file.FileLimits;
import io.eider.storage.operation.OperationLimits;
import io.eider.storage.replay.ReplayLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** An ontology over a storage on a real directory; {@link #restart} is what a restart of the server does. */
final class OntologyFixture implements AutoCloseable {
    static final TableId TABLE =
            new TableId(new BucketId(new ProjectId("p1"), BranchId.DEFAULT, "in_c_onto"), "projects");

    private final Path directory;
    DataLayout layout;
    Catalog catalog;
    TableFiles files;
    DuckStorage storage;
    DuckOntology ontology;

    OntologyFixture(Path directory) throws IOException {
        this.directory = directory;
        open();
        try {
            storage.buckets().get(TABLE.bucket());
        } catch (ApiException e) { // it is not opened again
            if (e.code() == ErrorCode.PROJECT_NOT_FOUND) {
                storage.projects().create(new NewProject(TABLE.project(), Optional.empty(), Optional.empty()));
            }
            storage.buckets().create(TABLE.bucket(), Optional.empty());
        }
    }

    private void open() throws IOException {
        layout = new DataLayout(directory);
        catalog = new Catalog(layout, 4);
        files = new TableFiles(layout, new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(60)));
        TableLocks locks = new TableLocks(Duration.ofSeconds(30), 64);
        StorageLimits limits = new StorageLimits(
                FileLimits.DEFAULTS,
                2,
                16,
                Duration.ofSeconds(30),
                8,
                1 << 20,
                true,
                OperationLimits.DEFAULTS,
                new ReplayLimits(Duration.ofMinutes(10), 1000, 1 << 20),
                Duration.ofHours(1));
        storage = new DuckStorage(new DuckStorage.Engine(layout, catalog, files, locks), limits, Clock.systemUTC());
        ontology =
                new DuckOntology(new Services(storage), catalog, () -> List.of(new ReferenceJson()), Clock.systemUTC());
    }

    void restart() throws IOException {
        close();
        open();
    }

    /** Registers a document of schema {@code s}. Gives its version. */
    int register(String text) {
        return ontology.register(document(text)).version();
    }

    static SchemaDocument document(String text) {
        return new SchemaDocument(
                "s", "test", "application/json", text, "", Optional.empty(), Instant.parse("2026-01-01T00:00:00Z"));
    }

    Table table() {
        return storage.tables().get(TABLE);
    }

    void insert(List<Map<String, Object>> rows) {
        storage.rows().insert(TABLE, new RowInsert(rows, DedupMode.INSERT_DUPLICATES));
    }

    /** The rows by column, values as text, in no particular order. */
    List<Map<String, String>> rows() {
        return rows(TABLE);
    }

    List<Map<String, String>> rows(TableId id) {
        List<Map<String, String>> all = new ArrayList<>();
        storage.tables().preview(id, 1000, new RowSink() {
            private Table table;

            @Override
            public void begin(Table shown) {
                table = shown;
            }

            @Override
            public void row(List<Object> values) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < values.size(); i++) {
                    row.put(
                            table.columns().get(i).name().value(),
                            values.get(i) == null ? null : values.get(i).toString());
                }
                all.add(row);
            }
        });
        return all;
    }

    static ApiException refused(Runnable call) {
        try {
            call.run();
        } catch (ApiException e) {
            return e;
        }
        return Assertions.fail("It was not refused");
    }

    @Override
    public void close() {
        ontology.close();
        storage.close();
        files.close();
        catalog.close();
    }
}
