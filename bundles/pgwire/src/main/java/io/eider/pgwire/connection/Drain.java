package io.eider.pgwire.connection;

import io.netty.channel.Channel;

/**
 * User event of a channel's pipeline: the server is about to stop or to be replaced. A conversation that is idle says {@link #goodbye} at
 * once, one that runs something ends that and then says it; what still runs when the time for it is over is closed.
 */
public enum Drain {
    EVENT;

    /** Says 57P01 and closes. */
    public static void goodbye(Channel channel) {
        Farewell.say(channel, ErrorFields.fatal("57P01", "terminating connection due to administrator command"));
    }
}
