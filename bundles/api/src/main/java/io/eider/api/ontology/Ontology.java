package io.eider.api.ontology;

import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.RowFaults;
import io.eider.api.storage.ValidationMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tables that follow schemas. Thread-safe. A change of a table is one new version of it or nothing. Every call that names a table throws what
 * is missing of its path first. Source: ontology contract, section 5.
 */
@ProviderType
public interface Ontology {
    /** The newest version of every schema that was seen, by id. */
    List<SchemaVersion> schemas();

    /**
     * All versions of a schema, the newest first.
     *
     * @throws io.eider.api.error.ApiException SCHEMA_NOT_FOUND
     */
    List<SchemaVersion> versions(String schemaId);

    /**
     * A version of a schema.
     *
     * @param version which; empty for the newest
     * @throws io.eider.api.error.ApiException SCHEMA_NOT_FOUND
     */
    SchemaVersion version(String schemaId, OptionalInt version);

    /**
     * Keeps what a document says as the newest version, unless it is that already.
     *
     * @throws io.eider.api.error.ApiException INVALID_SCHEMA
     */
    SchemaVersion register(SchemaDocument document);

    /** Names of the readers of documents, the one that is asked first first. */
    List<String> readers();

    /** What a document says, without keeping it: {@link #register}'s errors. */
    OntologySchema read(SchemaDocument document);

    /**
     * What is wrong with rows by a version of a schema, as {@link io.eider.api.storage.Rows#check}; nothing is stored.
     *
     * @param version which; empty for the newest
     * @throws io.eider.api.error.ApiException SCHEMA_NOT_FOUND
     */
    RowFaults check(String schemaId, OptionalInt version, List<Map<String, Object>> rows);

    /**
     * What the newer of two versions changes.
     *
     * @throws io.eider.api.error.ApiException SCHEMA_NOT_FOUND
     */
    List<SchemaChange> diff(String schemaId, int from, int to);

    /**
     * A version of a schema as a text for others.
     *
     * @param version which; empty for the newest
     * @throws io.eider.api.error.ApiException SCHEMA_NOT_FOUND
     */
    String export(String schemaId, OptionalInt version, SchemaForm form);

    /**
     * Binds a table to a schema, and makes the table if there is none. A table that is there is not changed: {@link #plan} says what it
     * lacks.
     *
     * @throws io.eider.api.error.ApiException SCHEMA_NOT_FOUND; BINDING_EXISTS; OPERATION_NOT_ALLOWED in a dev branch or a linked bucket;
     *     INVALID_NAME as {@link #setValidation}
     */
    SchemaBinding bind(
            TableId table, String schemaId, OptionalInt pinned, MigrationPolicy policy, ValidationMode validation);

    /** As above, for a table whose imported rows are not checked. */
    default SchemaBinding bind(TableId table, String schemaId, OptionalInt pinned, MigrationPolicy policy) {
        return bind(table, schemaId, pinned, policy, ValidationMode.OFF);
    }

    /**
     * Sets what becomes of rows that break the schema's rules when they are imported into a bound table, or into its copy in a dev branch;
     * OFF until then. Rules are required fields, and {@link Field.Rules}.
     *
     * @throws io.eider.api.error.ApiException BINDING_NOT_FOUND; INVALID_NAME if the mode is QUARANTINE and the table's name leaves no room
     *     for that of {@code <table>__rejects}
     */
    SchemaBinding setValidation(TableId table, ValidationMode mode);

    /** What a table is bound to. */
    Optional<SchemaBinding> binding(TableId table);

    /** All bindings, of one project or of all, by table. */
    List<SchemaBinding> bindings(Optional<ProjectId> project);

    /**
     * Ends a binding; the table stays.
     *
     * @throws io.eider.api.error.ApiException BINDING_NOT_FOUND
     */
    void unbind(TableId table);

    /**
     * Tries on a copy what brings a bound table to its schema, and keeps the plan.
     *
     * @param actor who asks, for the history
     * @throws io.eider.api.error.ApiException BINDING_NOT_FOUND
     */
    Migration plan(TableId table, String actor);

    /**
     * Allows that a plan loses values.
     *
     * @throws io.eider.api.error.ApiException MIGRATION_NOT_FOUND; MIGRATION_NOT_ALLOWED if it is not PLANNED or is blocked
     */
    Migration approve(long migration, String actor);

    /**
     * Runs a plan: its statements on a copy of the table, which becomes the next version. Takes a snapshot before if values are lost.
     *
     * @throws io.eider.api.error.ApiException MIGRATION_NOT_FOUND; MIGRATION_NOT_ALLOWED if it is blocked, needs approval, or was run
     *     already; TABLE_CHANGED if the table's columns are not those that it was planned for
     */
    Migration apply(long migration);

    /**
     * As {@link #apply}, in the background. What can be refused without looking at the table is refused at once.
     *
     * @return what {@link #apply} would return, or an {@link java.util.concurrent.ExecutionException} of what it would throw
     * @throws io.eider.api.error.ApiException as {@link #apply}; TOO_BUSY if too many wait for their turn
     */
    Future<Migration> start(long migration);

    /**
     * Puts the table back to the snapshot that was taken before a plan.
     *
     * @throws io.eider.api.error.ApiException MIGRATION_NOT_FOUND; MIGRATION_NOT_ALLOWED if it was not applied, has no snapshot, or a later
     *     one was applied since
     */
    Migration rollback(long migration);

    /** @throws io.eider.api.error.ApiException MIGRATION_NOT_FOUND */
    Migration migration(long id);

    /** The plans of a table, the newest first; at most 1,000. */
    List<Migration> history(TableId table);

    /**
     * Plans what a bound table lacks, and applies it if the policy allows.
     *
     * @return empty if it lacks nothing, or the policy is OFF
     * @throws io.eider.api.error.ApiException BINDING_NOT_FOUND
     */
    Optional<Migration> follow(TableId table, String actor);

    /**
     * How a bound table differs from its schema; reads no row.
     *
     * @throws io.eider.api.error.ApiException BINDING_NOT_FOUND
     */
    List<SchemaChange> drift(TableId table);
}
