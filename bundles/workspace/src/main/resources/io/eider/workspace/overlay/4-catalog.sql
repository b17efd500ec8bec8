-- pg_catalog: the relations with rows of the workspace. Those of PostgreSQL itself come from rows/; the rest is empty.

CREATE VIEW $pg._tables AS
  SELECT * FROM $own.tables UNION ALL BY NAME SELECT * FROM $project.tables;

CREATE VIEW $pg._columns AS
  SELECT * FROM $own.columns UNION ALL BY NAME SELECT * FROM $project.columns;

CREATE VIEW $pg._constraints AS
  SELECT * FROM $own.constraints UNION ALL BY NAME SELECT * FROM $project.constraints;

CREATE VIEW $pg._indexes AS
  SELECT * FROM $own.indexes UNION ALL BY NAME SELECT * FROM $project.indexes;

CREATE VIEW $pg._type_names AS
  SELECT * FROM $own.type_names UNION ALL SELECT * FROM $pg._own_type_names;

CREATE VIEW $pg.pg_namespace AS
  SELECT oid, nspname, 10::BIGINT AS nspowner, NULL::VARCHAR[] AS nspacl
  FROM (SELECT 11::BIGINT AS oid, 'pg_catalog' AS nspname UNION ALL SELECT 99, 'pg_toast' UNION ALL SELECT 13207, 'information_schema'
    UNION ALL SELECT oid, name FROM $own.schemas UNION ALL SELECT oid, name FROM $project.schemas
    UNION ALL SELECT DISTINCT $pg._namespace('pg_temp'), 'pg_temp' FROM $own.tables WHERE temporary);

CREATE VIEW $pg.pg_class AS
  SELECT * FROM $own.class UNION ALL SELECT * FROM $project.class UNION ALL SELECT * FROM $pg._class;

CREATE VIEW $pg.pg_attribute AS
  SELECT * FROM $own.attribute UNION ALL SELECT * FROM $project.attribute UNION ALL SELECT * FROM $pg._attribute;

CREATE VIEW $pg.pg_attrdef AS
  SELECT $pg._oid('default', schema, relation || '.' || name) AS oid, relid AS adrelid, number AS adnum, "default" AS adbin
  FROM $pg._columns WHERE "default" IS NOT NULL;

CREATE VIEW $pg.pg_type AS
  SELECT * FROM $pg._pg_type UNION ALL BY NAME SELECT * FROM $own.type;

CREATE VIEW $pg.pg_enum AS
  SELECT $pg._oid('label', schema, name || '.' || label) AS oid, enum AS enumtypid, n::FLOAT AS enumsortorder, label AS enumlabel
  FROM (SELECT schema, name, oid AS enum, unnest(labels) AS label, generate_subscripts(labels, 1) AS n FROM $own.enums);

CREATE VIEW $pg.pg_constraint AS
  SELECT c.oid, c.name AS conname, $pg._namespace(c.schema) AS connamespace, c.kind AS contype, false AS condeferrable, false AS condeferred,
    true AS convalidated, c.relid AS conrelid, 0::BIGINT AS contypid,
    CASE WHEN c.kind IN ('p', 'u') THEN c.indexid WHEN c.kind = 'f' THEN coalesce(r.indexid, 0) ELSE 0 END AS conindid,
    0::BIGINT AS conparentid, CASE WHEN c.kind = 'f' THEN $pg._oid('relation', c.schema, c.referenced) ELSE 0 END AS confrelid,
    CASE WHEN c.kind = 'f' THEN 'a' ELSE ' ' END AS confupdtype, CASE WHEN c.kind = 'f' THEN 'a' ELSE ' ' END AS confdeltype,
    CASE WHEN c.kind = 'f' THEN 's' ELSE ' ' END AS confmatchtype, true AS conislocal, 0 AS coninhcount, c.kind <> 'c' AS connoinherit,
    c.keys AS conkey, CASE WHEN c.kind = 'f' THEN r.keys END AS confkey, NULL::BIGINT[] AS conpfeqop, NULL::BIGINT[] AS conppeqop,
    NULL::BIGINT[] AS conffeqop, NULL::SMALLINT[] AS confdelsetcols, NULL::BIGINT[] AS conexclop, c.expression AS conbin
  FROM $pg._constraints c LEFT JOIN $pg._constraints r ON c.kind = 'f' AND r.kind IN ('p', 'u') AND r.schema = c.schema
    AND r.relation = c.referenced AND r.columns = c.referenced_columns;

