package io.eider.storage.project;

import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ErrorCode;
import io.eider.storage.file.FilesFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedProjectsTest {
    @TempDir
    Path directory;

    @Test
    void idIsNotFreeBeforeTheOldFilesAreGone() throws Exception {
        try (FilesFixture fixture = new FilesFixture(directory)) {
            DroppedProjects dropped = fixture.dropped;
            fixture.stored("a", "x");
            fixture.catalog.change(session -> dropped.note(session, PROJECT));
            assertFails(
                    ErrorCode.CREATE_FAILED,
                    () -> fixture.catalog.change(session -> dropped.requireFinished(session, PROJECT)));
            dropped.finish(PROJECT);
            assertThat(fixture.onDisk()).isEmpty();
            fixture.catalog.change(session -> dropped.requireFinished(session, PROJECT));
        }
    }
}
