package io.eider.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a server has: what lies in its directories, and what its lists show. Two are equal if nothing changed between.
 *
 * @param files paths, with size and time; without Karaf's own and without the catalog, which the lists show
 * @param lists answers of the server
 */
record Footprint(List<String> files, List<String> lists) {
    /** What a server has now. */
    static Footprint of(EiderProcess eider) {
        EiderClient admin = eider.admin();
        List<String> lists = new ArrayList<>();
        for (JsonNode project : list(admin, "/projects?limit=1000", "projects", lists)) {
            String path = "/projects/" + project.path("id").asText();
            list(admin, path + "/files?limit=1000", "files", lists);
            String buckets = path + "/branches/default/buckets";
            for (JsonNode bucket : list(admin, buckets, "buckets", lists)) {
                list(admin, buckets + "/" + bucket.path("name").asText() + "/tables", "tables", lists);
            }
        }
        return new Footprint(files(eider), lists);
    }

    /** Where a server builds small tables; the name is made of its data directory. */
    static Path scratch(EiderProcess eider) {
        try {
            byte[] path = eider.dataDir().toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
            return Path.of("/dev/shm/eider-" + HexFormat.of().formatHex(hash, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Everything below a directory, which need not be there. */
    static List<Path> tree(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted().toList();
        } catch (UncheckedIOException e) {
            return tree(root); // something went while it was looked at
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(EiderProcess eider) {
        Path data = eider.dataDir();
        List<String> all = new ArrayList<>();
        for (Path root : List.of(data, scratch(eider))) {
            tree(root).stream()
                    .filter(path -> !path.startsWith(data.resolve("karaf")))
                    .filter(path -> !path.toString()
                            .startsWith(data.resolve("duckdb/_staging/spill-").toString()))
                    .filter(path -> !path.getFileName().toString().startsWith("metadata.duckdb"))
                    .forEach(path -> all.add(described(path)));
        }
        return all;
    }

    private static String described(Path path) {
        try {
            return Files.isDirectory(path)
                    ? path.toString()
                    : path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return path + " went away";
        }
    }

    private static JsonNode list(EiderClient admin, String path, String field, List<String> lists) {
        JsonNode answer = admin.get(path).expect(200).json();
        lists.add(path + " " + answer);
        return answer.path(field);
    }
}
