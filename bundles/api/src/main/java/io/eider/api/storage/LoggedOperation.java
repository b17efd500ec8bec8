package io.eider.api.storage;

/**
 * A row of the operations log.
 *
 * @param id grows with every row
 * @param operation what was done
 */
public record LoggedOperation(long id, OperationRecord operation) {}
