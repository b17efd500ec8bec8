package io.eider.workspace;

import java.time.Duration;

/**
 * What workspaces may use; the fields are those of {@link WorkspaceConfig}.
 *
 * @param perProject workspaces of one project
 * @param expiredKeep how long an expired workspace is kept
 * @param instances open at once
 * @param instanceIdle how long one without sessions stays open
 * @param threads of one instance
 * @param memoryLimit of one instance
 * @param tempLimit of one instance
 * @param tables attached at once in one instance
 * @param tableIdle how long a table stays attached after its last use
 * @param sessionsPerWorkspace sessions of one workspace
 * @param sessions of the server
 * @param sessionIdle longest idleness
 * @param transactionIdle longest idleness within a transaction
 * @param statement longest run of one statement
 * @param statementsPerMinute of one workspace
 */
public record WorkspaceLimits(
        int perProject,
        Duration expiredKeep,
        int instances,
        Duration instanceIdle,
        int threads,
        String memoryLimit,
        String tempLimit,
        int tables,
        Duration tableIdle,
        int sessionsPerWorkspace,
        int sessions,
        Duration sessionIdle,
        Duration transactionIdle,
        Duration statement,
        int statementsPerMinute) {
    static WorkspaceLimits of(WorkspaceConfig config) {
        return new WorkspaceLimits(
                config.workspace_max_per_project(),
                Duration.ofHours(config.workspace_expired_keep_hours()),
                config.instance_max(),
                Duration.ofSeconds(config.instance_idle_seconds()),
                config.instance_threads(),
                config.instance_memory_limit(),
                config.instance_temp_limit(),
                config.instance_tables_max(),
                Duration.ofSeconds(config.table_idle_seconds()),
                config.session_max_per_workspace(),
                config.session_max_total(),
                Duration.ofSeconds(config.session_idle_seconds()),
                Duration.ofSeconds(config.transaction_idle_seconds()),
                Duration.ofSeconds(config.statement_timeout_seconds()),
                config.statement_max_per_minute());
    }
}
