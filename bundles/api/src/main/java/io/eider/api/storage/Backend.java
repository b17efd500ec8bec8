package io.eider.api.storage;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The storage as a whole. Thread-safe. Source: storage contract, section 1.1. */
@ProviderType
public interface Backend {
    /** Whether data can be read and written now. */
    StorageHealth health();

    /** Where data lies. */
    StoragePaths paths();

    /**
     * Makes missing directories.
     *
     * @return names of those that were made, empty if all were there
     * @throws io.eider.api.error.ApiException INIT_FAILED with {@code errors}
     */
    List<String> init();

    /** What the server holds; answered from the catalog. */
    StorageTotals totals();

    /** DuckDB's version, {@code v1.5.6}. */
    String duckDbVersion();

    /** Compares catalog and files, and looks at the disk and the native library. Opens every table file. */
    List<Finding> check();
}
