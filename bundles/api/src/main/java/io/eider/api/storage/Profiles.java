package io.eider.api.storage;

import io.eider.api.id.TableId;
import org.osgi.annotation.versioning.ProviderType;

/** Statistics of tables. Thread-safe. Source: storage contract, section 1.8. */
@ProviderType
public interface Profiles {
    /**
     * Looks at every value of the published version; takes no lock.
     *
     * @throws io.eider.api.error.ApiException what is missing of the path; TABLE_BROKEN; TOO_BUSY; OPERATION_TIMEOUT
     */
    TableProfile profile(TableId table, ProfileMode mode);
}
