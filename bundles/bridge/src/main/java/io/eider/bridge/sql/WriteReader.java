package io.eider.bridge.sql;

import io.eider.bridge.sql.Write.Assignment;
import io.eider.bridge.sql.Write.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes statements that write apart, by tokens alone. What the pieces say is for DuckDB's parser. */
public final class WriteReader {
    private static final Set<String> QUERY =
            Set.of("select", "with", "values", "from", "table", "(", "pivot", "unpivot");

    private final Tokens tokens;
    private int at;
    private Optional<Fragment> with = Optional.empty();
    private List<String> table = List.of();
    private int nameStart;
    private int nameEnd;
    private String alias = "";
    private final List<Assignment> sets = new ArrayList<>();
    private Optional<Fragment> query = Optional.empty();
    private Optional<Fragment> where = Optional.empty();
    private final List<Fragment> tail = new ArrayList<>();
    private int tailStart;

    private WriteReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Takes a statement apart.
     *
     * @throws Unreadable if it is not of a known form
     */
    public static Write read(Tokens tokens) throws Unreadable {
        return new WriteReader(tokens).read();
    }

    private Write read() throws Unreadable {
        at = tokens.verb();
        if (at > 0) {
            with = Optional.of(new Fragment(Fragment.Kind.WITH, 0, tokens.start(at)));
        }
        Verb verb =
                switch (tokens.word(at++)) {
                    case "insert" -> insert();
                    case "update" -> update();
                    case "delete" -> delete();
                    case "truncate" -> truncate();
                    case "merge" -> merge();
                    default -> throw new Unreadable("not a write");
                };
        require(at == tokens.size());
        return new Write(
                verb,
                with,
                table,
                nameStart,
                nameEnd,
                alias,
                List.copyOf(sets),
                query,
                where,
                List.copyOf(tail),
                tailStart);
    }

    private Verb insert() throws Unreadable {
        if (take("or")) {
            require(take("replace") || take("ignore"));
        }
        require(take("into"));
        name();
        if (take("as")) {
            alias();
        }
        if (tokens.is(at, "(") && !QUERY.contains(tokens.word(at + 1))) {
            names();
        }
        byName();
        if (take("default")) {
            require(take("values"));
        } else {
            require(QUERY.contains(tokens.word(at)));
            int end = at;
            do {
                end = tokens.find(end + (end == at ? 0 : 1), "on", "returning");
            } while (tokens.is(end, "on") && !tokens.is(end + 1, "conflict"));
            query = Optional.of(fragment(Fragment.Kind.QUERY, end));
        }
        tailStart = tokens.start(at);
        if (take("on")) {
            conflict();
        }
        returning();
        return Verb.INSERT;
    }

    private void conflict() throws Unreadable {
        require(take("conflict"));
        if (tokens.is(at, "(")) {
            names();
        }
        if (take("where")) {
            tail.add(fragment(Fragment.Kind.CONDITION, tokens.find(at, "do")));
        }
        require(take("do"));
        if (take("nothing")) {
            return;
        }
        require(take("update") && take("set"));
        assignments(tokens.find(at, "where", "returning"))
                .forEach(set -> set.value().ifPresent(tail::add));
        if (take("where")) {
            tail.add(fragment(Fragment.Kind.CONDITION, tokens.find(at, "returning")));
        }
    }

    private Verb update() throws Unreadable {
        name();
        optionalAlias("set");
        require(take("set"));
        int end = at;
        do {
            end = tokens.find(end + (end == at ? 0 : 1), "from", "where", "returning");
        } while (tokens.is(end, "from") && tokens.is(end - 1, "distinct"));
        sets.addAll(assignments(end));
        tables("from");
        return rest(Verb.UPDATE);
    }

    private Verb delete() throws Unreadable {
        require(take("from"));
        name();
        optionalAlias("using", "where", "returning");
        tables("using");
        return rest(Verb.DELETE);
    }

    private void tables(String word) throws Unreadable {
        if (take(word)) {
            query = Optional.of(fragment(Fragment.Kind.TABLES, tokens.find(at, "where", "returning")));
        }
    }

    private Verb rest(Verb verb) throws Unreadable {
        if (take("where")) {
            where = Optional.of(fragment(Fragment.Kind.CONDITION, tokens.find(at, "returning")));
        }
        tailStart = tokens.start(at);
        returning();
        return verb;
    }

    private Verb truncate() throws Unreadable {
        take("table");
        name();
        tailStart = tokens.start(at);
        return Verb.TRUNCATE;
    }

