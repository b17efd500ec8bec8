package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.rest.body.PgwireBodies.PgwireSession;
import io.eider.rest.body.PgwireBodies.PgwireSessionCreate;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions that a front in another process tells of. They live as long as this bundle; the oldest that have ended go first. Thread-safe. */
final class ForeignSessions {
    private static final int MOST = 10_000;

    private final Map<String, Entry> sessions = new LinkedHashMap<>();

    private record Entry(PgwireSessionCreate request, Instant connected, Instant active, long queries, String status) {
        private PgwireSession shown() {
            PgwireSession at = PgwireSession.created(request).at(connected, active);
            return new PgwireSession(
                    at.sessionId(),
                    at.workspaceId(),
                    at.clientIp(),
                    at.connectedAt(),
                    at.lastActivityAt(),
                    queries,
                    status);
        }
    }

    synchronized PgwireSession create(PgwireSessionCreate request) {
        if (sessions.containsKey(request.sessionId())) {
            throw new ApiException(ErrorCode.INTERNAL_ERROR, "Session " + request.sessionId() + " is known already");
        }
        if (sessions.size() >= MOST) {
            String oldest = sessions.values().stream()
                    .filter(entry -> !entry.status.equals("active"))
                    .findFirst()
                    .map(entry -> entry.request.sessionId())
                    .orElseThrow(() -> new ApiException(ErrorCode.TOO_BUSY, "Too many sessions are open"));
            sessions.remove(oldest);
        }
        Instant now = Instant.now();
        sessions.put(request.sessionId(), new Entry(request, now, now, 0, "active"));
        return PgwireSession.created(request);
    }

    /** Newest first. */
    synchronized List<PgwireSession> list(String workspace, String status) {
        return sessions.values().stream()
                .filter(entry -> workspace == null || workspace.equals(entry.request.workspaceId()))
                .filter(entry -> status == null || status.equals(entry.status))
                .sorted(Comparator.comparing(Entry::connected).reversed())
                .map(Entry::shown)
                .toList();
    }

    synchronized long active(String workspace) {
        return sessions.values().stream()
                .filter(entry -> entry.status.equals("active")
                        && entry.request.workspaceId().equals(workspace))
                .count();
    }

    synchronized PgwireSession get(String id) {
        return require(id).shown();
    }

    synchronized PgwireSession active(String id, boolean query) {
        Entry entry = require(id);
        Entry now =
                new Entry(entry.request, entry.connected, Instant.now(), entry.queries + (query ? 1 : 0), entry.status);
        sessions.put(id, now);
        return now.shown();
    }

    synchronized void end(String id, String reason) {
        Entry entry = require(id);
        sessions.put(id, new Entry(entry.request, entry.connected, entry.active, entry.queries, reason));
    }

    /** Ends those that have done nothing for so long; says how many. */
    synchronized int timeOut(long seconds) {
        Instant limit = Instant.now().minusSeconds(seconds);
        List<String> idle = sessions.values().stream()
                .filter(entry -> entry.status.equals("active") && entry.active.isBefore(limit))
                .map(entry -> entry.request.sessionId())
                .toList();
        idle.forEach(id -> end(id, "timeout"));
        return idle.size();
    }

    private Entry require(String id) {
        Entry entry = sessions.get(id);
        if (entry == null) {
            throw new ApiException(ErrorCode.SESSION_NOT_FOUND, "Session " + id + " not found");
        }
        return entry;
    }
}
