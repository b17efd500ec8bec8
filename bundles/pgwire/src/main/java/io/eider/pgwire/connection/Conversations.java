package io.eider.pgwire.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/** What comes after the login of a client. */
@FunctionalInterface
public interface Conversations {
    /**
     * Begins a conversation, on the channel's event loop and after AuthenticationOk was written: opens the session elsewhere, writes
     * ParameterStatus, BackendKeyData and ReadyForQuery.
     *
     * @return gets each {@link Message} from now on, and releases it
     */
    ChannelHandler begin(Channel channel, Login login);
}
