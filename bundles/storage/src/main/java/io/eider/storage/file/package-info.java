/** Uploaded files. Entry: {@link io.eider.storage.file.StoredFiles}; knows no table. */
package io.eider.storage.file;
