package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The administrator's key: made once, shown once, kept as a hash. */
class AdminKeyIT {
    private static final Pattern KEY = Pattern.compile("eider_admin_[0-9a-f]{32}");

    @Test
    void firstStartShowsTheKeyOnceAndTheSecondStartShowsNone() throws IOException {
        try (EiderProcess first =
                EiderProcess.configure().without("ADMIN_API_KEY").start()) {
            Matcher shown = KEY.matcher(first.stdout());
            assertThat(shown.find()).isTrue();
            String key = shown.group();
            assertThat(shown.find()).isFalse();
            assertThat(first.admin(key).get("/projects").status()).isEqualTo(200);
            assertThat(first.stop()).isEqualTo(143);
            assertThat(filesWith(first.dataDir(), key)).isEmpty();
            try (EiderProcess second = first.again()) {
                assertThat(second.stdout()).doesNotContainPattern(KEY);
                assertThat(second.admin(key).get("/projects").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void givenKeyIsNeitherShownNorWritten() throws IOException {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            assertThat(eider.admin().get("/projects").status()).isEqualTo(200);
            assertThat(eider.stop()).isEqualTo(143);
            assertThat(eider.stdout()).doesNotContain(eider.adminKey()).doesNotContainPattern(KEY);
            assertThat(filesWith(eider.dataDir(), eider.adminKey())).isEmpty();
        }
    }

    private static Stream<Path> filesWith(Path root, String text) throws IOException {
        return Files.walk(root).filter(Files::isRegularFile).filter(file -> contains(file, text));
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
