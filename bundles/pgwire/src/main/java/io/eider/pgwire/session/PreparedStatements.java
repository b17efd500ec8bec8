package io.eider.pgwire.session;

import io.eider.api.workspace.PreparedListing;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements that a client has prepared, by name: those of the protocol and of PREPARE share their names. Belongs to the worker. */
final class PreparedStatements {
    private final Map<String, Prepared> open = new HashMap<>();

    private record Prepared(Parsed parsed, String text, Instant at, boolean isFromSql) {
        private PreparedListing listing(String name) {
            List<Integer> types = Arrays.stream(parsed.parameterOids()).boxed().toList();
            return new PreparedListing(name, text, at, types, isFromSql);
        }
    }

    /** @throws io.eider.api.error.ApiException 26000 */
    Parsed get(String name) {
        Prepared prepared = open.get(name);
        if (prepared == null) {
            throw ProtocolErrors.notPrepared(
                    name.isEmpty()
                            ? "unnamed prepared statement does not exist"
                            : "prepared statement \"" + name + "\" does not exist");
        }
        return prepared.parsed;
    }

    /** @throws io.eider.api.error.ApiException 42P05 */
    void requireFree(String name) {
        if (!name.isEmpty() && open.containsKey(name)) {
            throw ProtocolErrors.of("42P05", "prepared statement \"" + name + "\" already exists");
        }
    }

    /** By the protocol. @param text as the client wrote it */
    void add(String name, Parsed parsed, String text) {
        open.put(name, new Prepared(parsed, text, Instant.now(), false));
    }

    /** By PREPARE. @param text as the client wrote it */
    void addFromSql(String name, Parsed parsed, String text) {
        open.put(name, new Prepared(parsed, text, Instant.now(), true));
    }

    /** Forgets one, if it is there. */
    void close(String name) {
        Prepared old = open.remove(name);
        if (old != null) {
            old.parsed.close();
        }
    }

    void closeAll() {
        open.values().forEach(prepared -> prepared.parsed.close());
        open.clear();
    }

    /** Those with a name. */
    List<PreparedListing> listings() {
        return open.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .map(entry -> entry.getValue().listing(entry.getKey()))
                .toList();
    }
}
