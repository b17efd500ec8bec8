package io.eider.ontology.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.eider.api.ontology.FetchOutcome;
import io.eider.ontology.fetch.FetchSettings.Keeping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of schemas: the last good documents (in memory, and on disk behind it), that there is none, and that asking failed
 * a moment ago. An answer to a question that was asked before {@link #forget} is not kept. Thread-safe.
 */
final class SchemaCache {
    private final Cache<String, Kept> documents;
    private final Cache<String, Instant> absences;
    private final Cache<String, Trouble> troubles;
    private final DiskCache disk;
    private final Keeping keeping;
    private final Clock clock;
    private final AtomicLong generation = new AtomicLong();

    SchemaCache(DiskCache disk, Keeping keeping, Clock clock) {
        this.documents = Caffeine.newBuilder().maximumSize(keeping.maxSchemas()).build();
        this.absences = Caffeine.newBuilder().maximumSize(keeping.maxSchemas()).build();
        this.troubles = Caffeine.newBuilder().maximumSize(keeping.maxSchemas()).build();
        this.disk = disk;
        this.keeping = keeping;
        this.clock = clock;
    }

    /**
     * A question that failed.
     *
     * @param until the schema is not asked for again before
     */
    record Trouble(FetchOutcome outcome, String problem, Instant until) {}

    /** Counts how often something was forgotten; to be taken before a question is asked. */
    long generation() {
        return generation.get();
    }

    /** The last good document in memory. */
    Optional<Kept> inMemory(String schemaId) {
        return Optional.ofNullable(documents.getIfPresent(schemaId));
    }

    /** The last good document on disk, which is in memory from now on. */
    Optional<Kept> onDisk(String schemaId) {
        Optional<Kept> kept = disk.read(schemaId);
        kept.ifPresent(k -> documents.asMap().putIfAbsent(schemaId, k));
        return kept;
    }

    /** When the server said that there is no such schema, as long as that holds. */
    Optional<Instant> absence(String schemaId) {
        return Optional.ofNullable(absences.getIfPresent(schemaId))
                .filter(at -> at.plus(keeping.absent()).isAfter(clock.instant()));
    }

    /** Why the schema is not to be asked for now. */
    Optional<Trouble> trouble(String schemaId) {
        return Optional.ofNullable(troubles.getIfPresent(schemaId))
                .filter(t -> t.until().isAfter(clock.instant()));
    }

    void keep(Kept kept, long asOf) {
        if (generation.get() != asOf) {
            return;
        }
        String schemaId = kept.document().schemaId();
        absences.invalidate(schemaId);
        troubles.invalidate(schemaId);
        documents.put(schemaId, kept);
        if (kept.storing() == Freshness.Storing.MEMORY_ONLY) {
            disk.remove(schemaId);
        } else {
            disk.write(kept);
        }
    }

    /** There is no such schema, so nothing is kept of it. */
    void keepAbsence(String schemaId, long asOf) {
        if (generation.get() != asOf) {
            return;
        }
        documents.invalidate(schemaId);
        troubles.invalidate(schemaId);
        absences.put(schemaId, clock.instant());
        disk.remove(schemaId);
    }

    void keepTrouble(String schemaId, FetchOutcome outcome, String problem, Duration rest) {
        troubles.put(schemaId, new Trouble(outcome, problem, clock.instant().plus(rest)));
    }

    /** Nothing is known any more. */
    void forget(String schemaId) {
        generation.incrementAndGet();
        documents.invalidate(schemaId);
        absences.invalidate(schemaId);
        troubles.invalidate(schemaId);
        disk.remove(schemaId);
    }

    /** All documents in memory, by schema. */
    Map<String, Kept> all() {
        return Map.copyOf(documents.asMap());
    }
}
