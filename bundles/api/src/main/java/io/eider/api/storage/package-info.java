/** Projects, buckets, tables, uploaded files, import and export; the entry is {@link io.eider.api.storage.Storage}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.storage;
