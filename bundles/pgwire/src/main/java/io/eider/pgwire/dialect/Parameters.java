package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parameters of statements: how many there are, and their types where neither the client nor DuckDB says. */
public final class Parameters {
    /** As in PostgreSQL. */
    static final int MAX = 65_535;

    private static final String TEXT = "VARCHAR";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("int4", "INTEGER"),
            Map.entry("int8", "BIGINT"),
            Map.entry("int2", "SMALLINT"),
            Map.entry("float4", "FLOAT"),
            Map.entry("float8", "DOUBLE"),
            Map.entry("numeric", "DECIMAL(38,9)"),
            Map.entry("bool", "BOOLEAN"),
            Map.entry("text", TEXT),
            Map.entry("varchar", TEXT),
            Map.entry("bpchar", TEXT),
            Map.entry("name", TEXT),
            Map.entry("date", "DATE"),
            Map.entry("time", "TIME"),
            Map.entry("timetz", "TIMETZ"),
            Map.entry("timestamp", "TIMESTAMP"),
            Map.entry("timestamptz", "TIMESTAMPTZ"),
            Map.entry("interval", "INTERVAL"),
            Map.entry("uuid", "UUID"),
            Map.entry("bytea", "BLOB"),
            Map.entry("json", "JSON"),
            Map.entry("jsonb", "JSON"),
            Map.entry("oid", "BIGINT"),
            Map.entry("bit", "BIT"));
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "^");
    private static final Set<String> COMPARISON = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");
    private static final Set<String> TEXTUAL =
            Set.of("||", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*", "like", "ilike");

    private final Words words;
    private final List<Optional<String>> types;

    private Parameters(Words words, List<Optional<String>> types) {
        this.words = words;
        this.types = types;
    }

    /**
     * Types for the parameters that have none yet, as PostgreSQL would choose where the text alone says it, else VARCHAR. The
     * first place that says something decides for all places of a parameter.
     *
     * @param statement the client's statement
     * @param known DuckDB's type names for {@code $1}, {@code $2}, ...; empty where DuckDB knows none; may be shorter
     * @return a type for each parameter that the statement uses or {@code known} has
     */
    public static List<Optional<String>> guess(String statement, List<Optional<String>> known) {
        Words words = new Words(statement);
        List<Optional<String>> types = new ArrayList<>(known);
        for (int i = 0; i < words.size(); i++) {
            while (types.size() < number(words, i)) {
                types.add(Optional.empty());
            }
        }
        return new Parameters(words, types).guess();
    }

    private List<Optional<String>> guess() {
        for (int i = 0; i < words.size(); i++) {
            int number = number(words, i);
            if (number > 0 && types.get(number - 1).isEmpty()) {
                types.set(number - 1, at(i));
            }
        }
        types.replaceAll(type -> type.isPresent() ? type : Optional.of(TEXT));
        return List.copyOf(types);
    }

    /** The number of a parameter, 0 for all other tokens. */
    static int number(Words words, int index) {
        if (words.kind(index) != TokenKind.PARAMETER) {
            return 0;
        }
        String digits = words.text(index).substring(1);
        boolean isNumber = digits.length() < 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isNumber ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > MAX) {
            throw words.error(
                    "42P02", index, "there is no parameter " + words.text(index), "They are $1 to $" + MAX + ".");
        }
        return number;
    }

    /** The numbers of the parameters that the text itself casts, from 1. */
    public static Set<Integer> casts(String statement) {
        Words words = new Words(statement);
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.kind(i) == TokenKind.PARAMETER && isCast(words, i)) {
                found.add(number(words, i));
            }
        }
        return found;
    }

    /** Whether the text itself casts the parameter. */
    static boolean isCast(Words words, int index) {
        boolean inCast = words.is(index - 1, "(") && words.is(index + 1, "as");
        return words.is(index + 1, "::") || inCast && (words.is(index - 2, "cast") || words.is(index - 2, "try_cast"));
    }

    /**
     * {@code a + $1}: DuckDB says no type for it, PostgreSQL says that of a. The branches of a CASE have one type in DuckDB too.
     */
    static void typeLikeOther(Words words, int index, Edits edits) {
        int from = -1;
        int to = index - 1;
        if (ARITHMETIC.contains(words.word(to)) && words.endsOperand(to - 1)) {
            from = Operands.start(words, to);
        } else if (ARITHMETIC.contains(words.word(index + 1)) && words.isName(index + 2)) {
            from = index + 2;
            to = from + 1;
            while (words.is(to, ".") && words.isName(to + 1)) {
                to += 2;
            }
            from = words.is(to, "(") || words.kind(to).isText() ? -1 : from;
        }
        boolean isColumn = from >= 0 && (words.isName(from) || words.is(from, "("));
        if (isColumn) {
            edits.before(index, "(CASE WHEN true THEN ");
            edits.after(index, " ELSE " + edits.text(from, to) + " END)");
        }
    }

    private Optional<String> at(int index) {
        if (isCast(words, index)) {
            TypeName type = TypeName.read(words, index + 2);
            return Optional.ofNullable(TYPES.get(type.name())).map(name -> type.isArray() ? name + "[]" : name);
        }
        String before = words.word(index - 1);
        String after = words.word(index + 1);
        if (before.equals("limit") || before.equals("offset")) {
            return Optional.of("BIGINT");
        }
        if (TEXTUAL.contains(before) || TEXTUAL.contains(after)) {
            return Optional.of(TEXT);
        }
        boolean isQuantified =
                before.equals("(") && Set.of("any", "all", "some").contains(words.word(index - 2));
        if (isQuantified) {
            return Optional.of(
                    COMPARISON.contains(words.word(index - 3))
                            ? endingAt(index - 4).orElse(TEXT) + "[]"
                            : TEXT + "[]");
        }
        Optional<String> left = isOperator(before) ? endingAt(index - 2) : Optional.empty();
        return left.isPresent() || !isOperator(after) ? left : beginningAt(index + 2);
    }

    private static boolean isOperator(String word) {
        return ARITHMETIC.contains(word) || COMPARISON.contains(word);
    }

    private Optional<String> endingAt(int index) {
        int start = index;
        while (start > 0 && !words.is(start - 1, "::") && words.isName(start)) {
            start--;
        }
        if (words.is(start - 1, "::")) {
            TypeName type = TypeName.read(words, start);
            return type.end() == index + 1 && !type.isArray()
                    ? Optional.ofNullable(TYPES.get(type.name()))
                    : Optional.empty();
        }
        return constant(index, index - 1);
    }

    private Optional<String> beginningAt(int index) {
        if (words.is(index + 1, "::")) {
            TypeName type = TypeName.read(words, index + 2);
            return type.isArray() ? Optional.empty() : Optional.ofNullable(TYPES.get(type.name()));
        }
        if (words.isName(index) && words.kind(index + 1).isText()) {
            return Optional.ofNullable(TYPES.get(TypeName.read(words, index).name()));
        }
        boolean isSigned = words.is(index, "-") || words.is(index, "+");
        return constant(isSigned ? index + 1 : index, -1);
    }

    /** The type of a constant, or of a parameter that has one. */
    private Optional<String> constant(int index, int typeIndex) {
        return switch (words.kind(index)) {
            case NUMBER -> Optional.of(numberType(words.text(index)));
            case PARAMETER -> types.get(number(words, index) - 1);
            case STRING ->
                typeIndex >= 0 && words.isName(typeIndex)
                        ? Optional.ofNullable(
                                TYPES.get(TypeName.read(words, typeIndex).name()))
                        : Optional.empty();
            case IDENTIFIER ->
                switch (words.word(index)) {
                    case "true", "false" -> Optional.of("BOOLEAN");
                    case "current_date" -> Optional.of("DATE");
                    case "current_timestamp" -> Optional.of("TIMESTAMPTZ");
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static String numberType(String number) {
        boolean isWhole = number.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isWhole) {
            return number.indexOf('e') >= 0 || number.indexOf('E') >= 0 ? "DOUBLE" : "DECIMAL(38,9)";
        }
        if (number.length() < 10) {
            return "INTEGER";
        }
        return number.length() < 19 ? "BIGINT" : "DECIMAL(38,9)";
    }
}
