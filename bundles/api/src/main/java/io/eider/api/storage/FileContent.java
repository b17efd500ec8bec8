package io.eider.api.storage;

import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * The bytes of a file, open for reading; deleting the file does not disturb the reader.
 *
 * @param file what is known of it
 * @param channel positioned at 0; the receiver closes it
 * @param modifiedAt when the bytes were written
 */
public record FileContent(UploadedFile file, FileChannel channel, Instant modifiedAt) {}
