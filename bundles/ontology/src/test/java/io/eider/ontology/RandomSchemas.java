package io.eider.ontology;

import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.ontology.schema.CanonicalJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Documents of schemas, each made from the one before by chance, and rows that their tables can hold. Belongs to one thread. */
final class RandomSchemas {
    /** The later ones are no key. */
    private static final List<String> TYPES = List.of(
            "INTEGER",
            "BIGINT",
            "VARCHAR",
            "DECIMAL(10,2)",
            "DECIMAL(20,6)",
            "DOUBLE",
            "DATE",
            "TIMESTAMP",
            "UUID",
            "SMALLINT",
            "BOOLEAN",
            "TIME",
            "HUGEINT",
            "INTEGER[]",
            "VARCHAR[]",
            "DECIMAL(10,2)[]",
            "BLOB",
            "FLOAT");

    private static final int KEY_TYPES = 5;

    private static final Map<String, String> WIDER = Map.of(
            "SMALLINT", "INTEGER",
            "INTEGER", "BIGINT",
            "BIGINT", "HUGEINT",
            "DECIMAL(10,2)", "DECIMAL(20,6)",
            "FLOAT", "DOUBLE",
            "DATE", "TIMESTAMP");

    private static final List<String> NAMES =
            List.of("id", "a", "A", "b", "B c", "select", "d\"e", "größe", "rowid", "Größe", "data", "x';--");

    private final SplittableRandom random;
    private Map<String, Map<String, Object>> fields = new LinkedHashMap<>();

    RandomSchemas(SplittableRandom random) {
        this.random = random;
        put(field("id", "INTEGER", true));
    }

    private void put(Map<String, Object> field) {
        fields.put((String) field.get("name"), field);
    }

    /** The document that comes next. */
    String next() {
        Map<String, Map<String, Object>> before = fields;
        fields = new LinkedHashMap<>();
        for (Map<String, Object> old : before.values()) {
            Map<String, Object> field = new TreeMap<>(old);
            field.remove("previous_names");
            int what = random.nextInt(20);
            if (what > 0) { // else it goes
                change(field, what, before);
                put(field);
            }
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (random.nextInt(2) == 0 && !has(before, name) && !has(fields, name)) {
            put(field(name, type(name), random.nextInt(4) == 0));
        }
        if (fields.isEmpty()) {
            put(field("id", "INTEGER", true));
        }
        return document(key());
    }

    private void change(Map<String, Object> field, int what, Map<String, Map<String, Object>> before) {
        String name = (String) field.get("name");
        String type = (String) field.get("type");
        if (what <= 2) {
            String to = NAMES.get(random.nextInt(NAMES.size()));
            boolean onlyCase = to.equalsIgnoreCase(name);
            if (onlyCase || !has(before, to) && !has(fields, to)) {
                field.put("name", to);
                field.put("previous_names", List.of("never " + to, name));
            }
        } else if (what <= 4) {
            field.clear();
            field.putAll(field(name, WIDER.getOrDefault(type, "VARCHAR"), random.nextInt(4) == 0));
        } else if (what <= 6) {
            field.clear();
            field.putAll(field(name, type(name), random.nextInt(4) == 0));
        } else if (what == 7) {
            field.putAll(field(name, type, random.nextBoolean()));
        }
    }

    private static boolean has(Map<String, Map<String, Object>> fields, String name) {
        return fields.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** None, one or two of those that are required. */
    private List<String> key() {
        List<String> key = new ArrayList<>();
        for (Map<String, Object> field : fields.values()) {
            boolean fits = TYPES.indexOf(field.get("type")) < KEY_TYPES && Boolean.TRUE.equals(field.get("required"));
            if (fits && key.size() < 2 && random.nextInt(3) > 0) {
                key.add((String) field.get("name"));
            }
        }
        return random.nextInt(5) > 0 ? key : List.of();
    }

    private String document(List<String> key) {
        Map<String, Object> json = new TreeMap<>();
        json.put("name", "projects");
        json.put("primary_key", key);
        json.put("columns", List.copyOf(fields.values()));
        return CanonicalJson.write(json);
    }

    private String type(String name) {
        return TYPES.get(random.nextInt(name.equals("id") ? KEY_TYPES : TYPES.size()));
    }

    private Map<String, Object> field(String name, String type, boolean isRequired) {
        Map<String, Object> field = new TreeMap<>();
        field.put("name", name);
        field.put("type", type);
        field.put("required", isRequired);
        if (random.nextInt(3) == 0 && !type.endsWith("[]")) {
            field.put("default", value(type, random.nextInt(50)));
        }
        return field;
    }

    /** Rows that the columns of now can hold, so that a later type may not. */
    List<Map<String, Object>> rows(Table table, int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new HashMap<>();
            for (Column column : table.columns()) {
                String name = column.name().value();
                if (!column.nullable() || random.nextInt(4) > 0) {
                    row.put(name, value(column.type(), table.primaryKey().contains(name) ? i : random.nextInt(100)));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private Object value(String type, int n) {
        if (type.endsWith("[]")) {
            String one = type.substring(0, type.length() - 2);
            return n % 4 == 0 ? List.of() : List.of(value(one, n), value(one, n + 1));
        }
        return switch (type) {
            case "BOOLEAN" -> n % 2 == 0;
            case "DATE" -> "2026-01-" + String.format("%02d", 1 + n % 28);
            case "TIME" -> "10:00:" + String.format("%02d", n % 60);
            case "TIMESTAMP" -> "2026-01-01 00:" + String.format("%02d", n % 60) + ":00";
            case "UUID" -> String.format("00000000-0000-4000-8000-%012d", n);
            case "DOUBLE", "FLOAT", "DECIMAL(10,2)", "DECIMAL(20,6)" -> n % 3 == 0 ? n : n + 0.5;
            case "VARCHAR" -> random.nextInt(3) == 0 ? "it's \"" + n : Integer.toString(n);
            case "BLOB" -> "text" + String.format("%04d", n); // which is base64
            default -> n;
        };
    }
}
