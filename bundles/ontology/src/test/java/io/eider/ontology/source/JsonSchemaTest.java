package io.eider.ontology.source;

import static io.eider.ontology.source.Reading.field;
import static io.eider.ontology.source.Reading.read;
import static io.eider.ontology.source.Reading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {
    private static final JsonSchema SOURCE = new JsonSchema();

    private static String with(String property) {
        return with(property, "");
    }

    private static String with(String property, String more) {
        return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"type\": \"object\","
                + " \"properties\": {\"f\": " + property + "}" + more + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\": \"boolean\"} | BOOLEAN",
                "{\"type\": \"integer\"} | BIGINT",
                "{\"type\": \"integer\", \"format\": \"int16\"} | SMALLINT",
                "{\"type\": \"integer\", \"format\": \"int32\"} | INTEGER",
                "{\"type\": \"integer\", \"format\": \"int64\"} | BIGINT",
                "{\"type\": \"integer\", \"format\": \"int128\"} | HUGEINT",
                "{\"type\": \"number\"} | DOUBLE",
                "{\"type\": \"number\", \"format\": \"float\"} | FLOAT",
                "{\"type\": \"number\", \"multipleOf\": 0.01} | DECIMAL(18,2)",
                "{\"type\": \"number\", \"multipleOf\": 1e-12} | DECIMAL(38,12)",
                "{\"type\": \"number\", \"multipleOf\": 0.05} | DOUBLE",
                "{\"type\": \"string\", \"format\": \"decimal\"} | DECIMAL(18,3)",
                "{\"type\": \"string\"} | VARCHAR",
                "{\"type\": \"string\", \"format\": \"email\"} | VARCHAR",
                "{\"enum\": [\"a\", \"b\"]} | VARCHAR",
                "{\"const\": 5} | BIGINT",
                "{\"type\": \"string\", \"format\": \"date\"} | DATE",
                "{\"type\": \"string\", \"format\": \"time\"} | TIME",
                "{\"type\": \"string\", \"format\": \"date-time\"} | TIMESTAMP WITH TIME ZONE",
                "{\"type\": \"string\", \"format\": \"uuid\"} | UUID",
                "{\"type\": \"string\", \"contentEncoding\": \"base64\"} | BLOB",
                "{\"type\": \"string\", \"format\": \"duration\"} | INTERVAL",
                "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}} | BIGINT[]",
                "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}} | VARCHAR[][]",
                "{\"type\": \"object\", \"properties\": {\"a b\": {\"type\": \"string\"}}} | STRUCT(\"a b\" VARCHAR)",
                "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"number\"}} | MAP(VARCHAR, DOUBLE)",
                "{\"type\": \"object\"} | JSON",
                "{\"type\": \"string\", \"x-duckdb-type\": \"decimal(10,2)[]\"} | DECIMAL(10,2)[]",
                "{\"x-duckdb-type\": \"struct(a int, \\\"b c\\\" map(text, date))\"} | STRUCT(\"a\" INTEGER, \"b c\" MAP(VARCHAR, DATE))",
            })
    void typeTable(String property, String type) {
        assertThat(field(SOURCE, with(property), "f").type().sql()).isEqualTo(type);
    }

    @Test
    void everythingElseOfAFieldIsRead() {
        Field field = field(
                SOURCE,
                with(
                        "{\"type\": [\"integer\", \"null\"], \"minimum\": -5, \"exclusiveMaximum\": 10, \"default\": 3,"
                                + " \"description\": \"d\", \"x-iri\": \"http://x/f\", \"x-previous-names\": [\"g\"]}",
                        ", \"required\": [\"f\"]"),
                "f");
        assertThat(field.isRequired()).isFalse();
        assertThat(field.rules().minimum()).contains(new BigDecimal(-5));
        assertThat(field.rules().maximum()).contains(new BigDecimal(9));
        assertThat(field.defaultValue()).contains("3");
        assertThat(field.description()).contains("d");
        assertThat(field.iri()).contains("http://x/f");
        assertThat(field.previousNames()).hasToString("[g]");
        Field text = field(
                SOURCE,
                with("{\"type\": \"string\", \"maxLength\": 4, \"pattern\": \"b+\"}", ", \"required\": [\"f\"]"),
                "f");
        assertThat(text.isRequired()).isTrue();
        assertThat(text.rules().maxLength()).contains(4);
        assertThat(text.rules().pattern()).contains("(?s:.*)(?:b+)(?s:.*)");
        assertThat(field(SOURCE, with("{\"type\": \"string\", \"pattern\": \"^a.c$\"}"), "f")
                        .rules()
                        .pattern())
                .contains("a.c");
        assertThat(field(
                                SOURCE,
                                with(
                                        "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}",
                                        ", \"required\": [\"f\"]"),
                                "f")
                        .isRequired())
                .isFalse();
    }

    @Test
    void tableAndKeyAreRead() {
        OntologySchema schema = read(
                SOURCE,
                """
                {"$schema": "http://json-schema.org/draft-07/schema#", "title": "My orders", "description": "d",
                 "$ref": "#/definitions/Order",
                 "definitions": {"Order": {"type": "object", "required": ["id", "at"], "properties": {
                   "id": {"$ref": "#/definitions/Id", "description": "the number"}, "at": {"type": "string"}}},
                   "Id": {"type": "integer", "x-primary-key": true, "description": "any"}}}
                """);
        assertThat(schema.name()).isEqualTo("My_orders");
        assertThat(schema.primaryKey()).containsExactly("id");
        assertThat(schema.fields().get(0).description()).contains("the number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"$ref\": \"#/$defs/no\"} | no definition no",
                "{\"$ref\": \"http://127.0.0.1/x\"} | is not to $defs or definitions",
                "{\"$ref\": \"#/properties/f\"} | is not to $defs or definitions",
                "{\"$ref\": \"#/$defs/loop\"} | refers to itself",
                "{\"$ref\": \"#/$defs/tree\"} | refers to itself",
                "{\"$ref\": \"#/$defs/l0\"} | nested deeper",
                "{\"type\": \"nope\"} | the type nope is not known",
                "{\"type\": [\"string\", \"integer\"]} | several types",
                "{} | has no type",
                "true | no JSON object",
                "{\"type\": \"array\"} | items does not say",
                "{\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}]} | more than one type",
                "{\"not\": {\"type\": \"string\"}} | not is not supported",
                "{\"x-duckdb-type\": \"INTEGER); DROP TABLE x\"} | is not known",
                "{\"x-duckdb-type\": \"ENUM('a')\"} | is not known",
                "{\"type\": \"string\", \"maxLength\": \"5\"} | maxLength is no number",
                "{\"type\": \"string\", \"maxLength\": 1e300} | no length",
                "{\"type\": \"integer\", \"minimum\": 1e999999999} | out of bounds",
                "{\"type\": \"number\", \"multipleOf\": 1e-40} | more digits",
                "{\"enum\": [1e999999999]} | out of bounds",
                "{\"enum\": []} | has no type",
                "{\"type\": \"integer\", \"default\": \"x\"} | the default x of f",
                "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"default\": [1]} | default",
                "{\"type\": \"number\", \"exclusiveMinimum\": 0} | integers only",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}, \"A\": {\"type\": \"string\"}}} | there twice",
            })
    void attackIsRefused(String property, String reason) {
        String defs = ", \"$defs\": {\"loop\": {\"$ref\": \"#/$defs/loop\"},"
                + " \"tree\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/tree\"}}" + deep() + "}";
        assertThat(refusal(SOURCE, with(property, defs))).contains(reason);
    }

    private static String deep() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            all.append(", \"l" + i + "\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/l" + (i + 1) + "\"}}");
        }
        return all.append(", \"l20\": {\"type\": \"string\"}").toString();
    }

    @Test
    void definitionsThatHoldEachOtherManyTimesAreRefused() {
        StringBuilder defs = new StringBuilder(", \"$defs\": {\"d7\": {\"type\": \"string\"}");
        for (int i = 0; i < 7; i++) {
            defs.append(", \"d" + i + "\": {\"type\": \"object\", \"properties\": {");
            for (int j = 0; j < 30; j++) {
                defs.append((j == 0 ? "" : ", ") + "\"p" + j + "\": {\"$ref\": \"#/$defs/d" + (i + 1) + "\"}");
            }
            defs.append("}}");
        }
        assertThat(refusal(SOURCE, with("{\"$ref\": \"#/$defs/d0\"}", defs + "}")))
                .contains("too often");
    }

    @Test
    void longDefinitionThatEveryFieldNamesIsRefused() {
        StringBuilder text = new StringBuilder("{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
                + " \"$defs\": {\"e\": {\"enum\": [\"" + "x".repeat(3_900) + "\"]}}, \"properties\": {");
        for (int i = 0; i < 1_000; i++) {
            text.append((i == 0 ? "" : ", ") + "\"f" + i + "\": {\"$ref\": \"#/$defs/e\"}");
        }
        assertThat(refusal(SOURCE, text + "}}")).contains("longer than");
    }

    @Test
    void documentOfAnotherKindIsRefused() {
        assertThat(refusal(SOURCE, "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}"))
                .contains("neither 2020-12 nor draft-07");
        assertThat(refusal(SOURCE, "[]")).contains("no JSON object");
        assertThat(refusal(SOURCE, "{\"a\": 1, \"a\": 2}")).contains("no JSON");
        assertThat(refusal(SOURCE, with("{\"type\": \"string\"}", ", \"required\": [\"g\"]")))
                .contains("names g");
        assertThat(SOURCE.knows(Reading.document("{\"columns\": []}"))).isFalse();
    }
}
