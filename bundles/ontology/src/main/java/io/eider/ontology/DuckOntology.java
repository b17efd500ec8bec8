package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaForm;
import io.eider.api.ontology.SchemaSource;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowFaults;
import io.eider.api.storage.RowRules;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.api.storage.ValidationMode;
import io.eider.engine.Catalog;
import io.eider.ontology.catalog.BindingRecords;
import io.eider.ontology.export.SchemaText;
import io.eider.ontology.plan.SchemaDiff;
import io.eider.ontology.plan.Step;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tables that follow schemas. Thread-safe. */
@Component(
        service = {Ontology.class, DuckOntology.class},
        immediate = true)
public final class DuckOntology implements Ontology, AutoCloseable {
    private final Services services;
    private final Catalog catalog;
    private final SchemaVersions versions;
    private final Migrations migrations;
    private final Interrupted interrupted;
    private final MigrationMeters meters;
    private final Clock clock;
    private final BoundRules rules;
    private final Bound bound;
    private final MigrationThreads threads = new MigrationThreads();

    /** As a component; {@link Resumption} finishes what was interrupted when the storage is there. */
    @Activate
    public DuckOntology(
            @Reference Services services,
            @Reference Catalog catalog,
            @Reference Sources sources,
            @Reference BoundRules rules) {
        this(services, new Kept(catalog, rules), sources::ranked, Clock.systemUTC());
    }

    /** As above, with readers of documents, a clock, and rules that nobody else asks. Not public: the container would take it for the other one. */
    DuckOntology(Services services, Catalog catalog, Supplier<List<SchemaSource>> sources, Clock clock) {
        this(services, new Kept(catalog, new BoundRules(catalog)), sources, clock);
    }

    /** The catalog, and what knows some of it by heart. */
    private record Kept(Catalog catalog, BoundRules rules) {}

    private DuckOntology(Services services, Kept kept, Supplier<List<SchemaSource>> sources, Clock clock) {
        this.services = services;
        this.catalog = kept.catalog;
        this.rules = kept.rules;
        this.clock = clock;
        this.meters = new MigrationMeters(services.meters()::runIfBound);
        this.bound = new Bound(catalog, services.storage(), rules::forget);
        this.versions = new SchemaVersions(catalog, sources, clock);
        this.migrations = new Migrations(catalog, services.storage(), versions, clock);
        this.interrupted = new Interrupted(catalog, services.storage(), versions, migrations);
    }

    /** The rules of bound tables. */
    BoundRules rules() {
        return rules;
    }

    /** Finishes migrations that a crash has interrupted; needs the storage. */
    void resume() {
        interrupted.resume();
    }

    @Override
    public List<SchemaVersion> schemas() {
        return versions.newest();
    }

    @Override
    public List<SchemaVersion> versions(String schemaId) {
        return versions.all(schemaId);
    }

    @Override
    public SchemaVersion version(String schemaId, OptionalInt version) {
        return versions.require(schemaId, version);
    }

    @Override
    public SchemaVersion register(SchemaDocument document) {
        SchemaVersion version = versions.register(document);
        rules.forget();
        return version;
    }

    @Override
    public List<String> readers() {
        return versions.readers();
    }

    @Override
    public OntologySchema read(SchemaDocument document) {
        return versions.read(document);
    }

    @Override
    public List<SchemaChange> diff(String schemaId, int from, int to) {
        return SchemaDiff.between(
                versions.require(schemaId, OptionalInt.of(from)).schema(),
                versions.require(schemaId, OptionalInt.of(to)).schema());
    }

    @Override
    public String export(String schemaId, OptionalInt version, SchemaForm form) {
        return SchemaText.of(versions.require(schemaId, version).schema(), form);
    }

    @Override
    public SchemaBinding bind(
            TableId table, String schemaId, OptionalInt pinned, MigrationPolicy policy, ValidationMode validation) {
        requireRoom(table, validation);
        if (!table.bucket().branch().isDefault()) {
            throw new ApiException(
                    ErrorCode.OPERATION_NOT_ALLOWED,
                    "Only tables of the default branch follow schemas",
                    Map.of("branch_id", table.bucket().branch().value()));
        }
        OntologySchema schema = versions.require(schemaId, pinned).schema();
        binding(table).ifPresent(bound -> {
            throw exists(bound);
        });
        create(table, schema);
        SchemaBinding binding = new SchemaBinding(
                table, schemaId, pinned, policy, validation, clock.instant().truncatedTo(ChronoUnit.MICROS));
        catalog.change(session -> {
            BindingRecords.find(session, table).ifPresent(bound -> {
                throw exists(bound);
            });
            BindingRecords.insert(session, binding);
        });
        rules.forget();
        return binding;
    }

    private static ApiException exists(SchemaBinding bound) {
        return new ApiException(
                ErrorCode.BINDING_EXISTS,
                "Table " + bound.table().shortName() + " follows schema " + bound.schemaId() + " already",
                Map.of("schema_id", bound.schemaId()));
    }

