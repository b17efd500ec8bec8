package io.eider.pgwire.session;

import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TransactionState;
import java.util.List;

/** Runs the statements that the front answers itself. Belongs to the worker. */
final class Utilities {
    private final Backend backend;

    Utilities(Backend backend) {
        this.backend = backend;
    }

    void run(Utility utility) {
        boolean ends = backend.session().transaction() == TransactionState.FAILED;
        if (ends) {
            throw ProtocolErrors.of(
                    "25P02", "current transaction is aborted, commands ignored until end of transaction block");
        }
        switch (utility.command()) {
            case "DISCARD" -> discard(utility);
            case "CLOSE" -> close(utility);
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

    private void discard(Utility utility) {
        switch (utility.word(1)) {
            case "all" -> {
                backend.portals().closeAll();
                forgetStatements();
                backend.session().endHeld();
                backend.session().discard();
                backend.commandComplete("DISCARD ALL");
            }
            case "plans" -> backend.commandComplete("DISCARD PLANS"); // none is kept (ADR-0011)
            case "sequences" -> backend.commandComplete("DISCARD SEQUENCES"); // none is cached
            case "temp", "temporary" ->
                throw ProtocolErrors.of(
                        "0A000", "DISCARD TEMP is not supported", "DISCARD ALL drops temporary objects too.");
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

    /** Statements of the protocol and of PREPARE share their names. */
    private void deallocate(Utility utility) {
        SqlSession session = backend.session();
        String name = utility.name();
        if (name.equals("all")) {
            forgetStatements();
            run("DEALLOCATE ALL");
            backend.commandComplete("DEALLOCATE ALL");
            return;
        }
        Parsed parsed = backend.statements().remove(name);
        if (parsed != null) {
            parsed.close();
        } else {
            run(String.join(" ", utility.words()));
        }
        backend.commandComplete("DEALLOCATE");
    }

    private void run(String sql) {
        try (SqlResults results = backend.session().run(sql, List.of(), RunOptions.HELD)) {
            results.nextStatement();
        }
    }

    private void forgetStatements() {
        backend.statements().values().forEach(Parsed::close);
        backend.statements().clear();
    }
}
