package io.eider.workspace;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of workspaces, PID {@code io.eider.workspace}; the same keys and comments stand in {@code etc/io.eider.workspace.cfg}. */
@ObjectClassDefinition(name = "Eider workspaces", description = "What workspaces and their sessions may use")
public @interface WorkspaceConfig {
    @AttributeDefinition(description = "Workspaces of one project", min = "1")
    int workspace_max_per_project() default 100;

    @AttributeDefinition(
            description = "How long an expired workspace is kept before it is removed, in hours",
            min = "0")
    int workspace_expired_keep_hours() default 72;

    @AttributeDefinition(description = "Workspaces whose instance is open at once", min = "1")
    int instance_max() default 32;

    @AttributeDefinition(description = "How long an instance without sessions stays open, in seconds", min = "0")
    int instance_idle_seconds() default 60;

    @AttributeDefinition(description = "Threads of one instance", min = "1", max = "1024")
    int instance_threads() default 2;

    @AttributeDefinition(description = "Memory of one instance, as DuckDB writes sizes")
    String instance_memory_limit() default "1GB";

    @AttributeDefinition(description = "Disk that one instance may spill to, as DuckDB writes sizes")
    String instance_temp_limit() default "10GB";

    @AttributeDefinition(description = "Tables of the project that one instance has attached at once", min = "1")
    int instance_tables_max() default 1000;

    @AttributeDefinition(
            description = "How long a table of the project stays attached after its last use, in seconds",
            min = "0")
    int table_idle_seconds() default 60;

    @AttributeDefinition(description = "Sessions of one workspace", min = "1")
    int session_max_per_workspace() default 5;

    @AttributeDefinition(description = "Sessions of the server", min = "1")
    int session_max_total() default 100;

    @AttributeDefinition(description = "How long a session may be idle, in seconds", min = "1")
    int session_idle_seconds() default 3600;

    @AttributeDefinition(description = "How long a session may be idle within a transaction, in seconds", min = "1")
    int transaction_idle_seconds() default 600;

    @AttributeDefinition(
            description = "Longest run of one statement, reading of its rows included, in seconds",
            min = "1")
    int statement_timeout_seconds() default 300;

    @AttributeDefinition(description = "Statements of one workspace in a minute", min = "1")
    int statement_max_per_minute() default 60000;
}
