package io.eider.pgwire;

import io.eider.api.auth.WorkspaceCredentials;
import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;
import io.eider.api.workspace.Workspaces;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The services of other bundles, each replaceable while clients are connected (ADR-0005). Thread-safe. */
@Component(service = Services.class)
public final class Services {
    /** Shorter than a login may take, so that a client is told what is missing. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Swappable<WorkspaceCredentials> credentials = new Swappable<>("credentials", WAIT);
    private final Swappable<Workspaces> workspaces = new Swappable<>("workspace", WAIT);
    private final Swappable<Meters> meters = new Swappable<>("metrics", WAIT);

    /** Without any service yet. */
    @Activate
    public Services() {}

    /** With services that stay, as tests use it. */
    public Services(WorkspaceCredentials credentials, Workspaces workspaces, Meters meters) {
        bindCredentials(credentials);
        bindWorkspaces(workspaces);
        bindMeters(meters);
    }

    /** The credentials. */
    public Swappable<WorkspaceCredentials> credentials() {
        return credentials;
    }

    /** The workspaces. */
    public Swappable<Workspaces> workspaces() {
        return workspaces;
    }

    /** The meters. */
    public Swappable<Meters> meters() {
        return meters;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCredentials(WorkspaceCredentials service) {
        credentials.bind(service);
    }

    void unbindCredentials(WorkspaceCredentials service) {
        credentials.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindWorkspaces(Workspaces service) {
        workspaces.bind(service);
    }

    void unbindWorkspaces(Workspaces service) {
        workspaces.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMeters(Meters service) {
        meters.bind(service);
    }

    void unbindMeters(Meters service) {
        meters.unbind(service);
    }
}
