package io.eider.workspace.gate;

import java.util.Map;
import java.util.Set;

/**
 * What the first words of a statement say.
 *
 * @param kind what it is
 * @param inner what EXPLAIN and PREPARE are about, else the kind
 * @param name as in {@link GatedStatement}
 * @param target which word names the table that is written, -1 for none
 */
record Head(StatementKind kind, StatementKind inner, String name, int target) {
    private static final Set<String> QUERY = Set.of(
            "select", "values", "from", "table", "describe", "desc", "summarize", "pivot", "pivot_wider", "unpivot");
    private static final Map<String, StatementKind> CHANGE = Map.of(
            "insert", StatementKind.INSERT,
            "update", StatementKind.UPDATE,
            "delete", StatementKind.DELETE,
            "truncate", StatementKind.DELETE,
            "merge", StatementKind.MERGE);
    /** What may stand between the verb and the table. */
    private static final Map<String, String> INTO =
            Map.of("insert", "into", "delete", "from", "truncate", "table", "merge", "into");

    private static final Map<String, StatementKind> TRANSACTION = Map.of(
            "begin", StatementKind.BEGIN,
            "start", StatementKind.BEGIN,
            "commit", StatementKind.COMMIT,
            "end", StatementKind.COMMIT,
            "rollback", StatementKind.ROLLBACK,
            "abort", StatementKind.ROLLBACK);
    private static final Set<String> EXPLAINED = Set.of("analyze", "analyse", "format", "verbose", "costs", "timing");
    private static final Set<String> PREPARED = Set.of("as");
    private static final Set<StatementKind> EXPLAINABLE = Set.of(
            StatementKind.SELECT,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE,
            StatementKind.CREATE,
            StatementKind.EXECUTE);
    private static final Set<StatementKind> PREPARABLE = Set.of(
            StatementKind.SELECT,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE);
    /** The commands of PostgreSQL and DuckDB that are refused; all other words begin no statement. */
    private static final Set<String> COMMANDS = Set.of(
            ("attach call checkpoint close cluster commit copy create deallocate declare detach discard do export fetch force grant import"
                            + " install listen load lock merge move notify pragma reassign reindex refresh revoke security set unlisten use"
                            + " vacuum")
                    .split(" "));

    private static final String LIST =
            "Workspaces run queries, changes of rows, and CREATE, ALTER, DROP of their own objects.";

    Head(StatementKind kind, StatementKind inner, String name) {
        this(kind, inner, name, -1);
    }

    static Head read(Words words) {
        int first = words.at();
        String word = words.peek();
        if (word.equals("(")) {
            return query(words);
        }
        if (word.equals("with")) {
            words.next();
            return with(words);
        }
        if (QUERY.contains(word)) {
            return of(StatementKind.SELECT);
        }
        words.next();
        if (CHANGE.containsKey(word)) {
            return change(words, word);
        }
        if (TRANSACTION.containsKey(word)) {
            return transaction(words, TRANSACTION.get(word));
        }
        return switch (word) {
            case "create" -> of(WorkspaceObjects.create(words));
            case "alter" -> of(WorkspaceObjects.alter(words));
            case "drop" -> of(WorkspaceObjects.drop(words));
            case "comment" -> of(WorkspaceObjects.comment(words));
            case "explain" -> explain(words);
            case "prepare" -> prepare(words);
            case "execute" -> named(StatementKind.EXECUTE, words);
            case "deallocate" -> deallocate(words);
            case "savepoint" -> savepoint(StatementKind.SAVEPOINT, words);
            case "release" -> {
                words.take("savepoint");
                yield savepoint(StatementKind.RELEASE, words);
            }
            case "set", "reset", "show" -> Settings.read(words, word);
            case "analyze", "analyse" -> of(StatementKind.ANALYZE);
            case "call" -> call(words);
            default -> throw isCommand(word) ? refused(words, first) : unknown(words, first);
        };
    }

    /** No command of PostgreSQL or DuckDB begins so. */
    private static RuntimeException unknown(Words words, int first) {
        String shown = words.text(first);
        return words.unreadable(first, "syntax error at or near \"" + shown + "\"", LIST);
    }

    private static boolean isCommand(String word) {
        return COMMANDS.contains(word);
    }

    private static Head of(StatementKind kind) {
        return new Head(kind, kind, "");
    }

    static RuntimeException refused(Words words, int first) {
        String shown = words.word(first).isEmpty()
                ? "This statement"
                : words.word(first).toUpperCase(java.util.Locale.ROOT);
        return words.refused(first, shown + " is not allowed in a workspace", LIST);
    }

