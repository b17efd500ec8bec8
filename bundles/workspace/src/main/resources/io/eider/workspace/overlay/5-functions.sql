-- Aliases end in __, so that none is the alias of an argument: an argument is put in as it is written.
-- Functions about objects, and what stands in for casts to regclass and the like (io.eider.pgwire.dialect.RegCasts writes them).

CREATE MACRO $pg._with_typmod(oid_, name_, typmod_) AS
  CASE WHEN typmod_ IS NULL OR typmod_ < 0 THEN name_
    WHEN oid_ = 1700 THEN 'numeric(' || ((typmod_ - 4) >> 16) || ',' || ((typmod_ - 4) & 65535) || ')'
    WHEN oid_ IN (1042, 1043) THEN name_ || '(' || (typmod_ - 4) || ')'
    WHEN oid_ IN (1560, 1562) THEN name_ || '(' || typmod_ || ')'
    ELSE name_ END;

CREATE MACRO $pg.format_type(oid_, typmod_) AS
  CASE WHEN oid_ IS NULL THEN NULL WHEN oid_ = 0 THEN '-'
    ELSE coalesce((SELECT $pg._with_typmod(t__.oid, t__.name, typmod_) FROM $pg._type_names t__ WHERE t__.oid = oid_), '???') END;

CREATE VIEW $pg.pg_prepared_statements AS
  SELECT s.name, s.statement, make_timestamptz(s.prepared) AS prepare_time,
    (SELECT coalesce(list($pg.format_type(t.oid, -1) ORDER BY t.number), []::VARCHAR[])
      FROM (SELECT unnest(s.types) AS oid, generate_subscripts(s.types, 1) AS number) t) AS parameter_types,
    s.from_sql, 0::BIGINT AS generic_plans, 0::BIGINT AS custom_plans
  FROM (SELECT unnest(CAST(getvariable('_eider_prepared') AS STRUCT(name VARCHAR, statement VARCHAR, prepared BIGINT, types BIGINT[],
    from_sql BOOLEAN)[])) AS s);

