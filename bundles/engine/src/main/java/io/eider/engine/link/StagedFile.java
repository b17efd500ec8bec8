package io.eider.engine.link;

import io.eider.api.bridge.BridgeTarget;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.SandboxFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copy of a table that will be its next version, attached to an instance under a hidden name while somebody writes it (ADR-0022). */
public final class StagedFile {
    private static final Logger LOG = LoggerFactory.getLogger(StagedFile.class);

    /** Others may look through all catalogs for a moment, and a checkpoint waits for nobody. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 10;

    private final BridgeTarget target;
    private final Path file;
    private final String catalog;
    private final Mark mark;

    private StagedFile(BridgeTarget target, Path file, String catalog) {
        this.target = target;
        this.file = file;
        this.catalog = catalog;
        target.run("DELETE FROM " + table() + " WHERE false"); // loads the index (docs/duckdb-notes.md)
        this.mark = Mark.of(file);
    }

    /**
     * Attaches a copy.
     *
     * @param catalog a name that the instance does not have yet
     */
    public static StagedFile attach(BridgeTarget target, Path file, String catalog) {
        target.run("ATTACH " + Sql.literal(file.toString()) + " AS " + Sql.identifier(catalog));
        StagedFile staged = null;
        try {
            staged = new StagedFile(target, file, catalog);
            return staged;
        } finally {
            if (staged == null) {
                target.run("DETACH " + Sql.identifier(catalog));
            }
        }
    }

    /** The table in it, quoted. */
    public String table() {
        return Sql.qualified(catalog, "main", "data");
    }

    /** Whether a commit has changed it since it was attached. */
    public boolean isChanged() {
        return !Mark.of(file).equals(mark);
    }

    /** Writes all into the file itself, so that nothing is written any more when the last who looks at it lets it go. */
    public void checkpoint() {
        long deadline = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (true) {
            try {
                target.run("CHECKPOINT " + Sql.identifier(catalog));
                return;
            } catch (SandboxFailure | ApiException e) {
                if (e instanceof SandboxFailure failure && failure.isFatal() || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.debug("Checkpoint of {}: {}", catalog, e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while a table was being published");
        }
    }

    /** Takes it away from the instance. @throws RuntimeException if that fails: then it may still be written */
    public void detach() {
        target.run("DETACH " + Sql.identifier(catalog));
    }

    /** What a commit that has changed something changes. */
    private record Mark(long size, long logSize, long modified) {
        static Mark of(Path file) {
            try {
                Path log = file.resolveSibling(file.getFileName() + ".wal");
                return new Mark(
                        Files.size(file),
                        Files.exists(log) ? Files.size(log) : 0,
                        Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                throw new ApiException(ErrorCode.INTERNAL_ERROR, "The table's copy cannot be read", Map.of(), e);
            }
        }
    }
}
