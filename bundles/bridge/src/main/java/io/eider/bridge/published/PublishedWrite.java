package io.eider.bridge.published;

import io.eider.api.storage.TableWrite;
import io.eider.api.storage.TableWrites;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.sql.SourceTable;
import io.eider.engine.link.StagedFile;
import java.nio.file.Path;
import java.util.Optional;

/** The next version of a table while it is written (ADR-0022). Belongs to the session that writes. */
final class PublishedWrite implements AutoCloseable {
    private final PublishedBridge bridge;
    private final PublishedTable table;
    private final TableWrite write;
    private final String catalog;
    private StagedFile staged;

    private PublishedWrite(PublishedBridge bridge, PublishedTable table, TableWrite write) {
        this.bridge = bridge;
        this.table = table;
        this.write = write;
        this.catalog = bridge.newName();
    }

    /** @return empty if somebody else writes the table and {@code wait} says not to wait */
    static Optional<PublishedWrite> begin(
            PublishedBridge bridge, PublishedTable table, TableWrites.Wait wait, TableWrites.Rules rules) {
        Path file = bridge.file();
        Optional<PublishedWrite> begun = bridge.writes()
                .begin(table.id(), file, wait, rules)
                .map(write -> new PublishedWrite(bridge, table, write));
        begun.ifPresent(write -> write.attach(file));
        return begun;
    }

    private void attach(Path file) {
        try {
            staged = StagedFile.attach(bridge.target(), file, catalog);
        } finally {
            if (staged == null) {
                write.close();
            }
        }
    }

    PublishedTable table() {
        return table;
    }

    /** The version that it began with. */
    long before() {
        return write.before().version();
    }

    /** How statements find it. */
    SourceTable source() {
        return table.in(catalog);
    }

    /** Publishes what was committed, if that changed something, and shows it. @throws io.eider.api.error.ApiException as {@link TableWrite#publish} */
    void publish() {
        if (staged.isChanged()) {
            staged.checkpoint();
            detach();
            write.publish();
            close(); // lets the lock go before others are shown what they may want to write
            bridge.refresh(table);
        }
    }

    private void detach() {
        if (staged != null) {
            StagedFile attached = staged;
            staged = null;
            attached.detach();
        }
    }

    /** Lets the table go; if it was not published, nothing has happened to it. */
    @Override
    public void close() {
        Quiet.close(this::detach); // the instance may be closed already
        write.close();
    }
}
