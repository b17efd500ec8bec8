-- What is known of the session: variables that the server sets, and that no statement of a client can set.

CREATE MACRO $pg._user() AS coalesce(CAST(getvariable('_eider_user') AS VARCHAR), 'workspace');
CREATE MACRO $pg._path() AS coalesce(CAST(getvariable('_eider_path') AS VARCHAR[]), ['pg_catalog', 'public']);
CREATE MACRO $pg."current_user"() AS $pg._user();
CREATE MACRO $pg."session_user"() AS $pg._user();
CREATE MACRO $pg."user"() AS $pg._user();
CREATE MACRO $pg."current_role"() AS $pg._user();
CREATE MACRO $pg."current_catalog"() AS system.main.current_database();
CREATE MACRO $pg.getpgusername() AS $pg._user();
CREATE MACRO $pg.current_database() AS system.main.current_database();
CREATE MACRO $pg."current_schema"() AS list_filter($pg._path(), lambda x: x <> 'pg_catalog')[1];
CREATE MACRO $pg.current_schemas(implicit_) AS
  CASE WHEN implicit_ THEN $pg._path() ELSE list_filter($pg._path(), lambda x: x <> 'pg_catalog') END;
CREATE MACRO $pg.version() AS 'PostgreSQL 15.0 (Eider), DuckDB ' || system.main.version();
CREATE MACRO $pg.pg_backend_pid() AS coalesce(CAST(getvariable('_eider_pid') AS INTEGER), 0);
CREATE MACRO $pg.inet_client_addr() AS CAST(getvariable('_eider_address') AS VARCHAR);
CREATE MACRO $pg.inet_client_port() AS NULL::INTEGER;
CREATE MACRO $pg.inet_server_addr() AS NULL::VARCHAR;
CREATE MACRO $pg.inet_server_port() AS NULL::INTEGER;
CREATE MACRO $pg.pg_postmaster_start_time() AS make_timestamptz(CAST(getvariable('_eider_started') AS BIGINT));
CREATE MACRO $pg.pg_conf_load_time() AS make_timestamptz(CAST(getvariable('_eider_started') AS BIGINT));
CREATE MACRO $pg.current_setting(name_) AS
    coalesce(getvariable('_eider_settings')[lower(name_)],
      (SELECT s__.setting FROM $pg._pg_settings s__ WHERE lower(s__.name) = lower(name_)),
      error('unrecognized configuration parameter "' || name_ || '"')),
  (name_, missing_ok_) AS
    coalesce(getvariable('_eider_settings')[lower(name_)],
      (SELECT s__.setting FROM $pg._pg_settings s__ WHERE lower(s__.name) = lower(name_)),
      CASE WHEN missing_ok_ THEN NULL ELSE error('unrecognized configuration parameter "' || name_ || '"') END);
CREATE MACRO $pg.pg_is_in_recovery() AS false;
CREATE MACRO $pg.pg_is_wal_replay_paused() AS false;
CREATE MACRO $pg.pg_my_temp_schema() AS $pg._namespace('pg_temp');
CREATE MACRO $pg.pg_is_other_temp_schema(oid_) AS false;
CREATE MACRO $pg.pg_client_encoding() AS 'UTF8';
CREATE MACRO $pg.getdatabaseencoding() AS 'UTF8';
CREATE MACRO $pg.pg_encoding_to_char(number_) AS CASE number_ WHEN 6 THEN 'UTF8' WHEN 0 THEN 'SQL_ASCII' WHEN 8 THEN 'LATIN1' ELSE '' END;
CREATE MACRO $pg.pg_char_to_encoding(name_) AS CASE WHEN upper(name_) IN ('UTF8', 'UTF-8', 'UNICODE') THEN 6 ELSE -1 END;
CREATE MACRO $pg.pg_encoding_max_length(number_) AS 4;
CREATE MACRO $pg.pg_jit_available() AS false;
CREATE MACRO $pg.pg_trigger_depth() AS 0;
CREATE MACRO $pg.pg_blocking_pids(pid_) AS []::INTEGER[];
CREATE MACRO $pg.pg_advisory_lock(a_) AS '', (a_, b_) AS '';
CREATE MACRO $pg.pg_advisory_lock_shared(a_) AS '', (a_, b_) AS '';
CREATE MACRO $pg.pg_advisory_xact_lock(a_) AS '', (a_, b_) AS '';
CREATE MACRO $pg.pg_try_advisory_lock(a_) AS true, (a_, b_) AS true;
CREATE MACRO $pg.pg_try_advisory_xact_lock(a_) AS true, (a_, b_) AS true;
CREATE MACRO $pg.pg_advisory_unlock(a_) AS true, (a_, b_) AS true;
CREATE MACRO $pg.pg_advisory_unlock_all() AS '';
CREATE MACRO $pg.pg_current_xact_id() AS txid_current();
CREATE MACRO $pg.pg_show_all_settings() AS TABLE SELECT * FROM $pg._pg_settings;
CREATE MACRO $pg._indexdef(schema_, relation_, name_, unique_, expressions_) AS
  'CREATE ' || CASE WHEN unique_ THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || $pg._quoted(name_) || ' ON '
    || CASE WHEN schema_ = '' THEN '' ELSE $pg._quoted(schema_) || '.' END || $pg._quoted(relation_) || ' USING btree (' || array_to_string(expressions_, ', ') || ')';
