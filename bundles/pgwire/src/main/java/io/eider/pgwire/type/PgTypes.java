package io.eider.pgwire.type;

import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.DuckType.Shape;
import io.eider.api.workspace.ResultColumn;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which type of PostgreSQL each type of DuckDB is, and back. OIDs are PostgreSQL's own: src/include/catalog/pg_type.dat of PostgreSQL 15.
 */
public final class PgTypes {
    /** Bytes of a numeric's typmod that are not digits. */
    private static final int TYPMOD_HEAD = 4;

    private static final Map<Integer, PgType> BY_OID = new HashMap<>();
    private static final Map<Integer, PgType> BY_ARRAY = new HashMap<>();
    private static final Map<Integer, String> DUCK = new HashMap<>();

    static final PgType BOOL = type(16, "bool", 1, 1000, "BOOLEAN");
    static final PgType BYTEA = type(17, "bytea", -1, 1001, "BLOB");
    static final PgType CHAR = type(18, "char", 1, 1002, "VARCHAR");
    static final PgType NAME = type(19, "name", 64, 1003, "VARCHAR");
    static final PgType INT8 = type(20, "int8", 8, 1016, "BIGINT");
    static final PgType INT2 = type(21, "int2", 2, 1005, "SMALLINT");
    static final PgType INT2VECTOR = type(22, "int2vector", -1, 1006, "SMALLINT[]");
    static final PgType INT4 = type(23, "int4", 4, 1007, "INTEGER");
    static final PgType REGPROC = type(24, "regproc", 4, 1008, "");
    static final PgType TEXT = type(25, "text", -1, 1009, "VARCHAR");
    static final PgType OID = type(26, "oid", 4, 1028, "BIGINT");
    static final PgType XID = type(28, "xid", 4, 1011, "BIGINT");
    static final PgType OIDVECTOR = type(30, "oidvector", -1, 1013, "BIGINT[]");
    static final PgType JSON = type(114, "json", -1, 199, "JSON");
    static final PgType FLOAT4 = type(700, "float4", 4, 1021, "FLOAT");
    static final PgType FLOAT8 = type(701, "float8", 8, 1022, "DOUBLE");
    static final PgType UNKNOWN = type(705, "unknown", -2, 0, "");
    static final PgType BPCHAR = type(1042, "bpchar", -1, 1014, "VARCHAR");
    static final PgType VARCHAR = type(1043, "varchar", -1, 1015, "VARCHAR");
    static final PgType DATE = type(1082, "date", 4, 1182, "DATE");
    static final PgType TIME = type(1083, "time", 8, 1183, "TIME");
    static final PgType TIMESTAMP = type(1114, "timestamp", 8, 1115, "TIMESTAMP");
    static final PgType TIMESTAMPTZ = type(1184, "timestamptz", 8, 1185, "TIMESTAMP WITH TIME ZONE");
    static final PgType INTERVAL = type(1186, "interval", 16, 1187, "INTERVAL");
    static final PgType TIMETZ = type(1266, "timetz", 12, 1270, "TIME WITH TIME ZONE");
    static final PgType BIT = type(1560, "bit", -1, 1561, "BIT");
    static final PgType VARBIT = type(1562, "varbit", -1, 1563, "BIT");
    static final PgType NUMERIC = type(1700, "numeric", -1, 1231, "");
    static final PgType REGCLASS = type(2205, "regclass", 4, 2210, "");
    static final PgType REGTYPE = type(2206, "regtype", 4, 2211, "");
    static final PgType VOID = type(2278, "void", 4, 0, "VARCHAR");
    static final PgType UUID = type(2950, "uuid", 16, 2951, "UUID");
    static final PgType JSONB = type(3802, "jsonb", -1, 3807, "JSON");
    static final PgType REGNAMESPACE = type(4089, "regnamespace", 4, 4090, "");
    static final PgType REGROLE = type(4096, "regrole", 4, 4097, "");

    /** Arrays of numeric have one scale for all values; {@link ParameterReader} refuses what does not fit. */
    /** What stands for a numeric of no certain number of digits in rewritten statements. */
    public static final String ANY_NUMERIC = "DECIMAL(38,9)";

    private static final String NUMERIC_ELEMENT = "DECIMAL(38,18)";

    private PgTypes() {}

    private static PgType type(int oid, String name, int length, int arrayOid, String duckType) {
        PgType type = new PgType(oid, name, length, arrayOid);
        BY_OID.put(oid, type);
        DUCK.put(oid, duckType);
        if (arrayOid != 0) {
            BY_OID.put(arrayOid, new PgType(arrayOid, "_" + name, -1, 0));
            BY_ARRAY.put(arrayOid, type);
        }
        return type;
    }

    /** The type of a column that DuckDB calls so; an ENUM is text. */
    public static PgType of(String duckType) {
        return of(DuckType.of(duckType), EnumTypes.NONE);
    }

