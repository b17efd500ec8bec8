/** Answers that are kept for requests that come again; the entry is {@link io.eider.storage.replay.CatalogReplays}. Cannot read the bodies. */
package io.eider.storage.replay;