    private static Head query(Words words) {
        while (words.take("(")) {
            // a query may stand in any number of them
        }
        if (words.peek().equals("with") || QUERY.contains(words.peek())) {
            return of(StatementKind.SELECT);
        }
        throw refused(words, words.at());
    }

    /** {@code WITH name (columns) AS (query), ... statement}; decides by the statement. */
    private static Head with(Words words) {
        words.take("recursive");
        do {
            while (!words.atEnd() && !words.take("as")) {
                if (words.next().equals("(")) {
                    words.skipGroup();
                }
            }
            words.take("not");
            words.take("materialized");
            if (!words.take("(")) {
                throw words.unreadable(
                        words.at(), "A query in brackets is missing after AS", "WITH name AS (query) query");
            }
            if (CHANGE.containsKey(words.peek())) {
                throw words.refused(
                        words.at(), "WITH holds queries only", "Make the change in a statement of its own.");
            }
            words.skipGroup();
        } while (words.take(","));
        String word = words.peek();
        if (word.equals("(")) {
            return query(words);
        }
        if (CHANGE.containsKey(word) && !word.equals("truncate")) {
            words.next();
            return change(words, word);
        }
        if (QUERY.contains(word)) {
            return of(StatementKind.SELECT);
        }
        throw refused(words, words.at());
    }

    private static Head change(Words words, String word) {
        String after = words.word(words.at() + 1);
        boolean last = words.size() == words.at() + 1;
        if (word.equals("update") && words.peek().equals("extensions") && (last || after.equals("("))) {
            throw refused(words, words.at());
        }
        StatementKind kind = CHANGE.get(word);
        return new Head(kind, kind, "", target(words, word));
    }

    /** {@code INSERT OR REPLACE INTO t}, {@code TRUNCATE TABLE t}, ... */
    private static int target(Words words, String verb) {
        int at = words.at();
        if (verb.equals("insert") && words.word(at).equals("or")) {
            at += 2;
        }
        String into = INTO.getOrDefault(verb, "");
        at += words.word(at).equals(into) ? 1 : 0;
        return at;
    }

    private static Head transaction(Words words, StatementKind kind) {
        if (words.peek().equals("prepared")) {
            throw words.refused(
                    words.at(), "Transactions in two phases are not supported", "COMMIT and ROLLBACK end it at once.");
        }
        if (kind == StatementKind.ROLLBACK) {
            words.takeAny(Set.of("work", "transaction"));
            if (words.take("to")) {
                words.take("savepoint");
                return savepoint(StatementKind.ROLLBACK_TO, words);
            }
        }
        return of(kind);
    }

    private static Head savepoint(StatementKind kind, Words words) {
        String name = words.name(words.at());
        if (name.isEmpty() || words.size() > words.at() + 1) {
            throw words.unreadable(words.at(), "The name of a savepoint is missing", "SAVEPOINT name");
        }
        return new Head(kind, kind, name);
    }

    private static Head explain(Words words) {
        while (words.takeAny(Set.of("analyze", "analyse", "verbose"))) {
            // options without brackets
        }
        if (words.peek().equals("(") && EXPLAINED.contains(words.word(words.at() + 1))) {
            words.next();
            words.skipGroup();
        }
        return about(words, StatementKind.EXPLAIN, EXPLAINABLE, "");
    }

    private static Head prepare(Words words) {
        String name = words.text(words.at());
        words.next();
        if (words.take("(")) {
            words.skipGroup();
        }
        if (!words.takeAny(PREPARED)) {
            throw words.unreadable(words.at(), "AS is missing", "PREPARE name AS statement");
        }
        return about(words, StatementKind.PREPARE, PREPARABLE, name);
    }

    private static Head about(Words words, StatementKind kind, Set<StatementKind> allowed, String name) {
        int first = words.at();
        Head inner = read(words);
        if (!allowed.contains(inner.kind())) {
            throw refused(words, first);
        }
        return new Head(kind, inner.kind(), name, inner.target());
    }

    private static Head deallocate(Words words) {
        if (words.peek().equals("prepare") && words.size() > words.at() + 1) {
            words.next();
        }
        return named(StatementKind.DEALLOCATE, words);
    }

    private static Head named(StatementKind kind, Words words) {
        return new Head(kind, kind, words.text(words.at()));
    }

    private static Head call(Words words) {
        int first = words.at();
        if (DeniedNames.CALLABLE.contains(words.name(first))
                && words.word(first + 1).equals("(")) {
            return of(StatementKind.CALL);
        }
        throw words.refused(first, "CALL of this function is not allowed", "Select from the function instead.");
    }
}
