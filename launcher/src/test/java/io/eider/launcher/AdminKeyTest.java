package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminKeyTest {
    @TempDir
    private Path dataDir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void keyOfTheEnvironmentIsReferredToAndNotWritten() {
        AdminKey key = key(Map.of("ADMIN_API_KEY", "0123456789"));
        assertThat(key.line()).hasValue("$[env:ADMIN_API_KEY]");
        assertThat(key.value().get()).hasValue("0123456789");
    }

    @Test
    void laterDemonstrationGetsAKeyOfItsOwnAndTellsIt() throws IOException {
        Files.createFile(dataDir.resolve("metadata.duckdb"));
        AdminKey key = key(Map.of());
        assertThat(key.line()).hasValue("$[prop:eider.demo.admin.key]");
        assertThat(key.value().get())
                .hasValueSatisfying(value -> assertThat(out.toString()).contains(value));
    }

    @Test
    void keyIsFoundInWhatTheServerPrints() {
        KeyWatch watch = new KeyWatch(out);
        PrintStream print = new PrintStream(watch, true);
        print.println("Eider's admin key, shown only now:");
        assertThat(watch.key()).isEmpty();
        print.println("      eider_admin_4a1a57147724b60752b783eac62c52e2");
        assertThat(watch.key()).hasValue("eider_admin_4a1a57147724b60752b783eac62c52e2");
        assertThat(out.toString()).contains("shown only now", "eider_admin_4a1a");
    }

    private AdminKey key(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DATA_DIR", dataDir.toString());
        return AdminKey.forDemonstration(Settings.read(all, dataDir), all, new PrintStream(out, true));
    }
}
