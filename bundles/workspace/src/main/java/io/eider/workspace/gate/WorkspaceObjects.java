package io.eider.workspace.gate;

import java.util.Set;

/** CREATE, ALTER, DROP and COMMENT ON of the objects that live in a workspace. */
final class WorkspaceObjects {
    private static final Set<String> CREATED =
            Set.of("table", "view", "schema", "sequence", "type", "macro", "function", "index");
    private static final Set<String> ALTERED = Set.of("table", "view", "sequence", "schema", "type", "index");
    private static final Set<String> COMMENTED =
            Set.of("table", "column", "view", "schema", "sequence", "type", "macro", "function", "index");
    private static final String HINT = "Tables, views, schemas, sequences, types, macros and indexes can be managed.";

    private WorkspaceObjects() {}

    static StatementKind create(Words words) {
        if (words.take("or")) {
            words.take("replace");
        }
        words.take("local");
        words.takeAny(Set.of("temp", "temporary", "unlogged", "unique"));
        words.take("recursive");
        return object(words, CREATED, StatementKind.CREATE);
    }

    static StatementKind alter(Words words) {
        return object(words, ALTERED, StatementKind.ALTER);
    }

    static StatementKind drop(Words words) {
        return object(words, CREATED, StatementKind.DROP);
    }

    static StatementKind comment(Words words) {
        words.take("on");
        return object(words, COMMENTED, StatementKind.COMMENT);
    }

    private static StatementKind object(Words words, Set<String> allowed, StatementKind kind) {
        int first = words.at();
        if (!words.takeAny(allowed)) {
            throw words.refused(first, kind + " of this object is not allowed in a workspace", HINT);
        }
        return kind;
    }
}
