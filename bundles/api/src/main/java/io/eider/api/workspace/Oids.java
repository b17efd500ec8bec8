package io.eider.api.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The OIDs of objects in a workspace: a function of kind, schema and name, so that they are the same after a restart and in every session.
 * The catalogs of the workspace compute the same numbers. Pure. Types that PostgreSQL has of its own keep PostgreSQL's OIDs.
 */
public final class Oids {
    /** Below are PostgreSQL's own objects. */
    private static final long FIRST = 16_384;

    /** Where the lower half of an MD5 begins; DuckDB reads it with the least byte first (md5_number_lower). */
    private static final int LOWER_HALF = 8;

    private static final long SPAN = Integer.MAX_VALUE - FIRST + 1;

    private Oids() {}

    /**
     * A table, view, index or sequence.
     *
     * @param schema as clients see it: {@code public} for {@code main}, {@code pg_temp}, a bucket's name
     */
    public static int relation(String schema, String name) {
        return of("relation", schema, name);
    }

    /** A schema, by the name that clients see. */
    public static int namespace(String schema) {
        return switch (schema) {
            case "public" -> 2200;
            case "pg_catalog" -> 11;
            case "pg_toast" -> 99;
            case "information_schema" -> 13_207;
            default -> of("namespace", "", schema);
        };
    }

    /** An enum or composite type. */
    public static int type(String schema, String name) {
        return of("type", schema, name);
    }

    /** The type of arrays of an enum or composite type. */
    public static int arrayType(String schema, String name) {
        return of("type", schema, "_" + name);
    }

    /** A constraint of a table. */
    public static int constraint(String schema, String table, String name) {
        return of("constraint", schema, table + "." + name);
    }

    /** A database. */
    public static int database(String name) {
        return of("database", "", name);
    }

    private static int of(String kind, String schema, String name) {
        String text = kind + schema.codePointCount(0, schema.length()) + ":" + schema + name;
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        long lower = 0;
        for (int i = 7; i >= 0; i--) {
            lower = lower << 8 | digest[LOWER_HALF + i] & 0xFF;
        }
        return (int) (Long.remainderUnsigned(lower, SPAN) + FIRST);
    }
}
