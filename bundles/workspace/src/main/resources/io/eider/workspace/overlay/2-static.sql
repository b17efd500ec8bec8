-- PostgreSQL's own relations and types in the shape of those of the workspace.

CREATE TABLE $pg._class AS
  SELECT oid, relname, relnamespace, 0::BIGINT AS reltype, 0::BIGINT AS reloftype, 10::BIGINT AS relowner, relam, oid AS relfilenode,
    0::BIGINT AS reltablespace, (coalesce(bytes, 0) / 8192)::INTEGER AS relpages, reltuples::FLOAT AS reltuples, 0 AS relallvisible,
    0::BIGINT AS reltoastrelid, relhasindex, relnamespace = 11 AND starts_with(relname, 'pg_shdescr') AS relisshared, relpersistence, relkind,
    relnatts::SMALLINT AS relnatts, relchecks::SMALLINT AS relchecks, relkind = 'v' AS relhasrules, false AS relhastriggers,
    false AS relhassubclass, false AS relrowsecurity, false AS relforcerowsecurity, true AS relispopulated,
    CASE relkind WHEN 'r' THEN CASE WHEN relnamespace = 11 THEN 'n' ELSE 'd' END ELSE 'n' END AS relreplident, false AS relispartition,
    0::BIGINT AS relrewrite, 0::BIGINT AS relfrozenxid, 0::BIGINT AS relminmxid, NULL::VARCHAR[] AS relacl, NULL::VARCHAR[] AS reloptions,
    NULL::VARCHAR AS relpartbound
  FROM (SELECT oid, name AS relname, $pg._namespace(schema) AS relnamespace, CASE kind WHEN 'r' THEN 2 ELSE 0 END::BIGINT AS relam, 0 AS bytes,
    0 AS reltuples, kind = 'r' AS relhasindex, 'p' AS relpersistence, kind AS relkind, natts AS relnatts, 0 AS relchecks FROM $pg._relations);

CREATE TABLE $pg._attribute AS
  SELECT a.relid AS attrelid, a.name AS attname, a.type AS atttypid, -1 AS attstattarget, coalesce(t.typlen, 4)::SMALLINT AS attlen,
    a.number AS attnum, a.dims AS attndims, -1 AS attcacheoff, a.typmod AS atttypmod, coalesce(t.typbyval, true) AS attbyval,
    coalesce(t.typalign, 'i') AS attalign, coalesce(t.typstorage, 'p') AS attstorage, '' AS attcompression, a."notnull" AS attnotnull,
    a.has_default AS atthasdef, false AS atthasmissing, '' AS attidentity, '' AS attgenerated, false AS attisdropped, true AS attislocal,
    0 AS attinhcount, coalesce(t.typcollation, 0) AS attcollation, NULL::VARCHAR[] AS attacl, NULL::VARCHAR[] AS attoptions,
    NULL::VARCHAR[] AS attfdwoptions, NULL::VARCHAR AS attmissingval
  FROM (SELECT relation AS relid, name, type_oid AS type, number, 0 AS dims, -1 AS typmod, "notnull", false AS has_default
    FROM $pg._relation_columns) a
  LEFT JOIN $pg._pg_type t ON t.oid = a.type;

CREATE TABLE $pg._own_type_names AS
  SELECT t.oid, CASE WHEN t.typnamespace IN (11, 2200) THEN '' ELSE 'information_schema' || '.' END
    || CASE WHEN e.oid IS NULL THEN $pg._sql_name(t.oid, t.typname) ELSE $pg._sql_name(e.oid, e.typname) || '[]' END AS name, t.typname
  FROM $pg._pg_type t 
  LEFT JOIN $pg._pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' AND t.oid NOT IN (22, 30);

-- DuckDB's own listings, without what only the server has attached and made.
CREATE MACRO $pg.duckdb_columns() AS TABLE SELECT * FROM system.main.duckdb_columns() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(table_name, '_eider_');
CREATE MACRO $pg.duckdb_constraints() AS TABLE SELECT * FROM system.main.duckdb_constraints() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(table_name, '_eider_');
CREATE MACRO $pg.duckdb_functions() AS TABLE SELECT * FROM system.main.duckdb_functions() WHERE NOT starts_with(database_name, '_eider_');
CREATE MACRO $pg.duckdb_indexes() AS TABLE SELECT * FROM system.main.duckdb_indexes() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(table_name, '_eider_');
CREATE MACRO $pg.duckdb_schemas() AS TABLE SELECT * FROM system.main.duckdb_schemas() WHERE NOT starts_with(database_name, '_eider_');
CREATE MACRO $pg.duckdb_sequences() AS TABLE SELECT * FROM system.main.duckdb_sequences() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(sequence_name, '_eider_');
CREATE MACRO $pg.duckdb_tables() AS TABLE SELECT * FROM system.main.duckdb_tables() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(table_name, '_eider_');
CREATE MACRO $pg.duckdb_types() AS TABLE SELECT * FROM system.main.duckdb_types() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(type_name, '_eider_');
CREATE MACRO $pg.duckdb_views() AS TABLE SELECT * FROM system.main.duckdb_views() WHERE NOT starts_with(database_name, '_eider_') AND NOT starts_with(view_name, '_eider_');
