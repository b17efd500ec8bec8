package io.eider.storage;

import io.eider.api.storage.UploadedFile;

/**
 * A file that the server made.
 *
 * @param file as it is registered
 * @param result what the writer of the bytes has to say
 */
record WrittenFile<T>(UploadedFile file, T result) {}
