package io.eider.storage.file;

import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.UploadedFile;
import io.eider.engine.CatalogSession;
import io.eider.storage.file.OpenUpload.StagedContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables of uploaded files in the catalog: registered files, open uploads, and removals whose bytes may still be there. */
final class FileTables {
    static final List<String> STEPS = List.of(
            """
            CREATE TABLE files (id VARCHAR PRIMARY KEY, project_id VARCHAR NOT NULL, name VARCHAR NOT NULL,
              path VARCHAR NOT NULL, staged VARCHAR NOT NULL, size_bytes BIGINT NOT NULL, content_type VARCHAR,
              sha256 VARCHAR, tags VARCHAR, created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE uploads (key VARCHAR PRIMARY KEY, project_id VARCHAR NOT NULL, name VARCHAR NOT NULL,
              content_type VARCHAR, tags VARCHAR, expires_at TIMESTAMPTZ NOT NULL,
              staged VARCHAR, size_bytes BIGINT, sha256 VARCHAR);
            CREATE TABLE removals (path VARCHAR PRIMARY KEY, staged VARCHAR NOT NULL);
            """);

    private FileTables() {}

    static void insert(CatalogSession session, OpenUpload upload) {
        session.update(
                "INSERT INTO uploads (key, project_id, name, content_type, tags, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
                upload.key().value(),
                upload.project().value(),
                upload.name(),
                upload.contentType(),
                Tags.write(upload.tags()),
                upload.expiresAt());
    }

    static Optional<OpenUpload> upload(CatalogSession session, UploadKey key) {
        return session.first("SELECT * FROM uploads WHERE key = ?", FileTables::readUpload, key.value());
    }

    static long countUploads(CatalogSession session, ProjectId project) {
        return number(session, "SELECT count(*) FROM uploads WHERE project_id = ?", project.value());
    }

    static void setContent(CatalogSession session, UploadKey key, StagedContent content) {
        session.update(
                "UPDATE uploads SET staged = ?, size_bytes = ?, sha256 = ? WHERE key = ?",
                content.path(),
                content.sizeBytes(),
                content.sha256(),
                key.value());
    }

    static void deleteUpload(CatalogSession session, UploadKey key) {
        session.update("DELETE FROM uploads WHERE key = ?", key.value());
    }

    /** The paths of all bytes that belong to open uploads. */
    static List<String> stagedByUploads(CatalogSession session) {
        return session.query("SELECT staged FROM uploads WHERE staged IS NOT NULL", FileTables::text);
    }

    /** Turns the bytes of expired uploads into removals, and forgets uploads that expired before {@code forgotten}. */
    static void expire(CatalogSession session, Instant now, Instant forgotten) {
        session.update(
                "INSERT INTO removals SELECT staged, staged FROM uploads WHERE expires_at <= ? AND staged IS NOT NULL",
                now);
        session.update("UPDATE uploads SET staged = NULL WHERE expires_at <= ? AND staged IS NOT NULL", now);
        session.update("DELETE FROM uploads WHERE expires_at <= ?", forgotten);
    }

    static void insert(CatalogSession session, StoredFile stored) {
        UploadedFile file = stored.file();
        session.update(
                "INSERT INTO files (id, project_id, name, path, staged, size_bytes, content_type, sha256, tags, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                file.id().value(),
                file.project().value(),
                file.name(),
                file.path(),
                stored.staged(),
                file.sizeBytes(),
                file.contentType(),
                file.sha256(),
                file.tags().map(Tags::write),
                file.createdAt());
    }

    static Optional<StoredFile> file(CatalogSession session, ProjectId project, FileId id) {
        return session.first(
                "SELECT * FROM files WHERE id = ? AND project_id = ?",
                FileTables::readFile,
                id.value(),
                project.value());
    }

    static List<StoredFile> files(CatalogSession session, ProjectId project, PageRequest page) {
        return session.query(
                "SELECT * FROM files WHERE project_id = ? ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
                FileTables::readFile,
                project.value(),
                page.limit(),
                page.offset());
    }

    static long countFiles(CatalogSession session, ProjectId project) {
        return number(session, "SELECT count(*) FROM files WHERE project_id = ?", project.value());
    }

    /** The file whose bytes came from a staged path. */
    static Optional<StoredFile> fileOfStaged(CatalogSession session, String staged) {
        return session.first("SELECT * FROM files WHERE staged = ?", FileTables::readFile, staged);
    }

    /** Forgets a file but keeps its removal in mind. */
    static void remove(CatalogSession session, StoredFile stored) {
        session.update("INSERT INTO removals VALUES (?, ?)", stored.file().path(), stored.staged());
        session.update("DELETE FROM files WHERE id = ?", stored.file().id().value());
    }

    static void removeAll(CatalogSession session, ProjectId project) {
        session.update("DELETE FROM files WHERE project_id = ?", project.value());
        session.update("DELETE FROM uploads WHERE project_id = ?", project.value());
    }

    static List<Removal> removals(CatalogSession session, int limit) {
        return session.query(
                "SELECT path, staged FROM removals LIMIT ?",
                row -> new Removal(row.getString("path"), row.getString("staged")),
                limit);
    }

    static void forget(CatalogSession session, Removal removal) {
        session.update("DELETE FROM removals WHERE path = ?", removal.path());
    }

    /** Bytes that nothing in the catalog names any more; both paths are relative to the files directory. */
    record Removal(String path, String staged) {
        static Removal of(StoredFile stored) {
            return new Removal(stored.file().path(), stored.staged());
        }

        static Removal of(StagedContent content) {
            return new Removal(content.path(), content.path());
        }
    }

    private static OpenUpload readUpload(ResultSet row) throws SQLException {
        String staged = row.getString("staged");
        Optional<StagedContent> content = staged == null
                ? Optional.empty()
                : Optional.of(
                        new StagedContent(staged, row.getLong("size_bytes"), Optional.of(row.getString("sha256"))));
        return new OpenUpload(
                new UploadKey(row.getString("key")),
                new ProjectId(row.getString("project_id")),
                row.getString("name"),
                Optional.ofNullable(row.getString("content_type")),
                Tags.read(row.getString("tags")),
                CatalogSession.instant(row, "expires_at").orElseThrow(),
                content);
    }

    private static StoredFile readFile(ResultSet row) throws SQLException {
        UploadedFile file = new UploadedFile(
                new FileId(row.getString("id")),
                new ProjectId(row.getString("project_id")),
                row.getString("name"),
                row.getString("path"),
                row.getLong("size_bytes"),
                Optional.ofNullable(row.getString("content_type")),
                Optional.ofNullable(row.getString("sha256")),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                Optional.ofNullable(row.getString("tags")).map(Tags::read));
        return new StoredFile(file, row.getString("staged"));
    }

    private static String text(ResultSet row) throws SQLException {
        return row.getString(1);
    }

    private static long number(CatalogSession session, String sql, Object... parameters) {
        return session.first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }
}
