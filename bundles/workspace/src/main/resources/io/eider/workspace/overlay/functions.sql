-- Macros of the workspace: apart, because listing functions takes DuckDB 30 to 70 ms (1.5.6).

CREATE OR REPLACE TABLE $own.functions AS
  SELECT $pg._shown(schema_name, false) AS schema, function_name AS name, parameters, macro_definition AS definition, comment,
    function_type = 'table_macro' AS is_table,
    $pg._oid('function', $pg._shown(schema_name, false), function_name || '(' || array_to_string(parameters, ',')) AS oid
  FROM duckdb_functions() WHERE NOT internal AND macro_definition IS NOT NULL AND database_name = system.main.current_database();
