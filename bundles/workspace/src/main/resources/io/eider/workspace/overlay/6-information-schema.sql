-- information_schema; the schema cannot have that name here, clients' text is rewritten.

CREATE VIEW $is.information_schema_catalog_name AS SELECT system.main.current_database() AS catalog_name;

CREATE VIEW $is.schemata AS
  SELECT system.main.current_database() AS catalog_name, nspname AS schema_name, $pg._user() AS schema_owner,
    NULL::VARCHAR AS default_character_set_catalog, NULL::VARCHAR AS default_character_set_schema, NULL::VARCHAR AS default_character_set_name,
    NULL::VARCHAR AS sql_path FROM $pg.pg_namespace;

CREATE VIEW $is.tables AS
  SELECT system.main.current_database() AS table_catalog, schema AS table_schema, name AS table_name,
    CASE WHEN temporary THEN 'LOCAL TEMPORARY' WHEN kind = 'v' THEN 'VIEW' ELSE 'BASE TABLE' END AS table_type,
    NULL::VARCHAR AS self_referencing_column_name, NULL::VARCHAR AS reference_generation, NULL::VARCHAR AS user_defined_type_catalog,
    NULL::VARCHAR AS user_defined_type_schema, NULL::VARCHAR AS user_defined_type_name,
    CASE WHEN is_writable THEN 'YES' ELSE 'NO' END AS is_insertable_into, 'NO' AS is_typed, NULL::VARCHAR AS commit_action
  FROM (SELECT t.schema, t.name, t.kind, t.temporary, t.kind = 'r' AND s.oid IS NULL AS is_writable FROM $pg._tables t
      LEFT JOIN $project.schemas s ON s.name = t.schema
    UNION ALL SELECT schema, name, kind, false, kind = 'r' FROM $pg._relations);

CREATE VIEW $is.columns AS
  SELECT system.main.current_database() AS table_catalog, c.schema AS table_schema, c.relation AS table_name, c.name AS column_name,
    c.number::INTEGER AS ordinal_position, c."default" AS column_default, CASE WHEN c."notnull" THEN 'NO' ELSE 'YES' END AS is_nullable,
    CASE WHEN t.typcategory = 'A' THEN 'ARRAY' WHEN t.oid IS NULL OR t.typtype = 'e' THEN 'USER-DEFINED' ELSE $pg._sql_name(t.oid, t.typname) END AS data_type,
    NULL::INTEGER AS character_maximum_length, CASE WHEN t.typcategory = 'S' AND t.oid <> 18 THEN 1073741824 END AS character_octet_length,
    CASE t.oid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53
      WHEN 1700 THEN CASE WHEN c.typmod >= 4 THEN (c.typmod - 4) >> 16 END END AS numeric_precision,
    CASE WHEN t.oid IN (21, 23, 20, 700, 701) THEN 2 WHEN t.oid = 1700 THEN 10 END AS numeric_precision_radix,
    CASE WHEN t.oid IN (21, 23, 20) THEN 0 WHEN t.oid = 1700 AND c.typmod >= 4 THEN (c.typmod - 4) & 65535 END AS numeric_scale,
    CASE WHEN t.oid = 1082 THEN 0 WHEN t.oid IN (1083, 1114, 1184, 1266, 1186) THEN 6 END AS datetime_precision,
    NULL::VARCHAR AS interval_type, NULL::INTEGER AS interval_precision, NULL::VARCHAR AS character_set_catalog,
    NULL::VARCHAR AS character_set_schema, NULL::VARCHAR AS character_set_name, NULL::VARCHAR AS collation_catalog,
    NULL::VARCHAR AS collation_schema, NULL::VARCHAR AS collation_name, NULL::VARCHAR AS domain_catalog, NULL::VARCHAR AS domain_schema,
    NULL::VARCHAR AS domain_name, system.main.current_database() AS udt_catalog, coalesce(e.schema, 'pg_catalog') AS udt_schema,
    coalesce(t.typname, e.name) AS udt_name, NULL::VARCHAR AS scope_catalog, NULL::VARCHAR AS scope_schema, NULL::VARCHAR AS scope_name,
    NULL::INTEGER AS maximum_cardinality, CAST(c.number AS VARCHAR) AS dtd_identifier, 'NO' AS is_self_referencing, 'NO' AS is_identity,
    NULL::VARCHAR AS identity_generation, NULL::VARCHAR AS identity_start, NULL::VARCHAR AS identity_increment,
    NULL::VARCHAR AS identity_maximum, NULL::VARCHAR AS identity_minimum, 'NO' AS identity_cycle, 'NEVER' AS is_generated,
    NULL::VARCHAR AS generation_expression, CASE WHEN c.is_writable THEN 'YES' ELSE 'NO' END AS is_updatable
  FROM (SELECT o.schema, o.relation, o.name, o.number, o."default", o."notnull", o.type, o.typmod, r.oid IS NULL AS is_writable FROM $pg._columns o
      LEFT JOIN $project.schemas r ON r.name = o.schema
    UNION ALL SELECT r.schema, r.name, c.name, c.number, NULL, c."notnull", c.type_oid, -1, false FROM $pg._relation_columns c
      JOIN $pg._relations r ON r.oid = c.relation) c
  LEFT JOIN $pg._pg_type t ON t.oid = c.type LEFT JOIN $own.enums e ON e.oid = c.type;

