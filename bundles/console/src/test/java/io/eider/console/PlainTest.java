package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "102348, 99.9 KiB",
        "102400, 100 KiB",
        "1048063, 1023 KiB",
        "1048064, 1.0 MiB",
        "1048576, 1.0 MiB",
        "10737418240, 10.0 GiB",
        "9223372036854775807, 8.0 EiB",
    })
    void showsSizesInTheUnitThatFits(long bytes, String shown) {
        assertThat(Plain.size(bytes)).isEqualTo(shown);
    }

    @Test
    void groupsTheDigitsOfCounts() {
        assertThat(Plain.count(0)).isEqualTo("0");
        assertThat(Plain.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void letsNothingPassThatSteersATerminal() {
        assertThat(Plain.line("a\u001b[31mred\u0007\u009b2J\r\nb\tc")).isEqualTo("a?[31mred??2J  b c");
        assertThat(Plain.line("abc\u202Edef\uD800")).isEqualTo("abc?def?");
        assertThat(Plain.line("Grüße 日本 😀")).isEqualTo("Grüße 日本 😀");
    }

    @Test
    void cutsACellThatIsTooWide() {
        assertThat(Plain.cell("😀".repeat(60))).isEqualTo("😀".repeat(60));
        assertThat(Plain.cell("😀".repeat(61))).isEqualTo("😀".repeat(57) + "...");
    }

    @Test
    void showsValuesOfAllKinds() {
        assertThat(Plain.cell(null)).isEmpty();
        assertThat(Plain.cell(Optional.empty())).isEmpty();
        assertThat(Plain.cell(Optional.of("x"))).isEqualTo("x");
        assertThat(Plain.cell(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(Plain.cell(new byte[3])).isEqualTo("3 bytes");
        assertThat(Plain.cell(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
        assertThat(Plain.cell(Map.of("k", 1.5))).isEqualTo("{\"k\":1.5}");
        assertThat(Plain.cell(Instant.parse("2026-11-21T03:53:52.869720Z"))).isEqualTo("2026-11-21T03:53:52Z");
    }
}
