package io.eider.workspace.session;

import io.eider.workspace.statement.SqlFailures;
import java.util.ArrayList;
import java.util.List;

/** The savepoints of a transaction, and how much it had written at each. A name may be used again and hides the older one. */
final class Savepoints {
    private final List<Savepoint> open = new ArrayList<>();

    private record Savepoint(String name, long writes) {}

    void add(String name, long writes) {
        open.add(new Savepoint(name, writes));
    }

    /** Forgets it and all that came after it. */
    void release(String name) {
        int at = find(name);
        open.subList(at, open.size()).clear();
    }

    /** Forgets all that came after it; how much had been written at it. */
    long rollbackTo(String name) {
        int at = find(name);
        open.subList(at + 1, open.size()).clear();
        return open.get(at).writes();
    }

    void clear() {
        open.clear();
    }

    private int find(String name) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).name().equals(name)) {
                return i;
            }
        }
        throw SqlFailures.of("3B001", "savepoint " + name + " does not exist");
    }
}
