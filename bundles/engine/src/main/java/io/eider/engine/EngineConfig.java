package io.eider.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the engine, PID {@code io.eider.engine}; the same keys and comments stand in {@code etc/io.eider.engine.cfg}. */
@ObjectClassDefinition(name = "Eider engine", description = "Where data lies and what DuckDB may use")
public @interface EngineConfig {
    @AttributeDefinition(description = "Root of all data; relative to the working directory")
    String data_dir() default "./data";

    @AttributeDefinition(description = "Table files; empty: {data.dir}/duckdb")
    String duckdb_dir() default "";

    @AttributeDefinition(description = "Uploaded files; empty: {data.dir}/files")
    String files_dir() default "";

    @AttributeDefinition(description = "Snapshots, on the file system of duckdb.dir; empty: {data.dir}/snapshots")
    String snapshots_dir() default "";

    @AttributeDefinition(description = "The catalog; empty: {data.dir}/metadata.duckdb")
    String metadata_path() default "";

    @AttributeDefinition(
            description = "Threads of each of the two instances (reads, writes) that work on table files",
            min = "1",
            max = "1024")
    int duckdb_threads() default 4;

    @AttributeDefinition(description = "Memory of each of the two instances, as DuckDB writes sizes")
    String duckdb_memory_limit() default "4GB";

    @AttributeDefinition(description = "Disk that each of the two instances may spill to, as DuckDB writes sizes")
    String duckdb_temp_limit() default "20GB";

    @AttributeDefinition(description = "Longest run of one statement on table files, in seconds", min = "1")
    int operation_timeout_seconds() default 240;

    @AttributeDefinition(description = "Longest wait for a table's lock, in seconds", min = "1")
    int lock_timeout_seconds() default 60;

    @AttributeDefinition(description = "Most callers that wait for one table's lock", min = "0")
    int lock_queue_max() default 8;

    @AttributeDefinition(description = "Connections that read the catalog at once", min = "1")
    int catalog_readers() default 8;
}
