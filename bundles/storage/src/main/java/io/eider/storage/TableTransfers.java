package io.eider.storage;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Transfers;

/** Import and export. */
final class TableTransfers implements Transfers {
    @Override
    public ImportResult importFile(TableId table, ImportRequest request, Progress progress) {
        throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Imports come with the next commit");
    }

    @Override
    public ExportResult exportFile(TableId table, ExportRequest request, Progress progress) {
        throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Exports come with the next commit");
    }
}
