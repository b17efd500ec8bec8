package io.eider.pgwire.session;

import io.eider.pgwire.type.RowBuffer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Rows of a portal that had to be put aside because the session has something else to do: whole DataRow messages in a file without a name, that
 * is gone when it is closed, and when the process ends in whatever way.
 */
final class Spool implements AutoCloseable {
    static final String PREFIX = "eider-portal-" + ProcessHandle.current().pid() + "-";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel file;
    private final long mostBytes;
    private final OutputStream out;
    private DataInputStream in;
    private long size;
    private long rows;
    private long read;

    Spool(long mostBytes) {
        this.mostBytes = mostBytes;
        try {
            file = nameless();
            out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK removes the name right after opening (where the file system can; else when it is closed). */
    private static FileChannel nameless() throws IOException {
        Path path = Path.of(System.getProperty("java.io.tmpdir"), PREFIX + UUID.randomUUID() + ".rows");
        return FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Adds rows. @throws io.eider.api.error.ApiException SQL_ERROR 53400 if there are too many */
    void add(RowBuffer buffer, int count) {
        size += buffer.size();
        if (size > mostBytes) {
            throw ProtocolErrors.of(
                    "53400",
                    "The rest of a portal is larger than " + mostBytes + " bytes and another statement was sent",
                    "Read the portal to its end first, or use a second connection.");
        }
        try {
            out.write(buffer.bytes(), 0, buffer.size());
            rows += count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows were added. */
    void full() {
        try {
            out.flush();
            file.position(0);
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the next row into a buffer; false after the last. */
    boolean next(RowBuffer buffer) {
        if (read == rows) {
            return false;
        }
        try {
            buffer.putByte(in.readByte());
            int length = in.readInt();
            buffer.putInt(length);
            buffer.putBytes(in.readNBytes(length - Integer.BYTES));
            read++;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
