package io.eider.api.ontology;

import io.eider.api.id.BucketId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Where the tables are that the reference endpoints serve, which name no project. Source: ontology contract, section 2. */
@ProviderType
public interface OntologyHome {
    /** A bucket of the default branch, which need not be there; empty if those endpoints serve no project. */
    Optional<BucketId> bucket();
}
