package io.eider.engine;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.StoragePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Every path below the data directory (architecture, "Where data lies"). Takes only validated ids, so no path leaves its
 * root. Immutable.
 */
@Component(service = DataLayout.class, immediate = true, configurationPid = "io.eider.engine")
@Designate(ocd = EngineConfig.class)
public final class DataLayout {
    private static final String TABLE_SUFFIX = ".duckdb";
    private static final String FILE_STAGING = "staging";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    private final StoragePaths paths;
    private final Path metadata;
    private final Path scratch;

    /** Reads the settings; makes the directories and empties the staging directory. */
    @Activate
    public DataLayout(EngineConfig config) throws IOException {
        this(pathsOf(config), config.metadata_path());
    }

    /** The layout below one directory, as tests use it. */
    public DataLayout(Path dataDir) throws IOException {
        this(
                new StoragePaths(
                        dataDir, dataDir.resolve("duckdb"), dataDir.resolve("files"), dataDir.resolve("snapshots")),
                "");
    }

    private DataLayout(StoragePaths paths, String metadata) throws IOException {
        this.paths = paths;
        this.metadata = metadata.isBlank()
                ? paths.dataDir().resolve("metadata.duckdb")
                : Path.of(metadata).toAbsolutePath().normalize();
        makeMissing();
        Disk.emptyDirectory(staging());
        this.scratch = Scratch.directoryFor(paths.dataDir()).orElse(staging());
        Disk.emptyDirectory(run());
    }

    private static StoragePaths pathsOf(EngineConfig config) {
        Path root = Path.of(config.data_dir()).toAbsolutePath().normalize();
        return new StoragePaths(
                root,
                or(config.duckdb_dir(), root.resolve("duckdb")),
                or(config.files_dir(), root.resolve("files")),
                or(config.snapshots_dir(), root.resolve("snapshots")));
    }

    private static Path or(String configured, Path otherwise) {
        return configured.isBlank()
                ? otherwise
                : Path.of(configured).toAbsolutePath().normalize();
    }

    /** The roots. */
    public StoragePaths paths() {
        return paths;
    }

    /** The catalog's file. */
    public Path metadata() {
        return metadata;
    }

    /**
     * Makes the directories that are missing.
     *
     * @return those that were made
     */
    public List<Path> makeMissing() throws IOException {
        List<Path> made = new ArrayList<>();
        for (Path directory : List.of(paths.dataDir(), paths.duckdbDir(), paths.filesDir(), paths.snapshotsDir())) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                made.add(directory);
            }
        }
        return made;
    }

    /** All table files of a branch, one directory a bucket. */
    public Path project(ProjectId project, BranchId branch) {
        String name = branch.isDefault() ? "project_" + project : "project_" + project + "_branch_" + branch;
        return paths.duckdbDir().resolve(name);
    }

    /** The table files of a bucket. */
    public Path bucket(BucketId bucket) {
        return project(bucket.project(), bucket.branch()).resolve(bucket.name());
    }

    /** The published file of a table. */
    public Path tableFile(TableId table) {
        return bucket(table.bucket()).resolve(table.name() + TABLE_SUFFIX);
    }

    /** A new name for a table version that is being built. */
    public Path newStagingFile() {
        return staging().resolve(UUID.randomUUID() + TABLE_SUFFIX);
    }

    /** Versions that are being built; emptied at start. */
    public Path staging() {
        return paths.duckdbDir().resolve("_staging");
    }

    /** Where small versions are built: in memory where the system has a place for that, else {@link #staging}. */
    public Path scratch() {
        return scratch;
    }

    /**
     * Where an instance of DuckDB spills what does not fit into memory; emptied at start. DuckDB makes it when it needs it, and only the last
     * directory of the path, so it is not deeper.
     *
     * @param instance a name of its own
     */
    public Path spill(String instance) {
        return staging().resolve("spill-" + instance);
    }

    /** Hard links for open workspaces; emptied at start. */
    public Path run() {
        return paths.dataDir().resolve("run");
    }

    /** Uploaded files and exports of a project. */
    public Path files(ProjectId project) {
        return paths.filesDir().resolve("project_" + project);
    }

    /** Bytes of a project's files on their way. */
    public Path fileStaging(ProjectId project) {
        return files(project).resolve(FILE_STAGING);
    }

    /** The staging directories of all projects that have one. */
    public List<Path> allFileStagings() throws IOException {
        List<Path> all = new ArrayList<>();
        try (var projects = Files.newDirectoryStream(paths.filesDir(), "project_*")) {
            projects.forEach(project -> all.add(project.resolve(FILE_STAGING)));
        }
        all.removeIf(staging -> !Files.isDirectory(staging));
        return all;
    }

    /** The bytes of an upload before it is registered, as clients are told. */
    public Path stagedUpload(ProjectId project, UploadKey key, String fileName) {
        return fileStaging(project).resolve(safe(key + "_" + fileName));
    }

    /** A new name for one attempt to bring the bytes of an upload: {@link #stagedUpload} and 16 random hex digits. */
    public Path newStagedUpload(ProjectId project, UploadKey key, String fileName) {
        Path staged = stagedUpload(project, key, fileName);
        long random = UUID.randomUUID().getLeastSignificantBits();
        return staged.resolveSibling(staged.getFileName() + "." + HexFormat.of().toHexDigits(random));
    }

    /** Where a file registered on a day lies. */
    public Path registeredFile(ProjectId project, FileId id, String fileName, LocalDate utcDay) {
        return files(project).resolve(DAY.format(utcDay)).resolve(safe(id + "_" + fileName));
    }

    /** Snapshots of a project. */
    public Path snapshots(ProjectId project) {
        return paths.snapshotsDir().resolve(project.value());
    }

    /**
     * DuckDB reads {@code * ? [ ]} in a path as a pattern, and the JVM refuses other letters than ASCII in a path when the
     * locale is C, so a file's name on disk holds ASCII letters, digits and {@code ._-}.
     */
    private static String safe(String fileName) {
        StringBuilder out = new StringBuilder();
        fileName.codePoints()
                .map(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-') ? c : '_')
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
