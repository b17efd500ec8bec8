/** Projects and buckets. Entries: {@link io.eider.storage.project.CatalogProjects}, {@link io.eider.storage.project.CatalogBuckets}. */
package io.eider.storage.project;
