package io.eider.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of the settings for one start: the environment first, then {@code etc/*.cfg}, then the default. Immutable.
 */
final class Settings {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[env:([A-Za-z0-9_]+)(?:;default=([^]]*))?]");

    private final Map<Setting, String> values;

    private Settings(Map<Setting, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads all settings.
     *
     * @param etc the directory of the configuration files; a missing file means defaults
     * @throws StartFailure one line for each bad value, which it names
     */
    static Settings read(Map<String, String> environment, Path etc) {
        Map<String, Properties> files = new HashMap<>();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Set<String> faults = new LinkedHashSet<>(); // one variable may stand in two files
        for (Setting setting : Setting.values()) {
            Properties file = files.computeIfAbsent(setting.pid(), pid -> load(etc.resolve(pid + ".cfg")));
            Source source = source(setting, environment, file);
            setting.kind()
                    .normal()
                    .apply(source.value())
                    .ifPresentOrElse(value -> values.put(setting, value), () -> faults.add(fault(setting, source)));
        }
        if (!faults.isEmpty()) {
            throw new StartFailure(String.join(System.lineSeparator(), faults));
        }
        return new Settings(values);
    }

    /** The value in its normal form. */
    String get(Setting setting) {
        return values.get(setting);
    }

    /** The value of a setting whose kind is a whole number. */
    int number(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    /** The root of all data, absolute. */
    Path dataDir() {
        return Path.of(get(Setting.DATA_DIR)).toAbsolutePath().normalize();
    }

    private static Source source(Setting setting, Map<String, String> environment, Properties file) {
        String given = environment.getOrDefault(setting.env(), "").strip();
        if (!given.isEmpty()) {
            return new Source(setting.env(), given);
        }
        String written = file.getProperty(setting.key());
        String name = "etc/" + setting.pid() + ".cfg: " + setting.key();
        return new Source(
                name,
                written == null
                        ? setting.defaultValue()
                        : resolve(written, environment).strip());
    }

    /** Replaces {@code $[env:NAME;default=value]} as Felix's interpolation plug-in does. */
    static String resolve(String text, Map<String, String> environment) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> {
            String fallback = found.group(2) == null ? "" : found.group(2);
            String value = environment.getOrDefault(found.group(1), "");
            return Matcher.quoteReplacement(value.isBlank() ? fallback : value);
        });
    }

    private static String fault(Setting setting, Source source) {
        String shown = setting.isSecret() ? "(hidden)" : source.value();
        return source.name() + "=" + shown + ": not " + setting.kind().meaning();
    }

    /** The lines of a file; none if there is no such file. */
    static Properties load(Path file) {
        Properties properties = new Properties();
        if (!Files.exists(file)) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("etc/" + file.getFileName() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private record Source(String name, String value) {}
}
