package io.eider.api.storage;

import io.eider.api.id.UploadKey;
import java.time.Instant;

/**
 * An upload that was prepared.
 *
 * @param key names it
 * @param expiresAt until when the bytes and the registration have to come
 */
public record Upload(UploadKey key, Instant expiresAt) {}
