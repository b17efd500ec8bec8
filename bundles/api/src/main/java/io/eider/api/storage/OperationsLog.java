package io.eider.api.storage;

import io.eider.api.id.ProjectId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was done in the projects. Rows are written in the background, at the latest a second after the operation, and kept for the
 * configured days; a crash may lose the last second. Thread-safe. Source: storage contract, section 2.4.
 */
@ProviderType
public interface OperationsLog {
    /** Notes an operation; never waits and never fails. What finds the queue full is dropped and counted in the server's log. */
    void record(OperationRecord operation);

    /**
     * Newest first, those that are still on their way included.
     *
     * @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND
     */
    Page<LoggedOperation> list(ProjectId project, OperationFilter filter, PageRequest page);
}
