package io.eider.api.storage;

import java.nio.file.Path;

/**
 * Where data lies; absolute paths.
 *
 * @param dataDir root of everything
 * @param duckdbDir table files
 * @param filesDir uploaded files and exports
 * @param snapshotsDir snapshots
 */
public record StoragePaths(Path dataDir, Path duckdbDir, Path filesDir, Path snapshotsDir) {}
