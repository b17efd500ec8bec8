package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The docs page in a real browser. {@code .ci/run} installs Chromium; a build on a machine without it leaves this out. */
@EnabledIf("browserIsInstalled")
class DocsPageIT {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Duration LONGEST = Duration.ofSeconds(120);

    @TempDir
    Path profile;

    static boolean browserIsInstalled() {
        return Files.isExecutable(BROWSER);
    }

    @Test
    void pageShowsTheOperationsWithoutAnythingFromOutside() throws Exception {
        try (EiderProcess eider = EiderProcess.configure().start()) {
            String page = rendered(eider.base() + "/docs");
            assertThat(page)
                    .contains("DuckDB Storage API")
                    .contains("/projects/{project_id}/api-keys", "Make an empty table", "Authorize");
            assertThat(page).doesNotContain("Failed to load", "cdn.", "unpkg", "jsdelivr");
        }
    }

    private String rendered(String address) throws Exception {
        Path out = profile.resolve("page.html");
        Process browser = new ProcessBuilder(
                        BROWSER.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile.resolve("chromium"),
                        "--virtual-time-budget=30000",
                        "--dump-dom",
                        address)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
            return Files.readString(out);
        } finally {
            browser.destroyForcibly();
        }
    }
}
