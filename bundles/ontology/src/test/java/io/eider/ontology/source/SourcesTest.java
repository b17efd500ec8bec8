package io.eider.ontology.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaSource;
import io.eider.ontology.schema.CanonicalJson;
import io.eider.ontology.schema.SchemaCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same schema in four languages, whole and mangled. */
class SourcesTest {
    private static final String REFERENCE =
            """
            {"name": "orders", "description": "d", "primary_key": ["id"], "columns": [
              {"name": "id", "type": "BIGINT", "description": "number"},
              {"name": "state", "type": "VARCHAR", "required": false, "enum": ["open", "done"], "default": "open"},
              {"name": "day", "type": "DATE"},
              {"name": "tags", "type": "VARCHAR[]", "required": false}]}
            """;

    private static final String JSON_SCHEMA =
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "orders", "description": "d",
             "required": ["id", "day"], "x-primary-key": ["id"], "properties": {
               "id": {"type": "integer", "description": "number"},
               "state": {"$ref": "#/$defs/State", "default": "open"},
               "day": {"type": "string", "format": "date"},
               "tags": {"type": ["array", "null"], "items": {"type": "string"}}},
             "$defs": {"State": {"enum": ["open", "done"]}}}
            """;

    private static final String AVRO =
            """
            {"type": "record", "name": "orders", "doc": "d", "x-primary-key": ["id"], "fields": [
              {"name": "id", "type": "long", "doc": "number"},
              {"name": "state", "type": [{"type": "enum", "name": "S", "symbols": ["open", "done"]}, "null"], "default": "open"},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "tags", "type": ["null", {"type": "array", "items": "string"}]}]}
            """;

    private static final String LINKML =
            """
            name: s
            default_range: string
            classes:
              orders:
                description: d
                attributes:
                  id: {identifier: true, range: integer, description: number}
                  state: {range: State, ifabsent: string(open)}
                  day: {range: date, required: true}
                  tags: {multivalued: true}
            enums:
              State: {permissible_values: {open: , done: }}
            """;

    private static final String SIGNS = "{}[]\",:&*!|>-\\%0e9\u0000\ud800\n ";

    private static final List<String> ALL = List.of(REFERENCE, JSON_SCHEMA, AVRO, LINKML);

    private static SchemaSource source(String text) {
        return Reading.SOURCES.stream()
                .filter(source -> source.knows(Reading.document(text)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void equalSchemasHaveEqualHashesWhateverTheyAreWrittenIn() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String text : ALL) {
            SchemaSource source = source(text);
            texts.put(source.name(), CanonicalJson.of(SchemaCheck.require(source.read(Reading.document(text)))));
        }
        assertThat(texts).containsOnlyKeys("reference-json", "json-schema", "avro", "linkml");
        assertThat(texts.values()).containsOnly(texts.get("reference-json"));
    }

    @Test
    void whatIsKeptIsReadBackAsItWas() {
        for (String text : List.of(
                JSON_SCHEMA.replace("\"format\": \"date\"", "\"x-duckdb-type\": \"STRUCT(a MAP(VARCHAR, INT[][]))[]\""),
                AVRO.replace(
                        "\"string\"",
                        "{\"type\": \"record\", \"name\": \"N\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}"))) {
            OntologySchema schema = Reading.read(source(text), text);
            assertThat(CanonicalJson.parse(CanonicalJson.of(schema))).isEqualTo(schema);
        }
    }

    @Test
    void mangledDocumentIsReadOrRefusedAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            String text = mangled(ALL.get(i % ALL.size()), random);
            for (SchemaSource source : Reading.SOURCES) {
                try {
                    source.knows(Reading.document(text));
                    SchemaCheck.require(source.read(Reading.document(text)));
                    read++;
                } catch (ApiException e) {
                    assertThat(e.code()).as("seed %d, text %s", seed, text).isEqualTo(ErrorCode.INVALID_SCHEMA);
                    refused++;
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("seed " + seed + ", " + source.name() + ", text " + text, e);
                }
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(100);
        assertThat(refused).as("seed %d", seed).isGreaterThan(100);
    }

    private static String mangled(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(6)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> {
                    int end = Math.min(out.length(), at + random.nextInt(40));
                    out.insert(random.nextInt(out.length()), out.substring(at, end));
                }
                case 3 -> out.delete(at, Math.min(out.length(), at + random.nextInt(40)));
                case 4 -> swap(out, random);
                default -> replaceWord(out, random);
            }
            if (out.isEmpty()) {
                return "x";
            }
        }
        return out.toString();
    }

    private static void swap(StringBuilder out, Random random) {
        int one = random.nextInt(out.length());
        int other = random.nextInt(out.length());
        char kept = out.charAt(one);
        out.setCharAt(one, out.charAt(other));
        out.setCharAt(other, kept);
    }

    private static void replaceWord(StringBuilder out, Random random) {
        String[] from = {"\"string\"", "\"id\"", "\"open\"", "true", "[", "integer", "State", "\"long\"", "name", "1"};
        String[] to = {
            "null", "5", "{}", "[]", "[1]", "-1e99999", "\"\"", "\"$ref\"", "true", "{\"type\": 3}", "classes"
        };
        String word = from[random.nextInt(from.length)];
        int at = out.indexOf(word, random.nextInt(out.length()));
        if (at >= 0) {
            out.replace(at, at + word.length(), to[random.nextInt(to.length)]);
        }
    }
}
