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

class LinkMlTest {
    private static final LinkMl SOURCE = new LinkMl();

    private static final String REST =
            """
            types:
              Short: {typeof: string, pattern: "^[a-z]+$"}
              Loop: {typeof: Pool}
              Pool: {typeof: Loop}
            enums:
              State: {permissible_values: {open: {}, "no": {}}}
              Empty: {}
            """;

    private static String with(String slot) {
        return "id: https://example.org/s\nname: s\nimports: [linkml:types]\nclasses:\n  Thing:\n    tree_root: true\n"
                + "    attributes:\n      f: " + slot + "\n"
                + "  Place:\n    attributes:\n      city: {}\n      zip: {range: integer}\n"
                + "  Person:\n    attributes:\n      id: {identifier: true, range: integer}\n      name: {}\n" + REST;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                " | VARCHAR",
                "{range: string} | VARCHAR",
                "{range: uri} | VARCHAR",
                "{range: integer} | BIGINT",
                "{range: boolean} | BOOLEAN",
                "{range: decimal} | DECIMAL(18,3)",
                "{range: float} | FLOAT",
                "{range: double} | DOUBLE",
                "{range: date} | DATE",
                "{range: time} | TIME",
                "{range: datetime} | TIMESTAMP",
                "{range: Short} | VARCHAR",
                "{range: State} | VARCHAR",
                "{range: integer, multivalued: true} | BIGINT[]",
                "{range: Place} | STRUCT(\"city\" VARCHAR, \"zip\" BIGINT)",
                "{range: Place, multivalued: true} | STRUCT(\"city\" VARCHAR, \"zip\" BIGINT)[]",
                "{range: Person} | BIGINT",
                "{range: Person, inlined: true} | STRUCT(\"id\" BIGINT, \"name\" VARCHAR)",
                "{range: string, annotations: {x-duckdb-type: 'DECIMAL(10,2)'}} | DECIMAL(10,2)",
            })
    void typeTable(String slot, String type) {
        assertThat(field(SOURCE, with(slot == null ? "" : slot), "f").type().sql())
                .isEqualTo(type);
    }

    @Test
    void everythingElseOfASlotIsRead() {
        Field field = field(
                SOURCE,
                with("{range: integer, required: true, minimum_value: 1, maximum_value: 9, ifabsent: int(3),"
                        + " description: d, slot_uri: 'http://x/f'}"),
                "f");
        assertThat(field.isRequired()).isTrue();
        assertThat(field.rules().minimum()).contains(BigDecimal.ONE);
        assertThat(field.rules().maximum()).contains(new BigDecimal(9));
        assertThat(field.defaultValue()).contains("3");
        assertThat(field.iri()).contains("http://x/f");
        assertThat(field(SOURCE, with("{range: State}"), "f").rules().allowed()).containsExactly("open", "no");
        assertThat(field(SOURCE, with("{range: Short}"), "f").rules().pattern()).contains("[a-z]+");
    }

    @Test
    void ancestorsAreFlattened() {
        OntologySchema schema = read(
                SOURCE,
                """
                name: s
                prefixes: {ex: "http://example.org/", linkml: {prefix_reference: "https://w3id.org/linkml/"}}
                default_range: string
                slots:
                  id: {identifier: true, range: integer}
                  label: {description: a label}
                  title: {is_a: label, required: true, slot_uri: "ex:title"}
                classes:
                  Named: {abstract: true, slots: [id, label]}
                  Dated: {mixin: true, attributes: {at: {range: date}}}
                  Order:
                    is_a: Named
                    mixins: [Dated]
                    class_uri: ex:Order
                    slots: [title]
                    slot_usage: {label: {required: true, pattern: "^x"}}
                    attributes: {parent: {range: Order}}
                """);
        assertThat(schema.name()).isEqualTo("Order");
        assertThat(schema.iri()).contains("http://example.org/Order");
        assertThat(schema.primaryKey()).containsExactly("id");
        assertThat(schema.fields())
                .extracting(field -> field.name() + " " + field.type().sql() + " " + field.isRequired())
                .containsExactly(
                        "id BIGINT true",
                        "label VARCHAR true",
                        "at DATE false",
                        "title VARCHAR true",
                        "parent BIGINT false");
        assertThat(schema.fields().get(3).description()).contains("a label");
        assertThat(schema.fields().get(3).iri()).contains("http://example.org/title");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{range: nope} | the range nope is not known",
                "{range: Loop} | refers to itself",
                "{range: Empty} | no permissible_values",
                "{range: Thing} | refers to itself",
                "{any_of: [{range: string}]} | any_of is not supported",
                "{range: integer, ifabsent: string(x)} | the default x",
                "{range: integer, minimum_value: .inf} | has to be decimal",
                "{range: [a]} | range is no text",
                "{required: 5} | neither true nor false",
                "{required: true, required: false} | required is there twice",
                "!!java.net.URL ['http://127.0.0.1'] | tag",
                "!!python/object:x {} | tag",
                "{<<: {a: 1}} | merges",
                "&a [*a] | deeper than",
                "[ | no YAML",
                "{annotations: {x-duckdb-type: 'INT); DROP TABLE x'}} | is not known",
            })
    void attackIsRefused(String slot, String reason) {
        assertThat(refusal(SOURCE, with(slot))).contains(reason);
    }

    @Test
    void circlesOfClassesAndSlotsAreRefused() {
        assertThat(refusal(SOURCE, "classes:\n  A: {is_a: B}\n  B: {mixins: [A]}\n"))
                .contains("tree_root");
        assertThat(refusal(SOURCE, "classes:\n  A: {is_a: B, tree_root: true}\n  B: {mixins: [A]}\n"))
                .contains("its own ancestor");
        assertThat(refusal(SOURCE, "classes:\n  A: {slots: [x]}\nslots:\n  x: {is_a: y}\n  y: {is_a: x}\n"))
                .contains("its own ancestor");
        assertThat(refusal(SOURCE, "classes:\n  A: {slots: [x]}\n")).contains("no x among the slots");
    }

    @Test
    void importsAreRefused() {
        assertThat(refusal(SOURCE, "imports: ['http://127.0.0.1/x']\nclasses:\n  A: {}\n"))
                .contains("the import http://127.0.0.1/x is refused");
    }

    @Test
    void aliasesThatGrowAreRefused() {
        assertThat(refusal(SOURCE, laughs(4) + "classes:\n  A: {attributes: {x: {}}}\n"))
                .contains("50000 values");
        assertThat(refusal(SOURCE, laughs(9) + "classes:\n  A: {attributes: {x: {}}}\n"))
                .contains("the limits");
        assertThat(refusal(SOURCE, "classes: " + "[".repeat(5_000))).contains("no YAML");
        assertThat(refusal(SOURCE, "classes: {A: {}}\n--- {}\n")).contains("no YAML");
    }

    private static String laughs(int levels) {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= levels; i++) {
            laughs.append("a" + i + ": &a" + i + " [");
            laughs.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a" + (i - 1) + "]\n");
        }
        return laughs.toString();
    }

    @Test
    void otherYamlIsNotKnown() {
        assertThat(SOURCE.knows(Reading.document("- classes"))).isFalse();
        assertThat(SOURCE.knows(Reading.document("{\"columns\": []}"))).isFalse();
        assertThat(SOURCE.knows(Reading.document("classes:\n  A: {}\n"))).isTrue();
    }
}
