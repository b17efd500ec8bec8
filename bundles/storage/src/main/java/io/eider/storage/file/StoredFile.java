package io.eider.storage.file;

import io.eider.api.storage.UploadedFile;

/**
 * A registered file and where its bytes came from: they lie at {@code staged} from the commit of the registration until they
 * are moved to the file's path, a moment later or after a crash at the next start.
 *
 * @param staged relative to the files directory, never used for another file
 */
record StoredFile(UploadedFile file, String staged) {}
