package io.eider.rest.reference;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaChange.Kind;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.rest.Gatekeeper;
import io.eider.rest.Services;
import io.eider.rest.http.GuardedResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;

/** The schema of the reference endpoints and the table that follows it. Thread-safe. */
final class ReferenceTables {
    /** The one id that the reference service ever asks for. */
    static final String SCHEMA_ID = "project_schema";

    private static final String ACTOR = "reference endpoints";
    private static final String SOURCE = "X-Ontology-Source";
    private static final String AGE = "Age";

    private final Services services;
    private final Clock clock;
    private volatile Seen seen;

    ReferenceTables(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** A table of the bucket that these endpoints serve. */
    static TableId table(HttpServletRequest request, String name) {
        return new TableId(Gatekeeper.home(request), name);
    }

    /**
     * Makes the table that the schema describes, or brings it to the schema where that loses nothing.
     *
     * @throws ApiException SCHEMA_NOT_FOUND if the ontology server has none; SERVICE_UNAVAILABLE if it gives none; MIGRATION_NOT_ALLOWED if
     *     the table can follow only with an approval
     */
    TableId create(HttpServletRequest request) {
        SchemaDocument document = fetch(request).document().orElseThrow();
        SchemaVersion version = services.ontology().call(ontology -> ontology.register(document));
        TableId id = table(request, version.schema().name());
        follow(id);
        return id;
    }

    /**
     * The table that rows are in, made if it is not there.
     *
     * @throws ApiException as {@link #create}
     */
    Table forRows(HttpServletRequest request) {
        TableId id = named(request);
        return find(id).orElseGet(() -> {
            follow(id);
            return find(id).orElseThrow(() -> new ApiException(
                    ErrorCode.TABLE_CHANGED, "Table " + id.name() + " was dropped while the request ran"));
        });
    }

    /** The values that the newest schema allows for a field; empty for any. */
    List<String> allowed(String field) {
        return known().stream()
                .flatMap(version -> version.schema().fields().stream())
                .filter(named -> named.name().value().equalsIgnoreCase(field))
                .flatMap(named -> named.rules().allowed().stream())
                .toList();
    }

    /** The table that rows are read from; empty if it is not there. */
    Optional<Table> ifThere(HttpServletRequest request) {
        return find(named(request));
    }

    /** What the newest schema calls its table: that of the server or, if it gives none, of the newest version known. */
    private TableId named(HttpServletRequest request) {
        FetchedSchema fetched = ask();
        if (fetched.outcome().hasDocument()) {
            tell(request, fetched.outcome().sourceName(), fetched.age());
            return table(request, name(fetched.document().orElseThrow()));
        }
        Optional<SchemaVersion> known = fetched.outcome() == FetchOutcome.ABSENT ? Optional.empty() : known();
        if (known.isEmpty()) {
            tell(request, fetched.outcome().sourceName(), fetched.age());
            throw missing(fetched);
        }
        Instant since = known.get().createdAt();
        tell(request, FetchOutcome.STALE.sourceName(), Duration.between(since, clock.instant()));
        return table(request, known.get().schema().name());
    }

    /** A document is read and kept once, not for every request. */
    private String name(SchemaDocument document) {
        Seen last = seen;
        if (last == null || !last.sha256.equals(document.sha256())) {
            SchemaVersion version = services.ontology().call(ontology -> ontology.register(document));
            last = new Seen(document.sha256(), version.schema().name());
            seen = last;
        }
        return last.name;
    }

    private Optional<SchemaVersion> known() {
        return ifFound(ErrorCode.SCHEMA_NOT_FOUND, () -> services.ontology()
                .call(ontology -> ontology.version(SCHEMA_ID, OptionalInt.empty())));
    }

    private FetchedSchema fetch(HttpServletRequest request) {
        FetchedSchema fetched = ask();
        tell(request, fetched.outcome().sourceName(), fetched.age());
        if (!fetched.outcome().hasDocument()) {
            throw missing(fetched);
        }
        return fetched;
    }

    private FetchedSchema ask() {
        return services.schemaServer().call(server -> server.fetch(SCHEMA_ID));
    }

    private static void tell(HttpServletRequest request, String source, Duration age) {
        GuardedResponse response = GuardedResponse.of(request);
        response.setHeader(SOURCE, source);
        response.setHeader(AGE, String.valueOf(Math.max(0, age.toSeconds())));
    }

    private static ApiException missing(FetchedSchema fetched) {
        Map<String, String> details = Map.of("schema_id", SCHEMA_ID);
        if (fetched.outcome() == FetchOutcome.ABSENT) {
            return new ApiException(
                    ErrorCode.SCHEMA_NOT_FOUND, "The ontology server has no schema " + SCHEMA_ID, details);
        }
        return new ApiException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "There is no schema " + SCHEMA_ID + " from the ontology server: "
                        + fetched.problem().orElse("it gave none"),
                details);
    }

    private void follow(TableId id) {
        services.storage().run(storage -> requireBucket(storage, id.bucket()));
        Optional<Migration> left = services.ontology().call(ontology -> {
            bind(ontology, id);
            boolean hasAll = ontology.drift(id).stream().allMatch(change -> change.kind() == Kind.DROP_FIELD);
            return hasAll ? Optional.<Migration>empty() : ontology.follow(id, ACTOR); // PUT may have added columns
        });
        left.filter(migration -> migration.status() != Migration.Status.APPLIED).ifPresent(migration -> {
            throw new ApiException(
                    ErrorCode.MIGRATION_NOT_ALLOWED,
                    "Table " + id.name() + " is not as its schema says, and what has to be done is not safe: migration "
                            + migration.id(),
                    Map.of("migration_id", migration.id()));
        });
    }

    private void bind(Ontology ontology, TableId id) {
        if (ontology.binding(id).isEmpty()) {
            try {
                ontology.bind(id, SCHEMA_ID, OptionalInt.empty(), MigrationPolicy.SAFE);
            } catch (ApiException e) {
                if (e.code() != ErrorCode.BINDING_EXISTS && e.code() != ErrorCode.TABLE_EXISTS) {
                    throw e; // else another request was faster
                }
            }
        }
    }

    private static void requireBucket(Storage storage, BucketId bucket) {
        try {
            storage.buckets().get(bucket);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.BUCKET_NOT_FOUND) {
                throw e;
            }
            try {
                storage.buckets().create(bucket, Optional.of("Tables that follow the ontology server"));
            } catch (ApiException exists) {
                if (exists.code() != ErrorCode.BUCKET_EXISTS) {
                    throw exists;
                }
            }
        }
    }

    private Optional<Table> find(TableId id) {
        try {
            return ifFound(ErrorCode.TABLE_NOT_FOUND, () -> services.storage()
                    .call(storage -> storage.tables().get(id)));
        } catch (ApiException e) {
            if (e.code() == ErrorCode.BUCKET_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> Optional<T> ifFound(ErrorCode missing, Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (ApiException e) {
            if (e.code() == missing) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * A document that was kept.
     *
     * @param name of its table
     */
    private record Seen(String sha256, String name) {}
}
