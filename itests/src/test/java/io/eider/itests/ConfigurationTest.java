package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Compares the settings that the bundles declare with the shipped configuration files. */
class ConfigurationTest {
    private static final Path ETC = Path.of("../distribution/src/main/resources/etc");

    @Test
    void everySettingIsShippedWithItsDefaultAndNoOther() throws IOException {
        for (Map.Entry<String, Map<String, String>> component : declared().entrySet()) {
            assertThat(shipped(component.getKey()))
                    .as("etc/" + component.getKey() + ".cfg")
                    .containsExactlyInAnyOrderEntriesOf(component.getValue());
        }
    }

    @Test
    void everyFileOfOursBelongsToAComponent() throws IOException {
        Map<String, Map<String, String>> declared = declared();
        try (var files = Files.list(ETC)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("io.eider."))
                            .map(name -> name.replace(".cfg", "")))
                    .allMatch(declared::containsKey);
        }
    }

    /** Default by key by PID. */
    private static Map<String, Map<String, String>> declared() {
        Map<String, Map<String, String>> components = new TreeMap<>();
        for (Built bundle : Built.all()) {
            for (Element root : bundle.descriptors("OSGI-INF/metatype")) {
                for (Element designate : Built.elements(root, "Designate")) {
                    Map<String, String> keys =
                            components.computeIfAbsent(designate.getAttribute("pid"), pid -> new TreeMap<>());
                    Built.elements(root, "AD")
                            .forEach(key -> keys.put(key.getAttribute("id"), key.getAttribute("default")));
                }
            }
        }
        return components;
    }

    private static Map<String, String> shipped(String pid) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(ETC.resolve(pid + ".cfg"))) {
            properties.load(reader);
        }
        Map<String, String> keys = new TreeMap<>();
        properties.forEach((key, value) ->
                keys.put(key.toString(), value.toString().replaceFirst("^\\$\\[env:\\w+;default=(.*)]$", "$1")));
        return keys;
    }
}
