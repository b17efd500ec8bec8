package io.eider.auth;

import io.eider.api.auth.IssuedLogin;
import io.eider.api.auth.ScramVerifier;
import io.eider.api.auth.WorkspaceCredentials;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.WorkspaceId;
import io.eider.auth.CredentialTable.Credentials;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.RecentRows;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Credentials in the catalog. A user that does not exist has a verifier too, made of its name and a secret of this catalog, so neither the
 * time nor the salt of an answer tells who exists, not even over a restart. Thread-safe.
 */
@Component(service = WorkspaceCredentials.class, immediate = true)
public final class CatalogCredentials implements WorkspaceCredentials {
    private static final int PASSWORD_BYTES = 24;
    private static final int SALT_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Catalog catalog;
    private final Clock clock;
    private final RecentRows<String, WorkspaceId> workspaces;
    private final byte[] unknownUsersSecret;

    /** Opens the credentials of a catalog. */
    @Activate
    public CatalogCredentials(@Reference Catalog catalog) {
        this(catalog, Clock.systemUTC());
    }

    /** As {@link #CatalogCredentials(Catalog)}, with the time of a clock. */
    public CatalogCredentials(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
        this.workspaces = new RecentRows<>(catalog);
        AuthSchema.migrate(catalog);
        this.unknownUsersSecret = HexFormat.of().parseHex(catalog.write(this::unknownUsersSecret));
    }

    @Override
    public IssuedLogin issue(WorkspaceId workspace) {
        String username = "ws_" + workspace + "_" + HexFormat.of().toHexDigits(random.nextInt());
        String password = newPassword();
        Credentials credentials = new Credentials(workspace, username, newVerifier(password));
        catalog.change(session -> {
            CredentialTable.delete(session, workspace); // what an interrupted removal of a workspace of this id left
            CredentialTable.insert(session, credentials, now());
        });
        return new IssuedLogin(username, password);
    }

    @Override
    public IssuedLogin reset(WorkspaceId workspace) {
        String password = newPassword();
        String verifier = newVerifier(password);
        String username = catalog.write(session -> {
            Credentials credentials = require(session, workspace);
            CredentialTable.replaceVerifier(session, workspace, verifier);
            return credentials.username();
        });
        return new IssuedLogin(username, password);
    }

    @Override
    public Optional<String> username(WorkspaceId workspace) {
        return catalog.read(session -> CredentialTable.find(session, workspace)).map(Credentials::username);
    }

    @Override
    public Optional<WorkspaceId> verify(String username, String password) {
        Optional<Credentials> credentials = find(username);
        boolean fits = Scram.matches(password, verifier(username, credentials));
        return credentials.filter(known -> fits).map(Credentials::workspace);
    }

    @Override
    public Optional<WorkspaceId> workspace(String username) {
        return workspaces.find(username, name -> find(name).map(Credentials::workspace));
    }

    /** Always a query: if known users were answered faster than unknown ones, the time would tell who exists. */
    @Override
    public ScramVerifier verifier(String username) {
        return verifier(username, find(username));
    }

    @Override
    public void remove(WorkspaceId workspace) {
        catalog.change(session -> CredentialTable.delete(session, workspace));
    }

    private Optional<Credentials> find(String username) {
        return catalog.read(session -> CredentialTable.find(session, username));
    }

    private ScramVerifier verifier(String username, Optional<Credentials> credentials) {
        ScramVerifier unknown = unknownUser(username);
        return credentials.map(known -> Scram.parse(known.verifier())).orElse(unknown);
    }

    /** Its keys come from no password: whoever finds one that fits has inverted SHA-256. */
    private ScramVerifier unknownUser(String username) {
        byte[] salt = Arrays.copyOf(Scram.hmac(unknownUsersSecret, "salt " + username), SALT_BYTES);
        return new ScramVerifier(
                salt,
                Scram.ITERATIONS,
                Scram.hmac(unknownUsersSecret, "stored key " + username),
                Scram.hmac(unknownUsersSecret, "server key " + username));
    }

    private static Credentials require(CatalogSession session, WorkspaceId workspace) {
        return CredentialTable.find(session, workspace)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.CREDENTIALS_NOT_FOUND,
                        "Workspace " + workspace + " has no credentials",
                        Map.of("workspace_id", workspace.value())));
    }

    private String unknownUsersSecret(CatalogSession session) {
        return CredentialTable.unknownUsersSecret(session).orElseGet(() -> {
            String secret = HexFormat.of().formatHex(randomBytes(SECRET_BYTES));
            CredentialTable.storeUnknownUsersSecret(session, secret, now());
            return secret;
        });
    }

    private String newVerifier(String password) {
        return Scram.text(Scram.derive(password, randomBytes(SALT_BYTES), Scram.ITERATIONS));
    }

    /** 192 random bits in 32 characters. */
    private String newPassword() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(PASSWORD_BYTES));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As exact as the catalog keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
