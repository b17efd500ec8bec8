package io.eider.engine;

/** A file of a client is not what it should be; the message says where, for the client. Does not leave a domain bundle. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and where. */
    public UnreadableFile(String message) {
        super(message);
    }
}
