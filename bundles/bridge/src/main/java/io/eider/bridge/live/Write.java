package io.eider.bridge.live;

import java.util.List;
import java.util.Optional;

/**
 * A statement that writes, taken apart. Everything outside the fragments are key words and names of columns.
 *
 * @param with what stands before it
 * @param table the name of the table as written
 * @param nameStart where it begins
 * @param nameEnd where it ends
 * @param alias of the table, empty if it has none
 * @param sets of UPDATE ... SET
 * @param query of INSERT; FROM, USING of the others
 * @param where of UPDATE and DELETE
 * @param tail everything behind {@link #query} or {@link #where}: ON CONFLICT, RETURNING, the clauses of MERGE
 * @param tailStart where it begins
 */
record Write(
        Verb verb,
        Optional<Fragment> with,
        List<String> table,
        int nameStart,
        int nameEnd,
        String alias,
        List<Assignment> sets,
        Optional<Fragment> query,
        Optional<Fragment> where,
        List<Fragment> tail,
        int tailStart) {

    /** What is done, and the word for it in messages. */
    enum Verb {
        INSERT("insert"),
        UPDATE("update"),
        DELETE("delete"),
        TRUNCATE("delete"),
        MERGE("insert");

        private final String permission;

        Verb(String permission) {
            this.permission = permission;
        }

        String permission() {
            return permission;
        }
    }

    /**
     * {@code column = value}.
     *
     * @param columns the text left of the sign
     * @param value nothing for DEFAULT
     */
    record Assignment(String columns, Optional<Fragment> value) {}
}
