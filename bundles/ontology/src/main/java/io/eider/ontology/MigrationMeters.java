package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.meter.Meters;
import io.eider.api.ontology.ChangeClass;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is counted about migrations (ontology contract, section 5.4). Thread-safe. */
final class MigrationMeters {
    private static final List<Double> BOUNDS = List.of(0.01, 0.05, 0.25, 1.0, 5.0, 30.0, 120.0, 600.0);

    private final Consumer<Consumer<Meters>> meters;

    /** @param meters counts something, unless nobody counts */
    MigrationMeters(Consumer<Consumer<Meters>> meters) {
        this.meters = meters;
    }

    /**
     * Counts a call by how it ends: as {@code result}, {@code refused} (it was not begun) or {@code failed}. Only what was begun is timed.
     */
    <T> T count(ChangeClass changeClass, String result, Supplier<T> call) {
        long start = System.nanoTime();
        try {
            T value = call.get();
            ended(changeClass, result);
            took(System.nanoTime() - start);
            return value;
        } catch (ApiException e) {
            if (e.code() == ErrorCode.MIGRATION_NOT_ALLOWED) {
                ended(changeClass, "refused");
            } else if (!Migrations.isUnavailable(e)) { // it is tried again
                ended(changeClass, "failed");
                took(System.nanoTime() - start);
            }
            throw e;
        }
    }

    /** Counts a call that is refused. */
    <T> T refusals(ChangeClass changeClass, Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            if (e.code() == ErrorCode.MIGRATION_NOT_ALLOWED) {
                ended(changeClass, "refused");
            }
            throw e;
        }
    }

    private void ended(ChangeClass changeClass, String result) {
        meters.accept(m -> m.counter("ontology_migrations_total", "Migrations by how they ended", "class", "result")
                .add(1, changeClass.name().toLowerCase(Locale.ROOT), result));
    }

    private void took(long nanos) {
        meters.accept(m -> m.histogram("ontology_migration_duration_seconds", "Time of a migration or rollback", BOUNDS)
                .observe(nanos / 1e9));
    }
}
