package io.eider.storage.replay;

import io.eider.api.storage.Replays.Answer;
import io.eider.api.storage.Replays.Answered;
import io.eider.api.storage.Replays.Request;
import io.eider.api.storage.Replays.Reserved;
import io.eider.engine.CatalogSession;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of kept answers in the catalog. */
final class ReplayTable {
    static final List<String> STEPS = List.of(
            """
            CREATE TABLE replays (key VARCHAR PRIMARY KEY, method VARCHAR NOT NULL, path VARCHAR NOT NULL,
              body_hash VARCHAR, status INTEGER NOT NULL, body BLOB NOT NULL, size_bytes BIGINT NOT NULL,
              expires_at TIMESTAMPTZ NOT NULL);
            """);

    private ReplayTable() {}

    static Optional<Answered> find(CatalogSession session, String key, Instant now) {
        return session.first("SELECT * FROM replays WHERE key = ? AND expires_at > ?", ReplayTable::read, key, now);
    }

    static void put(CatalogSession session, Reserved reservation, Answer answer, Instant expiresAt) {
        Request request = reservation.request();
        session.update(
                "INSERT INTO replays VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET method = excluded.method,"
                        + " path = excluded.path, body_hash = excluded.body_hash, status = excluded.status,"
                        + " body = excluded.body, size_bytes = excluded.size_bytes, expires_at = excluded.expires_at",
                reservation.key(),
                request.method(),
                request.path(),
                request.bodyHash(),
                answer.status(),
                answer.body(),
                answer.body().length,
                expiresAt);
    }

    /** Keeps within the bounds; removes a tenth more than it must, so that not every answer pays for it. */
    static void trim(CatalogSession session, ReplayLimits limits) {
        Total total = session.first(
                        "SELECT count(*), CAST(coalesce(sum(size_bytes), 0) AS BIGINT) FROM replays",
                        row -> new Total(row.getLong(1), row.getLong(2)))
                .orElseThrow();
        if (total.answers() <= limits.maxAnswers() && total.bytes() <= limits.maxBytes()) {
            return;
        }
        session.update(
                "DELETE FROM replays WHERE key IN (SELECT key FROM (SELECT key, row_number() OVER newest AS answers,"
                        + " sum(size_bytes) OVER newest AS bytes FROM replays"
                        + " WINDOW newest AS (ORDER BY expires_at DESC, key ROWS UNBOUNDED PRECEDING))"
                        + " WHERE answers > ? OR bytes > ?)",
                limits.maxAnswers() - limits.maxAnswers() / 10,
                limits.maxBytes() - limits.maxBytes() / 10);
    }

    static boolean hasExpired(CatalogSession session, Instant now) {
        return session.first("SELECT 1 FROM replays WHERE expires_at <= ? LIMIT 1", row -> true, now)
                .isPresent();
    }

    static int removeExpired(CatalogSession session, Instant now) {
        return session.update("DELETE FROM replays WHERE expires_at <= ?", now);
    }

    static long count(CatalogSession session, Instant now) {
        return session.first("SELECT count(*) FROM replays WHERE expires_at > ?", row -> row.getLong(1), now)
                .orElse(0L);
    }

    private static Answered read(ResultSet row) throws SQLException {
        Request request = new Request(
                row.getString("method"), row.getString("path"), Optional.ofNullable(row.getString("body_hash")));
        Blob body = row.getBlob("body"); // the driver has no getBytes
        return new Answered(request, new Answer(row.getInt("status"), body.getBytes(1, (int) body.length())));
    }

    private record Total(long answers, long bytes) {}
}
