package io.eider.storage.file;

import io.eider.api.storage.UploadedFile;

/**
 * A file that the server made.
 *
 * @param file as it is registered
 * @param result what the writer of the bytes has to say
 */
public record WrittenFile<T>(UploadedFile file, T result) {}
