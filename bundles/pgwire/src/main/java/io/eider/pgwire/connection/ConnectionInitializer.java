package io.eider.pgwire.connection;

import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;
import io.eider.pgwire.Services;
import io.eider.pgwire.connection.ConnectionCounts.Admission;
import io.eider.pgwire.tls.Certificates;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Lets connections in and builds their pipelines: traffic, TLS, decoder, login and then conversation. */
public final class ConnectionInitializer extends ChannelInitializer<Channel> {
    static final String DECODER = "decoder";

    private final Entrance entrance;
    private final ConnectionCounts counts;
    private final ChannelGroup channels;
    private final ConnectionMeters meters = new ConnectionMeters();

    /**
     * What builds pipelines.
     *
     * @param settings what connections may do
     * @param certificates for TLS
     * @param services of other bundles
     * @param aside a bounded executor of threads that may wait
     * @param talk what comes after a login, and how another connection may interrupt it
     * @param channels gets each connection
     */
    public ConnectionInitializer(
            ConnectionSettings settings,
            Certificates certificates,
            Services services,
            Executor aside,
            Talk talk,
            ChannelGroup channels) {
        this.counts = new ConnectionCounts(settings.connections(), settings.perAddress());
        this.channels = channels;
        this.entrance = new Entrance(
                settings,
                certificates,
                new LoginCheck(services),
                aside,
                talk.cancelKeys(),
                talk.conversations(),
                new LoginFailures(settings.failuresPerMinute(), Clock.systemUTC()),
                meters);
    }

    /** What comes after a login, and how another connection may interrupt it. */
    public record Talk(Conversations conversations, CancelKeys cancelKeys) {}

    @Override
    protected void initChannel(Channel channel) {
        Address address = Address.of(channel.remoteAddress());
        Admission admission = counts.open(address);
        if (admission == Admission.DROPPED) {
            meters.refused("53300");
            channel.close();
            return;
        }
        meters.opened();
        channels.add(channel);
        channel.closeFuture().addListener(closed -> counts.close(address));
        MessageDecoder decoder = new MessageDecoder(entrance.settings().loginMessageBytes());
        LoginHandler login = new LoginHandler(entrance, address, admission, decoder);
        channel.pipeline()
                .addLast(new Traffic(meters, address))
                .addLast(new DirectTls(entrance, login))
                .addLast(DECODER, decoder)
                .addLast(login);
    }

    /** Hands the meters what was counted since the last time. */
    public void publish(Swappable<Meters> to) {
        meters.publish(to, counts.sum());
    }
}
