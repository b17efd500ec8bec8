package io.eider.api.storage;

import io.eider.api.id.TableId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Import and export. Thread-safe. A caller cancels by interrupting its thread: nothing has changed then and the call throws
 * OPERATION_CANCELLED. Source: storage contract, sections 1.9 and 3.3.
 */
@ProviderType
public interface Transfers {
    /**
     * Loads a file into a table as one new version. Atomic: any failure leaves table, catalog and disk as they were.
     *
     * @throws io.eider.api.error.ApiException in this order: PROJECT_NOT_FOUND, BRANCH_NOT_FOUND, OPERATION_NOT_ALLOWED,
     *     BUCKET_NOT_FOUND, TABLE_NOT_FOUND, FILE_NOT_FOUND, FILE_CONTENT_NOT_FOUND, INVALID_FORMAT, UNKNOWN_COLUMN,
     *     IMPORT_FAILED (with line and column of the fault), INVALID_ROWS (with the rules that {@link RowRules} has and how many rows break
     *     them), DUPLICATE_KEY; TOO_BUSY, OPERATION_TIMEOUT, STORAGE_FULL
     */
    ImportResult importFile(TableId table, ImportRequest request, Progress progress);

    /**
     * Writes a table's published version into a new registered file.
     *
     * @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND, BRANCH_NOT_FOUND, BUCKET_NOT_FOUND, TABLE_NOT_FOUND,
     *     INVALID_FORMAT, INVALID_COMPRESSION, UNKNOWN_COLUMN, INVALID_WHERE_CLAUSE; TOO_BUSY, OPERATION_TIMEOUT,
     *     STORAGE_FULL
     */
    ExportResult exportFile(TableId table, ExportRequest request, Progress progress);
}
