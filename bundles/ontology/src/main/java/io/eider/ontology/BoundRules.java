package io.eider.ontology;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.storage.RowRule;
import io.eider.api.storage.RowRule.Kind;
import io.eider.api.storage.RowRuleSource;
import io.eider.api.storage.RowRules;
import io.eider.api.storage.ValidationMode;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.ontology.catalog.BindingRecords;
import io.eider.ontology.catalog.OntologyTables;
import io.eider.ontology.catalog.SchemaRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The rules of bound tables, out of the schemas that they follow (ADR-0023). One look into the catalog for a table, then none until a
 * binding or a schema changes. A table of a dev branch has the rules of the one it is a copy of. Thread-safe.
 */
@Component(service = {RowRuleSource.class, BoundRules.class})
public final class BoundRules implements RowRuleSource {
    private static final int MOST = 10_000;

    private final Catalog catalog;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<TableId, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** Over a catalog. */
    @Activate
    public BoundRules(@Reference Catalog catalog) {
        this.catalog = catalog;
        catalog.migrate(OntologyTables.DOMAIN, OntologyTables.MIGRATIONS);
    }

    /** What was read when so many changes had been made. */
    private record Known(long change, Instant boundAt, Optional<RowRules> rules) {
        Optional<RowRules> since(Instant madeAt) {
            return boundAt.isBefore(madeAt) ? Optional.empty() : rules;
        }
    }

    /** What was read before is not believed any more; to be called after each change of a binding or a schema. */
    void forget() {
        changes.incrementAndGet();
        known.invalidateAll();
    }

    @Override
    public Optional<RowRules> rulesOf(TableId table, Instant madeAt) {
        TableId bound = inDefaultBranch(table);
        long change = changes.get();
        Known before = known.getIfPresent(bound);
        if (before != null && before.change == change) {
            return before.since(madeAt);
        }
        Known read = catalog.read(session -> read(session, bound, change));
        known.put(bound, read);
        return read.since(madeAt);
    }

    private static TableId inDefaultBranch(TableId table) {
        BucketId bucket = table.bucket();
        return bucket.branch().isDefault()
                ? table
                : new TableId(new BucketId(bucket.project(), BranchId.DEFAULT, bucket.name()), table.name());
    }

    private static Known read(CatalogSession session, TableId table, long change) {
        Optional<SchemaBinding> binding =
                BindingRecords.find(session, table).filter(bound -> bound.validation() != ValidationMode.OFF);
        Optional<RowRules> rules =
                binding.flatMap(bound -> SchemaRecords.find(session, bound.schemaId(), bound.pinned())
                        .map(version -> new RowRules(
                                bound.validation(),
                                "schema " + version.schemaId() + ", version " + version.version(),
                                rules(version)))
                        .filter(found -> !found.rules().isEmpty()));
        return new Known(change, binding.map(SchemaBinding::createdAt).orElse(Instant.MAX), rules);
    }

    /** The rules that a version has for rows. */
    static List<RowRule> rules(SchemaVersion version) {
        List<RowRule> all = new ArrayList<>();
        version.schema().fields().forEach(field -> add(field, all));
        return all;
    }

    private static void add(Field field, List<RowRule> all) {
        String column = field.name().value();
        Field.Rules rules = field.rules();
        if (field.isRequired()) {
            all.add(new RowRule(column, Kind.REQUIRED, List.of()));
        }
        if (!rules.allowed().isEmpty()) {
            all.add(new RowRule(column, Kind.ALLOWED, rules.allowed()));
        }
        rules.minimum().ifPresent(number -> all.add(new RowRule(column, Kind.MINIMUM, List.of(number.toString()))));
        rules.maximum().ifPresent(number -> all.add(new RowRule(column, Kind.MAXIMUM, List.of(number.toString()))));
        rules.maxLength()
                .ifPresent(length -> all.add(new RowRule(column, Kind.MAX_LENGTH, List.of(length.toString()))));
        rules.pattern().ifPresent(pattern -> all.add(new RowRule(column, Kind.PATTERN, List.of(pattern))));
    }
}
