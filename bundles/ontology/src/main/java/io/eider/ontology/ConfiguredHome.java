package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.ontology.OntologyHome;
import io.eider.ontology.fetch.FetchConfig;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The home that the configuration names. Immutable. */
@Component(service = OntologyHome.class, configurationPid = "io.eider.ontology")
public final class ConfiguredHome implements OntologyHome {
    private final Optional<BucketId> bucket;

    /** As a component. @throws IllegalArgumentException naming the setting that is wrong */
    @Activate
    public ConfiguredHome(FetchConfig config) {
        this(config.project().strip(), config.bucket().strip());
    }

    /** A bucket of a project; none if the project is empty. */
    ConfiguredHome(String project, String bucket) {
        try {
            this.bucket = project.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BucketId(new ProjectId(project), BranchId.DEFAULT, bucket));
        } catch (ApiException e) {
            throw new IllegalArgumentException("project (ONTO_PROJECT) or bucket (ONTO_BUCKET): " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<BucketId> bucket() {
        return bucket;
    }
}
