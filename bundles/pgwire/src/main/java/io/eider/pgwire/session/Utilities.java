package io.eider.pgwire.session;

import io.eider.api.sql.Identifiers;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.TransactionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the statements that the front answers itself. Belongs to the worker. */
final class Utilities {
    private static final List<String> TEMPORARY = List.of("VIEW", "TABLE", "SEQUENCE");

    private final Backend backend;

    Utilities(Backend backend) {
        this.backend = backend;
    }

    void run(Parsed parsed) {
        Utility utility = parsed.utility().orElseThrow();
        requireUsable();
        switch (utility.command()) {
            case "DISCARD" -> discard(utility);
            case "CLOSE" -> close(utility);
            case "PREPARE" -> {
                backend.prepares().prepare(parsed);
                backend.commandComplete("PREPARE");
            }
            case "DEALLOCATE" -> deallocate(utility);
            case "UNLISTEN" -> backend.commandComplete("UNLISTEN"); // nothing can be listened to
            case "DECLARE", "FETCH", "MOVE" ->
                throw ProtocolErrors.of(
                        "0A000",
                        utility.command() + " is not supported",
                        "Use a portal of the extended protocol with a row limit (a fetch size).");
            case "COPY" ->
                throw ProtocolErrors.of(
                        "0A000",
                        "COPY is not supported",
                        "Use INSERT and SELECT, or the storage API's import and export.");
            case "LOCK" ->
                throw ProtocolErrors.of(
                        "0A000",
                        "LOCK is not supported",
                        "Every transaction has a snapshot; a conflict ends with 40001.");
            default -> throw ProtocolErrors.of("0A000", utility.command() + " is not supported");
        }
    }

    /** @throws io.eider.api.error.ApiException 25P02 */
    void requireUsable() {
        if (backend.session().transaction() == TransactionState.FAILED) {
            throw ProtocolErrors.of(
                    "25P02", "current transaction is aborted, commands ignored until end of transaction block");
        }
    }

    private void discard(Utility utility) {
        switch (utility.word(1)) {
            case "all" -> {
                backend.portals().closeAll();
                backend.statements().closeAll();
                backend.session().endHeld();
                backend.session().discard();
                backend.commandComplete("DISCARD ALL");
            }
            case "plans" -> backend.commandComplete("DISCARD PLANS"); // none is kept (ADR-0011)
            case "sequences" -> backend.commandComplete("DISCARD SEQUENCES"); // none is cached
            case "temp", "temporary" -> {
                dropTemporary();
                backend.commandComplete("DISCARD TEMP");
            }
            default -> throw ProtocolErrors.of("42601", "syntax error at or near \"" + utility.word(1) + "\"");
        }
    }

    private void close(Utility utility) {
        if (utility.name().equals("all")) {
            backend.portals().closeAll();
            backend.commandComplete("CLOSE CURSOR ALL");
            return;
        }
        backend.portals().get(utility.name());
        backend.portals().close(utility.name());
        backend.commandComplete("CLOSE CURSOR");
    }

    private void deallocate(Utility utility) {
        String name = utility.name();
        if (name.equals("all")) {
            backend.statements().closeAll();
            backend.commandComplete("DEALLOCATE ALL");
            return;
        }
        backend.statements().get(name);
        backend.statements().close(name);
        backend.commandComplete("DEALLOCATE");
    }

    /** Drops what is temporary and the client's own, as far as nothing else was made of it. */
    private void dropTemporary() {
        for (String kind : TEMPORARY) {
            String lower = kind.toLowerCase(Locale.ROOT);
            String names = "SELECT " + lower + "_name FROM duckdb_" + lower + "s() WHERE temporary AND NOT starts_with("
                    + lower + "_name, '_eider_')" + (kind.equals("SEQUENCE") ? "" : " AND NOT internal");
            for (String name : texts(names)) {
                run("DROP " + kind + " IF EXISTS temp." + Identifiers.quoted(name));
            }
        }
    }

    private List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        try (SqlResults results = backend.session().run(sql, List.of(), RunOptions.HELD)) {
            results.nextStatement();
            while (results.nextChunk()) {
                for (int row = 0; row < results.chunk().rowCount(); row++) {
                    texts.add(results.chunk().vector(0).getText(row));
                }
            }
        }
        return texts;
    }

    private void run(String sql) {
        try (SqlResults results = backend.session().run(sql, List.of(), RunOptions.HELD)) {
            results.nextStatement();
        }
    }
}
