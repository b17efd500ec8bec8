package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredKeysTest {
    private static final String DESCRIPTOR =
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="x" name="x">
                <AD id="queue.max" type="Integer" name="q" description="Longest queue, >= 1" min="1" max="64" default="8"/>
                <AD id="size.bytes" type="Long" name="s" min="1" default="10737418240"/>
                <AD id="on" type="Boolean" name="o" default="true"/>
                <AD id="text" type="String" name="t" default=""/>
              </OCD>
              <Designate pid="io.eider.shop"><Object ocdref="x"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void makeBundle() throws IOException {
        Path folder = Files.createDirectories(home.resolve("system/io/eider/shop/1.0"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("shop-1.0.jar"));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/metatype/shop.xml"));
            jar.write(DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "queue.max, 64",
        "size.bytes, 99999999999",
        "on, false",
        "text, anything",
        "queue.max, '$[env:Q;default=3]'"
    })
    void goodLinePasses(String key, String value) throws IOException {
        write(key + " = " + value);
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue.max | 0 | not a number (1 to 64)",
                "queue.max | many | not a number (1 to 64)",
                "size.bytes | 10GB | not a number of 1 or more",
                "on | perhaps | not true or false",
            })
    void badLineIsNamed(String key, String value, String reason) throws IOException {
        write(key + " = " + value);
        assertThatThrownBy(this::check).hasMessage("etc/io.eider.shop.cfg: " + key + "=" + value + ": " + reason);
    }

    @Test
    void misspeltKeyIsNamed() throws IOException {
        write("queue.maximum = 5");
        assertThatThrownBy(this::check).hasMessage("etc/io.eider.shop.cfg: queue.maximum: no such setting");
    }

    @Test
    void missingFileMeansDefaults() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void check() throws IOException {
        DeclaredKeys.of(home).check(home.resolve("etc"), Map.of());
    }

    private void write(String line) throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/io.eider.shop.cfg"), line + "\n");
    }
}
