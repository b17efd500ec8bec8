package io.eider.api.ontology;

import io.eider.api.ontology.FieldType.Kind;
import io.eider.api.ontology.FieldType.Part;
import io.eider.api.ontology.FieldType.Sized;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a type, as DuckDB writes it and as people do. Source: DuckDB documentation, "Data Types". */
final class TypeText {
    private static final int MAX_TEXT = 20_000;

    /** {@code NAME}, {@code NAME(n)} or {@code NAME(n,m)}. */
    private static final Pattern PLAIN =
            Pattern.compile("([A-Z][A-Z0-9 _]*?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\))?");

    private static final Map<String, Kind> ALIASES = Map.ofEntries(
            Map.entry("BOOL", Kind.BOOLEAN),
            Map.entry("LOGICAL", Kind.BOOLEAN),
            Map.entry("INT1", Kind.TINYINT),
            Map.entry("INT2", Kind.SMALLINT),
            Map.entry("SHORT", Kind.SMALLINT),
            Map.entry("INT", Kind.INTEGER),
            Map.entry("INT4", Kind.INTEGER),
            Map.entry("SIGNED", Kind.INTEGER),
            Map.entry("INT8", Kind.BIGINT),
            Map.entry("LONG", Kind.BIGINT),
            Map.entry("INT128", Kind.HUGEINT),
            Map.entry("FLOAT4", Kind.FLOAT),
            Map.entry("REAL", Kind.FLOAT),
            Map.entry("FLOAT8", Kind.DOUBLE),
            Map.entry("DOUBLE PRECISION", Kind.DOUBLE),
            Map.entry("NUMERIC", Kind.DECIMAL),
            Map.entry("TEXT", Kind.VARCHAR),
            Map.entry("STRING", Kind.VARCHAR),
            Map.entry("CHAR", Kind.VARCHAR),
            Map.entry("CHARACTER", Kind.VARCHAR),
            Map.entry("CHARACTER VARYING", Kind.VARCHAR),
            Map.entry("BPCHAR", Kind.VARCHAR),
            Map.entry("DATETIME", Kind.TIMESTAMP),
            Map.entry("TIMESTAMP WITHOUT TIME ZONE", Kind.TIMESTAMP),
            Map.entry("TIMESTAMPTZ", Kind.TIMESTAMP_TZ),
            Map.entry("BYTEA", Kind.BLOB),
            Map.entry("BINARY", Kind.BLOB),
            Map.entry("VARBINARY", Kind.BLOB));

    private TypeText() {}

    /** The type of a text; empty if it is none of the list. */
    static Optional<Sized> parse(String text) {
        if (text == null || text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        return parse(text.strip(), 0);
    }

    private static Optional<Sized> parse(String text, int depth) {
        int lists = 0;
        String one = text;
        while (one.endsWith("]")) {
            String before = one.substring(0, one.length() - 1).stripTrailing();
            if (!before.endsWith("[")) {
                return Optional.empty();
            }
            one = before.substring(0, before.length() - 1).stripTrailing();
            lists++;
        }
        if (depth > FieldType.MAX_DEPTH || lists > FieldType.MAX_DEPTH) {
            return Optional.empty();
        }
        int depthOfLists = lists;
        String upper = one.toUpperCase(Locale.ROOT);
        if (one.endsWith(")") && upper.matches("(?s)(STRUCT|MAP)\\s*\\(.*")) {
            Kind kind = upper.startsWith("MAP") ? Kind.MAP : Kind.STRUCT;
            String inside = one.substring(one.indexOf('(') + 1, one.length() - 1);
            return nested(kind, inside, depth).map(type -> new Sized(type.lists(depthOfLists), Optional.empty()));
        }
        Matcher form = PLAIN.matcher(upper);
        if (!form.matches()) {
            return Optional.empty();
        }
        return kind(form.group(1))
                .flatMap(kind -> sized(kind, form))
                .map(sized -> new Sized(sized.type().lists(depthOfLists), sized.maxLength()));
    }

    private static Optional<FieldType> nested(Kind kind, String inside, int depth) {
        Optional<List<String>> texts = split(inside);
        if (texts.isEmpty() || texts.get().size() > FieldType.MAX_PARTS) {
            return Optional.empty();
        }
        if (kind == Kind.MAP) {
            boolean hasKey = texts.get().size() == 2
                    && parse(texts.get().get(0), depth + 1)
                            .filter(key -> key.type().equals(FieldType.of(Kind.VARCHAR)))
                            .isPresent();
            return hasKey ? type(texts.get().get(1), depth).map(FieldType::map) : Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (String text : texts.get()) {
            Optional<Part> part = part(text, depth);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return FieldType.hasParts(parts) ? Optional.of(FieldType.struct(parts)) : Optional.empty();
    }

    private static Optional<FieldType> type(String text, int depth) {
        return parse(text, depth + 1)
                .filter(sized -> sized.maxLength().isEmpty())
                .map(Sized::type);
    }

    /** {@code name TYPE} or {@code "a name" TYPE}. */
    private static Optional<Part> part(String text, int depth) {
        int end;
        String name;
        if (text.startsWith("\"")) {
            end = endOfQuoted(text, 0);
            if (end < 0) {
                return Optional.empty();
            }
            name = text.substring(1, end - 1).replace("\"\"", "\"");
        } else {
            end = text.indexOf(' ');
            if (end < 1) {
                return Optional.empty();
            }
            name = text.substring(0, end);
        }
        return type(text.substring(end).strip(), depth).map(type -> new Part(name, type));
    }

    /** The place behind the closing quote, or -1. */
    private static int endOfQuoted(String text, int start) {
        int at = start + 1;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
                    return at + 1;
                }
                at++;
            }
            at++;
        }
        return -1;
    }

    /** What stands between commas that are in no parentheses and no quotes. */
    private static Optional<List<String>> split(String text) {
        List<String> all = new ArrayList<>();
        int open = 0;
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = endOfQuoted(text, at);
                if (at < 0) {
                    return Optional.empty();
                }
                continue;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open < 0) {
                return Optional.empty();
            }
            if (c == ',' && open == 0) {
                all.add(text.substring(start, at).strip());
                start = at + 1;
            }
            at++;
        }
        all.add(text.substring(start).strip());
        return open == 0 ? Optional.of(all) : Optional.empty();
    }

    private static Optional<Kind> kind(String name) {
        String plain = name.replaceAll("\\s+", " ");
        for (Kind kind : Kind.values()) {
            if (!kind.isNested() && kind.word().equals(plain)) {
                return Optional.of(kind);
            }
        }
        return Optional.ofNullable(ALIASES.get(plain));
    }

    private static Optional<Sized> sized(Kind kind, Matcher form) {
        Optional<Integer> first = Optional.ofNullable(form.group(2)).map(Integer::valueOf);
        Optional<Integer> second = Optional.ofNullable(form.group(3)).map(Integer::valueOf);
        if (kind == Kind.DECIMAL) {
            int precision = first.orElse(18);
            int scale = second.orElse(first.isPresent() ? 0 : 3);
            return FieldType.isDecimal(precision, scale)
                    ? Optional.of(new Sized(FieldType.decimal(precision, scale), Optional.empty()))
                    : Optional.empty();
        }
        if (second.isPresent() || first.isPresent() && kind != Kind.VARCHAR || first.equals(Optional.of(0))) {
            return Optional.empty();
        }
        return Optional.of(new Sized(FieldType.of(kind), first));
    }
}
