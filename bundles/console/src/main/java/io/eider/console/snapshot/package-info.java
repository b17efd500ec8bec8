/** Commands on snapshots and their settings. */
package io.eider.console.snapshot;
