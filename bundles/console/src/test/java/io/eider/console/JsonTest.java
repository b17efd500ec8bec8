package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesObjectsInTheirOrder() {
        assertThat(Json.text(Json.object("b", 1, "a", List.of(true, "x"), "n", null, "o", Map.of())))
                .isEqualTo("{\"b\":1,\"a\":[true,\"x\"],\"n\":null,\"o\":{}}");
    }

    @Test
    void writesNumbersAsTheyAre() {
        assertThat(Json.text(Arrays.asList(
                        1L, -2.5, new BigDecimal("1.10"), new BigInteger("123456789012345678901234567890"), null)))
                .isEqualTo("[1,-2.5,1.10,123456789012345678901234567890,null]");
        assertThat(Json.text(List.of(Double.NaN, Float.NEGATIVE_INFINITY))).isEqualTo("[\"NaN\",\"-Infinity\"]");
    }

    @Test
    void writesOptionalsBytesAndOtherValues() {
        assertThat(Json.text(List.of(
                        Optional.empty(), Optional.of(1), new byte[] {1, 2}, Instant.parse("2026-11-21T03:53:52Z"))))
                .isEqualTo("[null,1,\"AQI=\",\"2026-11-21T03:53:52Z\"]");
    }

    @Test
    void escapesWhatIsNotVisible() {
        assertThat(Json.text("say \"a\\b\"\n\u001b[0m\u202e\u0085"))
                .isEqualTo("\"say \\\"a\\\\b\\\"\\u000a\\u001b[0m\\u202e\\u0085\"");
        assertThat(Json.text("Grüße 😀")).isEqualTo("\"Grüße 😀\"");
        assertThat(Json.text("\uD83D\uDE00\uDE00\uD83D")).isEqualTo("\"😀\\ude00\\ud83d\"");
    }

    @Test
    void writesEmptyLists() {
        assertThat(Json.text(List.of())).isEqualTo("[]");
    }
}
