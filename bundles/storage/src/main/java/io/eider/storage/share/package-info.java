/** Buckets offered to other projects and shown there. Entry: {@link io.eider.storage.share.CatalogSharing}. */
package io.eider.storage.share;