    /** The type of a column that DuckDB calls so. */
    public static PgType of(String duckType, EnumTypes enums) {
        return of(DuckType.of(duckType), enums);
    }

    /** The type of a column. */
    public static PgType of(ResultColumn column) {
        return of(DuckType.of(column.type()), EnumTypes.of(column));
    }

    static PgType of(DuckType type, EnumTypes enums) {
        return switch (type.shape()) {
            case SCALAR -> scalar(type.text());
            case ENUM -> enums.find(type.labels()).orElse(TEXT);
            case STRUCT, MAP, UNION -> JSON;
            case LIST, ARRAY -> array(of(innermost(type), enums));
        };
    }

    /** What is in a list of lists of lists; the type itself if it is no list. */
    static DuckType innermost(DuckType type) {
        DuckType inner = type;
        while (inner.shape() == Shape.LIST || inner.shape() == Shape.ARRAY) {
            inner = inner.element();
        }
        return inner;
    }

    private static PgType array(PgType element) {
        return new PgType(element.arrayOid(), "_" + element.name(), -1, 0);
    }

    private static PgType scalar(String type) {
        return switch (type) {
            case "BOOLEAN" -> BOOL;
            case "TINYINT", "UTINYINT", "SMALLINT" -> INT2;
            case "USMALLINT", "INTEGER" -> INT4;
            case "UINTEGER", "BIGINT" -> INT8;
            case "OID" -> OID;
            case "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM", "VARINT" -> NUMERIC;
            case "FLOAT" -> FLOAT4;
            case "DOUBLE" -> FLOAT8;
            case "JSON" -> JSON;
            case "DATE" -> DATE;
            case "TIME", "TIME_NS" -> TIME;
            case "TIME WITH TIME ZONE" -> TIMETZ;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> TIMESTAMPTZ;
            case "INTERVAL" -> INTERVAL;
            case "BLOB" -> BYTEA;
            case "UUID" -> UUID;
            case "BIT" -> VARBIT;
            default -> type.startsWith("DECIMAL(") ? NUMERIC : TEXT; // VARCHAR, VARIANT, GEOMETRY, NULL
        };
    }

    /** The type modifier of a column: digits of a numeric, also of arrays of it; otherwise -1. Source: numeric_typmod of PostgreSQL 15. */
    public static int typmod(String duckType) {
        String type = innermost(DuckType.of(duckType)).text();
        if (!type.startsWith("DECIMAL(") || type.equals(ANY_NUMERIC)) {
            return -1;
        }
        int comma = type.indexOf(',');
        int precision = Integer.parseInt(type.substring(8, comma).strip());
        return (precision << 16 | scale(type)) + TYPMOD_HEAD;
    }

    /** Without the zeros that only a {@link #ANY_NUMERIC} has. */
    static BigDecimal shortest(BigDecimal value) {
        BigDecimal shorter = value.stripTrailingZeros();
        return shorter.scale() < 0 ? shorter.setScale(0) : shorter;
    }

    /** Of DECIMAL(p,s). */
    public static int scale(String decimal) {
        return Integer.parseInt(decimal.substring(decimal.indexOf(',') + 1, decimal.length() - 1)
                .strip());
    }

    /** A type by its name in {@code pg_type}, arrays too. */
    public static Optional<PgType> byName(String name) {
        return BY_OID.values().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** A type by its OID, arrays too. */
    public static Optional<PgType> byOid(int oid) {
        return Optional.ofNullable(BY_OID.get(oid));
    }

    /** Whether an OID is that of arrays. */
    public static boolean isArray(int oid) {
        return BY_ARRAY.containsKey(oid);
    }

    /** The type whose arrays have an OID. */
    static Optional<PgType> element(int arrayOid) {
        return Optional.ofNullable(BY_ARRAY.get(arrayOid));
    }

    /**
     * The type of DuckDB that a parameter is to be cast to, so that it means the same. Empty where there is none: of an unknown type, of {@code
     * regclass} and the like, and of numeric: DuckDB knows none without a scale, and a parameter that is a BigDecimal has its own digits. Arrays of json are texts, which DuckDB casts to JSON where
     * it is needed.
     */
    public static Optional<String> duckType(int oid) {
        PgType element = BY_ARRAY.get(oid);
        if (element != null) {
            return Optional.of(elementType(element) + "[]");
        }
        return Optional.ofNullable(DUCK.get(oid)).filter(type -> !type.isEmpty());
    }

    private static String elementType(PgType element) {
        if (element.equals(NUMERIC)) {
            return NUMERIC_ELEMENT;
        }
        String type = DUCK.get(element.oid());
        boolean isText = type.isEmpty() || type.equals("JSON"); // a cast to JSON[] would read the list itself as JSON
        return isText ? "VARCHAR" : type;
    }
}
