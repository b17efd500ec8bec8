package io.eider.api.storage;

import java.nio.channels.FileChannel;

/**
 * A snapshot in the form of an archive, open for reading.
 *
 * @param fileName a name for it
 * @param contentType its media type
 * @param channel positioned at 0; the receiver closes it, and nothing is left then
 */
public record SnapshotContent(String fileName, String contentType, FileChannel channel) {}
