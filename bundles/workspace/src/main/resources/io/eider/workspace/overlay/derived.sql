-- Rows of pg_catalog from objects: of the workspace ($src. is in the session) and of the project.

CREATE OR REPLACE TABLE $src.class AS
  SELECT oid, relname, relnamespace, 0::BIGINT AS reltype, 0::BIGINT AS reloftype, 10::BIGINT AS relowner, relam, oid AS relfilenode,
    0::BIGINT AS reltablespace, (coalesce(bytes, 0) / 8192)::INTEGER AS relpages, reltuples::FLOAT AS reltuples, 0 AS relallvisible,
    0::BIGINT AS reltoastrelid, relhasindex, relnamespace = 11 AND starts_with(relname, 'pg_shdescr') AS relisshared, relpersistence, relkind,
    relnatts::SMALLINT AS relnatts, relchecks::SMALLINT AS relchecks, relkind = 'v' AS relhasrules, oid IN (SELECT relid FROM $src.constraints WHERE kind = 'f'
      UNION ALL SELECT $pg._oid('relation', schema, referenced) FROM $src.constraints WHERE kind = 'f') AS relhastriggers,
    false AS relhassubclass, false AS relrowsecurity, false AS relforcerowsecurity, true AS relispopulated,
    CASE relkind WHEN 'r' THEN CASE WHEN relnamespace = 11 THEN 'n' ELSE 'd' END ELSE 'n' END AS relreplident, false AS relispartition,
    0::BIGINT AS relrewrite, 0::BIGINT AS relfrozenxid, 0::BIGINT AS relminmxid, NULL::VARCHAR[] AS relacl, NULL::VARCHAR[] AS reloptions,
    NULL::VARCHAR AS relpartbound
  FROM (SELECT oid, name AS relname, $pg._namespace(schema) AS relnamespace, CASE kind WHEN 'r' THEN 2 ELSE 0 END::BIGINT AS relam, bytes,
      rows AS reltuples, has_index AS relhasindex, CASE WHEN temporary THEN 't' ELSE 'p' END AS relpersistence, kind AS relkind,
      natts AS relnatts, checks AS relchecks FROM $src.tables
    UNION ALL SELECT oid, name, $pg._namespace(schema), 403, 0, 0, false, CASE WHEN schema = 'pg_temp' THEN 't' ELSE 'p' END, 'i', len(keys), 0
      FROM $src.indexes
    UNION ALL SELECT oid, name, $pg._namespace(schema), 0, 8192, 1, false, CASE WHEN temporary THEN 't' ELSE 'p' END, 'S', 3, 0
      FROM $src.sequences
    UNION ALL SELECT relid, name, $pg._namespace(schema), 0, 0, 0, false, 'p', 'c', 0, 0 FROM $src.composites);

CREATE OR REPLACE TABLE $src.attribute AS
  SELECT a.relid AS attrelid, a.name AS attname, a.type AS atttypid, -1 AS attstattarget, coalesce(t.typlen, 4)::SMALLINT AS attlen,
    a.number AS attnum, a.dims AS attndims, -1 AS attcacheoff, a.typmod AS atttypmod, coalesce(t.typbyval, true) AS attbyval,
    coalesce(t.typalign, 'i') AS attalign, coalesce(t.typstorage, 'p') AS attstorage, '' AS attcompression, a."notnull" AS attnotnull,
    a.has_default AS atthasdef, false AS atthasmissing, '' AS attidentity, '' AS attgenerated, false AS attisdropped, true AS attislocal,
    0 AS attinhcount, coalesce(t.typcollation, 0) AS attcollation, NULL::VARCHAR[] AS attacl, NULL::VARCHAR[] AS attoptions,
    NULL::VARCHAR[] AS attfdwoptions, NULL::VARCHAR AS attmissingval
  FROM (SELECT relid, name, type, number, dims, typmod, "notnull", "default" IS NOT NULL AS has_default FROM $src.columns
    UNION ALL SELECT i.oid, coalesce(c.name, 'expr'), coalesce(c.type, 25), i.n::SMALLINT, coalesce(c.dims, 0), coalesce(c.typmod, -1), false, false
      FROM (SELECT oid, relid, unnest(keys) AS key, generate_subscripts(keys, 1) AS n FROM $src.indexes) i
      LEFT JOIN $src.columns c ON c.relid = i.relid AND c.number = i.key
    UNION ALL SELECT oid, f.name, f.type, f.number::SMALLINT, 0, -1, true, false FROM $src.sequences,
      (VALUES (1, 'last_value', 20), (2, 'log_cnt', 20), (3, 'is_called', 16)) f(number, name, type)) a
  LEFT JOIN $pg._pg_type t ON t.oid = a.type;
