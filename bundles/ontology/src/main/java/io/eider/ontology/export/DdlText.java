package io.eider.ontology.export;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import io.eider.engine.Sql;
import io.eider.ontology.schema.DefaultValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** SQL of DuckDB that makes a table as a schema says. */
final class DdlText {
    private DdlText() {}

    static String of(OntologySchema schema) {
        String table = Sql.identifier(schema.name());
        List<String> lines = new ArrayList<>();
        schema.fields().forEach(field -> lines.add("    " + column(field)));
        if (!schema.primaryKey().isEmpty()) {
            lines.add("    PRIMARY KEY ("
                    + schema.primaryKey().stream().map(Sql::identifier).collect(Collectors.joining(", ")) + ")");
        }
        StringBuilder text = new StringBuilder("CREATE TABLE ")
                .append(table)
                .append(" (\n")
                .append(String.join(",\n", lines))
                .append("\n);\n");
        schema.description().ifPresent(said -> comment(text, "TABLE " + table, said));
        for (Field field : schema.fields()) {
            field.description()
                    .ifPresent(said -> comment(
                            text,
                            "COLUMN " + table + "."
                                    + Sql.identifier(field.name().value()),
                            said));
        }
        return text.toString();
    }

    private static void comment(StringBuilder text, String on, String said) {
        text.append("COMMENT ON ")
                .append(on)
                .append(" IS ")
                .append(Sql.literal(said))
                .append(";\n");
    }

    private static String column(Field field) {
        String type = field.type().sql();
        return Sql.identifier(field.name().value()) + " " + type
                + field.defaultValue()
                        .map(value -> " DEFAULT " + DefaultValue.sql(field.type(), value))
                        .orElse("")
                + (field.isRequired() ? " NOT NULL" : "");
    }
}
