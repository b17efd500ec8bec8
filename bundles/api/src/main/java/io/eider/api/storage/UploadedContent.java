package io.eider.api.storage;

import io.eider.api.id.UploadKey;

/**
 * What an upload brought.
 *
 * @param key of the upload
 * @param stagingPath {@code staging/{key}_{name}}, relative to the project's files
 * @param sizeBytes bytes received
 * @param sha256 of the bytes, lower-case hex
 */
public record UploadedContent(UploadKey key, String stagingPath, long sizeBytes, String sha256) {}
