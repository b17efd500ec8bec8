/** Table files: read, write, publish, reconcile (ADR-0001). Entries: {@link io.eider.storage.table.TableReader}, {@link io.eider.storage.table.TableWriter}. */
package io.eider.storage.table;