CREATE VIEW $is.table_constraints AS
  SELECT system.main.current_database() AS constraint_catalog, schema AS constraint_schema, name AS constraint_name,
    system.main.current_database() AS table_catalog, schema AS table_schema, relation AS table_name,
    CASE kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' ELSE 'CHECK' END AS constraint_type,
    'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced, CASE WHEN kind = 'u' THEN 'YES' END AS nulls_distinct
  FROM $pg._constraints
  UNION ALL
  SELECT system.main.current_database(), schema, $pg._namespace(schema) || '_' || relid || '_' || number || '_not_null',
    system.main.current_database(), schema, relation, 'CHECK', 'NO', 'NO', 'YES', NULL FROM $pg._columns WHERE "notnull";

CREATE VIEW $is.key_column_usage AS
  SELECT system.main.current_database() AS constraint_catalog, schema AS constraint_schema, name AS constraint_name,
    system.main.current_database() AS table_catalog, schema AS table_schema, relation AS table_name, column_name, n::INTEGER AS ordinal_position,
    CASE WHEN kind = 'f' THEN n::INTEGER END AS position_in_unique_constraint
  FROM (SELECT schema, name, relation, kind, unnest(columns) AS column_name, generate_subscripts(columns, 1) AS n
    FROM $pg._constraints WHERE kind IN ('p', 'u', 'f'));

CREATE VIEW $is.referential_constraints AS
  SELECT system.main.current_database() AS constraint_catalog, c.schema AS constraint_schema, c.name AS constraint_name,
    system.main.current_database() AS unique_constraint_catalog, r.schema AS unique_constraint_schema, r.name AS unique_constraint_name,
    'NONE' AS match_option, 'NO ACTION' AS update_rule, 'NO ACTION' AS delete_rule
  FROM $pg._constraints c LEFT JOIN $pg._constraints r ON r.kind IN ('p', 'u') AND r.schema = c.schema AND r.relation = c.referenced
    AND r.columns = c.referenced_columns
  WHERE c.kind = 'f';

CREATE VIEW $is.constraint_column_usage AS
  SELECT system.main.current_database() AS table_catalog, schema AS table_schema, relation AS table_name, column_name,
    system.main.current_database() AS constraint_catalog, schema AS constraint_schema, name AS constraint_name
  FROM (SELECT schema, name, CASE WHEN kind = 'f' THEN referenced ELSE relation END AS relation,
    unnest(CASE WHEN kind = 'f' THEN referenced_columns ELSE columns END) AS column_name FROM $pg._constraints);

CREATE VIEW $is.constraint_table_usage AS
  SELECT DISTINCT table_catalog, table_schema, table_name, constraint_catalog, constraint_schema, constraint_name FROM $is.constraint_column_usage;

CREATE VIEW $is.check_constraints AS
  SELECT system.main.current_database() AS constraint_catalog, schema AS constraint_schema, name AS constraint_name, expression AS check_clause
  FROM $pg._constraints WHERE kind = 'c'
  UNION ALL
  SELECT system.main.current_database(), schema, $pg._namespace(schema) || '_' || relid || '_' || number || '_not_null', name || ' IS NOT NULL'
  FROM $pg._columns WHERE "notnull";

CREATE VIEW $is.views AS
  SELECT system.main.current_database() AS table_catalog, schema AS table_schema, name AS table_name, definition AS view_definition,
    'NONE' AS check_option, 'NO' AS is_updatable, 'NO' AS is_insertable_into, 'NO' AS is_trigger_updatable, 'NO' AS is_trigger_deletable,
    'NO' AS is_trigger_insertable_into FROM $pg._tables WHERE kind = 'v';

CREATE VIEW $is.sequences AS
  SELECT system.main.current_database() AS sequence_catalog, schema AS sequence_schema, name AS sequence_name, 'bigint' AS data_type,
    64 AS numeric_precision, 2 AS numeric_precision_radix, 0 AS numeric_scale, CAST(start_value AS VARCHAR) AS start_value,
    CAST(min_value AS VARCHAR) AS minimum_value, CAST(max_value AS VARCHAR) AS maximum_value, CAST(increment_by AS VARCHAR) AS increment,
    CASE WHEN cycle THEN 'YES' ELSE 'NO' END AS cycle_option FROM $own.sequences;

CREATE VIEW $is.character_sets AS
  SELECT NULL::VARCHAR AS character_set_catalog, NULL::VARCHAR AS character_set_schema, 'UTF8' AS character_set_name,
    'UCS' AS character_repertoire, 'UTF8' AS form_of_use, system.main.current_database() AS default_collate_catalog,
    'pg_catalog' AS default_collate_schema, 'C.UTF-8' AS default_collate_name;

CREATE VIEW $is.table_privileges AS
  SELECT $pg._user() AS grantor, $pg._user() AS grantee, table_catalog, table_schema, table_name, p.privilege AS privilege_type,
    'NO' AS is_grantable, CASE WHEN p.privilege = 'SELECT' THEN 'YES' ELSE 'NO' END AS with_hierarchy
  FROM $is.tables, (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES')) p(privilege)
  WHERE p.privilege = 'SELECT' OR is_insertable_into = 'YES' OR table_type = 'LOCAL TEMPORARY';

CREATE VIEW $is.role_table_grants AS SELECT * FROM $is.table_privileges;

CREATE VIEW $is.enabled_roles AS SELECT $pg._user() AS role_name;

CREATE VIEW $is.applicable_roles AS SELECT $pg._user() AS grantee, $pg._user() AS role_name, 'NO' AS is_grantable WHERE false;
