package io.eider.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a column type and writes it anew.
 *
 * <pre>
 * type   := base ( '[' [length] ']' )*
 * base   := name [ '(' number [ ',' number ] ')' ]
 *         | STRUCT '(' field type ( ',' field type )* ')'   also ROW and UNION
 *         | MAP '(' type ',' type ')'   |   LIST '(' type ')'
 *         | ENUM '(' text ( ',' text )* ')'
 * </pre>
 *
 * Source: DuckDB documentation, "Data Types". Left out: NULL, TYPE and what needs a newer file format (VARIANT, GEOMETRY).
 */
final class TypeText {
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_DEPTH = 32;

    /** DuckDB makes room for 2048 rows of a fixed-size array at once, and fails as a whole when the room overflows. */
    private static final int MAX_VALUES = 65_536;

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<word>[A-Za-z_]\\w*)|(?<number>\\d{1,9})|(?<quoted>\"(?:[^\"\\x00]|\"\")++\")"
                    + "|(?<text>'(?:[^'\\x00]|'')*+')|(?<sign>[(),\\[\\]]))");
    private static final Set<String> NAMES = Set.of(
            ("BIGINT BIGNUM BINARY BIT BITSTRING BLOB BOOL BOOLEAN BPCHAR BYTEA CHAR DATE DATETIME DEC DECIMAL DOUBLE FLOAT "
                            + "FLOAT4 FLOAT8 GUID HUGEINT INT INT1 INT128 INT16 INT2 INT32 INT4 INT64 INT8 INTEGER INTEGRAL "
                            + "INTERVAL JSON LOGICAL LONG NUMERIC NVARCHAR OID REAL SHORT SIGNED SMALLINT STRING TEXT TIME "
                            + "TIMESTAMP TIMESTAMP_MS TIMESTAMP_NS TIMESTAMP_S TIMESTAMP_US TIMESTAMPTZ TIMETZ TINYINT UBIGINT "
                            + "UHUGEINT UINT128 UINT16 UINT32 UINT64 UINT8 UINTEGER USMALLINT UTINYINT UUID VARBINARY VARCHAR "
                            + "VARINT")
                    .split(" "));

    private final List<String> tokens;
    private int next;
    /** How many values a row of the type that was read last holds, a list or map counted as one element of it. */
    private long values;

    private TypeText(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Why a text is not a type. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    static String rewrite(String text) throws Refused {
        TypeText reader = new TypeText(tokens(text));
        String type = reader.type(0);
        if (reader.next < reader.tokens.size()) {
            throw new Refused("'" + reader.peek() + "' is not expected");
        }
        return type;
    }

    private static List<String> tokens(String text) throws Refused {
        if (text.length() > MAX_LENGTH) {
            throw new Refused("it is longer than " + MAX_LENGTH + " characters");
        }
        String trimmed = text.strip();
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(trimmed);
        int at = 0;
        while (at < trimmed.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Refused("'" + trimmed.charAt(at) + "' is not expected");
            }
            tokens.add(matcher.group().strip());
            at = matcher.end();
        }
        return tokens;
    }

    private String type(int depth) throws Refused {
        if (depth > MAX_DEPTH) {
            throw new Refused("it is nested deeper than " + MAX_DEPTH);
        }
        StringBuilder out = new StringBuilder(base(depth));
        while (takeIf("[")) {
            out.append('[');
            if (!"]".equals(peek())) {
                out.append(length());
            }
            expect("]");
            out.append(']');
        }
        return out.toString();
    }

    private String base(int depth) throws Refused {
        String name = take().toUpperCase(Locale.ROOT);
        values = 1;
        return switch (name) {
            case "STRUCT", "ROW" -> "STRUCT" + fields(depth);
            case "UNION" -> "UNION" + fields(depth);
            case "MAP" -> map(depth);
            case "LIST" -> list(depth);
            case "ENUM" -> enumeration();
            case "DOUBLE" -> skip("PRECISION", "DOUBLE");
            case "CHARACTER" -> skip("VARYING", "VARCHAR") + modifiers();
            case "TIME", "TIMESTAMP" -> name + zone();
            default -> named(name);
        };
    }

    private String length() throws Refused {
        String number = number();
        values *= Long.parseLong(number);
        if (values > MAX_VALUES) {
            throw new Refused("its arrays hold more than " + MAX_VALUES + " values a row");
        }
        return number;
    }

    private String named(String name) throws Refused {
        if (!NAMES.contains(name)) {
            throw new Refused("there is no type " + name);
        }
        return name + modifiers();
    }

    /** Passes over a word that changes nothing. */
    private String skip(String word, String type) {
        takeIf(word);
        return type;
    }

    private String zone() throws Refused {
        boolean with = takeIf("WITH");
        if (!with && !takeIf("WITHOUT")) {
            return "";
        }
        expect("TIME");
        expect("ZONE");
        return with ? " WITH TIME ZONE" : "";
    }

    private String modifiers() throws Refused {
        if (!takeIf("(")) {
            return "";
        }
        StringBuilder out = new StringBuilder("(").append(number());
        if (takeIf(",")) {
            out.append(", ").append(number());
        }
        expect(")");
        return out.append(')').toString();
    }

    private String fields(int depth) throws Refused {
        List<String> fields = new ArrayList<>();
        long sum = 0;
        expect("(");
        do {
            fields.add(Sql.identifier(fieldName()) + " " + type(depth + 1));
            sum += values;
        } while (takeIf(","));
        expect(")");
        values = sum;
        return "(" + String.join(", ", fields) + ")";
    }

    private String fieldName() throws Refused {
        String token = take();
        if (token.charAt(0) == '"') {
            return token.substring(1, token.length() - 1).replace("\"\"", "\"");
        }
        if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
            return token;
        }
        throw new Refused("a field name is expected instead of '" + token + "'");
    }

    private String map(int depth) throws Refused {
        expect("(");
        String key = type(depth + 1);
        long keyValues = values;
        expect(",");
        String value = type(depth + 1);
        values += keyValues;
        expect(")");
        return "MAP(" + key + ", " + value + ")";
    }

    private String list(int depth) throws Refused {
        expect("(");
        String element = type(depth + 1);
        expect(")");
        return element + "[]";
    }

    private String enumeration() throws Refused {
        List<String> values = new ArrayList<>();
        expect("(");
        do {
            String token = take();
            if (token.charAt(0) != '\'') {
                throw new Refused("a text is expected instead of '" + token + "'");
            }
            values.add(token);
        } while (takeIf(","));
        expect(")");
        return "ENUM(" + String.join(", ", values) + ")";
    }

    private String number() throws Refused {
        String token = take();
        if (!Character.isDigit(token.charAt(0))) {
            throw new Refused("a number is expected instead of '" + token + "'");
        }
        return token;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() throws Refused {
        if (next == tokens.size()) {
            throw new Refused("it ends too early");
        }
        return tokens.get(next++);
    }

    private boolean takeIf(String token) {
        boolean found = peek().equalsIgnoreCase(token);
        if (found) {
            next++;
        }
        return found;
    }

    private void expect(String token) throws Refused {
        if (!takeIf(token)) {
            throw new Refused(
                    peek().isEmpty()
                            ? "'" + token + "' is missing at its end"
                            : "'" + token + "' is expected instead of '" + peek() + "'");
        }
    }
}
