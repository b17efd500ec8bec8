package io.eider.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.auth.IssuedLogin;
import io.eider.api.auth.ScramVerifier;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCredentialsTest {
    private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_608b0b15");
    private static final WorkspaceId OTHER = new WorkspaceId("mine");

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Catalog catalog;
    private CatalogCredentials credentials;

    @BeforeEach
    void open() throws Exception {
        catalog = new Catalog(new DataLayout(directory), 2);
        credentials = new CatalogCredentials(catalog, clock);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void makesCredentialsOfTheFormOfTheContract() {
        IssuedLogin login = credentials.issue(WORKSPACE);
        assertThat(login.username()).matches("ws_ws_608b0b15_[0-9a-f]{8}");
        assertThat(login.password()).matches("[A-Za-z0-9_-]{32}");
        assertThat(credentials.username(WORKSPACE)).contains(login.username());
        assertThat(credentials.workspace(login.username())).contains(WORKSPACE);
        assertThat(credentials.issue(OTHER).password()).isNotEqualTo(login.password());
    }

    @Test
    void aPasswordOpensItsWorkspaceOnly() {
        IssuedLogin login = credentials.issue(WORKSPACE);
        IssuedLogin other = credentials.issue(OTHER);
        assertThat(credentials.verify(login.username(), login.password())).contains(WORKSPACE);
        assertThat(credentials.verify(other.username(), other.password())).contains(OTHER);
        assertThat(credentials.verify(other.username(), login.password())).isEmpty();
        assertThat(credentials.verify(login.username(), "")).isEmpty();
        assertThat(credentials.verify(login.username().toUpperCase(Locale.ROOT), login.password()))
                .isEmpty();
    }

    @Test
    void aResetKillsTheOldPasswordAndKeepsTheUser() {
        IssuedLogin old = credentials.issue(WORKSPACE);
        IssuedLogin fresh = credentials.reset(WORKSPACE);
        assertThat(fresh.username()).isEqualTo(old.username());
        assertThat(credentials.verify(old.username(), old.password())).isEmpty();
        assertThat(credentials.verify(old.username(), fresh.password())).contains(WORKSPACE);
        assertThat(credentials.verifier(old.username()).salt()).hasSize(16);
    }

    @Test
    void thereIsNothingToResetWithoutCredentials() {
        assertThatThrownBy(() -> credentials.reset(WORKSPACE)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIALS_NOT_FOUND);
            assertThat(e).hasMessage("Workspace ws_608b0b15 has no credentials");
            assertThat(e.details()).isEqualTo(Map.of("workspace_id", "ws_608b0b15"));
        });
    }

    @Test
    void removedCredentialsOpenNothingAndCanBeMadeAgain() {
        IssuedLogin gone = credentials.issue(WORKSPACE);
        IssuedLogin kept = credentials.issue(OTHER);
        credentials.remove(WORKSPACE);
        credentials.remove(WORKSPACE);
        assertThat(credentials.username(WORKSPACE)).isEmpty();
        assertThat(credentials.workspace(gone.username())).isEmpty();
        assertThat(credentials.verify(gone.username(), gone.password())).isEmpty();
        assertThat(credentials.verify(kept.username(), kept.password())).contains(OTHER);
        IssuedLogin again = credentials.issue(WORKSPACE);
        assertThat(credentials.verify(again.username(), again.password())).contains(WORKSPACE);
    }

    @Test
    void newCredentialsTakeThePlaceOfForgottenOnes() {
        IssuedLogin forgotten = credentials.issue(WORKSPACE);
        IssuedLogin login = credentials.issue(WORKSPACE);
        assertThat(credentials.verify(forgotten.username(), forgotten.password()))
                .isEmpty();
        assertThat(credentials.verify(login.username(), login.password())).contains(WORKSPACE);
    }

    @Test
    void keepsNoPasswordInTheCatalog() {
        IssuedLogin login = credentials.issue(WORKSPACE);
        List<String> stored = catalog.read(session ->
                session.query("SELECT CAST(c AS VARCHAR) FROM workspace_credentials c", row -> row.getString(1)));
        assertThat(stored)
                .singleElement()
                .asString()
                .contains("SCRAM-SHA-256$4096:")
                .doesNotContain(login.password());
    }

    @Test
    void theVerifierOfAUserFitsItsPassword() {
        IssuedLogin login = credentials.issue(WORKSPACE);
        ScramVerifier verifier = credentials.verifier(login.username());
        assertThat(Scram.derive(login.password(), verifier.salt(), verifier.iterations()))
                .usingRecursiveComparison()
                .isEqualTo(verifier);
    }

    @Test
    void anUnknownUserLooksLikeAKnownOneAndAlwaysTheSame() {
        IssuedLogin login = credentials.issue(WORKSPACE);
        ScramVerifier known = credentials.verifier(login.username());
        ScramVerifier unknown = credentials.verifier("ws_nobody");
        assertThat(unknown.iterations()).isEqualTo(known.iterations());
        assertThat(unknown.salt()).hasSameSizeAs(known.salt());
        assertThat(unknown.storedKey()).hasSameSizeAs(known.storedKey()).isNotEqualTo(unknown.serverKey());
        assertThat(unknown.serverKey()).hasSameSizeAs(known.serverKey());
        assertThat(credentials.verifier("ws_nobody").salt()).isEqualTo(unknown.salt());
        assertThat(credentials.verifier("ws_nobody2").salt()).isNotEqualTo(unknown.salt());
        assertThat(credentials.verify("ws_nobody", "x")).isEmpty();
        assertThat(credentials.verify("", "")).isEmpty();
    }

    @Test
    void anUnknownUserLooksTheSameAfterARestartAndOtherwiseElsewhere(@TempDir Path elsewhere) throws Exception {
        ScramVerifier before = credentials.verifier("ws_nobody");
        catalog.close();
        catalog = new Catalog(new DataLayout(directory), 2);
        credentials = new CatalogCredentials(catalog, clock);
        assertThat(credentials.verifier("ws_nobody")).usingRecursiveComparison().isEqualTo(before);
        try (Catalog other = new Catalog(new DataLayout(elsewhere), 2)) {
            assertThat(new CatalogCredentials(other, clock)
                            .verifier("ws_nobody")
                            .salt())
                    .isNotEqualTo(before.salt());
        }
    }

    @Test
    void bringsACatalogOfKeysOnlyUpToDate(@TempDir Path elsewhere) throws Exception {
        try (Catalog old = new Catalog(new DataLayout(elsewhere), 2)) {
            old.migrate("auth", List.of(KeyTable.CREATE));
            IssuedLogin login = new CatalogCredentials(old, clock).issue(WORKSPACE);
            try (CatalogAuth keys = new CatalogAuth(old, "", clock, key -> {})) {
                assertThat(keys.list(new ProjectId("p"))).isEmpty();
            }
            assertThat(new CatalogCredentials(old, clock).verify(login.username(), login.password()))
                    .contains(WORKSPACE);
        }
    }
}
