package io.eider.rest.body;

import io.eider.api.auth.ApiKey;
import io.eider.api.auth.IssuedKey;
import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Bodies of API keys (storage contract, section 1.3). */
public final class ApiKeyBodies {
    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::wireName).toList();

    private ApiKeyBodies() {}

    /** What a new key shall be. */
    public record ApiKeyCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String description,
            @Schema(nullable = true) String branchId,
            @Schema(
                            defaultValue = "project_admin",
                            allowableValues = {"project_admin", "branch_admin", "branch_read"})
                    String scope,
            @Schema(nullable = true, minimum = "1", maximum = "365") Integer expiresInDays) {
        /** Reads it. */
        public static ApiKeyCreate read(JsonBody body) {
            body.limitSize("description");
            var days = body.integer("expires_in_days", 1, 365);
            return new ApiKeyCreate(
                    body.requiredString("description"),
                    body.string("branch_id").orElse(null),
                    body.literal("scope", SCOPES),
                    days.isEmpty() ? null : (int) days.getAsLong());
        }

        /** The scope it asks for. */
        public Scope toScope() {
            return Scope.values()[SCOPES.indexOf(scope)];
        }

        /** The key it asks for. */
        public NewApiKey toNewKey(ProjectId project, Optional<BranchId> branch) {
            Optional<Duration> lifetime = Optional.ofNullable(expiresInDays).map(Duration::ofDays);
            return new NewApiKey(project, toScope(), branch, description, lifetime);
        }
    }

    /** A key. */
    public record ApiKeyResponse(
            String id,
            String projectId,
            @Schema(nullable = true) String branchId,
            String keyPrefix,
            String scope,
            @Schema(nullable = true) String description,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String lastUsedAt,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            boolean isRevoked) {
        /** As it is on the wire. */
        public static ApiKeyResponse of(ApiKey key) {
            return new ApiKeyResponse(
                    key.id().value(),
                    key.project().value(),
                    key.branch().map(BranchId::value).orElse(null),
                    key.prefix(),
                    key.scope().wireName(),
                    key.description().orElse(null),
                    Json.timestamp(key.createdAt()),
                    key.lastUsedAt().map(Json::timestamp).orElse(null),
                    key.expiresAt().map(Json::timestamp).orElse(null),
                    key.revokedAt().isPresent());
        }
    }

    /** A key that was just made. */
    public record ApiKeyCreateResponse(
            String id,
            String projectId,
            @Schema(nullable = true) String branchId,
            String keyPrefix,
            String scope,
            @Schema(nullable = true) String description,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            String apiKey) {
        /** As it is on the wire. */
        public static ApiKeyCreateResponse of(IssuedKey issued) {
            ApiKeyResponse key = ApiKeyResponse.of(issued.key());
            return new ApiKeyCreateResponse(
                    key.id(),
                    key.projectId(),
                    key.branchId(),
                    key.keyPrefix(),
                    key.scope(),
                    key.description(),
                    key.createdAt(),
                    key.expiresAt(),
                    issued.secret());
        }

        /** Without the key, so that no log shows it. */
        @Override
        public String toString() {
            return "ApiKeyCreateResponse[" + id + "]";
        }
    }

    /** Keys that are not revoked, newest first. */
    public record ApiKeyListResponse(List<ApiKeyResponse> apiKeys, int count) {
        /** As it is on the wire. */
        public static ApiKeyListResponse of(List<ApiKey> keys) {
            return new ApiKeyListResponse(keys.stream().map(ApiKeyResponse::of).toList(), keys.size());
        }
    }
}
