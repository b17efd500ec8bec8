package io.eider.rest.reference;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.FieldType.Kind;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.rest.body.InvalidFields;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Makes a row out of the body of a request: what the server fills, what has a default, what has to be there. Thread-safe. */
final class ProjectRows {
    static final String ID = "project_id";
    static final String CREATED = "creation_date";

    private static final String UPDATED = "last_updated";
    private static final Set<Kind> MOMENTS = EnumSet.of(Kind.TIMESTAMP, Kind.TIMESTAMP_TZ, Kind.VARCHAR);
    /** The defaults of the reference service's request model, for columns whose schema has none. */
    private static final Map<String, String> DEFAULTS = Map.of("status", "PROPOSED", "currency_code", "USD");

    private static final String STATUS = "status";
    /** Those of the reference service's request model, unless the schema has its own. */
    private static final List<String> STATUSES = List.of("PROPOSED", "ACTIVE", "COMPLETED");

    private final Clock clock;

    /** @param clock in the zone whose days and hours are written */
    ProjectRows(Clock clock) {
        this.clock = clock;
    }

    /**
     * Values by column, for the columns that the table has; others of the body are ignored.
     *
     * @param allowed gives the values that the schema allows for a field; empty for any
     * @throws ApiException INVALID_ROWS if a value is missing that has to be there
     * @throws InvalidFields for another status than there is
     */
    Map<String, Object> row(Table table, Map<String, Object> body, Function<String, List<String>> allowed) {
        Map<String, Object> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(body);
        if (table.columns().stream().anyMatch(column -> folded(column).equals(STATUS) && isText(column))) {
            requireStatus(given.get(STATUS), allowed);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            String name = column.name().value();
            Optional<Object> filled = filled(column);
            if (filled.isPresent()) {
                row.put(name, filled.get());
            } else if (given.get(name) != null) {
                row.put(name, given.get(name));
            } else if (!column.nullable() && column.defaultExpression().isEmpty()) {
                row.put(name, required(column));
            } else if (given.containsKey(name) && column.nullable()) {
                row.put(name, null);
            }
        }
        return row;
    }

    private static void requireStatus(Object status, Function<String, List<String>> allowed) {
        if (status == null) {
            return;
        }
        List<String> own = allowed.apply(STATUS);
        List<String> known = own.isEmpty() ? STATUSES : own;
        if (!known.contains(status)) {
            throw InvalidFields.notOneOf(status, known, "body", STATUS);
        }
    }

    private static Object required(Column column) {
        String value = isText(column) ? DEFAULTS.get(folded(column)) : null;
        if (value == null) {
            throw new ApiException(
                    ErrorCode.INVALID_ROWS,
                    "Missing required field: " + column.name().value(),
                    Map.of("column", column.name().value()));
        }
        return value;
    }

    private Optional<Object> filled(Column column) {
        Optional<Kind> kind = kind(column);
        return switch (folded(column)) {
            case ID ->
                kind.filter(k -> k == Kind.UUID || k == Kind.VARCHAR)
                        .map(k -> UUID.randomUUID().toString());
            case CREATED ->
                kind.filter(k -> k == Kind.DATE || MOMENTS.contains(k))
                        .map(k -> k == Kind.DATE ? LocalDate.now(clock).toString() : now());
            case UPDATED -> kind.filter(MOMENTS::contains).map(k -> now());
            default -> Optional.empty();
        };
    }

    private String now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static boolean isText(Column column) {
        return kind(column).filter(kind -> kind == Kind.VARCHAR).isPresent();
    }

    private static Optional<Kind> kind(Column column) {
        return FieldType.parse(column.type())
                .map(FieldType.Sized::type)
                .filter(type -> !type.isList())
                .map(FieldType::kind);
    }

    private static String folded(Column column) {
        return column.name().value().toLowerCase(Locale.ROOT);
    }
}
