package io.eider.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the admin key of this start comes from.
 *
 * @param line what stands in {@code etc/io.eider.auth.cfg} of this start; never a key from the environment itself
 * @param value the key, as far as it is known to this process
 */
record AdminKey(Optional<String> line, Supplier<Optional<String>> value) {
    private static final String PROPERTY = "eider.demo.admin.key";

    /** For an ordinary start: the environment's, or what the file says. */
    static AdminKey ofSettings(Settings settings, Map<String, String> environment) {
        String name = Setting.ADMIN_API_KEY.env();
        String given = settings.get(Setting.ADMIN_API_KEY);
        boolean fromEnvironment = !environment.getOrDefault(name, "").isBlank();
        return new AdminKey(
                fromEnvironment ? Optional.of("$[env:" + name + "]") : Optional.empty(),
                () -> Optional.of(given).filter(key -> !key.isEmpty()));
    }

    /**
     * For the demonstration, which needs the key: the given one; at a first start the one that the server makes and shows;
     * otherwise, since only a hash of it is left, one for this run.
     *
     * @param out where the run's key is shown
     */
    static AdminKey forDemonstration(Settings settings, Map<String, String> environment, PrintStream out) {
        AdminKey given = ofSettings(settings, environment);
        if (given.value().get().isPresent()) {
            return given;
        }
        if (!Files.exists(catalog(settings))) {
            // CHECKSTYLE-OFF: standardStreams
            KeyWatch watch = new KeyWatch(System.out);
            System.setOut(new PrintStream(watch, true, StandardCharsets.UTF_8));
            // CHECKSTYLE-ON: standardStreams
            return new AdminKey(Optional.empty(), watch::key);
        }
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String key = "eider_demo_" + HexFormat.of().formatHex(random);
        System.setProperty(PROPERTY, key);
        out.println("  Key      only a hash of the admin key is stored, so this run has its own: " + key);
        return new AdminKey(Optional.of("$[prop:" + PROPERTY + "]"), () -> Optional.of(key));
    }

    private static Path catalog(Settings settings) {
        String path = settings.get(Setting.METADATA_PATH);
        return path.isEmpty() ? settings.dataDir().resolve("metadata.duckdb") : Path.of(path);
    }
}
