package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.UploadedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalUploadTest {
    @TempDir
    Path directory;

    private final FakeStorage storage = new FakeStorage();
    private final Services services = new Services(Duration.ofMillis(50));
    private final LocalUpload upload = new LocalUpload(services, new ProjectId("p"));
    private Path file;

    @BeforeEach
    void writeAFile() throws Exception {
        services.bindStorage(storage);
        file = Files.writeString(directory.resolve("a.csv"), "id\n1\n");
    }

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void sendsTheFileInThreeStagesAndRemovesItAgain() throws Exception {
        UploadedFile copy = upload.send(file, ProgressLine.hidden());
        upload.remove(copy);
        assertThat(storage.calls).containsExactly("prepare a.csv 5", "receive id\n1\n", "register", "delete id");
    }

    @Test
    void anInterruptWhileSendingRegistersNothing() {
        Thread.currentThread().interrupt();
        assertCancelled();
        assertThat(storage.calls).isEmpty();
    }

    @Test
    void anInterruptAfterSendingLeavesNothing() {
        storage.whenReceived = () -> Thread.currentThread().interrupt();
        assertCancelled();
        assertThat(storage.calls).endsWith("register", "delete id");
        assertThat(storage.kept()).isEmpty();
    }

    @Test
    void removesTheCopyForAnInterruptedThreadToo() throws Exception {
        UploadedFile copy = upload.send(file, ProgressLine.hidden());
        Thread.currentThread().interrupt();
        upload.remove(copy);
        assertThat(storage.kept()).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void tellsInOneLineThatTheStorageIsAway() {
        services.unbindStorage(storage);
        assertThatThrownBy(() -> upload.send(file, ProgressLine.hidden())).hasMessageContaining("storage service");
    }

    private void assertCancelled() {
        assertThatThrownBy(() -> upload.send(file, ProgressLine.hidden()))
                .isInstanceOfSatisfying(ApiException.class, e -> assertThat(LocalUpload.isCancelled(e))
                        .isTrue());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