CREATE VIEW $pg.pg_index AS
  SELECT oid AS indexrelid, relid AS indrelid, len(keys)::SMALLINT AS indnatts, len(keys)::SMALLINT AS indnkeyatts, is_unique AS indisunique,
    false AS indnullsnotdistinct, is_primary AS indisprimary, false AS indisexclusion, true AS indimmediate, false AS indisclustered,
    true AS indisvalid, false AS indcheckxmin, true AS indisready, true AS indislive, false AS indisreplident, keys AS indkey,
    list_transform(keys, lambda x: 0::BIGINT) AS indcollation, list_transform(keys, lambda x: 1978::BIGINT) AS indclass,
    list_transform(keys, lambda x: 0::SMALLINT) AS indoption,
    nullif(array_to_string(list_transform(list_filter(list_zip(keys, expressions), lambda x: x[1] = 0), lambda x: x[2]), ', '), '') AS indexprs,
    NULL::VARCHAR AS indpred
  FROM $pg._indexes;

CREATE VIEW $pg.pg_sequence AS
  SELECT oid AS seqrelid, 20::BIGINT AS seqtypid, start_value AS seqstart, increment_by AS seqincrement, max_value AS seqmax, min_value AS seqmin,
    1::BIGINT AS seqcache, cycle AS seqcycle FROM $own.sequences;

CREATE VIEW $pg.pg_sequences AS
  SELECT schema AS schemaname, name AS sequencename, $pg._user() AS sequenceowner, 'bigint' AS data_type, start_value, min_value, max_value,
    increment_by, cycle, 1::BIGINT AS cache_size, last_value FROM $own.sequences;

CREATE VIEW $pg.pg_description AS
  SELECT * FROM $pg._pg_description
  UNION ALL
  SELECT oid AS objoid, 1259::BIGINT AS classoid, 0 AS objsubid, comment AS description FROM $pg._tables WHERE comment IS NOT NULL
  UNION ALL SELECT relid, 1259, number, comment FROM $pg._columns WHERE comment IS NOT NULL
  UNION ALL SELECT oid, 1259, 0, comment FROM $pg._indexes WHERE comment IS NOT NULL
  UNION ALL SELECT oid, 1259, 0, comment FROM $own.sequences WHERE comment IS NOT NULL
  UNION ALL SELECT oid, 2615, 0, comment FROM $project.schemas WHERE comment IS NOT NULL
  UNION ALL SELECT oid, 2615, 0, comment FROM $own.schemas WHERE comment IS NOT NULL
  UNION ALL SELECT oid, 1255, 0, comment FROM $own.functions WHERE comment IS NOT NULL
  UNION ALL SELECT oid, 1247, 0, comment FROM $own.enums WHERE comment IS NOT NULL;

CREATE VIEW $pg.pg_proc AS
  SELECT * FROM $pg._pg_proc
  UNION ALL BY NAME
  SELECT oid, name AS proname, $pg._namespace(schema) AS pronamespace, 10 AS proowner, 14 AS prolang, 100 AS procost,
    CASE WHEN is_table THEN 1000 ELSE 0 END AS prorows, 0 AS provariadic, 0 AS prosupport, 'f' AS prokind, false AS prosecdef,
    false AS proleakproof, false AS proisstrict, is_table AS proretset, 'v' AS provolatile, 'u' AS proparallel,
    len(parameters)::SMALLINT AS pronargs, 0::SMALLINT AS pronargdefaults, CASE WHEN is_table THEN 2249 ELSE 2276 END AS prorettype,
    list_transform(parameters, lambda x: 2276::BIGINT) AS proargtypes, parameters AS proargnames, definition AS prosrc
  FROM $own.functions;

