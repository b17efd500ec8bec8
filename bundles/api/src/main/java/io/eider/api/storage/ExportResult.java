package io.eider.api.storage;

/**
 * What an export made.
 *
 * @param file the registered file
 * @param rows rows written
 */
public record ExportResult(UploadedFile file, long rows) {}
