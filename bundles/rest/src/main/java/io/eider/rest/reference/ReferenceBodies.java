package io.eider.rest.reference;

import io.eider.api.log.LogLevel;
import io.eider.rest.body.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** Bodies of the reference endpoints (ontology contract, section 2). */
public final class ReferenceBodies {
    private ReferenceBodies() {}

    /** That something was done. */
    public record MessageResponse(String message) {}

    /** The tables of the bucket. */
    public record TableNamesResponse(List<String> tables) {}

    /** A row that was added. */
    public record ProjectCreatedResponse(
            String message,
            @Schema(nullable = true, description = "null if the schema has no such column") String projectId) {}

    /** That the process runs. */
    public record MonitoringHealthResponse(String status, String version) {}

    /** Percents of the machine's processors, memory and disk that are in use. */
    public record SystemResponse(double cpu, double memory, double disk) {}

    /** The level of the log. */
    public record LogLevelResponse(String currentLevel) {}

    /** The level that the log shall have. */
    public record LogLevelUpdate(
            @Schema(
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            allowableValues = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})
                    String level) {
        /** Reads it. */
        public static LogLevelUpdate read(JsonBody body) {
            return new LogLevelUpdate(body.requiredLiteral("level", LogLevel.names()));
        }
    }

    /** Types by column. */
    @Schema(
            type = "object",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
            description = "types by column: columns that are not there are added, others get the type")
    public record ColumnTypes(@Schema(hidden = true) Map<String, String> types) {
        /** Reads it. */
        public static ColumnTypes read(JsonBody body) {
            return new ColumnTypes(body.texts());
        }
    }

    /** Values by column. */
    @Schema(
            type = "object",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
            description = "values by column; project_id, creation_date and last_updated are filled by the server")
    public record ProjectRow(@Schema(hidden = true) Map<String, Object> values) {
        /** Reads it. */
        public static ProjectRow read(JsonBody body) {
            return new ProjectRow(body.values());
        }
    }
}
