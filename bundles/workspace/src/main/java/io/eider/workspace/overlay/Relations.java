package io.eider.workspace.overlay;

import io.eider.engine.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The relations of PostgreSQL 15's own schemas and their columns. */
final class Relations {
    private static final String CHAR = "\"char\"";

    /** The ENUM that stands for it. */
    static final String CHAR_TYPE = Sql.qualified(Overlay.CATALOG, Overlay.PG, "_char");

    private final Map<String, Relation> byOid = new LinkedHashMap<>();

    private Relations() {}

    /** A column of one of them, its type as {@code format_type} writes it. */
    record Column(String name, String type) {}

    /** One of them. */
    record Relation(String schema, String name, List<Column> columns) {
        /** Its columns of one byte, which views have as texts. */
        List<Column> chars() {
            return columns.stream().filter(column -> column.type().equals(CHAR)).toList();
        }

        boolean isCatalog() {
            return schema.equals("pg_catalog");
        }
    }

    static Relations read() {
        Relations relations = new Relations();
        for (String[] row : Resources.rows("relations.tsv")) {
            relations.byOid.put(row[0], new Relation(row[1], row[2], new ArrayList<>()));
        }
        for (String[] row : Resources.rows("columns.tsv")) {
            relations.byOid.get(row[0]).columns.add(new Column(row[2], row[3]));
        }
        return relations;
    }

    List<Relation> all() {
        return List.copyOf(byOid.values());
    }

    Relation catalog(String name) {
        return findCatalog(name).orElseThrow();
    }

    Optional<Relation> findCatalog(String name) {
        return all().stream()
                .filter(relation -> relation.isCatalog() && relation.name.equals(name))
                .findFirst();
    }

    /** A view without rows in its place: DuckDB 1.5.6 attaches 200 tables in 60 ms, 200 views in 9. */
    static String empty(Relation relation) {
        return relation.columns().stream()
                .map(column -> "CAST(NULL AS " + type(column.type()) + ") AS " + Sql.identifier(column.name()))
                .collect(Collectors.joining(", ", "CREATE VIEW " + place(relation) + " AS SELECT ", " WHERE false"));
    }

    static String place(Relation relation) {
        return Sql.qualified(Overlay.CATALOG, relation.isCatalog() ? Overlay.PG : Overlay.INFORMATION, relation.name());
    }

    /** A column of text as PostgreSQL's COPY writes it, in its own type. */
    static String converted(Column column) {
        String name = Sql.identifier(column.name());
        String type = type(column.type());
        String text = type.endsWith("[]") ? "'[' || " + name + "[2:-2] || ']'" : name;
        return "CAST(" + text + " AS " + type + ") AS " + name;
    }

    /** The type of DuckDB in which a column of this type is kept. */
    static String type(String type) {
        if (type.endsWith("[]")) {
            return type(type.substring(0, type.length() - 2)) + "[]";
        }
        return switch (type) {
            case "oid", "xid", "regproc", "regtype", "bigint" -> "BIGINT";
            case "boolean" -> "BOOLEAN";
            case "smallint" -> "SMALLINT";
            case "integer", "information_schema.cardinal_number" -> "INTEGER";
            case "real" -> "FLOAT";
            case "double precision" -> "DOUBLE";
            case "numeric" -> "DECIMAL(38, 0)";
            case "timestamp with time zone", "information_schema.time_stamp" -> "TIMESTAMPTZ";
            case "interval" -> "INTERVAL";
            case "bytea" -> "BLOB";
            case "int2vector" -> "SMALLINT[]";
            case "oidvector" -> "BIGINT[]";
            case CHAR -> CHAR_TYPE;
            default -> "VARCHAR";
        };
    }
}
