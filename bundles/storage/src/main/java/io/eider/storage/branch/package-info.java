/** Dev branches: their life, pull and merge. What a branch shows is decided by {@link io.eider.storage.catalog.VisibleTables}. */
package io.eider.storage.branch;
