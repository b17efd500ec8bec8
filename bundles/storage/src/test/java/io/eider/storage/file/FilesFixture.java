package io.eider.storage.file;

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
import io.eider.storage.catalog.CatalogSchema;
import io.eider.storage.project.DroppedProjects;
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
public final class FilesFixture implements AutoCloseable {
    public static final ProjectId PROJECT = new ProjectId("p1");
    public static final ProjectId OTHER = new ProjectId("p2");
    public static final FileLimits LIMITS = new FileLimits(1 << 20, Duration.ofHours(24), 50);

    public final Set<ProjectId> projects = ConcurrentHashMap.newKeySet();
    public final ManualClock clock = new ManualClock();
    public final DataLayout layout;
    public final Catalog catalog;
    public final StoredFiles files;
    public final DroppedProjects dropped;

    public FilesFixture(Path directory) throws IOException {
        this(directory, LIMITS);
    }

    public FilesFixture(Path directory, FileLimits limits) throws IOException {
        projects.add(PROJECT);
        projects.add(OTHER);
        layout = new DataLayout(directory);
        catalog = new Catalog(layout, 4);
        files = new StoredFiles(catalog, layout, limits, this::requireProject, clock);
        catalog.migrate("storage", CatalogSchema.STEPS);
        dropped = new DroppedProjects(catalog, layout, files::removeAll);
        files.recover();
    }

    public void drop(ProjectId project) {
        catalog.change(session -> {
            projects.remove(project);
            dropped.note(session, project);
        });
        dropped.finish(project);
    }

    public UploadKey prepare(String name) {
        return files.prepare(PROJECT, upload(name)).key();
    }

    public void receive(UploadKey key, String content) throws IOException {
        files.receive(PROJECT, key, stream(content));
    }

    public UploadedFile register(UploadKey key) {
        return files.register(PROJECT, key, Optional.empty(), Map.of());
    }

    public UploadedFile stored(String name, String content) throws IOException {
        UploadKey key = prepare(name);
        receive(key, content);
        return register(key);
    }

    public String read(UploadedFile file) throws IOException {
        try (InputStream in =
                Channels.newInputStream(files.open(file.project(), file.id()).channel())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Everything in the files directory that is not a directory, relative to it. */
    public List<String> onDisk() throws IOException {
        Path root = layout.paths().filesDir();
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    public static NewUpload upload(String name) {
        return new NewUpload(new FileName(name), Optional.of("text/csv"), OptionalLong.empty(), Map.of());
    }

    public static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ErrorCode codeOf(Throwable thrown) {
        return ((ApiException) thrown).code();
    }

    public static void assertFails(ErrorCode code, ThrowingCallable call) {
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
