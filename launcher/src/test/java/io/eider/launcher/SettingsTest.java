package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    private static final Path SHIPPED = Path.of("../distribution/src/main/resources/etc");

    @TempDir
    private Path etc;

    @ParameterizedTest
    @EnumSource
    void everySettingStandsInItsFileWithItsVariableAndDefault(Setting setting) throws IOException {
        Properties file = new Properties();
        try (var reader = Files.newBufferedReader(SHIPPED.resolve(setting.pid() + ".cfg"))) {
            file.load(reader);
        }
        assertThat(file.getProperty(setting.key()))
                .isEqualTo("$[env:" + setting.env() + ";default=" + setting.defaultValue() + "]");
    }

    @ParameterizedTest
    @EnumSource
    void everyDefaultIsGood(Setting setting) {
        assertThat(setting.kind().normal().apply(setting.defaultValue())).contains(setting.defaultValue());
    }

    @Test
    void defaultsHoldWhereNothingIsSaid() {
        Settings settings = Settings.read(Map.of(), etc);
        assertThat(settings.number(Setting.HTTP_PORT)).isEqualTo(8000);
        assertThat(settings.get(Setting.HTTP_HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void fileWinsOverTheDefaultAndTheEnvironmentOverBoth() throws IOException {
        Files.writeString(etc.resolve("org.ops4j.pax.web.cfg"), "org.osgi.service.http.port = 9000\n");
        assertThat(Settings.read(Map.of(), etc).number(Setting.HTTP_PORT)).isEqualTo(9000);
        assertThat(Settings.read(Map.of("PORT", "9001"), etc).number(Setting.HTTP_PORT))
                .isEqualTo(9001);
    }

    @Test
    void emptyVariableIsAsGoodAsNone() {
        assertThat(Settings.read(Map.of("PORT", " "), etc).number(Setting.HTTP_PORT))
                .isEqualTo(8000);
    }

    @Test
    void fileMayNameVariablesOfItsOwn() throws IOException {
        Files.writeString(etc.resolve("io.eider.engine.cfg"), "duckdb.threads = $[env:CORES;default=3]\n");
        assertThat(Settings.read(Map.of(), etc).number(Setting.DUCKDB_THREADS)).isEqualTo(3);
        assertThat(Settings.read(Map.of("CORES", "7"), etc).number(Setting.DUCKDB_THREADS))
                .isEqualTo(7);
    }

    @Test
    void allBadValuesAreNamedAtOnceEachInItsLine() {
        assertThatThrownBy(() -> Settings.read(Map.of("PORT", "abc", "DUCKDB_THREADS", "0"), etc))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PORT=abc: not a port number (1 to 65535)")
                .hasMessageContaining("DUCKDB_THREADS=0: not a number (1 to 256)");
    }

    @Test
    void badVariableOfTwoFilesIsNamedOnce() {
        assertThatThrownBy(() -> Settings.read(Map.of("PGWIRE_PORT", "abc"), etc))
                .hasMessage("PGWIRE_PORT=abc: not a port number (1 to 65535)");
    }

    @Test
    void badValueOfAFileIsNamedWithTheFile() throws IOException {
        Files.writeString(etc.resolve("io.eider.rest.cfg"), "debug = perhaps\n");
        assertThatThrownBy(() -> Settings.read(Map.of(), etc))
                .hasMessage("etc/io.eider.rest.cfg: debug=perhaps: not true or false");
    }

    @Test
    void badKeyIsNotShown() {
        assertThatThrownBy(() -> Settings.read(Map.of("ADMIN_API_KEY", "se cret"), etc))
                .hasMessageStartingWith("ADMIN_API_KEY=(hidden): not ");
    }

    @ParameterizedTest
    @CsvSource({"DEBUG, yes, true", "DEBUG, FALSE, false", "PORT, 08080, 8080", "DUCKDB_MEMORY_LIMIT, 512MB, 512MB"})
    void goodValuesAreBroughtIntoOneForm(String name, String given, String normal) {
        Settings settings = Settings.read(Map.of(name, given), etc);
        assertThat(java.util.Arrays.stream(Setting.values())
                        .filter(setting -> setting.env().equals(name))
                        .map(settings::get))
                .containsExactly(normal);
    }
}
