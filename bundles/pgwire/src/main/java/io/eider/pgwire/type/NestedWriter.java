package io.eider.pgwire.type;

import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.DuckType.Shape;

/** Columns of lists, as arrays, and of structures, maps and unions, as JSON. */
final class NestedWriter {
    private NestedWriter() {}

    static ValueWriter of(String type, Style style) {
        DuckType duckType = DuckType.of(type);
        boolean isArray = duckType.shape() == Shape.LIST || duckType.shape() == Shape.ARRAY;
        JsonWriter.Part body = isArray ? ArrayWriter.of(duckType, style)::put : JsonWriter.of(duckType, style);
        return TextWriters.measured((vector, row, out) -> body.put(JsonReader.read(vector.getText(row)), out));
    }
}
