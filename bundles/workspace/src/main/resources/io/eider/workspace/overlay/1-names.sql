-- Types that DuckDB lacks, and how names and types of DuckDB become OIDs. $pg. is the schema of the overlay.

CREATE TYPE $pg."int2vector" AS SMALLINT[];
CREATE TYPE $pg."oidvector" AS BIGINT[];
CREATE TYPE $pg."regclass" AS BIGINT;
CREATE TYPE $pg."regcollation" AS BIGINT;
CREATE TYPE $pg."regnamespace" AS BIGINT;
CREATE TYPE $pg."regoper" AS BIGINT;
CREATE TYPE $pg."regoperator" AS BIGINT;
CREATE TYPE $pg."regproc" AS BIGINT;
CREATE TYPE $pg."regprocedure" AS BIGINT;
CREATE TYPE $pg."regrole" AS BIGINT;
CREATE TYPE $pg."regtype" AS BIGINT;
CREATE TYPE $pg."xid" AS BIGINT;
CREATE TYPE $pg."cid" AS BIGINT;
CREATE TYPE $pg."aclitem" AS VARCHAR;
CREATE TYPE $pg."pg_node_tree" AS VARCHAR;
CREATE TYPE $pg."inet" AS VARCHAR;
CREATE TYPE $pg."cidr" AS VARCHAR;
CREATE TYPE $pg."jsonb" AS JSON;
CREATE TYPE $pg."money" AS DECIMAL(19, 2);
CREATE TYPE $pg."sql_identifier" AS VARCHAR;
CREATE TYPE $pg."cardinal_number" AS INTEGER;
CREATE TYPE $pg."character_data" AS VARCHAR;
CREATE TYPE $pg."yes_or_no" AS VARCHAR;

-- The same in Java: io.eider.api.workspace.Oids
CREATE MACRO $pg._oid(kind_, schema_, name_) AS
  CAST(md5_number_lower(kind_ || length(schema_) || ':' || schema_ || name_) % 2147467264 + 16384 AS BIGINT);

CREATE MACRO $pg._namespace(schema_) AS
  CASE schema_ WHEN 'public' THEN 2200 WHEN 'pg_catalog' THEN 11 WHEN 'pg_toast' THEN 99 WHEN 'information_schema' THEN 13207
    ELSE $pg._oid('namespace', '', schema_) END;

CREATE MACRO $pg._shown(schema_, temporary_) AS
  CASE WHEN temporary_ THEN 'pg_temp' WHEN schema_ = 'main' THEN 'public' ELSE schema_ END;

CREATE MACRO $pg._base(type_) AS system.main.regexp_replace(type_, '(\[[0-9]*\])+$', '');

CREATE MACRO $pg._dimensions(type_) AS length(type_) - length(system.main.regexp_replace(type_, '(\[[0-9]*\])+$', ''))
  - len(system.main.regexp_extract_all(system.main.regexp_extract(type_, '(\[[0-9]*\])+$'), '[0-9\]]'));

CREATE MACRO $pg._element_oid(base_) AS
  CASE
    WHEN base_ = 'VARCHAR' THEN 25
    WHEN base_ IN ('INTEGER', 'USMALLINT') THEN 23
    WHEN base_ IN ('BIGINT', 'UINTEGER') THEN 20
    WHEN base_ = 'DOUBLE' THEN 701
    WHEN base_ = 'BOOLEAN' THEN 16
    WHEN base_ = 'DATE' THEN 1082
    WHEN base_ IN ('TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS') THEN 1114
    WHEN starts_with(base_, 'DECIMAL') OR base_ IN ('HUGEINT', 'UBIGINT', 'UHUGEINT', 'BIGNUM') THEN 1700
    WHEN base_ IN ('SMALLINT', 'TINYINT', 'UTINYINT') THEN 21
    WHEN base_ = 'FLOAT' THEN 700
    WHEN base_ = 'TIMESTAMP WITH TIME ZONE' THEN 1184
    WHEN base_ = 'BLOB' THEN 17
    WHEN base_ = 'TIME' THEN 1083
    WHEN base_ = 'TIME WITH TIME ZONE' THEN 1266
    WHEN base_ = 'INTERVAL' THEN 1186
    WHEN base_ = 'UUID' THEN 2950
    WHEN base_ = 'BIT' THEN 1560
    WHEN base_ = 'JSON' OR base_ SIMILAR TO '(STRUCT|MAP|UNION)\(.*' THEN 114
    ELSE 25
  END;

CREATE MACRO $pg._array_oid(element_) AS
  CASE element_ WHEN 25 THEN 1009 WHEN 23 THEN 1007 WHEN 20 THEN 1016 WHEN 701 THEN 1022 WHEN 16 THEN 1000 WHEN 1082 THEN 1182
    WHEN 1114 THEN 1115 WHEN 1700 THEN 1231 WHEN 21 THEN 1005 WHEN 700 THEN 1021 WHEN 1184 THEN 1185 WHEN 17 THEN 1001
    WHEN 1083 THEN 1183 WHEN 1266 THEN 1270 WHEN 1186 THEN 1187 WHEN 2950 THEN 2951 WHEN 1560 THEN 1561 WHEN 114 THEN 199
    ELSE 1009 END;

CREATE MACRO $pg._typmod(base_) AS
  CASE WHEN starts_with(base_, 'DECIMAL(')
    THEN (CAST(system.main.regexp_extract(base_, '\((\d+),', 1) AS INTEGER) << 16)
      + CAST(system.main.regexp_extract(base_, ',(\d+)\)', 1) AS INTEGER) + 4
    WHEN base_ IN ('HUGEINT', 'UBIGINT', 'UHUGEINT') THEN (39 << 16) + 4
    ELSE -1 END;

CREATE MACRO $pg._quoted(name_) AS
  CASE WHEN system.main.regexp_full_match(name_, '[a-z_][a-z0-9_$]*') THEN name_
    ELSE '"' || system.main.replace(name_, '"', '""') || '"' END;

CREATE MACRO $pg._sql_name(oid_, name_) AS
  CASE oid_ WHEN 16 THEN 'boolean' WHEN 18 THEN '"char"' WHEN 20 THEN 'bigint' WHEN 21 THEN 'smallint' WHEN 23 THEN 'integer'
    WHEN 700 THEN 'real' WHEN 701 THEN 'double precision' WHEN 1042 THEN 'character' WHEN 1043 THEN 'character varying'
    WHEN 1083 THEN 'time without time zone' WHEN 1114 THEN 'timestamp without time zone' WHEN 1184 THEN 'timestamp with time zone'
    WHEN 1266 THEN 'time with time zone' WHEN 1560 THEN 'bit' WHEN 1562 THEN 'bit varying' ELSE $pg._quoted(name_) END;