    private Verb merge() throws Unreadable {
        require(take("into"));
        name();
        optionalAlias("using");
        require(take("using"));
        query = Optional.of(fragment(Fragment.Kind.TABLES, tokens.find(at, "on", "using")));
        tailStart = tokens.start(at);
        if (take("using")) {
            names();
        } else {
            require(take("on"));
            tail.add(fragment(Fragment.Kind.CONDITION, tokens.find(at, "when")));
        }
        while (take("when")) {
            take("not");
            require(take("matched"));
            if (take("by")) {
                require(take("source") || take("target"));
            }
            if (take("and")) {
                tail.add(fragment(Fragment.Kind.CONDITION, tokens.find(at, "then")));
            }
            require(take("then"));
            action();
        }
        returning();
        return Verb.MERGE;
    }

    private void action() throws Unreadable {
        switch (tokens.word(at++)) {
            case "delete", "error" -> {
                // nothing follows
            }
            case "do" -> require(take("nothing"));
            case "update" -> {
                if (take("set") && !take("*")) {
                    assignments(tokens.find(at, "when", "returning"))
                            .forEach(set -> set.value().ifPresent(tail::add));
                } else {
                    byName();
                }
            }
            case "insert" -> inserted();
            default -> throw new Unreadable("an action of MERGE");
        }
    }

    private void inserted() throws Unreadable {
        if (take("*")) {
            return;
        }
        if (byName()) {
            return;
        }
        if (take("default")) {
            require(take("values"));
            return;
        }
        if (tokens.is(at, "(")) {
            names();
        }
        if (take("values")) {
            tail.add(fragment(Fragment.Kind.VALUES, tokens.find(at, "when", "returning")));
        }
    }

    private boolean byName() throws Unreadable {
        boolean found = take("by");
        require(!found || take("name") || take("position"));
        return found;
    }

    private void returning() throws Unreadable {
        if (take("returning")) {
            tail.add(fragment(Fragment.Kind.LIST, tokens.size()));
        }
    }

    /** {@code a = 1, (b, c) = (2, 3)} up to a token. */
    private List<Assignment> assignments(int end) throws Unreadable {
        List<Assignment> found = new ArrayList<>();
        while (at < end) {
            int start = tokens.start(at);
            if (tokens.is(at, "(")) {
                names();
            } else {
                require(tokens.name(at).size() == 1);
                at++;
            }
            require(tokens.word(at).startsWith("="));
            int value = tokens.start(at) + 1;
            String columns = tokens.sql().substring(start, value - 1).strip();
            at += tokens.word(at).length() == 1 ? 1 : 0; // in =-1 the sign belongs to the value
            int next = Math.min(end, tokens.find(tokens.start(at) == value - 1 ? at + 1 : at, ","));
            require(next > at);
            boolean isDefault = next == at + 1 && tokens.is(at, "default");
            Fragment text = new Fragment(Fragment.Kind.LIST, value, tokens.end(next - 1));
            found.add(new Assignment(columns, isDefault ? Optional.empty() : Optional.of(text)));
            at = Math.min(end, next + 1);
        }
        require(!found.isEmpty());
        return found;
    }

    private void name() throws Unreadable {
        table = tokens.name(at);
        require(!table.isEmpty());
        nameStart = tokens.start(at);
        at += 2 * table.size() - 1;
        nameEnd = tokens.end(at - 1);
    }

    private void optionalAlias(String... otherwise) throws Unreadable {
        if (take("as")) {
            alias();
        } else if (tokens.isName(at) && !Set.of(otherwise).contains(tokens.word(at))) {
            alias();
        }
    }

    private void alias() throws Unreadable {
        require(tokens.isName(at));
        alias = tokens.part(at++);
    }

    /** {@code (a, "b")}. */
    private void names() throws Unreadable {
        require(take("("));
        do {
            require(tokens.isName(at++));
        } while (take(","));
        require(take(")"));
    }

    private Fragment fragment(Fragment.Kind kind, int end) throws Unreadable {
        require(end > at);
        Fragment fragment = new Fragment(kind, tokens.start(at), tokens.end(end - 1));
        at = end;
        return fragment;
    }

    private boolean take(String word) {
        boolean found = tokens.is(at, word);
        at += found ? 1 : 0;
        return found;
    }

    private static void require(boolean fine) throws Unreadable {
        if (!fine) {
            throw new Unreadable("not of a known form");
        }
    }
}
