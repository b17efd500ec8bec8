package io.eider.ontology.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaForm;
import io.eider.ontology.schema.CanonicalJson;
import io.eider.ontology.schema.SchemaCheck;
import io.eider.ontology.source.AvroSchema;
import io.eider.ontology.source.JsonSchema;
import io.eider.ontology.source.ReferenceJson;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A schema that is written for others says the same: read again, executed, looked at. */
class SchemaTextTest {
    private static final OntologySchema SCHEMA = read("goods", "we\\\"ird; --", "y z");

    /** @param odd the name of a field @param part the name of a part of a structure */
    private static OntologySchema read(String table, String odd, String part) {
        return SchemaCheck.require(new ReferenceJson()
                .read(document(
                        "application/json",
                        """
                    {"name": "%s", "description": "what's | sold", "primary_key": ["id", "shop"], "columns": [
                      {"name": "id", "type": "BIGINT", "description": "it's a number"},
                      {"name": "shop", "type": "VARCHAR"},
                      {"name": "%s", "type": "DECIMAL(12,3)", "required": false, "default": "1.500",
                       "minimum": 0, "maximum": 99.5, "previous_names": ["odd"]},
                      {"name": "size", "type": "CHAR(2)", "required": false, "enum": ["s", "m"]},
                      {"name": "amount", "type": "INTEGER", "default": "7", "enum": ["7", "8"]},
                      {"name": "on", "type": "BOOLEAN", "default": "true"},
                      {"name": "day", "type": "DATE", "required": false},
                      {"name": "moment", "type": "TIMESTAMP WITH TIME ZONE", "required": false},
                      {"name": "tags", "type": "VARCHAR[]", "required": false},
                      {"name": "place", "type": "STRUCT(x DOUBLE, \\"%s\\" MAP(VARCHAR, INTEGER))", "required": false}]}
                    """
                                .formatted(table, odd, part))));
    }

    private static SchemaDocument document(String mediaType, String text) {
        return new SchemaDocument("goods", "test", mediaType, text, "", Optional.empty(), Instant.EPOCH);
    }

    @Test
    void jsonSchemaIsReadAsTheSameSchema() {
        String text = SchemaText.of(SCHEMA, SchemaForm.JSON_SCHEMA);
        OntologySchema read = SchemaCheck.require(new JsonSchema().read(document("application/schema+json", text)));
        assertThat(CanonicalJson.of(read)).isEqualTo(CanonicalJson.of(SCHEMA));
        assertThat(text).contains("\"enum\" : [ 7, 8 ]", "\"default\" : true");
    }

    @Test
    void avroIsReadAsTheSameSchemaButForRules() {
        OntologySchema schema = read("goods", "we_ird", "y_z");
        String text = SchemaText.of(schema, SchemaForm.AVRO);
        OntologySchema read = SchemaCheck.require(new AvroSchema().read(document("application/json", text)));
        assertThat(CanonicalJson.of(read)).isEqualTo(CanonicalJson.of(withoutRules(schema)));
        assertThat(text).contains("\"logicalType\" : \"timestamp-micros\"", "\"default\" : true", "\"default\" : 7");
        assertThatThrownBy(() -> SchemaText.of(SCHEMA, SchemaForm.AVRO))
                .hasMessageContaining("Avro has no name we\"ird");
    }

    private static OntologySchema withoutRules(OntologySchema schema) {
        List<Field> fields = schema.fields().stream()
                .map(field -> new Field(
                        field.name(),
                        field.type(),
                        field.isRequired(),
                        field.defaultValue(),
                        Field.Rules.NONE,
                        field.description(),
                        field.iri(),
                        field.previousNames()))
                .toList();
        return new OntologySchema(schema.name(), schema.description(), schema.iri(), fields, schema.primaryKey());
    }

    @Test
    void ddlMakesTheTable() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(SchemaText.of(SCHEMA, SchemaForm.DDL));
            statement.execute("INSERT INTO goods (id, shop) VALUES (1, 'a')");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT column_name || ' ' || column_type || ' ' || \"null\" || ' ' || coalesce(key, '') FROM (DESCRIBE goods)")) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT \"we\"\"ird; --\"::VARCHAR || amount || \"on\", "
                    + "(SELECT comment FROM duckdb_columns() WHERE column_name = 'id') FROM goods")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("1.5007true");
                assertThat(row.getString(2)).isEqualTo("it's a number");
            }
        }
        assertThat(columns)
                .startsWith("id BIGINT NO PRI", "shop VARCHAR NO PRI", "we\"ird; -- DECIMAL(12,3) YES ")
                .endsWith("tags VARCHAR[] YES ", "place STRUCT(x DOUBLE, \"y z\" MAP(VARCHAR, INTEGER)) YES ");
    }

    @Test
    void pageHasALineForEachFieldAndNothingOfItIsMarkup() {
        String text = SchemaText.of(SCHEMA, SchemaForm.MARKDOWN);
        assertThat(text.lines().filter(line -> line.startsWith("| "))).hasSize(11);
        assertThat(text)
                .startsWith("# goods\n\nwhat's")
                .contains("| shop (key 2) | VARCHAR | yes |", "one of s, m; at most 2 characters", "VARCHAR\\[\\]");
    }
}
