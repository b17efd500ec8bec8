package io.eider.pgwire;

import io.eider.pgwire.connection.CancelKeys;
import io.eider.pgwire.connection.ConnectionInitializer;
import io.eider.pgwire.connection.ConnectionInitializer.Talk;
import io.eider.pgwire.connection.Conversations;
import io.eider.pgwire.connection.Drain;
import io.eider.pgwire.tls.Certificates;
import io.eider.pgwire.tls.TlsUse;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for PostgreSQL clients. When it is closed it lets nobody in any more, sends clients that wait away with 57P01, and gives running
 * statements time to end. Thread-safe.
 */
@Component(service = PgwireServer.class, immediate = true, configurationPid = "io.eider.pgwire")
@Designate(ocd = PgwireConfig.class)
public final class PgwireServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PgwireServer.class);
    private static final int WAITING_LOGINS = 256;
    private static final int BACKLOG = 256;
    /** A client that has vanished without a word is noticed after 20 + 3 * 10 seconds. */
    private static final int KEEPALIVE_IDLE_SECONDS = 20;

    private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEPALIVE_COUNT = 3;
    private static final long REFRESH_SECONDS = 2;
    private static final long CLOSE_SECONDS = 2;

    private final PgwireSettings settings;
    private final Services services;
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor aside;
    private final ChannelGroup channels;
    private final Certificates certificates;
    private final ConnectionInitializer connections;
    private final Channel listener;

    /** Listens as the configuration says. */
    @Activate
    public PgwireServer(
            PgwireConfig config,
            @Reference Services services,
            @Reference Conversations conversations,
            @Reference CancelKeys cancelKeys) {
        this(PgwireSettings.of(config), services, conversations, cancelKeys);
    }

    /** Listens as the settings say. @throws IllegalStateException if the address cannot be had */
    public PgwireServer(
            PgwireSettings settings, Services services, Conversations conversations, CancelKeys cancelKeys) {
        this.settings = settings;
        this.services = services;
        this.certificates = new Certificates(settings.tls());
        this.loops = new NioEventLoopGroup(settings.eventThreads(), new DefaultThreadFactory("eider-pgwire", true));
        this.channels = new DefaultChannelGroup(loops.next(), true);
        this.aside = new ThreadPoolExecutor(
                settings.loginThreads(),
                settings.loginThreads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING_LOGINS),
                new DefaultThreadFactory("eider-pgwire-login", true));
        aside.allowCoreThreadTimeOut(true);
        this.connections = new ConnectionInitializer(
                settings.connections(), certificates, services, aside, new Talk(conversations, cancelKeys), channels);
        this.listener = listen();
        every(1, () -> connections.publish(services.meters()));
        every(REFRESH_SECONDS, certificates::refresh);
        LOG.info(
                "PostgreSQL clients are heard on {}, TLS: {}",
                listener.localAddress(),
                settings.tls().use());
        warnOfPlaintext();
    }

    private Channel listen() {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_IDLE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEPALIVE_INTERVAL_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_COUNT)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(connections)
                .bind(new InetSocketAddress(settings.host(), settings.port()))
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        stopThreads();
        throw new IllegalStateException(
                "Port " + settings.port() + " on " + settings.host() + " cannot be had for PostgreSQL clients ("
                        + bound.cause().getMessage()
                        + "); end the program that has it or set PGWIRE_PORT to a free port",
                bound.cause());
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    @Deactivate
    public void close() {
        listener.close().awaitUninterruptibly();
        channels.forEach(channel -> channel.pipeline().fireUserEventTriggered(Drain.EVENT));
        if (!channels.newCloseFuture().awaitUninterruptibly(settings.drain().toMillis())) {
            LOG.warn("{} connections still run something and are cut off", channels.size());
            channels.forEach(Drain::goodbye);
            channels.newCloseFuture().awaitUninterruptibly(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        }
        channels.close().awaitUninterruptibly();
        connections.publish(services.meters());
        stopThreads();
    }

    private void stopThreads() {
        aside.shutdownNow();
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void every(long seconds, Runnable work) {
        loops.scheduleWithFixedDelay(() -> later(work), seconds, seconds, TimeUnit.SECONDS);
    }

    private void later(Runnable work) {
        try {
            aside.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("Too busy, or stopping; next time");
        }
    }

    private void warnOfPlaintext() {
        boolean isRemote =
                !((InetSocketAddress) listener.localAddress()).getAddress().isLoopbackAddress();
        if (isRemote && settings.tls().use() == TlsUse.OFF) {
            LOG.warn("Other machines reach PostgreSQL sessions without encryption; set PGWIRE_TLS");
        }
    }
}
