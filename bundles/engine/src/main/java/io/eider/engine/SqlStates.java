package io.eider.engine;

import java.util.Locale;

/**
 * The one place where what DuckDB says about a statement of a client becomes a SQLSTATE. Source: PostgreSQL manual, appendix A; the wording of messages
 * belongs to the pinned driver and is tested.
 */
public final class SqlStates {
    private SqlStates() {}

    /**
     * The SQLSTATE of what DuckDB says.
     *
     * @param type DuckDB's exception type: {@code Catalog}, {@code Binder}, ...
     * @param subtype {@code COLUMN_NOT_FOUND}, ...; empty if DuckDB names none
     * @param kind of the object that is missing; empty if DuckDB names none
     * @param message without the type
     */
    public static String of(String type, String subtype, String kind, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "parser", "syntax" -> "42601";
            case "binder" -> binder(subtype, lower);
            case "catalog" -> catalog(kind.toLowerCase(Locale.ROOT), lower);
            case "dependency" -> "2BP01";
            case "constraint" -> constraint(lower);
            case "conversion" -> lower.contains("date") || lower.contains("time") ? "22007" : conversion(lower);
            case "out of range" -> lower.contains("zero") ? "22012" : "22003";
            case "decimal" -> "22003";
            case "mismatch type", "type mismatch" -> "42804";
            case "invalid type", "unknown type" -> "42704";
            case "invalid input" -> invalidInput(lower);
            case "transactioncontext", "transaction" -> transaction(lower);
            case "permission" -> "42501";
            case "not implemented" -> lower.startsWith("unknown timezone") ? "22023" : "0A000";
            case "interrupt" -> "57014";
            case "out of memory" -> lower.contains("temp") || lower.contains("offload") ? "53100" : "53200";
            case "io" -> lower.contains("no space") ? "53100" : "58030";
            case "sequence" -> "2200H";
            case "parameter not resolved", "parameter not allowed" -> "42P02";
            case "fatal", "internal" -> "XX000";
            default -> "XX000";
        };
    }

    private static String binder(String subtype, String lower) {
        if (subtype.equals("COLUMN_NOT_FOUND") || lower.contains("not found in from")) {
            return lower.startsWith("referenced table") ? "42P01" : "42703";
        }
        if (lower.startsWith("referenced update column")) {
            return "42703";
        }
        if (subtype.equals("NO_MATCHING_FUNCTION") || lower.startsWith("no function matches")) {
            return "42883";
        }
        if (lower.startsWith("ambiguous reference")) {
            return lower.contains("catalog") ? "42P09" : "42702";
        }
        if (lower.startsWith("catalog") && lower.contains("does not exist")) {
            return "3D000";
        }
        if (lower.contains("must appear in the group by") || lower.contains("aggregate")) {
            return "42803";
        }
        if (lower.contains("can only") && lower.contains("base table")) {
            return "42809";
        }
        if (lower.contains("read-only")) {
            return "25006";
        }
        if (lower.contains("a single transaction can only write to a single attached database")) {
            return "0A000";
        }
        if (lower.contains("cannot compare") || lower.contains("cannot mix") || lower.contains("type")) {
            return "42804";
        }
        return lower.contains("does not have a column") ? "42703" : "42000";
    }

    private static String catalog(String kind, String lower) {
        if (lower.contains("already exists")) {
            if (lower.startsWith("schema")) {
                return "42P06";
            }
            return lower.startsWith("table") || lower.startsWith("view") || lower.startsWith("index")
                    ? "42P07"
                    : "42710";
        }
        if (lower.contains("is not an table") || lower.contains("is not a")) {
            return "42809";
        }
        if (lower.contains("write-write conflict") || lower.contains("altered")) {
            return "40001";
        }
        if (kind.contains("function") || lower.startsWith("scalar function") || lower.contains("function with name")) {
            return "42883";
        }
        if (lower.startsWith("table") || lower.startsWith("view")) {
            return "42P01";
        }
        if (lower.startsWith("schema")) {
            return "3F000";
        }
        return "42704";
    }

    private static String constraint(String lower) {
        if (lower.startsWith("not null")) {
            return "23502";
        }
        if (lower.startsWith("check")) {
            return "23514";
        }
        if (lower.contains("foreign key")) {
            return "23503";
        }
        return lower.contains("duplicate key") || lower.contains("unique") || lower.contains("primary key")
                ? "23505"
                : "23000";
    }

    private static String conversion(String lower) {
        return lower.contains("out of range") || lower.contains("overflow") ? "22003" : "22P02";
    }

    private static String invalidInput(String lower) {
        if (lower.equals("the result would be too large")) {
            return "54000";
        }
        if (lower.equals("division by zero")) {
            return "22012";
        }
        if (lower.startsWith("unrecognized configuration parameter")) {
            return "42704";
        }
        if (lower.endsWith("\" does not exist")) { // the catalogs' own words
            return missing(lower.substring(0, lower.indexOf(' ')));
        }
        if (lower.contains("read-only")) {
            return "25006";
        }
        return lower.contains("parameter") ? "08P01" : "22023";
    }

    private static String missing(String kind) {
        return switch (kind) {
            case "relation" -> "42P01";
            case "function" -> "42883";
            case "schema" -> "3F000";
            default -> "42704";
        };
    }

    private static String transaction(String lower) {
        if (lower.contains("conflict")) {
            return "40001";
        }
        if (lower.contains("aborted")) {
            return "25P02";
        }
        return lower.contains("constraint") || lower.contains("duplicate") || lower.contains("primary key")
                ? "23505"
                : "25000";
    }
}
