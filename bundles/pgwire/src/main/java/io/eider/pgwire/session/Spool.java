package io.eider.pgwire.session;

import io.eider.pgwire.type.RowBuffer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows of a portal that had to be put aside because the session has something else to do: whole DataRow messages in a file that is gone when it
 * is closed.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final long mostBytes;
    private OutputStream out;
    private DataInputStream in;
    private long size;
    private long rows;
    private long read;

    Spool(long mostBytes) {
        this.mostBytes = mostBytes;
        try {
            file = Files.createTempFile("eider-portal-", ".rows");
            out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            out.close();
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
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
            out.close();
            if (in != null) {
                in.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