CREATE VIEW $pg.pg_tables AS
  SELECT n.nspname AS schemaname, c.relname AS tablename, $pg._user() AS tableowner, NULL::VARCHAR AS tablespace, c.relhasindex AS hasindexes,
    false AS hasrules, false AS hastriggers, false AS rowsecurity
  FROM $pg.pg_class c JOIN $pg.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r';

CREATE VIEW $pg.pg_views AS
  SELECT schema AS schemaname, name AS viewname, $pg._user() AS viewowner, definition FROM $pg._tables WHERE kind = 'v'
  UNION ALL SELECT schema, name, 'postgres', NULL FROM $pg._relations WHERE kind = 'v';

CREATE VIEW $pg.pg_indexes AS
  SELECT schema AS schemaname, relation AS tablename, name AS indexname, NULL::VARCHAR AS tablespace, $pg._indexdef(schema, relation, name, is_unique, expressions) AS indexdef
  FROM $pg._indexes;

CREATE VIEW $pg.pg_database AS
  SELECT $pg._oid('database', '', system.main.current_database()) AS oid, system.main.current_database() AS datname, 10::BIGINT AS datdba,
    6 AS encoding, 'c' AS datlocprovider, false AS datistemplate, true AS datallowconn, -1 AS datconnlimit, 0::BIGINT AS datfrozenxid,
    1::BIGINT AS datminmxid, 1663::BIGINT AS dattablespace, 'C.UTF-8' AS datcollate, 'C.UTF-8' AS datctype, NULL::VARCHAR AS daticulocale,
    NULL::VARCHAR AS datcollversion, NULL::VARCHAR[] AS datacl;

CREATE VIEW $pg.pg_authid AS
  SELECT 10::BIGINT AS oid, $pg._user() AS rolname, false AS rolsuper, true AS rolinherit, false AS rolcreaterole, false AS rolcreatedb,
    true AS rolcanlogin, false AS rolreplication, false AS rolbypassrls, -1 AS rolconnlimit, NULL::VARCHAR AS rolpassword,
    NULL::TIMESTAMPTZ AS rolvaliduntil;

CREATE VIEW $pg.pg_roles AS
  SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolconnlimit, '********' AS rolpassword,
    rolvaliduntil, rolbypassrls, NULL::VARCHAR[] AS rolconfig, oid FROM $pg.pg_authid;

CREATE VIEW $pg.pg_user AS
  SELECT rolname AS usename, oid AS usesysid, rolcreatedb AS usecreatedb, rolsuper AS usesuper, rolreplication AS userepl,
    rolbypassrls AS usebypassrls, '********' AS passwd, rolvaliduntil AS valuntil, NULL::VARCHAR[] AS useconfig FROM $pg.pg_authid;

CREATE VIEW $pg.pg_settings AS
  SELECT * REPLACE (coalesce(getvariable('_eider_settings')[lower(name)], setting) AS setting) FROM $pg._pg_settings;

CREATE VIEW $pg.pg_stat_activity AS
  SELECT $pg._oid('database', '', system.main.current_database()) AS datid, system.main.current_database() AS datname, s.pid,
    NULL::INTEGER AS leader_pid, 10::BIGINT AS usesysid, $pg._user() AS usename, s.application AS application_name, s.address AS client_addr,
    NULL::VARCHAR AS client_hostname, NULL::INTEGER AS client_port, make_timestamptz(s.started) AS backend_start,
    make_timestamptz(s.transaction_start) AS xact_start, make_timestamptz(s.query_start) AS query_start,
    make_timestamptz(s.changed) AS state_change, CASE WHEN s.state = 'active' THEN NULL ELSE 'Client' END AS wait_event_type,
    CASE WHEN s.state = 'active' THEN NULL ELSE 'ClientRead' END AS wait_event, s.state, NULL::BIGINT AS backend_xid,
    NULL::BIGINT AS backend_xmin, NULL::BIGINT AS query_id, s.query, 'client backend' AS backend_type
  FROM (SELECT unnest(CAST(getvariable('_eider_sessions') AS STRUCT(pid INTEGER, application VARCHAR, address VARCHAR, started BIGINT,
    transaction_start BIGINT, query_start BIGINT, changed BIGINT, state VARCHAR, query VARCHAR)[])) AS s);

