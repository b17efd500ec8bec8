package io.eider.bridge.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which names of a statement mean tables of a bridge.
 *
 * @param catalog of the bridge
 * @param tables by {@link #key}
 * @param currentCatalog of the session
 * @param currentSchema of the session
 */
public record Names(String catalog, Map<String, SourceTable> tables, String currentCatalog, String currentSchema) {
    public static String key(String schema, String name) {
        return lower(schema) + '\0' + lower(name);
    }

    public static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether a name is in the bridge's catalog, listed or not. */
    public boolean isInside(List<String> name) {
        return switch (name.size()) {
            case 1 -> isCurrent();
            case 2 -> catalog.equalsIgnoreCase(name.get(0)) || isCurrent() && isSchema(name.get(0));
            default -> catalog.equalsIgnoreCase(name.get(0));
        };
    }

    public Optional<SourceTable> find(List<String> name) {
        if (!isInside(name)) {
            return Optional.empty();
        }
        String schema =
                switch (name.size()) {
                    case 1 -> currentSchema;
                    case 2 -> catalog.equalsIgnoreCase(name.get(0)) ? "main" : name.get(0);
                    default -> name.get(1);
                };
        return Optional.ofNullable(tables.get(key(schema, name.get(name.size() - 1))));
    }

    /** How many parts of the name of a column say in which catalog and schema its table is: {@code app.users.id} has one. */
    public int qualifiers(List<String> column) {
        boolean full = column.size() >= 3 && catalog.equalsIgnoreCase(column.get(0));
        if (full && column.size() >= 4 && tables.containsKey(key(column.get(1), column.get(2)))) {
            return 2;
        }
        boolean isSchemaFirst =
                column.size() >= 3 && isCurrent() && tables.containsKey(key(column.get(0), column.get(1)));
        return full && tables.containsKey(key("main", column.get(1))) || isSchemaFirst ? 1 : 0;
    }

    private boolean isCurrent() {
        return catalog.equalsIgnoreCase(currentCatalog);
    }

    private boolean isSchema(String name) {
        return tables.keySet().stream().anyMatch(key -> key.startsWith(lower(name) + '\0'));
    }
}
