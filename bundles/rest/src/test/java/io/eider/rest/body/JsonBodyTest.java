package io.eider.rest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
    @Test
    void absentAndNullAreTheSame() throws IOException {
        assertThat(read("{\"a\":null}", body -> body.string("a"))).isEqualTo(Optional.empty());
        assertThat(read("{}", body -> body.string("a"))).isEqualTo(Optional.empty());
        assertThat(read("{\"a\":null}", body -> body.bool("a", true))).isEqualTo(true);
        assertThat(read("{\"a\":null}", body -> body.integer("a", 1, 2))).isEqualTo(OptionalLong.empty());
    }

    @Test
    void unknownMembersAreIgnored() throws IOException {
        assertThat(read("{\"a\":\"x\",\"b\":[1]}", body -> body.requiredString("a")))
                .isEqualTo("x");
    }

    @Test
    void numbersAreNoTexts() throws IOException {
        assertThat(violation("{\"a\":5}", body -> body.requiredString("a")))
                .isEqualTo("{\"type\":\"string_type\",\"loc\":[\"body\",\"a\"],"
                        + "\"msg\":\"Input should be a valid string\",\"input\":5}");
        assertThat(violation("{\"a\":null}", body -> body.requiredString("a"))).contains("string_type");
    }

    @Test
    void textsAreNumbersIfTheyLookLikeOnes() throws IOException {
        assertThat(read("{\"a\":\" 5 \"}", body -> body.integer("a", 1, 9))).isEqualTo(OptionalLong.of(5));
        assertThat(read("{\"a\":5.0}", body -> body.integer("a", 1, 9))).isEqualTo(OptionalLong.of(5));
        assertThat(violation("{\"a\":\"x\"}", body -> body.integer("a", 1, 9))).contains("\"int_parsing\"");
        assertThat(violation("{\"a\":5.5}", body -> body.integer("a", 1, 9))).contains("\"int_type\"");
        assertThat(violation("{\"a\":true}", body -> body.integer("a", 1, 9))).contains("\"int_type\"");
        assertThat(violation("{\"a\":1e400}", body -> body.integer("a", 1, 9))).contains("\"int_type\"");
        assertThat(violation("{\"a\":123456789012345678901234567890}", body -> body.integer("a", 1, 9)))
                .contains("\"int_type\"");
    }

    @Test
    void boundsAreSaid() throws IOException {
        assertThat(violation("{\"a\":0}", body -> body.integer("a", 1, 365)))
                .isEqualTo("{\"type\":\"greater_than_equal\",\"loc\":[\"body\",\"a\"],"
                        + "\"msg\":\"Input should be greater than or equal to 1\",\"input\":0,\"ctx\":{\"ge\":1}}");
        assertThat(violation("{\"a\":366}", body -> body.integer("a", 1, 365)))
                .contains("\"less_than_equal\"")
                .contains("\"ctx\":{\"le\":365}");
    }

    @Test
    void listOfObjectsHasAnEnd() throws IOException {
        assertThat(read("{\"a\":[{},{\"b\":1.50}]}", body -> body.requiredMaps("a", 2))
                        .toString())
                .isEqualTo("[{}, {b=1.50}]");
        assertThat(violation("{\"a\":[{},{},{}]}", body -> body.requiredMaps("a", 2)))
                .contains("\"too_long\"")
                .contains("\"ctx\":{\"field_type\":\"List\",\"max_length\":2,\"actual_length\":3}");
    }

    @Test
    void truthMayBeTextOrNumber() throws IOException {
        for (String yes : List.of("true", "1", "\"yes\"", "\"ON\"", "\"t\"")) {
            assertThat(read("{\"a\":" + yes + "}", body -> body.bool("a", false)))
                    .isEqualTo(true);
        }
        for (String no : List.of("false", "0", "\"no\"", "\"off\"", "\"F\"")) {
            assertThat(read("{\"a\":" + no + "}", body -> body.bool("a", true))).isEqualTo(false);
        }
        for (String neither : List.of("2", "\"maybe\"", "[]", "{}", "\"\"")) {
            assertThat(violation("{\"a\":" + neither + "}", body -> body.bool("a", true)))
                    .contains("\"bool_parsing\"");
        }
    }

    @Test
    void whatIsKeptAndListedIsBounded() throws IOException {
        Function<JsonBody, Optional<String>> reader = body -> {
            body.limitSize("text", "tags");
            return body.string("text");
        };
        assertThat(read("{\"text\":\"" + "x".repeat(65_534) + "\"}", reader))
                .isEqualTo(Optional.of("x".repeat(65_534)));
        assertThat(violation("{\"text\":\"" + "x".repeat(65_535) + "\"}", reader))
                .isEqualTo("{\"type\":\"too_long\",\"loc\":[\"body\",\"text\"],"
                        + "\"msg\":\"Input should have at most 65536 characters\",\"input\":null,"
                        + "\"ctx\":{\"max_length\":65536}}");
        assertThat(violation("{\"tags\":{\"a\":\"" + "x".repeat(65_535) + "\"}}", reader))
                .contains("\"too_long\"");
    }

    @Test
    void literalsAreListed() throws IOException {
        List<String> allowed = List.of("a", "b", "c");
        assertThat(read("{}", body -> body.literal("x", allowed))).isEqualTo("a");
        assertThat(read("{\"x\":\"b\"}", body -> body.literal("x", allowed))).isEqualTo("b");
        assertThat(violation("{\"x\":\"d\"}", body -> body.literal("x", allowed)))
                .isEqualTo("{\"type\":\"literal_error\",\"loc\":[\"body\",\"x\"],"
                        + "\"msg\":\"Input should be 'a', 'b' or 'c'\",\"input\":\"d\","
                        + "\"ctx\":{\"expected\":\"'a', 'b' or 'c'\"}}");
        assertThat(violation("{\"x\":1}", body -> body.literal("x", allowed))).contains("literal_error");
    }

    @Test
    void listsSayWhichItemIsWrong() throws IOException {
        assertThat(violation("{\"a\":[]}", body -> body.requiredObjects("a", item -> item)))
                .isEqualTo("{\"type\":\"too_short\",\"loc\":[\"body\",\"a\"],"
                        + "\"msg\":\"List should have at least 1 item after validation, not 0\",\"input\":[],"
                        + "\"ctx\":{\"field_type\":\"List\",\"min_length\":1,\"actual_length\":0}}")
                .doesNotContain("null");
        assertThat(violation("{\"a\":[{}]}", body -> body.requiredObjects("a", item -> item.requiredString("n"))))
                .contains("\"missing\",\"loc\":[\"body\",\"a\",0,\"n\"]");
        assertThat(violation("{\"a\":[5]}", body -> body.requiredObjects("a", item -> item.requiredString("n"))))
                .contains("\"model_attributes_type\",\"loc\":[\"body\",\"a\",0]");
        assertThat(violation("{\"a\":\"x\"}", body -> body.strings("a"))).contains("\"list_type\"");
        assertThat(violation("{\"a\":[\"x\",1]}", body -> body.strings("a")))
                .contains("\"string_type\",\"loc\":[\"body\",\"a\",1]");
    }

    @Test
    void mapsOfTextsSayWhichMemberIsWrong() throws IOException {
        assertThat(violation("{\"tags\":{\"k\":1}}", body -> body.stringMap("tags")))
                .contains("\"string_type\",\"loc\":[\"body\",\"tags\",\"k\"]");
        assertThat(violation("{\"tags\":[]}", body -> body.stringMap("tags"))).contains("\"dict_type\"");
    }

    @Test
    void bodyThatIsNoObjectIsSaid() throws IOException {
        assertThat(violation("[]", body -> body.requiredString("a"))).contains("\"model_attributes_type\"");
        assertThat(violation("null", body -> body.requiredString("a")))
                .isEqualTo("{\"type\":\"missing\",\"loc\":[\"body\"],\"msg\":\"Field required\",\"input\":null}");
    }

    @Test
    void allFaultsAreToldUpToABound() throws IOException {
        InvalidFields two = invalid("{\"a\":1,\"b\":2}", body -> body.requiredString("a") + body.requiredString("b"));
        assertThat(two.violations()).hasSize(2);
        InvalidFields many = invalid("{\"a\":[" + "1,".repeat(5_000) + "1]}", body -> body.strings("a"));
        assertThat(many.violations()).hasSize(100);
    }

    @Test
    void largeInputIsNotRepeated() throws IOException {
        InvalidFields error = invalid("{\"b\":\"" + "x".repeat(100_000) + "\"}", body -> body.requiredString("a"));
        assertThat(Json.bytes(error.violations().get(0))).hasSizeLessThan(200);
        InvalidFields deep = invalid("{\"b\":[" + "[1],".repeat(10_000) + "1]}", body -> body.requiredString("a"));
        assertThat(Json.bytes(deep.violations().get(0))).hasSizeLessThan(200);
    }

    private static Object read(String json, Function<JsonBody, ?> reader) throws IOException {
        return JsonBody.read(Json.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))), reader);
    }

    private static InvalidFields invalid(String json, Function<JsonBody, ?> reader) {
        return catchThrowableOfType(InvalidFields.class, () -> read(json, reader));
    }

    private static String violation(String json, Function<JsonBody, ?> reader) {
        InvalidFields error = invalid(json, reader);
        assertThat(error).as(json).isNotNull();
        assertThat(error.violations()).hasSize(1);
        return new String(Json.bytes(error.violations().get(0)), StandardCharsets.UTF_8);
    }
}
