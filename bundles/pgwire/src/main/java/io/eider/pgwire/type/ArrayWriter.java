package io.eider.pgwire.type;

import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.DuckType.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists as arrays. PostgreSQL's arrays are boxes: a list of lists that differ in length, or of which one is NULL, is refused (0A000). In binary:
 * {@code int32 dimensions | int32 has NULLs | int32 type | (int32 size | int32 1) of each dimension | (int32 length | bytes) of each value}.
 */
final class ArrayWriter {
    private final int depth;
    private final boolean isBinary;
    private final int elementOid;
    private final JsonWriter.Part element;
    private final RowBuffer scratch = new RowBuffer(64);

    private ArrayWriter(int depth, boolean isBinary, int elementOid, JsonWriter.Part element) {
        this.depth = depth;
        this.isBinary = isBinary;
        this.elementOid = elementOid;
        this.element = element;
    }

    static ArrayWriter of(DuckType list, Style style) {
        int depth = 0;
        DuckType inner = list;
        while (inner.shape() == Shape.LIST || inner.shape() == Shape.ARRAY) {
            inner = inner.element();
            depth++;
        }
        JsonWriter.Part element;
        if (inner.isNested()) {
            element = JsonWriter.of(inner, style);
        } else {
            LeafWriter leaf = LeafWriter.of(inner, style);
            element = (value, out) -> leaf.put((String) value, out);
        }
        return new ArrayWriter(
                depth, style.isBinary(), PgTypes.of(inner, style.enums()).oid(), element);
    }

    void put(Object value, RowBuffer out) {
        int[] sizes = new int[depth];
        boolean isEmpty = measure((List<?>) value, sizes);
        List<Object> values = new ArrayList<>();
        flatten((List<?>) value, 0, sizes, values);
        if (isBinary) {
            binary(isEmpty ? new int[0] : sizes, values, out);
        } else if (isEmpty) {
            out.putAscii("{}");
        } else {
            text(0, sizes, values, 0, out);
        }
    }

    /** Finds the sizes by the first list of each level; whether there are no values at all. */
    private static boolean measure(List<?> list, int[] sizes) {
        List<?> level = list;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = level.size();
            if (level.isEmpty()) {
                return true;
            }
            if (i + 1 < sizes.length) {
                level = inner(level.get(0));
            }
        }
        return false;
    }

    private static List<?> inner(Object value) {
        if (value == null) {
            throw TypeErrors.of(
                    "0A000",
                    "a list with a list in it that is NULL is no array of PostgreSQL",
                    "Select it as to_json(...).");
        }
        return (List<?>) value;
    }

    private static void flatten(List<?> list, int level, int[] sizes, List<Object> values) {
        if (list.size() != sizes[level]) {
            throw TypeErrors.of(
                    "0A000",
                    "a list of lists with different lengths is no array of PostgreSQL",
                    "Select it as to_json(...).");
        }
        for (Object value : list) {
            if (level + 1 == sizes.length) {
                values.add(value);
            } else {
                flatten(inner(value), level + 1, sizes, values);
            }
        }
    }

    private int text(int level, int[] sizes, List<Object> values, int from, RowBuffer out) {
        int at = from;
        out.putByte('{');
        for (int i = 0; i < sizes[level]; i++) {
            if (i > 0) {
                out.putByte(',');
            }
            if (level + 1 < sizes.length) {
                at = text(level + 1, sizes, values, at, out);
            } else {
                quoted(values.get(at++), out);
            }
        }
        out.putByte('}');
        return at;
    }

    private void quoted(Object value, RowBuffer out) {
        if (value == null) {
            out.putAscii("NULL");
            return;
        }
        scratch.clear();
        element.put(value, scratch);
        byte[] bytes = scratch.bytes();
        int size = scratch.size();
        if (!needsQuotes(bytes, size)) {
            out.putBytes(bytes, 0, size);
            return;
        }
        out.putByte('"');
        for (int i = 0; i < size; i++) {
            if (bytes[i] == '"' || bytes[i] == '\\') {
                out.putByte('\\');
            }
            out.putByte(bytes[i]);
        }
        out.putByte('"');
    }

    /** Source: array_out of PostgreSQL 15. */
    private static boolean needsQuotes(byte[] bytes, int size) {
        if (size == 0 || size == 4 && isNull(bytes)) {
            return true;
        }
        for (int i = 0; i < size; i++) {
            switch (bytes[i]) {
                case '"', '\\', '{', '}', ',', ' ', '\t', '\n', '\r', '\f', 0x0B -> {
                    return true;
                }
                default -> {
                    // stands for itself
                }
            }
        }
        return false;
    }

    private static boolean isNull(byte[] bytes) {
        return (bytes[0] | 32) == 'n' && (bytes[1] | 32) == 'u' && (bytes[2] | 32) == 'l' && (bytes[3] | 32) == 'l';
    }

    private void binary(int[] sizes, List<Object> values, RowBuffer out) {
        out.putInt(sizes.length);
        out.putInt(values.contains(null) ? 1 : 0);
        out.putInt(elementOid);
        for (int size : sizes) {
            out.putInt(size);
            out.putInt(1);
        }
        for (Object value : values) {
            if (value == null) {
                out.putInt(-1);
            } else {
                int length = out.beginLength();
                element.put(value, out);
                out.endLength(length);
            }
        }
    }
}
