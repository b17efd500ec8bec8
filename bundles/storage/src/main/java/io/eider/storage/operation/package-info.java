/**
 * The operations log: who asked for what, and how it ended. Entry: CatalogOperationsLog. Knows nothing of what the operations
 * do; the fronts tell it.
 */
package io.eider.storage.operation;
