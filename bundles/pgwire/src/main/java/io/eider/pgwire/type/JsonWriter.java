package io.eider.pgwire.type;

import io.eider.api.workspace.DuckType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Structures, maps and unions as JSON, with each value in it as PostgreSQL's to_json writes it. */
final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Part NULL = (value, out) -> out.putAscii("null");

    private final RowBuffer scratch = new RowBuffer(64);
    private final ZoneOffsets offsets;
    private final Style text;

    private JsonWriter(ZoneId zone) {
        this.offsets = new ZoneOffsets(zone);
        this.text = new Style(ValueWriter.TEXT, zone, EnumTypes.NONE);
    }

    /** Puts a value of one type, that {@link JsonReader} read. */
    @FunctionalInterface
    interface Part {
        void put(Object value, RowBuffer out);
    }

    /** The text is the same in both formats. */
    static Part of(DuckType type, Style style) {
        return new JsonWriter(style.zone()).part(type);
    }

    private Part part(DuckType type) {
        Part some =
                switch (type.shape()) {
                    case SCALAR, ENUM -> scalar(type);
                    case LIST, ARRAY -> list(part(type.element()));
                    case STRUCT, UNION -> struct(type.fields());
                    case MAP -> map(type.fields());
                };
        return (value, out) -> (value == null ? NULL : some).put(value, out);
    }

    private static Part list(Part element) {
        return (value, out) -> {
            out.putByte('[');
            int start = out.size();
            for (Object one : (List<?>) value) {
                if (out.size() > start) {
                    out.putByte(',');
                }
                element.put(one, out);
            }
            out.putByte(']');
        };
    }

    /** A union has one of its members. */
    private Part struct(List<DuckType.Field> fields) {
        List<String> names = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        fields.forEach(field -> {
            names.add(field.name());
            parts.add(part(field.type()));
        });
        return (value, out) -> {
            JsonReader.Members members = (JsonReader.Members) value;
            boolean isWhole = members.names().size() == parts.size();
            out.putByte('{');
            for (int i = 0; i < members.names().size(); i++) {
                if (i > 0) {
                    out.putByte(',');
                }
                String name = members.names().get(i);
                escaped(name, out);
                out.putByte(':');
                Part part = parts.get(isWhole ? i : Math.max(0, names.indexOf(name)));
                part.put(members.values().get(i), out);
            }
            out.putByte('}');
        };
    }

    private Part map(List<DuckType.Field> fields) {
        DuckType keyType = fields.get(0).type();
        LeafWriter key = keyType.isNested() ? LeafWriter.PLAIN : LeafWriter.of(keyType, text);
        Part part = part(fields.get(1).type());
        return (value, out) -> {
            JsonReader.Members members = (JsonReader.Members) value;
            out.putByte('{');
            for (int i = 0; i < members.names().size(); i++) {
                if (i > 0) {
                    out.putByte(',');
                }
                quoted(key, members.names().get(i), out);
                out.putByte(':');
                part.put(members.values().get(i), out);
            }
            out.putByte('}');
        };
    }

    private Part scalar(DuckType type) {
        LeafWriter leaf = LeafWriter.of(type, text);
        return switch (PgTypes.of(type, EnumTypes.NONE).name()) {
            case "bool" -> (value, out) -> out.putAscii((String) value);
            case "json" -> (value, out) -> out.putText((String) value);
            case "int2", "int4", "int8", "numeric" -> (value, out) -> leaf.put((String) value, out);
            case "float4", "float8" -> (value, out) -> number(leaf, (String) value, out);
            case "timestamp" -> (value, out) -> quoted(JsonWriter::timestamp, (String) value, out);
            case "timestamptz" -> (value, out) -> quoted(this::timestampTz, (String) value, out);
            default -> (value, out) -> quoted(leaf, (String) value, out);
        };
    }

    private void number(LeafWriter leaf, String value, RowBuffer out) {
        char last = value.charAt(value.length() - 1);
        if (last >= '0' && last <= '9') {
            leaf.put(value, out);
        } else {
            quoted(leaf, value, out); // NaN and Infinity are none in JSON
        }
    }

    private static void timestamp(String value, RowBuffer out) {
        Moments.timestamp(out, DuckMoments.timestamp(value), 'T');
    }

    private void timestampTz(String value, RowBuffer out) {
        long micros = DuckMoments.timestamp(value);
        Moments.timestampTzIso(out, micros, offsets.at(micros));
    }

    private void quoted(LeafWriter leaf, String value, RowBuffer out) {
        scratch.clear();
        leaf.put(value, scratch);
        escaped(scratch.bytes(), scratch.size(), out);
    }

    private static void escaped(String text, RowBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        escaped(bytes, bytes.length, out);
    }

    /** Source: escape_json of PostgreSQL 15. */
    private static void escaped(byte[] bytes, int size, RowBuffer out) {
        out.putByte('"');
        for (int i = 0; i < size; i++) {
            byte b = bytes[i];
            if (b < 0 || b >= ' ' && b != '"' && b != '\\') {
                out.putByte(b);
                continue;
            }
            out.putByte('\\');
            switch (b) {
                case '"', '\\' -> out.putByte(b);
                case '\b' -> out.putByte('b');
                case '\f' -> out.putByte('f');
                case '\n' -> out.putByte('n');
                case '\r' -> out.putByte('r');
                case '\t' -> out.putByte('t');
                default -> {
                    out.putAscii("u00");
                    out.putByte(HEX[b >> 4]);
                    out.putByte(HEX[b & 15]);
                }
            }
        }
        out.putByte('"');
    }
}