    /** Makes the table if it is not there. */
    private void create(TableId id, OntologySchema schema) {
        services.storage().call(storage -> {
            try {
                storage.tables().get(id);
            } catch (ApiException e) {
                if (e.code() != ErrorCode.TABLE_NOT_FOUND) {
                    throw e;
                }
                createUnlessThere(storage, new NewTable(id, SchemaDiff.columns(schema), schema.primaryKey()));
            }
            return null;
        });
    }

    /** Somebody else may be faster; who binds it then is told apart by the binding. */
    private static void createUnlessThere(Storage storage, NewTable table) {
        try {
            storage.tables().create(table);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.TABLE_EXISTS) {
                throw e;
            }
        }
    }

    @Override
    public RowFaults check(String schemaId, OptionalInt version, List<Map<String, Object>> rows) {
        SchemaVersion found = versions.require(schemaId, version);
        return services.storage().call(storage -> storage.rows()
                .check(SchemaDiff.columns(found.schema()), BoundRules.rules(found), rows));
    }

    @Override
    public Optional<SchemaBinding> binding(TableId table) {
        return bound.find(table);
    }

    @Override
    public List<SchemaBinding> bindings(Optional<ProjectId> project) {
        return bound.list(project);
    }

    @Override
    public void unbind(TableId table) {
        if (!catalog.write(session -> BindingRecords.delete(session, table))) {
            throw unbound(table);
        }
        rules.forget();
    }

    @Override
    public SchemaBinding setValidation(TableId table, ValidationMode mode) {
        requireRoom(table, mode);
        if (!catalog.write(session -> BindingRecords.setValidation(session, table, mode))) {
            throw unbound(table);
        }
        rules.forget();
        return binding(table).orElseThrow(() -> unbound(table));
    }

    private static void requireRoom(TableId table, ValidationMode mode) {
        if (mode == ValidationMode.QUARANTINE) {
            RowRules.rejectsOf(table);
        }
    }

    private SchemaBinding require(TableId table) {
        services.storage().call(storage -> storage.tables().get(table));
        return binding(table).orElseThrow(() -> unbound(table));
    }

    private static ApiException unbound(TableId table) {
        return new ApiException(
                ErrorCode.BINDING_NOT_FOUND,
                "Table " + table.shortName() + " follows no schema",
                Map.of("table", table.shortName()));
    }

    @Override
    public Migration plan(TableId table, String actor) {
        return migrations.plan(require(table), actor);
    }

    @Override
    public Migration approve(long migration, String actor) {
        return migrations.approve(migration(migration).id(), actor);
    }

    @Override
    public Migration apply(long migration) {
        return apply(migration(migration), false);
    }

    @Override
    public Migration rollback(long migration) {
        ChangeClass changeClass = migration(migration).changeClass();
        return meters.count(changeClass, "rolled_back", () -> migrations.rollback(migration));
    }

    private Migration apply(Migration migration, boolean mayLose) {
        return meters.count(migration.changeClass(), "applied", () -> {
            Migration begun = migrations.begin(migration.id(), mayLose);
            try {
                return migrations.run(begun);
            } catch (ApiException e) {
                if (Migrations.isUnavailable(e)) {
                    migrations.giveBack(begun);
                }
                throw e;
            }
        });
    }

    @Override
    public Future<Migration> start(long id) {
        Migration migration = migration(id);
        return threads.run(new MigrationThreads.Work(
                () -> meters.refusals(migration.changeClass(), () -> migrations.begin(id, false)),
                begun -> meters.count(begun.changeClass(), "applied", () -> migrations.run(begun)),
                migrations::giveBack));
    }

    /** Waits for what runs. */
    @Override
    @Deactivate
    public void close() {
        threads.close();
    }

    @Override
    public Migration migration(long id) {
        Migration found = migrations.require(id);
        if (!bound.isAlive(found)) {
            throw Migrations.missing(id);
        }
        return found;
    }

    @Override
    public List<Migration> history(TableId table) {
        return migrations.history(table).stream().filter(bound::isAlive).toList();
    }

    @Override
    public Optional<Migration> follow(TableId table, String actor) {
        SchemaBinding binding = require(table);
        if (binding.policy() == MigrationPolicy.OFF || drift(table).isEmpty()) {
            return Optional.empty();
        }
        Migration planned = migrations.plan(binding, actor);
        return Optional.of(
                allows(binding.policy(), planned.changeClass())
                        ? apply(planned, binding.policy() == MigrationPolicy.ALL)
                        : planned);
    }

    private static boolean allows(MigrationPolicy policy, ChangeClass changeClass) {
        return switch (policy) {
            case OFF, PLAN_ONLY -> false;
            case SAFE -> changeClass == ChangeClass.SAFE;
            case GUARDED -> changeClass.compareTo(ChangeClass.GUARDED) <= 0;
            case ALL -> changeClass != ChangeClass.BLOCKED;
        };
    }

    @Override
    public List<SchemaChange> drift(TableId table) {
        Table now = services.storage().call(storage -> storage.tables().get(table));
        SchemaBinding binding = binding(table).orElseThrow(() -> unbound(table));
        OntologySchema schema =
                versions.require(binding.schemaId(), binding.pinned()).schema();
        return SchemaDiff.of(now.columns(), now.primaryKey(), schema, Set.of()).stream()
                .map(Step::change)
                .toList();
    }
}
