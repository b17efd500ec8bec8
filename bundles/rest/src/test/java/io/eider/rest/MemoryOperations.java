package io.eider.rest;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.LoggedOperation;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationsLog;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operations log for tests: keeps all, notes how it was asked, and does not filter. */
final class MemoryOperations implements OperationsLog {
    final List<OperationRecord> records = new CopyOnWriteArrayList<>();
    volatile OperationFilter filter;
    volatile PageRequest page;
    private final Projects projects;

    MemoryOperations(Projects projects) {
        this.projects = projects;
    }

    @Override
    public void record(OperationRecord operation) {
        records.add(operation);
    }

    @Override
    public Page<LoggedOperation> list(ProjectId project, OperationFilter wanted, PageRequest part) {
        projects.get(project);
        filter = wanted;
        page = part;
        List<LoggedOperation> all = new ArrayList<>();
        for (OperationRecord operation : records) {
            all.add(0, new LoggedOperation(all.size() + 1, operation));
        }
        return new Page<>(all, all.size());
    }
}
