package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The files of tables, for those who attach them. Thread-safe. */
@ProviderType
public interface PublishedFiles {
    /**
     * Makes a read-only hard link of a table's published file. The file does not change any more; whoever asked removes the link.
     *
     * @param link where; on the file system of the data directory, not there yet
     * @return the version that the link holds
     * @throws io.eider.api.error.ApiException what is missing of the table's path; TABLE_BROKEN; TOO_BUSY if versions came faster than
     *     they can be linked
     */
    Table link(TableId table, Path link);
}
