package io.eider.workspace.gate;

import io.eider.api.error.ApiException;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets through a closed list of statements, none of which can reach beyond the workspace: not its files, the engine's
 * settings, other databases or what other sessions do. It stands before the sandbox, which denies DuckDB the disk, and looks
 * at the text that DuckDB gets, after every rewriting. Immutable.
 */
public final class Gate {
    private final DeniedNames denied;

    /** A gate for a session that replaces nothing. */
    public Gate() {
        this(Set.of());
    }

    /**
     * A gate for a session that has objects of its own in place of some of DuckDB's.
     *
     * @param replaced names of functions and views (lower case) that mean the session's own unless they are qualified with
     *     one of DuckDB's own schemas
     */
    public Gate(Set<String> replaced) {
        this.denied = new DeniedNames(replaced);
    }

    /**
     * Checks every statement of a text. Positions count from the start of the text.
     *
     * @throws ApiException as {@link #check(StatementText)}
     */
    public List<GatedStatement> check(String sql) {
        List<GatedStatement> gated = new ArrayList<>();
        for (StatementText statement : Statements.split(sql)) {
            gated.add(check(statement, sql.codePointCount(0, statement.offset())));
        }
        return List.copyOf(gated);
    }

    /**
     * Checks one statement. Positions count from its own start.
     *
     * @throws ApiException STATEMENT_NOT_ALLOWED if its kind, a function, a view or a setting is not on the lists;
     *     SYNTAX_ERROR if it is no single statement, or DuckDB would read it differently from us; both with {@code position}
     *     (in characters, from 1) and {@code hint}
     */
    public GatedStatement check(StatementText statement) {
        return check(statement, 0);
    }

    private GatedStatement check(StatementText statement, int lead) {
        Words words = new Words(statement, lead);
        Notation.check(words);
        Head head = Head.read(words);
        denied.check(words);
        boolean expands = Relations.check(words, head.kind());
        return new GatedStatement(
                head.kind(),
                head.inner(),
                head.name(),
                words.withoutComments(),
                statement.offset(),
                head.target() < words.size() ? words.start(head.target()) : -1,
                expands);
    }
}
