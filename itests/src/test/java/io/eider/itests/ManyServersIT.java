package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One distribution and several data directories, one data directory and several builds. */
class ManyServersIT {
    @Test
    void twoServersRunSideBySideFromOneDistribution() {
        try (EiderProcess one = EiderProcess.configure().start();
                EiderProcess two = EiderProcess.configure().start()) {
            one.admin().createProject("only-here");
            assertThat(one.admin().get("/projects/only-here").status()).isEqualTo(200);
            assertThat(two.admin().get("/projects/only-here").status()).isEqualTo(404);
            assertThat(two.admin().withKey(one.adminKey()).get("/projects").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void bundleCacheStaysForTheSameBuildAndGoesWithAnother() throws IOException {
        try (EiderProcess first = EiderProcess.configure().start()) {
            first.admin().createProject("kept");
            assertThat(first.stop()).isEqualTo(143);
            Path mark = Files.createFile(first.dataDir().resolve("karaf/cache/mark"));
            try (EiderProcess same = first.again()) {
                assertThat(mark).exists();
                assertThat(same.stop()).isEqualTo(143);
            }
            try (EiderProcess other = EiderProcess.configure()
                    .dataDir(first.dataDir())
                    .withLine("startup.properties", "# another build")
                    .start()) {
                assertThat(mark).doesNotExist();
                assertThat(other.admin().get("/projects/kept").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void environmentWinsOverTheFileAndTheFileOverTheDefault() {
        int port = FreePorts.take(1).get(0);
        String line = "org.osgi.service.http.port = " + port;
        try (EiderProcess byFile = EiderProcess.configure()
                        .with("PORT", "")
                        .withLine("org.ops4j.pax.web.cfg", line)
                        .launch();
                EiderProcess byEnvironment = EiderProcess.configure()
                        .withLine("org.ops4j.pax.web.cfg", line)
                        .start()) {
            assertThat(byEnvironment.isReady()).isTrue();
            Deadline.await("listener on the port of the file", java.time.Duration.ofSeconds(60), () -> byFile.stdout()
                    .contains("Eider is ready: http://127.0.0.1:" + port));
        }
    }
}
