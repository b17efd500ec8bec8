package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.engine.sandbox.SandboxStatement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** A statement that runs, for those who watch it. */
final class Running {
    private final Runnable cancel;
    private final Supplier<OptionalDouble> progress;
    private final long since = System.nanoTime();
    private final Duration limit;
    private final boolean writes;
    private volatile ApiException ended;

    Running(SandboxStatement statement, Duration limit, boolean writes) {
        this(statement::cancel, statement::progress, limit, writes);
    }

    /** It waits for its turn. */
    Running(Turn turn, Duration limit) {
        this(turn::cancel, OptionalDouble::empty, limit, false);
    }

    private Running(Runnable cancel, Supplier<OptionalDouble> progress, Duration limit, boolean writes) {
        this.cancel = cancel;
        this.progress = progress;
        this.limit = limit;
        this.writes = writes;
    }

    /** Ends it for a reason; the first reason stays. */
    void end(ApiException reason) {
        ended = ended == null ? reason : ended;
        cancel.run();
    }

    ApiException ended() {
        return ended;
    }

    boolean isOverdue() {
        return System.nanoTime() - since > limit.toNanos();
    }

    Duration limit() {
        return limit;
    }

    boolean writes() {
        return writes;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    Optional<Double> progress() {
        OptionalDouble now = progress.get();
        return now.isPresent() ? Optional.of(now.getAsDouble()) : Optional.empty();
    }
}
