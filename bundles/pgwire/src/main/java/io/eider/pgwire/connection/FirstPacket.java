package io.eider.pgwire.connection;

import java.util.List;
import java.util.Map;

/** What a client sends before it may send messages. Source: PostgreSQL manual, "Message Formats". */
sealed interface FirstPacket {
    /** SSLRequest. */
    record TlsRequest() implements FirstPacket {}

    /** GSSENCRequest. */
    record GssRequest() implements FirstPacket {}

    /** CancelRequest. */
    record Cancel(int pid, byte[] secret) implements FirstPacket {}

    /** A protocol that is not spoken, {@code major << 16 | minor}. */
    record Unspoken(int protocol) implements FirstPacket {}

    /**
     * StartupMessage.
     *
     * @param minor asked for
     * @param parameters in the client's words, without those of the protocol itself
     * @param extensions names {@code _pq_.…} of the protocol itself
     */
    record Startup(int minor, Map<String, String> parameters, List<String> extensions) implements FirstPacket {
        /** The newest minor version that is spoken, and of those that there are the one nearest to the client's wish. */
        int spokenMinor() {
            return minor >= NEWEST_MINOR ? NEWEST_MINOR : 0;
        }

        /** Whether the client gets something else than it wished for. */
        boolean isNegotiated() {
            return minor != spokenMinor() || !extensions.isEmpty();
        }
    }

    /** Of protocol 3; 3.1 was never used. */
    int NEWEST_MINOR = 2;
}
