package io.eider.ontology.source;

import static io.eider.ontology.source.Reading.field;
import static io.eider.ontology.source.Reading.read;
import static io.eider.ontology.source.Reading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroSchemaTest {
    private static final AvroSchema SOURCE = new AvroSchema();

    private static String with(String type) {
        return with(type, "");
    }

    private static String with(String type, String more) {
        return "{\"type\": \"record\", \"name\": \"R\", \"namespace\": \"a.b\", \"fields\": [{\"name\": \"f\", \"type\": "
                + type + more + "}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"boolean\" | BOOLEAN",
                "\"int\" | INTEGER",
                "\"long\" | BIGINT",
                "\"float\" | FLOAT",
                "\"double\" | DOUBLE",
                "\"bytes\" | BLOB",
                "\"string\" | VARCHAR",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 10, \"scale\": 2} | DECIMAL(10,2)",
                "{\"type\": \"fixed\", \"name\": \"D\", \"size\": 8, \"logicalType\": \"decimal\", \"precision\": 9} | DECIMAL(9,0)",
                "{\"type\": \"string\", \"logicalType\": \"uuid\"} | UUID",
                "{\"type\": \"int\", \"logicalType\": \"date\"} | DATE",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} | TIME",
                "{\"type\": \"long\", \"logicalType\": \"time-micros\"} | TIME",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"} | TIMESTAMP WITH TIME ZONE",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"} | TIMESTAMP WITH TIME ZONE",
                "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"} | TIMESTAMP",
                "{\"type\": \"long\", \"logicalType\": \"local-timestamp-micros\"} | TIMESTAMP",
                "{\"type\": \"long\", \"logicalType\": \"unheard-of\"} | BIGINT",
                "{\"type\": \"fixed\", \"name\": \"P\", \"size\": 12, \"logicalType\": \"duration\"} | INTERVAL",
                "{\"type\": \"fixed\", \"name\": \"X\", \"size\": 3} | BLOB",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]} | VARCHAR",
                "{\"type\": \"array\", \"items\": \"int\"} | INTEGER[]",
                "{\"type\": \"array\", \"items\": [\"null\", {\"type\": \"array\", \"items\": \"int\"}]} | INTEGER[][]",
                "{\"type\": \"map\", \"values\": \"long\"} | MAP(VARCHAR, BIGINT)",
                "{\"type\": {\"type\": \"string\"}} | VARCHAR",
                "{\"type\": \"record\", \"name\": \"N\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]} | STRUCT(\"x\" INTEGER)",
            })
    void typeTable(String type, String sql) {
        Field field = field(SOURCE, with(type), "f");
        assertThat(field.type().sql()).isEqualTo(sql);
        assertThat(field.isRequired()).isTrue();
        Field nullable = field(SOURCE, with("[\"null\", " + type + "]", ", \"default\": null"), "f");
        assertThat(nullable.type()).isEqualTo(field.type());
        assertThat(nullable.isRequired()).isFalse();
        assertThat(nullable.defaultValue()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"int\" | 7 | 7",
                "{\"type\": \"int\", \"logicalType\": \"date\"} | 365 | 1971-01-01",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} | 1500 | 00:00:01.500",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"} | 1000 | 1970-01-01T00:00:01Z",
                "{\"type\": \"long\", \"logicalType\": \"local-timestamp-micros\"} | 1 | 1970-01-01T00:00:00.000001",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 2} | \"\\u0001\\u0000\" | 2.56",
                "{\"type\": \"array\", \"items\": \"int\"} | [] | []",
                "{\"type\": \"map\", \"values\": \"int\"} | {} | {}",
                "\"string\" | \"it's\" | it's",
            })
    void defaultIsOfTheColumnsType(String type, String value, String text) {
        assertThat(field(SOURCE, with(type, ", \"default\": " + value), "f").defaultValue())
                .contains(text);
    }

    @Test
    void namesAndKeysAreRead() {
        OntologySchema schema = read(
                SOURCE,
                """
                {"type": "record", "name": "orders", "namespace": "x", "doc": "d", "x-primary-key": ["id"], "fields": [
                  {"name": "id", "type": "long", "doc": "number", "aliases": ["nr", "no"]},
                  {"name": "a", "type": {"type": "record", "name": "Place", "fields": [{"name": "city", "type": "string"}]}},
                  {"name": "b", "type": ["null", "Place"]}, {"name": "c", "type": "x.Place"},
                  {"name": "state", "type": {"type": "enum", "name": "S", "symbols": ["OPEN", "DONE"]}, "default": "OPEN"}]}
                """);
        assertThat(schema.name()).isEqualTo("orders");
        assertThat(schema.primaryKey()).containsExactly("id");
        assertThat(schema.fields().get(0).previousNames()).hasToString("[nr, no]");
        assertThat(schema.fields().get(2).type())
                .isEqualTo(schema.fields().get(1).type());
        assertThat(schema.fields().get(3).type())
                .isEqualTo(schema.fields().get(1).type());
        assertThat(schema.fields().get(4).rules().allowed()).containsExactly("OPEN", "DONE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"R\" | refers to itself",
                "{\"type\": \"array\", \"items\": \"a.b.R\"} | refers to itself",
                "\"nope\" | not known here",
                "\"a.b.c\" | not known here",
                "[\"int\", \"string\"] | union of more than one",
                "\"null\" | not known here",
                "[\"null\"] | union of more than one",
                "5 | has no type",
                "{\"type\": \"record\", \"name\": \"N\", \"fields\": []} | has no parts",
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": []} | taken already",
                "{\"type\": \"record\", \"name\": \"N; DROP TABLE x\", \"fields\": []} | no name in Avro",
                "{\"type\": \"record\", \"name\": \"N\", \"fields\": [{\"name\": \"a\\\"b\", \"type\": \"int\"}]} | no name in Avro",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": []} | no symbols",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 99} | DECIMAL(99,0)",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\"} | no precision",
                "{\"type\": \"map\"} | has no type",
            })
    void attackIsRefused(String type, String reason) {
        assertThat(refusal(SOURCE, with(type))).contains(reason);
    }

    @Test
    void recordsThatHoldEachOtherManyTimesAreRefused() {
        StringBuilder text = new StringBuilder(
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"a\","
                        + " \"type\": {\"type\": \"record\", \"name\": \"L0\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}}");
        for (int i = 1; i < 8; i++) {
            text.append(", {\"name\": \"f" + i + "\", \"type\": {\"type\": \"record\", \"name\": \"L" + i
                    + "\", \"fields\": [");
            for (int j = 0; j < 20; j++) {
                text.append((j == 0 ? "" : ", ") + "{\"name\": \"p" + j + "\", \"type\": \"L" + (i - 1) + "\"}");
            }
            text.append("]}}");
        }
        assertThat(refusal(SOURCE, text + "]}")).contains("too often");
    }
}
