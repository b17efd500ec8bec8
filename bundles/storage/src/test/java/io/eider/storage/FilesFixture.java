package io.eider.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.UploadedFile;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Uploaded files over a real catalog and disk, with two projects. */
final class FilesFixture implements AutoCloseable {
    static final ProjectId PROJECT = new ProjectId("p1");
    static final ProjectId OTHER = new ProjectId("p2");
    static final FileLimits LIMITS = new FileLimits(1 << 20, Duration.ofHours(24), 50);

    final Set<ProjectId> projects = ConcurrentHashMap.newKeySet();
    final ManualClock clock = new ManualClock();
    final DataLayout layout;
    final Catalog catalog;
    final StoredFiles files;
    final DroppedProjects dropped;

    FilesFixture(Path directory) throws IOException {
        this(directory, LIMITS);
    }

    FilesFixture(Path directory, FileLimits limits) throws IOException {
        projects.add(PROJECT);
        projects.add(OTHER);
        layout = new DataLayout(directory);
        catalog = new Catalog(layout, 4);
        files = new StoredFiles(catalog, layout, limits, this::requireProject, clock);
        catalog.migrate("storage", CatalogSchema.STEPS);
        dropped = new DroppedProjects(catalog, layout, files::removeAll);
        files.recover();
    }

    void drop(ProjectId project) {
        catalog.change(session -> {
            projects.remove(project);
            dropped.note(session, project);
        });
        dropped.finish(project);
    }

    UploadKey prepare(String name) {
        return files.prepare(PROJECT, upload(name)).key();
    }

    void receive(UploadKey key, String content) throws IOException {
        files.receive(PROJECT, key, stream(content));
    }

    UploadedFile register(UploadKey key) {
        return files.register(PROJECT, key, Optional.empty(), Map.of());
    }

    UploadedFile stored(String name, String content) throws IOException {
        UploadKey key = prepare(name);
        receive(key, content);
        return register(key);
    }

    String read(UploadedFile file) throws IOException {
        try (InputStream in =
                Channels.newInputStream(files.open(file.project(), file.id()).channel())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Everything in the files directory that is not a directory, relative to it. */
    List<String> onDisk() throws IOException {
        Path root = layout.paths().filesDir();
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    static NewUpload upload(String name) {
        return new NewUpload(new FileName(name), Optional.of("text/csv"), OptionalLong.empty(), Map.of());
    }

    static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static ErrorCode codeOf(Throwable thrown) {
        return ((ApiException) thrown).code();
    }

    static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, e -> assertThat(codeOf(e))
                .isEqualTo(code));
    }

    private void requireProject(ProjectId project) {
        if (!projects.contains(project)) {
            throw new ApiException(ErrorCode.PROJECT_NOT_FOUND, "Project " + project + " not found");
        }
    }

    @Override
    public void close() {
        catalog.close();
    }
}
