package io.eider.ontology.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eider.api.ontology.SchemaDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good documents on disk, a file each: a line of JSON about it, then the document. A file is there whole or not at all,
 * and one that does not have the hash it says is no use and removed. The server's URL is in the name, so another server's documents
 * are not taken for this one's. Thread-safe; a disk that fails costs the cache and nothing else.
 */
final class DiskCache {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_HEAD_BYTES = 8192;
    private static final String SUFFIX = ".schema";

    private final Path directory;
    private final String server;
    private final int maxBytes;
    private final int maxFiles;

    /**
     * A cache.
     *
     * @param server whose documents
     * @param maxBytes of a document
     */
    DiskCache(Path directory, String server, int maxBytes, int maxFiles) {
        this.directory = directory;
        this.server = server;
        this.maxBytes = maxBytes;
        this.maxFiles = maxFiles;
    }

    Optional<Kept> read(String schemaId) {
        Path file = file(schemaId);
        try {
            if (Files.size(file) > (long) maxBytes + MAX_HEAD_BYTES) {
                throw new IOException("too long");
            }
            return Optional.of(parse(schemaId, Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) { // whatever a damaged file does to its readers
            LOG.warn("The kept document of schema {} is of no use and is removed: {}", schemaId, e.getMessage());
            remove(schemaId);
            return Optional.empty();
        }
    }

    void write(Kept kept) {
        Path file = file(kept.document().schemaId());
        Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file) && count() >= maxFiles) {
                return;
            }
            Files.writeString(aside, head(kept) + "\n" + kept.document().text());
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("Schema {} could not be kept on disk", kept.document().schemaId(), e);
            delete(aside);
        }
    }

    void remove(String schemaId) {
        delete(file(schemaId));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("A kept document could not be removed", e);
        }
    }

    private long count() throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    /** Ids may differ in case only, which some file systems do not see. */
    private Path file(String schemaId) {
        return directory.resolve(SchemaCall.sha256(server + "\n" + schemaId) + SUFFIX);
    }

    private static String head(Kept kept) {
        SchemaDocument document = kept.document();
        ObjectNode head = JSON.createObjectNode()
                .put("id", document.schemaId())
                .put("source", document.source())
                .put("media_type", document.mediaType())
                .put("sha256", document.sha256())
                .put("fetched_at", document.fetchedAt().toString())
                .put("confirmed_at", kept.confirmedAt().toString())
                .put("fresh", kept.fresh().toString())
                .put("storing", kept.storing().name());
        document.etag().ifPresent(etag -> head.put("etag", etag));
        kept.lastModified().ifPresent(date -> head.put("last_modified", date));
        return head.toString();
    }

    private static Kept parse(String schemaId, String content) throws IOException, DateTimeException {
        int end = content.indexOf('\n');
        JsonNode head = JSON.readTree(content.substring(0, Math.max(0, end)));
        String text = content.substring(end + 1);
        String sha256 = head.path("sha256").textValue();
        if (!SchemaCall.sha256(text).equals(sha256)
                || !schemaId.equals(head.path("id").textValue())) {
            throw new IOException("its hash or id is not the one it says");
        }
        SchemaDocument document = new SchemaDocument(
                schemaId,
                head.path("source").asText(),
                head.path("media_type").asText(),
                text,
                sha256,
                Optional.ofNullable(head.path("etag").textValue()),
                Instant.parse(head.path("fetched_at").asText()));
        return new Kept(
                document,
                Optional.ofNullable(head.path("last_modified").textValue()),
                Instant.parse(head.path("confirmed_at").asText()),
                Duration.parse(head.path("fresh").asText()),
                Freshness.Storing.valueOf(head.path("storing").asText()));
    }
}
