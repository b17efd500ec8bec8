package io.eider.engine.sandbox;

import java.nio.file.Path;

/**
 * What an instance works on and what it may use.
 *
 * @param file its own database file, made if it is missing
 * @param catalog the name of its own database
 * @param directory where files lie that it may attach, and where it may write what is unloaded
 * @param spill where it spills what does not fit into memory
 * @param threads of all its sessions together
 * @param memoryLimit as DuckDB writes sizes
 * @param tempLimit most that it may spill, as DuckDB writes sizes
 */
public record SandboxSettings(
        Path file, String catalog, Path directory, Path spill, int threads, String memoryLimit, String tempLimit) {}
