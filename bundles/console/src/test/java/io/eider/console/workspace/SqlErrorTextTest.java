package io.eider.console.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlErrorTextTest {
    @Test
    void takesTheSqlstateOfTheCodeIfTheDetailsNameNone() {
        assertThat(text("SELECT", Map.of())).containsExactly("Error: 42601 syntax_error: no");
    }

    @Test
    void countsCharactersAndNotUnitsOfJava() {
        assertThat(text("SELECT '\ud83e\udd86', x", Map.of("position", 13)))
                .endsWith("LINE 1: SELECT '\ud83e\udd86', x", " ".repeat(8 + 12) + "^");
    }

    @Test
    void cutsALongLineAroundThePlace() {
        String sql = "a".repeat(500) + "!" + "b".repeat(500);
        List<String> lines = text(sql, Map.of("position", 501));
        assertThat(lines.get(1)).isEqualTo("LINE 1: ..." + "a".repeat(40) + "!" + "b".repeat(34) + "...");
        assertThat(lines.get(2)).hasSize(lines.get(1).indexOf('!') + 1).endsWith(" ^");
    }

    @Test
    void pointsBehindTheEndOfTheText() {
        assertThat(text("SELECT", Map.of("position", 7))).endsWith("LINE 1: SELECT", " ".repeat(14) + "^");
    }

    @Test
    void showsNothingThatSteersATerminal() {
        assertThat(text("\tSELECT\r\u001b[2J x", Map.of("position", 14, "detail", "\u001b[2J", "hint", "two\nlines")))
                .endsWith("LINE 1:  SELECT ?[2J x", " ".repeat(8 + 13) + "^", "Detail: ?[2J", "Hint: two lines");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8, Integer.MAX_VALUE})
    void leavesAPlaceOutThatIsNotInTheText(int position) {
        assertThat(text("SELECT", Map.of("position", position))).hasSize(1);
    }

    private static List<String> text(String sql, Map<String, ?> details) {
        ApiException error = new ApiException(ErrorCode.SYNTAX_ERROR, "no", new LinkedHashMap<>(details));
        return SqlErrorText.of(error, sql).lines().toList();
    }
}
