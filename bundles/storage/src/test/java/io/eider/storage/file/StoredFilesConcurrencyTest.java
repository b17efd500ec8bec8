package io.eider.storage.file;

import static io.eider.storage.file.FilesFixture.PROJECT;
import static io.eider.storage.file.FilesFixture.codeOf;
import static io.eider.storage.file.FilesFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class StoredFilesConcurrencyTest {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFilesConcurrencyTest.class);

    @TempDir
    Path directory;

    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final long seed = Long.getLong("eider.seed", System.nanoTime());
    private FilesFixture fixture;

    @BeforeEach
    void open() throws Exception {
        LOG.warn("repeat with -Deider.seed={}", seed);
        fixture = new FilesFixture(directory);
    }

    @AfterEach
    public void close() throws Exception {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        fixture.close();
    }

    @Test
    void lastFinishedOfTwoUploadsWinsAndTheyNeverMix() throws Exception {
        UploadKey key = fixture.prepare("a");
        CountDownLatch firstIsHalfWay = new CountDownLatch(1);
        CountDownLatch secondIsDone = new CountDownLatch(1);
        Future<?> first = pool.submit(() -> {
            InputStream body = new Halting("1".repeat(700_000), firstIsHalfWay, secondIsDone);
            return fixture.files.receive(PROJECT, key, body);
        });
        assertThat(firstIsHalfWay.await(10, TimeUnit.SECONDS)).isTrue();
        fixture.receive(key, "2".repeat(10));
        secondIsDone.countDown();
        first.get(10, TimeUnit.SECONDS);

        UploadedFile file = fixture.register(key);
        assertThat(file.sizeBytes()).isEqualTo(700_000);
        assertThat(file.sha256()).contains(sha256("1".repeat(700_000)));
        assertThat(fixture.read(file)).isEqualTo("1".repeat(700_000));
        assertThat(fixture.onDisk()).containsExactly(file.path());
    }

    @Test
    void rowAndBytesAgreeUnderManyUploadsAndRegistrationsOfOneKey() throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            UploadKey key = fixture.prepare("a");
            fixture.receive(key, "first");
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String content = Character.toString('a' + i).repeat(random.nextInt(600_000));
                calls.add(() -> {
                    fixture.receive(key, content);
                    return null;
                });
            }
            calls.add(random.nextInt(calls.size()), () -> fixture.register(key));
            calls.add(random.nextInt(calls.size()), () -> fixture.register(key));
            Map<ErrorCode, Integer> errors = new EnumMap<>(ErrorCode.class);
            List<UploadedFile> registered = new ArrayList<>();
            for (Future<Object> result : pool.invokeAll(calls)) {
                outcome(result, errors).ifPresent(registered::add);
            }
            assertThat(errors.keySet()).isSubsetOf(ErrorCode.UPLOAD_SESSION_NOT_FOUND);
            assertThat(registered).hasSize(1);
            UploadedFile file = registered.get(0);
            String content = fixture.read(file);
            assertThat(file.sizeBytes()).isEqualTo(content.length());
            assertThat(file.sha256()).contains(sha256(content));
            assertThat(fixture.onDisk()).containsExactly(file.path());
            fixture.files.delete(PROJECT, file.id());
        }
        assertThat(fixture.onDisk()).isEmpty();
    }

    @Test
    void nothingIsLeftWhenAProjectIsDroppedUnderItsWriters() throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            fixture.projects.add(PROJECT);
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                String content = "x".repeat(random.nextInt(400_000));
                calls.add(i % 2 == 0 ? () -> fixture.stored("a", content) : () -> export(content));
            }
            calls.add(random.nextInt(calls.size()), () -> {
                fixture.drop(PROJECT);
                return null;
            });
            Map<ErrorCode, Integer> errors = new EnumMap<>(ErrorCode.class);
            for (Future<Object> result : pool.invokeAll(calls)) {
                outcome(result, errors);
            }
            assertThat(errors.keySet()).isSubsetOf(ErrorCode.PROJECT_NOT_FOUND, ErrorCode.UPLOAD_SESSION_NOT_FOUND);
            assertThat(fixture.onDisk()).isEmpty();
            fixture.projects.add(PROJECT);
            assertThat(fixture.files.list(PROJECT, new PageRequest(10, 0)).total())
                    .isZero();
        }
    }

    private Object export(String content) {
        NewFile file = new NewFile(new FileName("e"), Optional.empty(), Map.of());
        return fixture.files
                .write(PROJECT, file, path -> {
                    try {
                        return Files.writeString(path, content);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .file();
    }

    private static Optional<UploadedFile> outcome(Future<Object> result, Map<ErrorCode, Integer> errors)
            throws InterruptedException {
        try {
            return result.get() instanceof UploadedFile file ? Optional.of(file) : Optional.empty();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ApiException.class);
            errors.merge(codeOf(e.getCause()), 1, Integer::sum);
            return Optional.empty();
        }
    }

    /** Gives half of its bytes, then says so and waits. */
    private static final class Halting extends InputStream {
        private final String content;
        private final CountDownLatch halfWay;
        private final CountDownLatch goOn;
        private int position;

        Halting(String content, CountDownLatch halfWay, CountDownLatch goOn) {
            this.content = content;
            this.halfWay = halfWay;
            this.goOn = goOn;
        }

        @Override
        public int read() throws IOException {
            if (position == content.length() / 2) {
                halfWay.countDown();
                try {
                    if (!goOn.await(10, TimeUnit.SECONDS)) {
                        throw new IOException("nobody came");
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            return position == content.length() ? -1 : content.charAt(position++);
        }
    }
}
