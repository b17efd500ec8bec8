-- What lies in the workspace, as the session's transaction sees it. Made again when it may have changed; reading it anew for every
-- statement would take DuckDB 30 to 100 ms of planning alone (1.5.6).

CREATE OR REPLACE TABLE $own.schemas AS
  SELECT $pg._shown(schema_name, false) AS name, $pg._namespace($pg._shown(schema_name, false)) AS oid, comment
  FROM duckdb_schemas() WHERE database_name = system.main.current_database() AND schema_name NOT IN ('information_schema', 'pg_catalog');

CREATE OR REPLACE TABLE $own.enums AS
  SELECT schema_name AS duck_schema, $pg._shown(schema_name, false) AS schema, type_name AS name, labels, comment,
    $pg._oid('type', $pg._shown(schema_name, false), type_name) AS oid,
    $pg._oid('type', $pg._shown(schema_name, false), '_' || type_name) AS array_oid,
    'ENUM(' || array_to_string(list_transform(labels, lambda x: '''' || system.main.replace(x, '''', '''''') || ''''), ', ') || ')' AS definition
  FROM duckdb_types() WHERE NOT internal AND logical_type = 'ENUM' AND database_name = system.main.current_database();

CREATE OR REPLACE TABLE $own.composites AS
  SELECT $pg._shown(schema_name, false) AS schema, type_name AS name, $pg._oid('type', $pg._shown(schema_name, false), type_name) AS oid,
    $pg._oid('type', $pg._shown(schema_name, false), '_' || type_name) AS array_oid,
    $pg._oid('relation', $pg._shown(schema_name, false), type_name) AS relid
  FROM duckdb_types() WHERE NOT internal AND logical_type = 'STRUCT' AND database_name = system.main.current_database();

CREATE OR REPLACE TABLE $own.tables AS
  SELECT $pg._shown(schema_name, temporary) AS schema, table_name AS name, 'r' AS kind, temporary, column_count::SMALLINT AS natts,
    index_count > 0 AS has_index, check_constraint_count::SMALLINT AS checks, estimated_size::FLOAT AS rows, NULL::BIGINT AS bytes, comment,
    NULL AS definition, $pg._oid('relation', $pg._shown(schema_name, temporary), table_name) AS oid
  FROM duckdb_tables() WHERE NOT internal AND (database_name = system.main.current_database() OR temporary) AND NOT starts_with(table_name, '_eider_')
  UNION ALL BY NAME
  SELECT $pg._shown(schema_name, temporary) AS schema, view_name AS name, 'v' AS kind, temporary, column_count::SMALLINT AS natts,
    false AS has_index, 0::SMALLINT AS checks, 0::FLOAT AS rows, 0 AS bytes, comment,
    ' ' || system.main.regexp_replace(sql, '^CREATE (TEMP(ORARY)? )?VIEW .*? AS (\(?(SELECT|WITH|FROM|VALUES|PIVOT|UNPIVOT|DESCRIBE|SUMMARIZE|SHOW|TABLE)\b)', '\3', 'si') AS definition,
    $pg._oid('relation', $pg._shown(schema_name, temporary), view_name) AS oid
  FROM duckdb_views() WHERE NOT internal AND (database_name = system.main.current_database() OR temporary);

CREATE OR REPLACE TABLE $own.columns AS
  SELECT relid, number, name, element AS element, CASE WHEN dims > 0 THEN coalesce(enum_array, $pg._array_oid(element)) ELSE element END AS type,
    CASE WHEN dims > 0 THEN -1 ELSE $pg._typmod(base) END AS typmod, dims, "notnull", "default", comment, schema, relation, duck_type
  FROM (SELECT $pg._oid('relation', $pg._shown(c.schema_name, c.database_name = 'temp'), c.table_name) AS relid,
      $pg._shown(c.schema_name, c.database_name = 'temp') AS schema, c.table_name AS relation, c.column_index::SMALLINT AS number,
      c.column_name AS name, c.data_type AS duck_type, $pg._base(c.data_type) AS base, $pg._dimensions(c.data_type)::INTEGER AS dims,
      coalesce(e.oid, $pg._element_oid($pg._base(c.data_type))) AS element, e.array_oid AS enum_array,
      NOT c.is_nullable OR n.table_name IS NOT NULL AS "notnull", CASE c.column_default WHEN 'NULL' THEN NULL
        WHEN 'CAST(''t'' AS BOOLEAN)' THEN 'true' WHEN 'CAST(''f'' AS BOOLEAN)' THEN 'false' ELSE c.column_default END AS "default", c.comment
    FROM duckdb_columns() c LEFT JOIN $own.enums e ON e.definition = $pg._base(c.data_type)
    LEFT JOIN (SELECT DISTINCT database_name, schema_name, table_name, constraint_column_names[1] AS column_name FROM duckdb_constraints()
        WHERE constraint_type = 'NOT NULL') n
      ON n.database_name = c.database_name AND n.schema_name = c.schema_name AND n.table_name = c.table_name AND n.column_name = c.column_name
    WHERE NOT c.internal AND (c.database_name = system.main.current_database() OR c.database_name = 'temp')
      AND NOT starts_with(c.table_name, '_eider_'));

CREATE OR REPLACE TABLE $own.constraints AS
  SELECT *, $pg._oid('constraint', schema, relation || '.' || name) AS oid, $pg._oid('relation', schema, relation) AS relid,
    $pg._oid('relation', schema, name) AS indexid
  FROM (SELECT schema, relation, position, kind, keys, columns, expression, referenced, referenced_columns,
      base || CASE WHEN row_number() OVER same > 1 THEN CAST(row_number() OVER same - 1 AS VARCHAR) ELSE '' END AS name
    FROM (SELECT $pg._shown(schema_name, database_name = 'temp') AS schema, table_name AS relation, constraint_index AS position,
        CASE constraint_type WHEN 'PRIMARY KEY' THEN 'p' WHEN 'UNIQUE' THEN 'u' WHEN 'FOREIGN KEY' THEN 'f' ELSE 'c' END AS kind,
        list_transform(constraint_column_indexes, lambda x: (x + 1)::SMALLINT) AS keys, constraint_column_names AS columns,
        expression, referenced_table AS referenced, referenced_column_names AS referenced_columns,
        table_name || CASE WHEN constraint_type = 'PRIMARY KEY' THEN '_pkey'
          ELSE '_' || array_to_string(constraint_column_names, '_')
            || CASE constraint_type WHEN 'UNIQUE' THEN '_key' WHEN 'FOREIGN KEY' THEN '_fkey' ELSE '_check' END END AS base
      FROM duckdb_constraints()
      WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY', 'CHECK')
        AND (database_name = system.main.current_database() OR database_name = 'temp'))
    WINDOW same AS (PARTITION BY schema, base ORDER BY relation, position));

CREATE OR REPLACE TABLE $own.indexes AS
  SELECT indexid AS oid, schema, name, relation, relid, true AS is_unique, kind = 'p' AS is_primary, keys,
    list_transform(columns, lambda x: $pg._quoted(x)) AS expressions, NULL AS comment, false AS is_temporary
  FROM $own.constraints WHERE kind IN ('p', 'u')
  UNION ALL BY NAME
  SELECT $pg._oid('relation', i.schema, i.index_name) AS oid, i.schema, i.index_name AS name, i.table_name AS relation,
    $pg._oid('relation', i.schema, i.table_name) AS relid, i.is_unique, false AS is_primary,
    list_transform(i.expressions, lambda x: coalesce(list_position(c.names, x), list_position(c.quoted, x), 0)::SMALLINT) AS keys,
    list_transform(i.expressions, lambda x: CASE WHEN list_contains(c.names, x) THEN $pg._quoted(x)
      WHEN list_contains(c.quoted, x) THEN $pg._quoted(x[2:-2]) ELSE x END) AS expressions,
    i.comment, i.database_name = 'temp' AS is_temporary
  FROM (SELECT * REPLACE (CAST(expressions::VARCHAR AS VARCHAR[]) AS expressions), $pg._shown(schema_name, database_name = 'temp') AS schema
    FROM duckdb_indexes() WHERE NOT is_primary AND (database_name = system.main.current_database() OR database_name = 'temp')) i
  JOIN (SELECT database_name, schema_name, table_name, list(column_name ORDER BY column_index) AS names,
      list('"' || column_name || '"' ORDER BY column_index) AS quoted FROM duckdb_columns() WHERE NOT internal GROUP BY ALL) c
    USING (database_name, schema_name, table_name);

CREATE OR REPLACE TABLE $own.sequences AS
  SELECT $pg._shown(schema_name, temporary) AS schema, sequence_name AS name, temporary, start_value, min_value, max_value, increment_by, cycle,
    last_value, comment, $pg._oid('relation', $pg._shown(schema_name, temporary), sequence_name) AS oid
  FROM duckdb_sequences() WHERE database_name = system.main.current_database() OR temporary;

CREATE TABLE IF NOT EXISTS $own.functions
  (schema VARCHAR, name VARCHAR, parameters VARCHAR[], definition VARCHAR, comment VARCHAR, is_table BOOLEAN, oid BIGINT);

CREATE OR REPLACE TABLE $own.type AS
  SELECT oid, name AS typname, $pg._namespace(schema) AS typnamespace, 10 AS typowner, 4::SMALLINT AS typlen, true AS typbyval, 'e' AS typtype,
    'E' AS typcategory, false AS typispreferred, true AS typisdefined, ',' AS typdelim, 0 AS typrelid, 0 AS typsubscript, 0 AS typelem,
    array_oid AS typarray, 3504 AS typinput, 3505 AS typoutput, 3532 AS typreceive, 3533 AS typsend, 0 AS typmodin, 0 AS typmodout,
    0 AS typanalyze, 'i' AS typalign, 'p' AS typstorage, false AS typnotnull, 0 AS typbasetype, -1 AS typtypmod, 0 AS typndims, 0 AS typcollation
  FROM $own.enums
  UNION ALL BY NAME
  SELECT oid, name AS typname, $pg._namespace(schema) AS typnamespace, 10 AS typowner, -1::SMALLINT AS typlen, false AS typbyval, 'c' AS typtype,
    'C' AS typcategory, false AS typispreferred, true AS typisdefined, ',' AS typdelim, relid AS typrelid, 0 AS typsubscript, 0 AS typelem,
    array_oid AS typarray, 2290 AS typinput, 2291 AS typoutput, 2402 AS typreceive, 2403 AS typsend, 0 AS typmodin, 0 AS typmodout,
    0 AS typanalyze, 'd' AS typalign, 'x' AS typstorage, false AS typnotnull, 0 AS typbasetype, -1 AS typtypmod, 0 AS typndims, 0 AS typcollation
  FROM $own.composites
  UNION ALL BY NAME
  SELECT array_oid AS oid, '_' || name AS typname, $pg._namespace(schema) AS typnamespace, 10 AS typowner, -1::SMALLINT AS typlen,
    false AS typbyval, 'b' AS typtype, 'A' AS typcategory, false AS typispreferred, true AS typisdefined, ',' AS typdelim, 0 AS typrelid,
    6179 AS typsubscript, oid AS typelem, 0 AS typarray, 750 AS typinput, 751 AS typoutput, 2400 AS typreceive, 2401 AS typsend, 0 AS typmodin,
    0 AS typmodout, 3816 AS typanalyze, 'i' AS typalign, 'x' AS typstorage, false AS typnotnull, 0 AS typbasetype, -1 AS typtypmod,
    0 AS typndims, 0 AS typcollation
  FROM (SELECT schema, name, oid, array_oid FROM $own.enums UNION ALL SELECT schema, name, oid, array_oid FROM $own.composites);

CREATE OR REPLACE TABLE $own.type_names AS
  SELECT oid, CASE WHEN schema = 'public' THEN '' ELSE $pg._quoted(schema) || '.' END || $pg._quoted(name) || suffix AS name, typname
  FROM (SELECT oid, schema, name, '' AS suffix, name AS typname FROM $own.enums
    UNION ALL SELECT array_oid, schema, name, '[]', '_' || name FROM $own.enums
    UNION ALL SELECT oid, schema, name, '', name FROM $own.composites
    UNION ALL SELECT array_oid, schema, name, '[]', '_' || name FROM $own.composites);
