package io.eider.pgwire.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/**
 * What comes after the login of a client. A component of this bundle provides it; nothing is listened on until one does.
 *
 * <p>What a conversation is told, and what it has to do:
 * <ul>
 *   <li>Each whole {@link Message}, in order, on the event loop; it releases it. Several may come of one read: to slow a client down it sets
 *       {@code autoRead} of the channel to false and takes what still comes.
 *   <li>User event {@link Drain#EVENT}: idle, it says {@link Drain#goodbye} at once; running something, after that. What still runs when
 *       {@code drain.seconds} are over is closed by the server, which is {@code channelInactive}.
 *   <li>{@code channelInactive}: the client is gone, or was sent away; it ends the session, wherever it is.
 *   <li>A message that is too long never comes: the decoder says 08P01 and closes.
 *   <li>It writes with {@link Responses}, says its last word with {@link Farewell}, and registers and removes its key in
 *       {@link CancelKeys}, whose cancellation is called on a thread that may wait.
 * </ul>
 */
@FunctionalInterface
public interface Conversations {
    /**
     * Begins a conversation, on the channel's event loop and after AuthenticationOk was written (not flushed): opens the session elsewhere,
     * writes ParameterStatus, BackendKeyData and ReadyForQuery, or says with {@link Farewell} why not. What it throws is told to the client
     * as FATAL, and the connection is closed. Must not wait.
     *
     * @return gets each {@link Message} from now on, and releases it
     */
    ChannelHandler begin(Channel channel, Login login);
}