CREATE VIEW $pg.pg_stat_user_tables AS
  SELECT oid AS relid, schema AS schemaname, name AS relname, 0::BIGINT AS seq_scan, 0::BIGINT AS seq_tup_read, NULL::BIGINT AS idx_scan,
    NULL::BIGINT AS idx_tup_fetch, 0::BIGINT AS n_tup_ins, 0::BIGINT AS n_tup_upd, 0::BIGINT AS n_tup_del, 0::BIGINT AS n_tup_hot_upd,
    rows::BIGINT AS n_live_tup, 0::BIGINT AS n_dead_tup, 0::BIGINT AS n_mod_since_analyze, 0::BIGINT AS n_ins_since_vacuum,
    NULL::TIMESTAMPTZ AS last_vacuum, NULL::TIMESTAMPTZ AS last_autovacuum, NULL::TIMESTAMPTZ AS last_analyze,
    NULL::TIMESTAMPTZ AS last_autoanalyze, 0::BIGINT AS vacuum_count, 0::BIGINT AS autovacuum_count, 0::BIGINT AS analyze_count,
    0::BIGINT AS autoanalyze_count FROM $pg._tables WHERE kind = 'r';

CREATE VIEW $pg.pg_stat_all_tables AS SELECT * FROM $pg.pg_stat_user_tables;

CREATE VIEW $pg.pg_statio_user_tables AS
  SELECT oid AS relid, schema AS schemaname, name AS relname, 0::BIGINT AS heap_blks_read, 0::BIGINT AS heap_blks_hit, 0::BIGINT AS idx_blks_read,
    0::BIGINT AS idx_blks_hit, 0::BIGINT AS toast_blks_read, 0::BIGINT AS toast_blks_hit, 0::BIGINT AS tidx_blks_read, 0::BIGINT AS tidx_blks_hit
  FROM $pg._tables WHERE kind = 'r';

CREATE VIEW $pg.pg_statio_all_tables AS SELECT * FROM $pg.pg_statio_user_tables;

CREATE VIEW $pg.pg_timezone_names AS
  SELECT name, abbrev, utc_offset, is_dst FROM pg_timezone_names();

CREATE VIEW $pg._visible AS
  SELECT oid, name, nspname FROM (SELECT c.oid, c.relname AS name, n.nspname,
      CASE n.nspname WHEN 'pg_temp' THEN 0 ELSE list_position($pg._path(), n.nspname) END AS place
    FROM $pg.pg_class c JOIN $pg.pg_namespace n ON n.oid = c.relnamespace)
  WHERE place IS NOT NULL QUALIFY row_number() OVER (PARTITION BY name ORDER BY place) = 1;

CREATE TABLE $pg.pg_stat_statements (userid BIGINT, dbid BIGINT, toplevel BOOLEAN, queryid BIGINT, query VARCHAR, plans BIGINT,
  total_plan_time DOUBLE, min_plan_time DOUBLE, max_plan_time DOUBLE, mean_plan_time DOUBLE, stddev_plan_time DOUBLE, calls BIGINT,
  total_exec_time DOUBLE, min_exec_time DOUBLE, max_exec_time DOUBLE, mean_exec_time DOUBLE, stddev_exec_time DOUBLE, rows BIGINT,
  shared_blks_hit BIGINT, shared_blks_read BIGINT, shared_blks_dirtied BIGINT, shared_blks_written BIGINT, local_blks_hit BIGINT,
  local_blks_read BIGINT, local_blks_dirtied BIGINT, local_blks_written BIGINT, temp_blks_read BIGINT, temp_blks_written BIGINT,
  blk_read_time DOUBLE, blk_write_time DOUBLE, temp_blk_read_time DOUBLE, temp_blk_write_time DOUBLE, wal_records BIGINT, wal_fpi BIGINT,
  wal_bytes DECIMAL(38, 0), jit_functions BIGINT, jit_generation_time DOUBLE, jit_inlining_count BIGINT, jit_inlining_time DOUBLE,
  jit_optimization_count BIGINT, jit_optimization_time DOUBLE, jit_emission_count BIGINT, jit_emission_time DOUBLE);
