package io.eider.storage;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the storage, PID {@code io.eider.storage}; the same keys and comments stand in {@code etc/io.eider.storage.cfg}. */
@ObjectClassDefinition(name = "Eider storage", description = "Limits of uploads, imports and reads")
public @interface StorageConfig {
    @AttributeDefinition(description = "Largest uploaded file, in bytes", min = "1")
    long upload_max_bytes() default 10_737_418_240L;

    @AttributeDefinition(description = "How long a prepared upload stays open, in hours", min = "1")
    int upload_ttl_hours() default 24;

    @AttributeDefinition(description = "Prepared uploads of one project that are open at once", min = "1")
    int upload_open_max() default 10_000;

    @AttributeDefinition(description = "Imports and exports that run at once", min = "1")
    int transfer_concurrent_max() default 2;

    @AttributeDefinition(description = "Imports and exports that wait for their turn", min = "0")
    int transfer_queue_max() default 16;

    @AttributeDefinition(description = "Longest wait of an import or export for its turn, in seconds", min = "1")
    int transfer_queue_seconds() default 240;

    @AttributeDefinition(description = "Previews that run at once", min = "1")
    int preview_concurrent_max() default 16;

    @AttributeDefinition(
            description = "Longest line of a CSV file, in bytes; over 8000000 imports become slower",
            min = "1024")
    int import_csv_line_max_bytes() default 8_000_000;

    @AttributeDefinition(
            description = "Whether dropping a bucket takes automatic snapshots of its tables, where drop_table is on")
    boolean snapshot_cascade() default true;

    @AttributeDefinition(description = "How long the operations log keeps a row, in days", min = "1")
    int operations_retention_days() default 30;

    @AttributeDefinition(description = "Rows that the operations log keeps, of all projects together", min = "1")
    long operations_rows_max() default 1_000_000;

    @AttributeDefinition(description = "Operations that wait to be written to the log; more are not logged", min = "1")
    int operations_queue_max() default 10_000;

    @AttributeDefinition(description = "How long an answer is kept for its idempotency key, in seconds", min = "1")
    int replay_ttl_seconds() default 600;

    @AttributeDefinition(description = "Answers kept for idempotency keys; the oldest go first", min = "1")
    int replay_answers_max() default 10_000;

    @AttributeDefinition(description = "Bytes of all answers kept for idempotency keys", min = "1")
    long replay_bytes_max() default 67_108_864L;

    @AttributeDefinition(description = "Pause between two rounds that remove what has expired, in seconds", min = "1")
    int upkeep_interval_seconds() default 60;
}
