package io.eider.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    private static final Path DOCUMENT = Path.of("../../docs/errors.md");

    @Test
    void everyRowHasItsForm() {
        Set<String> seen = new HashSet<>();
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(code.wireName()).as(code.name()).matches("[a-z][a-z_]*");
            assertThat(code.httpStatus()).as(code.name()).isBetween(400, 599);
            assertThat(code.sqlState()).as(code.name()).matches("[0-9A-Z]{5}");
            assertThat(code.meaning()).as(code.name()).endsWith(".");
            assertThat(seen.add(code.wireName() + code.httpStatus()))
                    .as(code.name())
                    .isTrue();
        }
    }

    /** Regenerate with {@code mvn -pl bundles/api test -Dtest=ErrorCodeTest -Deider.write.docs=true}. */
    @Test
    void documentSaysWhatTheTableSays() throws IOException {
        String generated = document();
        if (Boolean.getBoolean("eider.write.docs")) {
            Files.writeString(DOCUMENT, generated);
        }
        assertThat(DOCUMENT).hasContent(generated);
    }

    private static String document() {
        StringBuilder out = new StringBuilder("# Errors\n\nGenerated from `io.eider.api.error.ErrorCode`; do not edit. "
                + "The body of an error is `{\"detail\":{\"error\":…,\"message\":…,\"details\":{…}}}`; `idempotency_conflict`, "
                + "`idempotency_in_progress` and `internal_server_error` come without `detail`, validation errors (422) as a list.\n\n"
                + "| error | HTTP | SQLSTATE | kind | meaning |\n|---|---|---|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            out.append("| `%s` | %d | %s | %s | %s |%n"
                    .formatted(
                            code.wireName(),
                            code.httpStatus(),
                            code.sqlState(),
                            code.kind().name().toLowerCase(java.util.Locale.ROOT),
                            code.meaning()));
        }
        return out.toString();
    }
}
