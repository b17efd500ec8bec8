package io.eider.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.meter.Meters;
import io.eider.pgwire.connection.CancelKeys;
import io.eider.pgwire.connection.ConnectionInitializer;
import io.eider.pgwire.tls.Certificates;
import io.eider.pgwire.tls.TlsSettings;
import io.eider.pgwire.tls.TlsUse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random bytes, and good ones with faults, from the first byte to the login's end, in one thread and without a socket. */
class FuzzTest {
    private static final int ROUNDS = 20_000;
    /** What one read may need beyond what was sent: growing buffers, answers. */
    private static final long SLACK = 1 << 17;

    @TempDir
    private static Path directory;

    private static ServerFixture fixture;
    private static TlsSettings tls;

    @BeforeAll
    static void start() throws Exception {
        fixture = new ServerFixture(directory.resolve("data"));
        Keytool.make(directory, "server", "localhost", "EC secp256r1");
        tls = new TlsSettings(
                TlsUse.ALLOW,
                directory.resolve("server.crt"),
                directory.resolve("server.key"),
                TlsUse.OFF,
                Optional.empty());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void noBytesMakeItHangLeakOrAllocateWhatALengthSays() {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        Random random = new Random(seed);
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
        ConnectionInitializer connections = new ConnectionInitializer(
                ServerFixture.CONNECTIONS,
                new Certificates(tls),
                new Services(fixture.credentials, fixture.workspaces, Meters.NOOP),
                Runnable::run,
                new ConnectionInitializer.Talk(fixture.conversations, new CancelKeys()),
                new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE));
        for (int round = 0; round < ROUNDS; round++) {
            String what = "seed " + seed + ", round " + round;
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.config().setAllocator(memory);
            channel.pipeline().addLast(connections);
            long sent = 0;
            for (byte[] part : parts(bytes(random), random)) {
                if (channel.isOpen()) {
                    ByteBuf in = memory.heapBuffer(Math.max(1, part.length)).writeBytes(part);
                    channel.writeInbound(in);
                    sent += part.length;
                }
                channel.runPendingTasks();
                assertThat(memory.metric().usedHeapMemory()).as(what).isLessThan(4 * sent + SLACK);
            }
            assertThat(fixture.conversations.logins).as(what).isEmpty();
            for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                ReferenceCountUtil.release(out);
            }
            channel.finishAndReleaseAll();
            channel.checkException();
            assertThat(memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory())
                    .as(what)
                    .isZero();
        }
    }

    /** Mostly what a client would send, with some bytes changed, left out or doubled. */
    private static byte[] bytes(Random random) {
        ByteBuffer all = ByteBuffer.allocate(1 << 16);
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(20_000)];
            random.nextBytes(noise);
            return noise;
        }
        int packets = 1 + random.nextInt(4);
        for (int i = 0; i < packets; i++) {
            all.put(random.nextInt(3) > 0 ? first(random) : message(random));
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        for (int faults = random.nextInt(4); faults > 0 && bytes.length > 0; faults--) {
            bytes[random.nextInt(Math.min(bytes.length, 40))] = (byte) random.nextInt();
        }
        return random.nextInt(3) > 0 ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static byte[] first(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> WireClient.packetBytes(80877103, new byte[random.nextInt(8) / 7]);
            case 1 -> WireClient.packetBytes(80877104, new byte[0]);
            case 2 -> WireClient.packetBytes(80877102, new byte[random.nextInt(300)]);
            case 3 -> WireClient.packetBytes(random.nextInt(5) << 16 | random.nextInt(4), new byte[random.nextInt(99)]);
            default ->
                WireClient.packetBytes(
                        3 << 16 | random.nextInt(4),
                        WireClient.startupBody("user", "me", random.nextBoolean() ? "options" : "_pq_.a", "-c a=b"));
        };
    }

    private static byte[] message(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> WireClient.messageBytes('p', sasl("SCRAM-SHA-256", "n,,n=,r=abc"));
            case 1 -> WireClient.messageBytes('p', "c=biws,r=abc,p=AAAA".getBytes(StandardCharsets.UTF_8));
            case 2 ->
                ByteBuffer.allocate(5).put((byte) 'p').putInt(random.nextInt()).array();
            default -> WireClient.messageBytes((char) random.nextInt(256), new byte[random.nextInt(12_000)]);
        };
    }

    private static byte[] sasl(String mechanism, String first) {
        return ByteBuffer.allocate(mechanism.length() + 5 + first.length())
                .put(mechanism.getBytes(StandardCharsets.UTF_8))
                .put((byte) 0)
                .putInt(first.length())
                .put(first.getBytes(StandardCharsets.UTF_8))
                .array();
    }

    private static List<byte[]> parts(byte[] bytes, Random random) {
        List<byte[]> parts = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 8 : 4_000));
            parts.add(java.util.Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return parts;
    }
}
