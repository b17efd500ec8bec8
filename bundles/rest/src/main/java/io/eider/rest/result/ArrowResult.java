package io.eider.rest.result;

import com.google.flatbuffers.FlatBufferBuilder;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.rest.body.ErrorBodies.Detail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/**
 * A result as an Arrow IPC stream: a schema message, record batches of some megabytes, the mark of the end. A statement without
 * rows has no columns; {@code eider.command} and {@code eider.row_count} stand in the metadata of the schema, DuckDB's name of a type
 * as {@code eider.type} in that of its field. Infinite dates and timestamps are the numbers of {@link
 * io.eider.api.workspace.ColumnKind}.
 *
 * <p>{@code message: FF FF FF FF | int32 length of the metadata | metadata (flatbuffers) | body}, everything in units of eight
 * bytes. Source: Arrow Columnar Format 1.5, "Encapsulated message format" and "IPC Streaming Format".
 */
public final class ArrowResult implements ResultWriter {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/vnd.apache.arrow.stream";

    static final byte[] ZEROES = new byte[8];
    private static final int BATCH_ROWS = 1 << 16;
    private static final long BATCH_BYTES = 4 << 20;
    private static final int SLICE_VALUES = 1 << 18; // bounds what one chunk of very many columns adds

    private final LimitedOutput out;
    private final List<ArrowColumn> columns = new ArrayList<>();
    private int rows;

    /** Nothing is written yet. */
    public ArrowResult(LimitedOutput out) {
        this.out = out;
    }

    @Override
    public void begin(Head head) throws IOException {
        FlatBufferBuilder message = new FlatBufferBuilder(1024);
        int[] fields = new int[head.columns().size()];
        for (int i = 0; i < fields.length; i++) {
            ResultColumn column = head.columns().get(i);
            ArrowType type = ArrowType.of(column);
            columns.add(new ArrowColumn(type));
            fields[i] = field(message, column, type);
        }
        int fieldList = Schema.createFieldsVector(message, fields);
        int metadata = Schema.createCustomMetadataVector(
                message,
                fields.length == 0
                        ? new int[] {
                            entry(message, "eider.command", head.command()),
                            entry(message, "eider.row_count", String.valueOf(head.changedRows()))
                        }
                        : new int[] {entry(message, "eider.command", head.command())});
        send(message, MessageHeader.Schema, Schema.createSchema(message, Endianness.Little, fieldList, metadata, 0), 0);
    }

    private static int field(FlatBufferBuilder message, ResultColumn column, ArrowType type) {
        int name = message.createString(column.name());
        int description = type.write(message);
        int children = Field.createChildrenVector(message, new int[0]);
        int metadata =
                Field.createCustomMetadataVector(message, new int[] {entry(message, "eider.type", column.type())});
        return Field.createField(message, name, true, type.tag(), description, 0, children, metadata);
    }

    private static int entry(FlatBufferBuilder message, String key, String value) {
        return KeyValue.createKeyValue(message, message.createString(key), message.createString(value));
    }

    private void send(FlatBufferBuilder message, byte kind, int header, long bodyBytes) throws IOException {
        message.finish(Message.createMessage(message, MetadataVersion.V5, kind, header, bodyBytes, 0));
        ByteBuffer metadata = message.dataBuffer();
        int length = metadata.remaining();
        int padding = padding(length);
        ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        prefix.putInt(-1).putInt(length + padding);
        out.write(prefix.array());
        out.write(metadata.array(), metadata.arrayOffset() + metadata.position(), length);
        out.write(ZEROES, 0, padding);
    }

    /** How many bytes are missing to a multiple of eight. */
    static int padding(long length) {
        return (int) (-length & 7);
    }

    @Override
    public void rows(ResultChunk chunk, int count) throws IOException {
        int step = Math.max(1, SLICE_VALUES / columns.size());
        for (int from = 0; from < count; from += step) {
            int to = Math.min(count, from + step);
            long size = 0;
            for (int i = 0; i < columns.size(); i++) {
                ArrowColumn column = columns.get(i);
                column.append(chunk.vector(i), from, to);
                size += column.size();
            }
            rows += to - from;
            if (rows >= BATCH_ROWS || size >= BATCH_BYTES) {
                sendBatch();
            }
        }
    }

    private void sendBatch() throws IOException {
        FlatBufferBuilder message = new FlatBufferBuilder(1024 + 64 * columns.size());
        List<Long> lengths = new ArrayList<>();
        for (ArrowColumn column : columns) {
            lengths.add(column.validityBytes());
            if (column.hasOffsets()) {
                lengths.add(column.offsetBytes());
            }
            lengths.add(column.valueBytes());
        }
        long bodyBytes =
                lengths.stream().mapToLong(length -> length + padding(length)).sum();
        RecordBatch.startBuffersVector(message, lengths.size());
        long offset = bodyBytes;
        for (int i = lengths.size() - 1; i >= 0; i--) { // flatbuffers are built from the end
            long length = lengths.get(i);
            offset -= length + padding(length);
            Buffer.createBuffer(message, offset, length);
        }
        int buffers = message.endVector();
        RecordBatch.startNodesVector(message, columns.size());
        for (int i = columns.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(message, rows, columns.get(i).nulls());
        }
        int nodes = message.endVector();
        int batch = RecordBatch.createRecordBatch(message, rows, nodes, buffers, 0, 0);
        send(message, MessageHeader.RecordBatch, batch, bodyBytes);
        for (ArrowColumn column : columns) {
            column.write(out);
            column.clear();
        }
        rows = 0;
        out.check();
    }

    @Override
    public void end(Tail tail) throws IOException {
        if (rows > 0) {
            sendBatch();
        }
        out.write(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
    }

    /** The stream has no place for an error: without its end it is known to be incomplete. */
    @Override
    public boolean fail(Detail error) {
        return false;
    }
}
