package io.eider.workspace.session;

import io.eider.api.workspace.PreparedListing;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.statement.SqlFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The statements that PREPARE has made in a session, by name, and the list of those that its front has made. Belongs to the session's thread. */
final class PreparedStatements {
    private final Map<String, Prepared> own = new HashMap<>();
    private Supplier<List<PreparedListing>> others = List::of;

    private record Prepared(GatedStatement statement, Instant at) {}

    void add(GatedStatement statement) {
        own.put(key(statement.name()), new Prepared(statement, Instant.now()));
    }

    /** @throws io.eider.api.error.ApiException SQL_ERROR 26000 */
    GatedStatement get(String name) {
        Prepared prepared = own.get(key(name));
        if (prepared == null) {
            throw missing(name);
        }
        return prepared.statement;
    }

    /** Forgets one, or {@code all}. @throws io.eider.api.error.ApiException SQL_ERROR 26000 */
    void forget(String name) {
        if (name.equalsIgnoreCase("all")) {
            forgetAll();
        } else if (own.remove(key(name)) == null) {
            throw missing(name);
        }
    }

    void forgetAll() {
        own.clear();
    }

    private static RuntimeException missing(String name) {
        return SqlFailures.of("26000", "prepared statement " + name + " does not exist");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Those of the front are listed too. */
    void alsoList(Supplier<List<PreparedListing>> statements) {
        others = statements;
    }

    /** Rows of {@code pg_prepared_statements}; DuckDB does not tell the types of parameters of the session's own. */
    List<PreparedListing> listings() {
        List<PreparedListing> all = new ArrayList<>(others.get());
        own.forEach((key, prepared) ->
                all.add(new PreparedListing(key, prepared.statement.text(), prepared.at, List.of(), true)));
        return all;
    }
}