CREATE MACRO $pg.quote_ident(text_) AS $pg._quoted(CAST(text_ AS VARCHAR));
CREATE MACRO $pg.quote_literal(value_) AS '''' || system.main.replace(CAST(value_ AS VARCHAR), '''', '''''') || '''';
CREATE MACRO $pg.quote_nullable(value_) AS coalesce('''' || system.main.replace(CAST(value_ AS VARCHAR), '''', '''''') || '''', 'NULL');
CREATE MACRO $pg.parse_ident(text_) AS
    list_transform(system.main.regexp_extract_all(CAST(text_ AS VARCHAR), '"(?:[^"]|"")*"|[^."\s]+'),
      lambda x: CASE WHEN starts_with(x, '"') THEN system.main.replace(x[2:-2], '""', '"') ELSE lower(x) END),
  (text_, strict_) AS
    list_transform(system.main.regexp_extract_all(CAST(text_ AS VARCHAR), '"(?:[^"]|"")*"|[^."\s]+'),
      lambda x: CASE WHEN starts_with(x, '"') THEN system.main.replace(x[2:-2], '""', '"') ELSE lower(x) END);

CREATE MACRO $pg.to_regclass(name_) AS (
  SELECT min(v__.oid) FROM (SELECT $pg.parse_ident(name_) AS parts) p__,
    (SELECT c__.oid, c__.relname, n__.nspname, s__.oid IS NOT NULL AS is_visible FROM $pg.pg_class c__ JOIN $pg.pg_namespace n__ ON n__.oid = c__.relnamespace
      LEFT JOIN $pg._visible s__ ON s__.oid = c__.oid) v__
  WHERE lower(v__.relname) = lower(p__.parts[-1]) AND CASE WHEN len(p__.parts) = 1 THEN v__.is_visible
    ELSE lower(v__.nspname) = lower(CASE p__.parts[-2] WHEN 'main' THEN 'public' ELSE p__.parts[-2] END) END);
CREATE MACRO $pg._regclass(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '-' THEN 0
    ELSE coalesce(TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT), $pg.to_regclass(CAST(value_ AS VARCHAR)),
      CAST(error('relation "' || CAST(value_ AS VARCHAR) || '" does not exist') AS BIGINT)) END;
CREATE MACRO $pg._regclass_out(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '0' THEN '-'
    ELSE coalesce((SELECT CASE WHEN s__.oid IS NULL THEN $pg._quoted(n__.nspname) || '.' ELSE '' END || $pg._quoted(c__.relname)
        FROM $pg.pg_class c__ JOIN $pg.pg_namespace n__ ON n__.oid = c__.relnamespace LEFT JOIN $pg._visible s__ ON s__.oid = c__.oid
        WHERE c__.oid = TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT)), CAST(value_ AS VARCHAR)) END;

CREATE MACRO $pg._type_alias(name_) AS
  CASE name_ WHEN 'int' THEN 'integer' WHEN 'decimal' THEN 'numeric' WHEN 'float' THEN 'double precision' WHEN 'varchar' THEN 'character varying'
    WHEN 'char' THEN 'character' WHEN 'timestamp' THEN 'timestamp without time zone' WHEN 'time' THEN 'time without time zone'
    WHEN 'varbit' THEN 'bit varying' ELSE name_ END;
CREATE MACRO $pg.to_regtype(name_) AS (
  SELECT min(t__.oid) FROM (SELECT system.main.regexp_replace(system.main.regexp_replace(trim(CAST(name_ AS VARCHAR)), '\s*\([0-9, ]*\)', ''),
      '^(pg_catalog|public|main)\.', '') AS wanted) w__,
    $pg._type_names t__
  WHERE t__.name = w__.wanted OR t__.typname = lower(w__.wanted) AND w__.wanted <> 'char' OR t__.name = $pg._type_alias(lower(w__.wanted))
    OR t__.typname = trim(w__.wanted, '"') OR ends_with(w__.wanted, '[]') AND t__.name = $pg._type_alias(lower(rtrim(w__.wanted, '[]'))) || '[]'
    OR ends_with(w__.wanted, '[]') AND t__.typname = '_' || lower(rtrim(w__.wanted, '[]')));
CREATE MACRO $pg._regtype(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '-' THEN 0
    ELSE coalesce(TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT), $pg.to_regtype(CAST(value_ AS VARCHAR)),
      CAST(error('type "' || CAST(value_ AS VARCHAR) || '" does not exist') AS BIGINT)) END;
CREATE MACRO $pg._regtype_out(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '0' THEN '-'
    ELSE coalesce((SELECT t__.name FROM $pg._type_names t__ WHERE t__.oid = TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT)), CAST(value_ AS VARCHAR)) END;

CREATE MACRO $pg.to_regproc(name_) AS (SELECT min(p__.oid) FROM $pg.pg_proc p__ WHERE lower(p__.proname) = $pg.parse_ident(
  system.main.regexp_replace(CAST(name_ AS VARCHAR), '\(.*', ''))[-1]);
CREATE MACRO $pg._regproc(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '-' THEN 0
    ELSE coalesce(TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT), $pg.to_regproc(CAST(value_ AS VARCHAR)),
      CAST(error('function "' || CAST(value_ AS VARCHAR) || '" does not exist') AS BIGINT)) END;
CREATE MACRO $pg._regproc_out(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '0' THEN '-'
    ELSE coalesce((SELECT p__.proname FROM $pg.pg_proc p__ WHERE p__.oid = TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT)), CAST(value_ AS VARCHAR)) END;

CREATE MACRO $pg.to_regnamespace(name_) AS (SELECT n__.oid FROM $pg.pg_namespace n__ WHERE n__.nspname = $pg.parse_ident(name_)[-1]);
CREATE MACRO $pg._regnamespace(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '-' THEN 0
    ELSE coalesce(TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT), $pg.to_regnamespace(CAST(value_ AS VARCHAR)),
      CAST(error('schema "' || CAST(value_ AS VARCHAR) || '" does not exist') AS BIGINT)) END;
CREATE MACRO $pg._regnamespace_out(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '0' THEN '-'
    ELSE coalesce((SELECT $pg._quoted(n__.nspname) FROM $pg.pg_namespace n__ WHERE n__.oid = TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT)),
      CAST(value_ AS VARCHAR)) END;

CREATE MACRO $pg.to_regrole(name_) AS CASE WHEN $pg.parse_ident(name_)[1] = lower($pg._user()) THEN 10 END;
CREATE MACRO $pg._regrole(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '-' THEN 0
    ELSE coalesce(TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT), $pg.to_regrole(CAST(value_ AS VARCHAR)),
      CAST(error('role "' || CAST(value_ AS VARCHAR) || '" does not exist') AS BIGINT)) END;
CREATE MACRO $pg._regrole_out(value_) AS
  CASE WHEN value_ IS NULL THEN NULL WHEN CAST(value_ AS VARCHAR) = '0' THEN '-' WHEN CAST(value_ AS VARCHAR) = '10' THEN $pg._user()
    ELSE CAST(value_ AS VARCHAR) END;

CREATE MACRO $pg._named(schema_, name_) AS CASE WHEN schema_ IN ('public', 'pg_temp') THEN '' ELSE $pg._quoted(schema_) || '.' END || $pg._quoted(name_);
CREATE MACRO $pg._list(names_) AS array_to_string(list_transform(names_, lambda x: $pg._quoted(x)), ', ');
CREATE MACRO $pg._constraintdef(oid_, pretty_) AS (
  SELECT CASE c__.kind WHEN 'p' THEN 'PRIMARY KEY (' || $pg._list(c__.columns) || ')' WHEN 'u' THEN 'UNIQUE (' || $pg._list(c__.columns) || ')'
      WHEN 'f' THEN 'FOREIGN KEY (' || $pg._list(c__.columns) || ') REFERENCES ' || $pg._named(c__.schema, c__.referenced) || '('
        || $pg._list(c__.referenced_columns) || ')'
      WHEN 'c' THEN CASE WHEN pretty_ AND starts_with(c__.expression, '(') THEN 'CHECK ' || c__.expression ELSE 'CHECK (' || c__.expression || ')' END END
  FROM $pg._constraints c__ WHERE c__.oid = oid_);
CREATE MACRO $pg.pg_get_constraintdef(oid_) AS $pg._constraintdef(oid_, false), (oid_, pretty_) AS $pg._constraintdef(oid_, pretty_);
CREATE MACRO $pg._indexdef_of(oid_) AS (
  SELECT $pg._indexdef(i__.schema, i__.relation, i__.name, i__.is_unique, i__.expressions) FROM $pg._indexes i__ WHERE i__.oid = oid_);
CREATE MACRO $pg.pg_get_indexdef(oid_) AS $pg._indexdef_of(oid_),
  (oid_, column_, pretty_) AS (SELECT CASE WHEN column_ = 0 THEN $pg._indexdef(CASE WHEN pretty_ AND i__.schema = 'public' THEN '' ELSE i__.schema END, i__.relation,
      i__.name, i__.is_unique, i__.expressions)
    ELSE i__.expressions[column_] END FROM $pg._indexes i__ WHERE i__.oid = oid_);
CREATE MACRO $pg._viewdef(value_) AS coalesce(
  (SELECT max(t__.definition) FROM $pg._tables t__ WHERE t__.oid = TRY_CAST(CAST(value_ AS VARCHAR) AS BIGINT)),
  (SELECT max(t__.definition) FROM $pg._tables t__ WHERE CASE WHEN t__.schema = 'public' THEN '' ELSE t__.schema || '.' END || t__.name
    = system.main.replace(CAST(value_ AS VARCHAR), '"', '')));
CREATE MACRO $pg.pg_get_viewdef(value_) AS $pg._viewdef(value_), (value_, pretty_) AS $pg._viewdef(value_);
CREATE MACRO $pg.pg_get_expr(text_, relation_) AS text_, (text_, relation_, pretty_) AS text_;
CREATE MACRO $pg.pg_get_userbyid(oid_) AS CASE WHEN oid_ = 10 THEN $pg._user() ELSE 'unknown (OID=' || oid_ || ')' END;
CREATE MACRO $pg.pg_get_serial_sequence(relation_, column_) AS (
  SELECT max($pg._quoted(coalesce(nullif(parts[-2], 'main'), 'public')) || '.' || $pg._quoted(parts[-1])) FROM (
    SELECT $pg.parse_ident(system.main.regexp_extract(c__."default", 'nextval\(''([^'']+)''', 1)) AS parts FROM $pg._columns c__
    WHERE c__.relid = $pg._regclass(relation_) AND c__.name = column_ AND c__."default" LIKE '%nextval(%'));
CREATE MACRO $pg.pg_get_function_arguments(oid_) AS coalesce(
  (SELECT f__.arguments FROM $pg._function_texts f__ WHERE f__.oid = oid_),
  (SELECT array_to_string(list_transform(f__.parameters, lambda x: $pg._quoted(x) || ' "any"'), ', ') FROM $own.functions f__ WHERE f__.oid = oid_));
CREATE MACRO $pg.pg_get_function_identity_arguments(oid_) AS coalesce(
  (SELECT f__.identity FROM $pg._function_texts f__ WHERE f__.oid = oid_),
  (SELECT array_to_string(list_transform(f__.parameters, lambda x: $pg._quoted(x) || ' "any"'), ', ') FROM $own.functions f__ WHERE f__.oid = oid_));
CREATE MACRO $pg.pg_get_function_result(oid_) AS coalesce((SELECT f__.result FROM $pg._function_texts f__ WHERE f__.oid = oid_),
  (SELECT CASE WHEN f__.is_table THEN 'SETOF record' ELSE '"any"' END FROM $own.functions f__ WHERE f__.oid = oid_));
CREATE MACRO $pg.pg_get_function_sqlbody(oid_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_functiondef(oid_) AS (SELECT max('CREATE MACRO ' || $pg._named(f__.schema, f__.name) || '(' || array_to_string(f__.parameters, ', ')
  || ') AS ' || CASE WHEN f__.is_table THEN 'TABLE ' ELSE '' END || f__.definition) FROM $own.functions f__ WHERE f__.oid = oid_);
CREATE MACRO $pg.pg_get_keywords() AS TABLE SELECT * FROM $pg._keywords;
CREATE MACRO $pg.pg_get_partkeydef(oid_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_ruledef(oid_) AS NULL::VARCHAR, (oid_, pretty_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_triggerdef(oid_) AS NULL::VARCHAR, (oid_, pretty_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_statisticsobjdef_columns(oid_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_statisticsobjdef(oid_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_partition_constraintdef(oid_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_get_replica_identity_index(oid_) AS NULL::BIGINT;
CREATE MACRO $pg.pg_relation_is_updatable(oid_, triggers_) AS CASE WHEN EXISTS (SELECT 1 FROM $project.tables r__ WHERE r__.oid = oid_) THEN 0 ELSE 28 END;
CREATE MACRO $pg.pg_column_is_updatable(oid_, number_, triggers_) AS NOT EXISTS (SELECT 1 FROM $project.tables r__ WHERE r__.oid = oid_);
CREATE MACRO $pg.pg_partition_ancestors(relation_) AS NULL::BIGINT;
CREATE MACRO $pg.pg_describe_object(catalog_, oid_, number_) AS NULL::VARCHAR;
CREATE MACRO $pg.pg_partition_root(relation_) AS NULL::BIGINT;
CREATE MACRO $pg.pg_relation_is_publishable(oid_) AS false;
CREATE MACRO $pg.pg_relation_filenode(oid_) AS oid_;
CREATE MACRO $pg.pg_tablespace_location(oid_) AS '';
CREATE MACRO $pg.pg_options_to_table(options_) AS TABLE SELECT NULL::VARCHAR AS option_name, NULL::VARCHAR AS option_value WHERE false;
CREATE MACRO $pg.aclexplode(acl_) AS TABLE SELECT 0::BIGINT AS grantor, 0::BIGINT AS grantee, '' AS privilege_type, false AS is_grantable WHERE false;
CREATE MACRO $pg.acldefault(kind_, owner_) AS NULL::VARCHAR[];

CREATE MACRO $pg.obj_description(oid_) AS (SELECT max(d__.description) FROM $pg.pg_description d__ WHERE d__.objoid = oid_ AND d__.objsubid = 0),
  (oid_, catalog_) AS (SELECT max(d__.description) FROM $pg.pg_description d__ WHERE d__.objoid = oid_ AND d__.objsubid = 0 AND d__.classoid =
    (SELECT r__.oid FROM $pg._relations r__ WHERE r__.schema = 'pg_catalog' AND r__.name = catalog_));
CREATE MACRO $pg.col_description(oid_, number_) AS (
  SELECT max(d__.description) FROM $pg.pg_description d__ WHERE d__.objoid = oid_ AND d__.classoid = 1259 AND d__.objsubid = number_);
CREATE MACRO $pg.shobj_description(oid_, catalog_) AS NULL::VARCHAR;

CREATE MACRO $pg.pg_table_is_visible(oid_) AS EXISTS (SELECT 1 FROM $pg._visible v__ WHERE v__.oid = oid_);
CREATE MACRO $pg.pg_type_is_visible(oid_) AS EXISTS (
  SELECT 1 FROM $pg.pg_type t__ JOIN $pg.pg_namespace n__ ON n__.oid = t__.typnamespace WHERE t__.oid = oid_ AND list_contains($pg._path(), n__.nspname));
CREATE MACRO $pg.pg_function_is_visible(oid_) AS EXISTS (
  SELECT 1 FROM $pg.pg_proc p__ JOIN $pg.pg_namespace n__ ON n__.oid = p__.pronamespace WHERE p__.oid = oid_ AND list_contains($pg._path(), n__.nspname));
CREATE MACRO $pg.pg_operator_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_opclass_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_opfamily_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_collation_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_conversion_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_statistics_obj_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_ts_config_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_ts_dict_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_ts_parser_is_visible(oid_) AS true;
CREATE MACRO $pg.pg_ts_template_is_visible(oid_) AS true;

CREATE MACRO $pg._is_project(relation_) AS
  EXISTS (SELECT 1 FROM $project.tables r__ WHERE r__.oid = TRY_CAST(CAST(relation_ AS VARCHAR) AS BIGINT))
  OR EXISTS (SELECT 1 FROM $project.tables r__ WHERE r__.schema || '.' || r__.name = system.main.replace(CAST(relation_ AS VARCHAR), '"', ''));
CREATE MACRO $pg._may(relation_, privilege_) AS
  upper(CAST(privilege_ AS VARCHAR)) IN ('SELECT', 'REFERENCES') OR NOT $pg._is_project(relation_);
CREATE MACRO $pg.has_table_privilege(relation_, privilege_) AS $pg._may(relation_, privilege_),
  (user_, relation_, privilege_) AS $pg._may(relation_, privilege_);
CREATE MACRO $pg.has_any_column_privilege(relation_, privilege_) AS $pg._may(relation_, privilege_),
  (user_, relation_, privilege_) AS $pg._may(relation_, privilege_);
CREATE MACRO $pg.has_column_privilege(relation_, column_, privilege_) AS $pg._may(relation_, privilege_),
  (user_, relation_, column_, privilege_) AS $pg._may(relation_, privilege_);
CREATE MACRO $pg._is_bucket(schema_) AS EXISTS (SELECT 1 FROM $project.schemas s__ WHERE CAST(s__.oid AS VARCHAR) = CAST(schema_ AS VARCHAR)
  OR s__.name = CAST(schema_ AS VARCHAR));
CREATE MACRO $pg.has_schema_privilege(schema_, privilege_) AS upper(privilege_) = 'USAGE' OR NOT $pg._is_bucket(schema_),
  (user_, schema_, privilege_) AS upper(privilege_) = 'USAGE' OR NOT $pg._is_bucket(schema_);
CREATE MACRO $pg.has_database_privilege(name_, privilege_) AS true, (user_, name_, privilege_) AS true;
CREATE MACRO $pg.has_function_privilege(name_, privilege_) AS true, (user_, name_, privilege_) AS true;
CREATE MACRO $pg.has_sequence_privilege(name_, privilege_) AS true, (user_, name_, privilege_) AS true;
CREATE MACRO $pg.has_type_privilege(name_, privilege_) AS true, (user_, name_, privilege_) AS true;
CREATE MACRO $pg.has_language_privilege(name_, privilege_) AS true, (user_, name_, privilege_) AS true;
CREATE MACRO $pg.has_tablespace_privilege(name_, privilege_) AS false, (user_, name_, privilege_) AS false;
CREATE MACRO $pg.has_server_privilege(name_, privilege_) AS false, (user_, name_, privilege_) AS false;
CREATE MACRO $pg.has_foreign_data_wrapper_privilege(name_, privilege_) AS false, (user_, name_, privilege_) AS false;
CREATE MACRO $pg.has_parameter_privilege(name_, privilege_) AS false, (user_, name_, privilege_) AS false;
CREATE MACRO $pg.pg_has_role(role_, privilege_) AS true, (user_, role_, privilege_) AS true;
CREATE MACRO $pg.row_security_active(relation_) AS false;

CREATE MACRO $pg._bytes(relation_) AS coalesce(
  (SELECT max(t__.bytes) FROM $pg._tables t__ WHERE t__.oid = TRY_CAST(CAST(relation_ AS VARCHAR) AS BIGINT)),
  (SELECT max(t__.bytes) FROM $pg._tables t__ WHERE CASE WHEN t__.schema = 'public' THEN '' ELSE t__.schema || '.' END || t__.name
    = system.main.replace(CAST(relation_ AS VARCHAR), '"', '')), 0);
CREATE MACRO $pg.pg_table_size(relation_) AS $pg._bytes(relation_);
CREATE MACRO $pg.pg_relation_size(relation_) AS $pg._bytes(relation_), (relation_, fork_) AS $pg._bytes(relation_);
CREATE MACRO $pg.pg_total_relation_size(relation_) AS $pg._bytes(relation_);
CREATE MACRO $pg.pg_indexes_size(relation_) AS 0::BIGINT;
CREATE MACRO $pg.pg_database_size(name_) AS (
  SELECT max(d__.block_size * d__.total_blocks)::BIGINT FROM pragma_database_size() d__ WHERE d__.database_name = system.main.current_database());
CREATE MACRO $pg.pg_tablespace_size(name_) AS 0::BIGINT;
CREATE MACRO $pg.pg_size_pretty(bytes_) AS
  CASE WHEN abs(bytes_) < 10240 THEN bytes_ || ' bytes'
    WHEN abs(bytes_) < 10485248 THEN CAST(round(bytes_ / 1024) AS BIGINT) || ' kB'
    WHEN abs(bytes_) < 10736893952 THEN CAST(round(bytes_ / 1048576) AS BIGINT) || ' MB'
    WHEN abs(bytes_) < 10994579406848 THEN CAST(round(bytes_ / 1073741824) AS BIGINT) || ' GB'
    ELSE CAST(round(bytes_ / 1099511627776) AS BIGINT) || ' TB' END;
CREATE MACRO $pg.pg_stat_get_numscans(oid_) AS 0::BIGINT;
CREATE MACRO $pg.pg_stat_get_live_tuples(oid_) AS (SELECT max(t__.rows)::BIGINT FROM $pg._tables t__ WHERE t__.oid = oid_);
CREATE MACRO $pg.pg_stat_get_dead_tuples(oid_) AS 0::BIGINT;
CREATE MACRO $pg.pg_sequence_last_value(oid_) AS (SELECT max(s__.last_value) FROM $own.sequences s__ WHERE s__.oid = oid_);

CREATE MACRO $pg.array_lower(array_, dimension_) AS CASE WHEN dimension_ = 1 AND len(array_) > 0 THEN 1 END;
CREATE MACRO $pg.array_upper(array_, dimension_) AS CASE WHEN dimension_ = 1 AND len(array_) > 0 THEN len(array_)::INTEGER END;
CREATE MACRO $pg.array_ndims(array_) AS CASE WHEN len(array_) > 0 THEN 1 END;
CREATE MACRO $pg.array_remove(array_, value_) AS list_filter(array_, lambda x: x IS DISTINCT FROM value_);
CREATE MACRO $pg._pg_expandarray(array_) AS list_transform(array_, lambda x, i: {'x': x, 'n': i});
CREATE MACRO $pg.int2vector_text(array_) AS array_to_string(array_, ' ');
-- with the column of WITH ORDINALITY, which DuckDB overlooks after a macro
CREATE MACRO $pg.pg_partition_ancestors(relation_) AS TABLE SELECT NULL::BIGINT AS relid, NULL::BIGINT AS ordinality WHERE false;
CREATE MACRO $pg.pg_partition_tree(relation_) AS TABLE
  SELECT NULL::BIGINT AS relid, NULL::BIGINT AS parentrelid, NULL::BOOLEAN AS isleaf, NULL::INTEGER AS level WHERE false;
CREATE MACRO $pg.ts_token_type(parser_) AS TABLE
  SELECT NULL::INTEGER AS tokid, NULL::VARCHAR AS alias, NULL::VARCHAR AS description WHERE false;
