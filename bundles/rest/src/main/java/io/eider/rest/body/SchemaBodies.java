package io.eider.rest.body;

import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** Bodies of changes of columns and primary keys (storage contract, section 1.7). */
public final class SchemaBodies {
    private SchemaBodies() {}

    /** What a column to be added shall be. */
    public record AddColumn(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "DECIMAL(10,2)") String type,
            @Schema(defaultValue = "true", description = "false is not supported yet") boolean nullable,
            @Schema(name = "default", nullable = true, description = "an SQL expression") String defaultExpression) {
        /** Reads it. */
        public static AddColumn read(JsonBody body) {
            return new AddColumn(
                    body.requiredString("name"),
                    body.requiredString("type"),
                    body.bool("nullable", true),
                    body.string("default").orElse(null));
        }

        /** @throws io.eider.api.error.ApiException INVALID_NAME */
        public Column toColumn() {
            return new Column(new ColumnName(name), type, nullable, Optional.ofNullable(defaultExpression));
        }
    }

    /** What to change of a column; what is absent stays. */
    public record AlterColumn(
            @Schema(nullable = true) String newName,
            @Schema(nullable = true) String newType,
            @Schema(nullable = true) Boolean setNotNull,
            @Schema(nullable = true, description = "an SQL expression; the empty text takes the default away")
                    String setDefault,
            @Schema(defaultValue = "false", description = "change the type also if values are lost") boolean force) {
        /** Reads it. */
        public static AlterColumn read(JsonBody body) {
            return new AlterColumn(
                    body.string("new_name").orElse(null),
                    body.string("new_type").orElse(null),
                    body.bool("set_not_null").orElse(null),
                    body.string("set_default").orElse(null),
                    body.bool("force", false));
        }

        /** @throws io.eider.api.error.ApiException INVALID_NAME */
        public ColumnChange toChange() {
            return new ColumnChange(
                    Optional.ofNullable(newName).map(ColumnName::new),
                    Optional.ofNullable(newType),
                    Optional.ofNullable(setNotNull).map(set -> set ? Nullability.NOT_NULL : Nullability.NULLABLE),
                    Optional.ofNullable(setDefault),
                    force ? Lossy.FORCE : Lossy.REFUSE);
        }
    }

    /** What shall be the primary key. */
    public record SetPrimaryKey(
            @ArraySchema(minItems = 1, arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
                    List<String> columns) {
        /** Reads it. */
        public static SetPrimaryKey read(JsonBody body) {
            return new SetPrimaryKey(body.requiredStrings("columns"));
        }
    }
}
