package io.eider.pgwire.session;

import java.util.HashMap;
import java.util.Map;

/** The portals of a session by name; at most one of them reads from the session. Belongs to the worker. */
final class Portals {
    private final Map<String, Portal> open = new HashMap<>();

    /** @throws io.eider.api.error.ApiException 34000 */
    Portal get(String name) {
        Portal portal = open.get(name);
        if (portal == null) {
            throw ProtocolErrors.of("34000", "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    /** @throws io.eider.api.error.ApiException 42P03 */
    void add(String name, Portal portal) {
        if (!name.isEmpty() && open.containsKey(name)) {
            throw ProtocolErrors.of("42P03", "cursor \"" + name + "\" already exists");
        }
        close(name);
        open.put(name, portal);
    }

    void close(String name) {
        Portal portal = open.remove(name);
        if (portal != null) {
            portal.close();
        }
    }

    void closeAll() {
        open.values().forEach(Portal::close);
        open.clear();
    }

    /** Whether a portal still reads from the session. */
    boolean isReading() {
        return open.values().stream().anyMatch(Portal::isLive);
    }

    /** Frees the session: what a portal still has to read from it is put aside. */
    void putAside() {
        open.values().stream().filter(Portal::isLive).forEach(Portal::putAside);
    }
}
