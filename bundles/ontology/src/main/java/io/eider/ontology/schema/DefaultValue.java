package io.eider.ontology.schema;

import io.eider.api.id.ColumnName;
import io.eider.api.ontology.FieldType;
import io.eider.engine.Sql;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Defaults: values of a schema as SQL, which is always one literal of ours, and the expressions that a table says of itself. */
public final class DefaultValue {
    private static final Set<String> TRUE = Set.of("true", "t", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "0");
    private static final int MAX_EXPONENT = 400;

    /** How DuckDB shows a literal of a type: {@code CAST('t' AS BOOLEAN)}. */
    private static final Pattern CAST = Pattern.compile("CAST\\((.*) AS [A-Z0-9_(), ]+\\)", Pattern.DOTALL);

    private DefaultValue() {}

    /** @throws io.eider.api.error.ApiException INVALID_SCHEMA if a value is none of its type, as far as its text says */
    static void require(ColumnName name, FieldType type, String value) {
        boolean isEmpty = type.isList() ? value.equals("[]") : type.kind() == FieldType.Kind.MAP && value.equals("{}");
        boolean fits = type.isScalar()
                && switch (type.kind()) {
                    case BOOLEAN -> TRUE.contains(folded(value)) || FALSE.contains(folded(value));
                    case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT ->
                        number(value)
                                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                                .isPresent();
                    case FLOAT, DOUBLE, DECIMAL -> number(value).isPresent();
                    default -> true;
                };
        if (!fits && !isEmpty) {
            throw InvalidSchema.because("the default " + InvalidSchema.shown(value) + " of " + name + " is no "
                    + InvalidSchema.shown(type.sql()));
        }
    }

    /** The literal of a value that {@link #require} has let through. */
    public static String sql(FieldType type, String value) {
        if (!type.isScalar()) {
            return Sql.literal(value);
        }
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.toString(TRUE.contains(folded(value)));
            case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, FLOAT, DOUBLE, DECIMAL ->
                number(value).orElseThrow().toPlainString();
            default -> Sql.literal(value);
        };
    }

    /** Whether the default that a table has is this value. */
    public static boolean isSame(FieldType type, String expression, String value) {
        String text = unquoted(expression);
        if (!type.isScalar()) {
            return text.equals(value);
        }
        return switch (type.kind()) {
            case BOOLEAN ->
                TRUE.contains(folded(text)) == TRUE.contains(folded(value))
                        && FALSE.contains(folded(text)) == FALSE.contains(folded(value));
            case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, FLOAT, DOUBLE, DECIMAL ->
                number(text)
                        .flatMap(one -> number(value).map(other -> one.compareTo(other) == 0))
                        .orElse(false);
            default -> text.equals(value);
        };
    }

    private static String unquoted(String expression) {
        String text = expression.strip();
        Matcher cast = CAST.matcher(text);
        if (cast.matches()) {
            text = cast.group(1).strip();
        }
        while (text.startsWith("(") && text.endsWith(")")) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return isQuoted(text) ? text.substring(1, text.length() - 1).replace("''", "'") : text;
    }

    /** No pattern with a choice in a group: Java's would need a frame of the stack for each character. */
    private static boolean isQuoted(String text) {
        return text.length() > 1
                && text.startsWith("'")
                && text.endsWith("'")
                && text.substring(1, text.length() - 1).replace("''", "").indexOf('\'') < 0;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            boolean isSmall = Math.abs((long) number.scale()) <= MAX_EXPONENT && number.precision() <= MAX_EXPONENT;
            return isSmall ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
