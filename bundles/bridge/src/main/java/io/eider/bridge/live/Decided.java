package io.eider.bridge.live;

import io.eider.bridge.sql.Json;
import io.eider.bridge.sql.Names;
import io.eider.engine.link.LinkedColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Conditions that one table decides, and that mean the same in both instances whatever their settings are: comparisons and sums of its numbers, texts and
 * dates with constants.
 *
 * @param names that may be in front of its own
 * @param alias of the table
 * @param columns of the table
 */
record Decided(Names names, String alias, List<LinkedColumn> columns) {
    private static final Set<String> NODES = Set.of("BETWEEN", "COMPARISON", "CONJUNCTION", "CONSTANT");
    private static final Set<String> OPERATORS =
            Set.of("COMPARE_IN", "COMPARE_NOT_IN", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_NOT");
    private static final Set<String> SUMS = Set.of("+", "-", "*", "%");
    private static final Pattern TYPES =
            Pattern.compile("BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\\(.*\\)|VARCHAR|DATE");

    boolean decides(Map<String, Object> condition) {
        return !condition.isEmpty() && isDecided(condition);
    }

    @SuppressWarnings("unchecked")
    private boolean isDecided(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(this::isDecided);
        }
        if (!(value instanceof Map<?, ?>)) {
            return true;
        }
        Map<String, Object> node = (Map<String, Object>) value;
        String kind = Json.text(node, "class");
        if (kind.equals("COLUMN_REF")) {
            return isColumn(Json.list(node, "column_names"));
        }
        boolean fine = kind.isEmpty()
                || NODES.contains(kind)
                || kind.equals("OPERATOR") && OPERATORS.contains(Json.text(node, "type"))
                || kind.equals("FUNCTION")
                        && "true".equals(node.get("is_operator"))
                        && SUMS.contains(Json.text(node, "function_name"));
        return fine && node.values().stream().allMatch(this::isDecided);
    }

    private boolean isColumn(List<?> parts) {
        List<String> full = parts.stream().map(String::valueOf).toList();
        List<String> name = full.subList(names.qualifiers(full), full.size());
        boolean isOwn = name.size() == 1 || name.size() == 2 && alias.equalsIgnoreCase(name.get(0));
        return isOwn
                && columns.stream()
                        .anyMatch(column -> column.name().equalsIgnoreCase(name.get(name.size() - 1))
                                && TYPES.matcher(column.type()).matches());
    }
}
