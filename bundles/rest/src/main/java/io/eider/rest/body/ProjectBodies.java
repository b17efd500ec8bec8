package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.eider.api.auth.IssuedKey;
import io.eider.api.storage.Page;
import io.eider.api.storage.Project;
import io.eider.api.storage.ProjectStats;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** Bodies of projects (storage contract, section 1.2). */
public final class ProjectBodies {
    private ProjectBodies() {}

    /** What a new project shall be. */
    public record ProjectCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
            @Schema(nullable = true) String name,
            @Schema(nullable = true) Map<String, Object> settings) {
        /** Reads it. */
        public static ProjectCreate read(JsonBody body) {
            body.limitSize("name", "settings");
            return new ProjectCreate(
                    body.requiredString("id"),
                    body.string("name").orElse(null),
                    body.object("settings").orElse(null));
        }
    }

    /** What to change of a project. */
    public record ProjectUpdate(
            @Schema(nullable = true) String name, @Schema(nullable = true) Map<String, Object> settings) {
        /** Reads it. */
        public static ProjectUpdate read(JsonBody body) {
            body.limitSize("name", "settings");
            return new ProjectUpdate(
                    body.string("name").orElse(null), body.object("settings").orElse(null));
        }
    }

    /** A project. */
    public record ProjectResponse(
            String id,
            @Schema(nullable = true) String name,
            String dbPath,
            @Schema(nullable = true, format = "date-time") String createdAt,
            @Schema(nullable = true, format = "date-time") String updatedAt,
            long sizeBytes,
            int tableCount,
            int bucketCount,
            String status,
            @Schema(nullable = true) Map<String, Object> settings) {
        /** As it is on the wire. */
        public static ProjectResponse of(Project project) {
            ProjectStats stats = project.stats();
            return new ProjectResponse(
                    project.id().value(),
                    project.name().orElse(null),
                    "project_" + project.id().value(),
                    Json.timestamp(project.createdAt()),
                    Json.timestamp(project.updatedAt()),
                    stats.sizeBytes(),
                    stats.tableCount(),
                    stats.bucketCount(),
                    project.status(),
                    project.settings().orElse(null));
        }
    }

    /** A project that was just made, with its first key. */
    public record ProjectCreateResponse(@JsonUnwrapped ProjectResponse project, String apiKey) {
        /** As it is on the wire. */
        public static ProjectCreateResponse of(Project project, IssuedKey key) {
            return new ProjectCreateResponse(ProjectResponse.of(project), key.secret());
        }

        /** Without the key, so that no log shows it. */
        @Override
        public String toString() {
            return "ProjectCreateResponse[" + project.id() + "]";
        }
    }

    /** Projects, newest first. */
    public record ProjectListResponse(List<ProjectResponse> projects, long total) {
        /** As it is on the wire. */
        public static ProjectListResponse of(Page<Project> page) {
            return new ProjectListResponse(
                    page.items().stream().map(ProjectResponse::of).toList(), page.total());
        }
    }

    /** What a project holds. */
    public record ProjectStatsResponse(String id, long sizeBytes, int tableCount, int bucketCount) {
        /** As it is on the wire. */
        public static ProjectStatsResponse of(Project project) {
            ProjectStats stats = project.stats();
            return new ProjectStatsResponse(
                    project.id().value(), stats.sizeBytes(), stats.tableCount(), stats.bucketCount());
        }
    }
}
