package io.eider.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Creation of projects, buckets and tables, one after the other. */
final class CreateFigure implements Figure {
    private static final int WARM_UP = 30;
    private static final int COUNT = 100;

    private int next;

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("create")) {
            Samples projects =
                    Samples.of(WARM_UP, COUNT, () -> admin.createProject(name()).close());
            Samples buckets = Samples.of(WARM_UP, COUNT, () -> owner.createBucket("create", name()));
            owner.createBucket("create", "all");
            Samples tables = Samples.of(WARM_UP, COUNT, () -> owner.createTable("create", "all", name()));
            report.atMost("create project", 15, projects.medianMillis(), " ms", projects.summary());
            report.atMost("create bucket", 5, buckets.medianMillis(), " ms", buckets.summary());
            report.atMost("create table", 15, tables.medianMillis(), " ms", tables.summary());
        }
        report.note(
                "fsync of 4 KB appended to a file on this disk: %s",
                syncs(server).summary());
    }

    private String name() {
        return "c" + next++;
    }

    /** What the disk itself takes: every creation waits for it at least once. */
    private static Samples syncs(Server server) throws Exception {
        Path file = server.scratch().resolve("sync");
        ByteBuffer block = ByteBuffer.allocate(4096);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return Samples.of(WARM_UP, COUNT, () -> append(channel, block));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void append(FileChannel channel, ByteBuffer block) throws IOException {
        block.clear();
        channel.write(block, channel.size());
        channel.force(true);
    }
}
