package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirTest {
    @TempDir
    private Path scratch;

    private Path home;
    private Path dataDir;

    @BeforeEach
    void makeDistribution() throws IOException {
        home = scratch.resolve("home");
        dataDir = Files.createDirectory(scratch.resolve("data"));
        write("system/io/eider/api/api.jar", "ours");
        write("system/org/other.jar", "others");
        write(
                "etc/org.apache.karaf.shell.cfg",
                "# note\nsshPort = $[env:KARAF_SSH_PORT;default=8101]\nsshRole = ssh\n");
        write("etc/io.eider.auth.cfg", ".admin.api.key = $[env:ADMIN_API_KEY;default=]\n");
    }

    @Test
    void etcIsCopiedWithTheValuesOfThisStart() throws IOException {
        prepare(Map.of("KARAF_SSH_PORT", "9101"));
        assertThat(Files.readAllLines(runDir().etc().resolve("org.apache.karaf.shell.cfg")))
                .contains("# note", "sshRole = ssh", "sshPort = 9101")
                .noneMatch(line -> line.contains("8101"));
    }

    @Test
    void keyFromTheEnvironmentIsNotWritten() throws IOException {
        prepare(Map.of("ADMIN_API_KEY", "0123456789abcdef"));
        assertThat(runDir().etc().resolve("io.eider.auth.cfg")).hasContent(".admin.api.key = $[env:ADMIN_API_KEY]");
    }

    @Test
    void fileThatWentAwayFromTheDistributionGoesFromTheCopy() throws IOException {
        write("etc/once.cfg", "a = b\n");
        prepare(Map.of());
        Files.delete(home.resolve("etc/once.cfg"));
        prepare(Map.of());
        assertThat(runDir().etc().resolve("once.cfg")).doesNotExist();
    }

    @Test
    void consolePasswordIsRandomStaysAndIsReadableByTheOwnerOnly() throws IOException {
        prepare(Map.of());
        Path file = runDir().passwordFile();
        String password = Files.readString(file);
        prepare(Map.of());
        assertThat(Files.readString(file)).isEqualTo(password).hasSizeGreaterThan(20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path users = runDir().etc().resolve("users.properties");
        assertThat(Files.readString(users)).contains("karaf = " + password.strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
                .isEqualTo("rw-------");
    }

    @Test
    void temporaryFilesOfTheLastRunAreDeleted() throws IOException {
        prepare(Map.of());
        Path left = Files.writeString(runDir().path().resolve("tmp/libduckdb_java123.so"), "x");
        prepare(Map.of());
        assertThat(left).doesNotExist();
        assertThat(left.getParent()).isDirectory();
    }

    @Test
    void bundleCacheStaysForTheSameBuild() throws IOException {
        prepare(Map.of());
        Path cached = cached();
        prepare(Map.of());
        assertThat(cached).exists();
    }

    @Test
    void bundleCacheGoesWhenOneOfOurBundlesHasOtherContent() throws IOException {
        prepare(Map.of());
        Path cached = cached();
        write("system/io/eider/api/api.jar", "OURS");
        prepare(Map.of());
        assertThat(cached).doesNotExist();
    }

    @Test
    void bundleCacheGoesWhenABundleIsAdded() throws IOException {
        prepare(Map.of());
        Path cached = cached();
        write("system/org/another.jar", "others");
        prepare(Map.of());
        assertThat(cached).doesNotExist();
    }

    private Path cached() throws IOException {
        Path cache = Files.createDirectories(runDir().path().resolve("cache/bundle0"));
        return Files.writeString(cache.resolve("bundle.info"), "x");
    }

    private void prepare(Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("DATA_DIR", dataDir.toString());
        Settings settings = Settings.read(all, home.resolve("etc"));
        runDir().prepare(settings, AdminKey.ofSettings(settings, all));
    }

    private RunDir runDir() {
        return new RunDir(home, dataDir);
    }

    private void write(String path, String content) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
