package io.eider.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code DATA_DIR/karaf}: what Karaf writes while it runs, so that one distribution, which may be read-only, serves many
 * data directories. Its bundle cache is thrown away when the distribution is another build than at the last start. Its
 * {@code etc/} is made anew at every start from the one of the distribution, with the values of this start.
 */
final class RunDir {
    private static final String USER = "karaf";

    private final Path home;
    private final Path path;

    /**
     * For one distribution and one data directory.
     *
     * @param home the distribution
     * @param dataDir the data directory, held by this process
     */
    RunDir(Path home, Path dataDir) {
        this.home = home;
        this.path = dataDir.resolve("karaf");
    }

    /** Makes it ready for a start. */
    void prepare(Settings settings, AdminKey adminKey) {
        try {
            Files.createDirectories(path);
            dropOtherBuild();
            FileTrees.delete(path.resolve("tmp"));
            Files.createDirectories(path.resolve("tmp"));
            Files.createDirectories(path.resolve("log"));
            writeEtc(settings, adminKey);
            writeUser();
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR: cannot prepare " + path + ": " + e, e);
        }
    }

    Path path() {
        return path;
    }

    /** The configuration of this start. */
    Path etc() {
        return path.resolve("etc");
    }

    /** Where the console's password is. */
    Path passwordFile() {
        return path.resolve("console.password");
    }

    /** The program that opens the console. */
    Path client() {
        return home.resolve("bin/client");
    }

    Path log() {
        return path.resolve("log");
    }

    private void dropOtherBuild() throws IOException {
        Path file = path.resolve("build.id");
        String id = BuildId.of(home);
        if (Files.exists(file) && Files.readString(file).strip().equals(id)) {
            return;
        }
        Files.deleteIfExists(file);
        FileTrees.delete(path.resolve("cache"));
        Files.writeString(file, id + "\n");
    }

    private void writeEtc(Settings settings, AdminKey adminKey) throws IOException {
        FileTrees.delete(etc());
        FileTrees.copy(home.resolve("etc"), etc());
        Files.setPosixFilePermissions(etc(), PosixFilePermissions.fromString("rwx------"));
        new EtcFiles(etc()).put(values(settings, adminKey));
    }

    /** Takes over a file of the distribution's {@code etc/} that was changed while the server runs. */
    void takeOver(Path changed, Settings settings, AdminKey adminKey) throws IOException {
        new EtcFiles(etc()).replace(changed, values(settings, adminKey));
    }

    private static Map<Setting, String> values(Settings settings, AdminKey adminKey) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret()) {
                values.put(setting, settings.get(setting));
            }
        }
        adminKey.line().ifPresent(line -> values.put(Setting.ADMIN_API_KEY, line));
        values.put(Setting.DATA_DIR, settings.dataDir().toString());
        values.put(Setting.PGWIRE_DATA_DIR, settings.dataDir().toString());
        return values;
    }

    /** The console's only user: a random password, made once for each data directory. */
    private void writeUser() throws IOException {
        if (!Files.exists(passwordFile())) {
            byte[] random = new byte[18];
            new SecureRandom().nextBytes(random);
            writePrivate(passwordFile(), Base64.getUrlEncoder().encodeToString(random) + "\n");
        }
        String password = Files.readString(passwordFile()).strip();
        writePrivate(
                etc().resolve("users.properties"),
                USER + " = " + password + ",_g_:admingroup\n"
                        + "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n");
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
