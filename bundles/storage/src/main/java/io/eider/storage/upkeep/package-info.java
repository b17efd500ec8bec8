/** What the storage does now and then in the background; the entry is {@link io.eider.storage.upkeep.Upkeep}, which knows no task. */
package io.eider.storage.upkeep;
