package io.eider.pgwire.type;

/**
 * A type of PostgreSQL.
 *
 * @param oid as in {@code pg_type}
 * @param name as in {@code pg_type.typname}
 * @param length bytes of a value, -1 if they differ
 * @param arrayOid of arrays of it, of any number of dimensions; 0 if there are none, as of arrays themselves
 */
public record PgType(int oid, String name, int length, int arrayOid) {}
