/**
 * Snapshots and their settings. Entries: {@link io.eider.storage.snapshot.TableSnapshots},
 * {@link io.eider.storage.snapshot.LayeredSettings}; knows files of tables only as something to link.
 */
package io.eider.storage.snapshot;
