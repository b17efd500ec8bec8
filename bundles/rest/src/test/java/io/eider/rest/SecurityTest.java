package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Operation;
import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.ws.rs.GET;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityTest {
    private static final String BUCKETS = "/projects/p1/branches/default/buckets";

    @TempDir
    static Path root;

    private static RestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyResourceMethodSaysWhoMayCallIt() {
        Endpoints endpoints = new Endpoints(EiderApplication.RESOURCES);
        assertThat(endpoints.all()).hasSizeGreaterThan(30).allSatisfy(endpoint -> {
            assertThat(endpoint.operation()).isNotNull();
            boolean isOpen = List.of("/", "/health", "/health/live", "/health/ready", "/metrics", "/openapi.json")
                            .contains(endpoint.template())
                    || endpoint.template().startsWith("/docs")
                    || endpoint.template().startsWith("/monitoring/") // the reference's names of health and metrics
                    || endpoint.template().startsWith("/internal/pgwire"); // with a token of its own, see PgwireTest
            assertThat(endpoint.operation().isPublic()).as(endpoint.template()).isEqualTo(isOpen);
        });
    }

    /** A rule asks for the caller's project and branch, so the path has to name them, or be of the bucket that a setting names. */
    @Test
    void pathsNameWhatTheirRuleAsksFor() {
        assertThat(new Endpoints(EiderApplication.RESOURCES).all()).allSatisfy(endpoint -> {
            Operation rule = endpoint.operation();
            if (endpoint.place() == Secured.Place.HOME) {
                assertThat(endpoint.template()).matches("/(ops|admin)/.*");
                return;
            }
            if (endpoint.place() == Secured.Place.ANYWHERE) { // the server's key only
                assertThat(endpoint.template()).matches("/ontology/(bindings|migrations)(/.*)?");
                return;
            }
            if (Set.of(Operation.READ_SCHEMA, Operation.VALIDATE_SCHEMA).contains(rule)) { // schemas are the site's
                assertThat(endpoint.template()).startsWith("/ontology/schemas");
            } else if (rule.leastScope().isPresent()) {
                assertThat(endpoint.template()).startsWith("/projects/{project_id}");
            }
            if (rule.isOfBranch()) {
                assertThat(endpoint.template()).startsWith("/projects/{project_id}/branches/{branch_id}");
            }
        });
    }

    @Test
    void onlyReadsAndExportsAreOpenToThoseWhoMayOnlyRead() {
        assertThat(new Endpoints(EiderApplication.RESOURCES).all()).allSatisfy(endpoint -> {
            boolean isRead = Set.of("GET", "HEAD").contains(endpoint.httpMethod());
            boolean isReadByPost = Set.of(Operation.PROFILE_TABLE, Operation.EXPORT_TO_FILE, Operation.VALIDATE_SCHEMA)
                    .contains(endpoint.operation());
            if (!isRead && !isReadByPost && endpoint.operation() != Operation.SERVE_PGWIRE) {
                assertThat(endpoint.operation().isRead())
                        .as(endpoint.toString())
                        .isFalse();
            }
        });
    }

    @Test
    void everyResourceThatIsServedHasItsMethodsRead() {
        EiderApplication application = new EiderApplication(server.services, RestServer.settings(false, 10_000, true));
        List<Class<?>> served = new ArrayList<>();
        for (Object singleton : application.getSingletons()) {
            if (singleton.getClass().isAnnotationPresent(javax.ws.rs.Path.class)) {
                served.add(singleton.getClass());
            }
        }
        assertThat(served).containsExactlyInAnyOrderElementsOf(EiderApplication.RESOURCES);
    }

    @Test
    void methodThatDoesNotSayItStopsTheStart() {
        assertThatThrownBy(() -> new Endpoints(List.of(Forgotten.class)))
                .hasMessageContaining("does not say who may call it");
    }

    /** A resource that nobody secured. */
    @javax.ws.rs.Path("/forgotten")
    static final class Forgotten {
        @GET
        public String get() {
            return "";
        }
    }

    @Test
    void keyOfAProjectOpensOnlyThatProject() throws Exception {
        String key = key("p1", Scope.PROJECT_ADMIN, Optional.empty());
        assertThat(server.get(BUCKETS, key).statusCode()).isEqualTo(200);
        assertThat(server.get("/projects/p2", key).statusCode()).isEqualTo(403);
        assertThat(server.get("/projects", key).statusCode()).isEqualTo(401);
    }

    @Test
    void readKeyReadsItsBranchOnly() throws Exception {
        String key = key("p1", Scope.BRANCH_READ, Optional.of(BranchId.DEFAULT));
        assertThat(server.get(BUCKETS, key).statusCode()).isEqualTo(200);
        assertThat(server.get("/projects/p1/branches/0123abcd/buckets", key).statusCode())
                .isEqualTo(403);
        assertThat(server.post(BUCKETS, key, "{\"name\":\"b\"}").statusCode()).isEqualTo(403);
        assertThat(server.get("/projects/p1/api-keys", key).statusCode()).isEqualTo(403);
    }

    @Test
    void schemeIsReadInAnyCase() throws Exception {
        HttpRequest.Builder request = server.request("/projects").header("Authorization", "bearer admin");
        assertThat(server.send(request).statusCode()).isEqualTo(200);
    }

    private static String key(String project, Scope scope, Optional<BranchId> branch) {
        NewApiKey wanted = new NewApiKey(new ProjectId(project), scope, branch, "test", Optional.empty());
        return server.auth.issue(wanted).secret();
    }
}
