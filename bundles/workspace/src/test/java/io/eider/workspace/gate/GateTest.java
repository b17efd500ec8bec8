package io.eider.workspace.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Gate GATE = new Gate();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            select 1                                                       | SELECT   | SELECT
            ((select 1) union select 2)                                    | SELECT   | SELECT
            values (1), ('x')                                              | SELECT   | SELECT
            from t select a                                                | SELECT   | SELECT
            table t                                                        | SELECT   | SELECT
            with a as (select 1), b(c) as not materialized (select 2) from a, b | SELECT | SELECT
            with recursive a(b) using key (b) as (select 1) select * from a | SELECT  | SELECT
            with a as (select 1) (select * from a)                         | SELECT   | SELECT
            with a as (select 1) insert into t select * from a             | INSERT   | INSERT
            with a as (select 1) delete from t                             | DELETE   | DELETE
            with a as (select 1) merge into t using a on true when matched then delete | MERGE | MERGE
            describe t                                                     | SELECT   | SELECT
            describe main.databases                                        | SELECT   | SELECT
            select (first(a order by a desc)) from t                       | SELECT   | SELECT
            select * from (select a from t order by "a" desc)              | SELECT   | SELECT
            select a as describe from t                                    | SELECT   | SELECT
            summarize select 1                                             | SELECT   | SELECT
            pivot t on b in ('x', 'y') using sum(a)                        | SELECT   | SELECT
            from t pivot (sum(a) for b in ('x', 'y'))                      | SELECT   | SELECT
            insert into t values ('a', 'b')                                | INSERT   | INSERT
            insert into t select a, 'b' from u on conflict (a) do update set a = 'x', b = 'y' | INSERT | INSERT
            update t set a = 'x', b = 'y' from u where u.c in ('x', 'y')   | UPDATE   | UPDATE
            savepoint a | SAVEPOINT | SAVEPOINT
            release savepoint a | RELEASE | RELEASE
            rollback work to a | ROLLBACK_TO | ROLLBACK_TO
            set app.user = 1 | SET | SET
            delete from t using u where t.a = 'x' returning a, 'y'         | DELETE   | DELETE
            update extensions set a = 1                                    | UPDATE   | UPDATE
            truncate table t                                               | DELETE   | DELETE
            merge into t using u on t.a = u.a when not matched then insert values ('a', 'b') | MERGE | MERGE
            create or replace temp table t (a int default 'x')             | CREATE   | CREATE
            create local temporary table "#Tableau_1" (a int)              | CREATE   | CREATE
            create table if not exists t as select * from u                | CREATE   | CREATE
            create view v as from t                                        | CREATE   | CREATE
            create recursive view v(a) as select 1                         | CREATE   | CREATE
            create unique index i on t(a)                                  | CREATE   | CREATE
            create function f(x) as x + 1                                  | CREATE   | CREATE
            create macro f(x) as table select x                            | CREATE   | CREATE
            create type mood as enum ('sad', 'ok')                         | CREATE   | CREATE
            alter table t add column c int                                 | ALTER    | ALTER
            drop macro table f                                             | DROP     | DROP
            drop schema if exists s cascade                                | DROP     | DROP
            comment on column t.a is 'x'                                   | COMMENT  | COMMENT
            explain select 1                                               | EXPLAIN  | SELECT
            explain (select 1)                                             | EXPLAIN  | SELECT
            explain analyze delete from t                                  | EXPLAIN  | DELETE
            explain (analyze, format json) insert into t values (1)        | EXPLAIN  | INSERT
            prepare p as select $1                                         | PREPARE  | SELECT
            prepare p (int) as delete from t where a = $1                  | PREPARE  | DELETE
            execute p('x')                                                 | EXECUTE  | EXECUTE
            deallocate prepare p                                           | DEALLOCATE | DEALLOCATE
            begin isolation level repeatable read read only                | BEGIN    | BEGIN
            start transaction                                              | BEGIN    | BEGIN
            end                                                            | COMMIT   | COMMIT
            abort                                                          | ROLLBACK | ROLLBACK
            analyze t                                                      | ANALYZE  | ANALYZE
            call duckdb_tables()                                           | CALL     | CALL
            select extract(year from '2020-01-01'::date), trim(both 'x' from 'xax') | SELECT | SELECT
            select a from t where a is not distinct from 'x'               | SELECT   | SELECT
            select * from t join u on t.a in ('x', 'y') and u.b = 'z'      | SELECT   | SELECT
            select * from (values ('a', 'b'), ('c', 'd')) x                | SELECT   | SELECT
            select * from "in.c-sales"."data.csv"                          | SELECT   | SELECT
            select "a/b", 'x' as "y.csv" from t                            | SELECT   | SELECT
            select histogram(a) from t                                     | SELECT   | SELECT
            select 1 as show                                               | SELECT   | SELECT
            select 'read_csv(x)', "query" from t                           | SELECT   | SELECT
            """)
    void statementsOnTheListPass(String sql, StatementKind kind, StatementKind inner) {
        List<GatedStatement> gated = GATE.check(sql);
        assertThat(gated).singleElement().satisfies(statement -> {
            assertThat(statement.kind()).isEqualTo(kind);
            assertThat(statement.inner()).isEqualTo(inner);
            assertThat(statement.text()).isEqualTo(sql);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attach ':memory:' as x",
                "detach x",
                "use memory",
                "copy t to 'x'",
                "copy t from 'x'",
                "copy from database memory to x",
                "export database 'x'",
                "import database 'x'",
                "install httpfs",
                "force install httpfs",
                "load httpfs",
                "update extensions",
                "update extensions (httpfs)",
                "pragma version",
                "checkpoint",
                "force checkpoint",
                "vacuum",
                "create secret s (type s3)",
                "create or replace persistent secret s (type s3)",
                "create temporary secret s (type s3)",
                "create database d",
                "create trigger x",
                "drop secret s",
                "alter database memory set alias to x",
                "comment on database memory is 'x'",
                "explain copy t to 'x'",
                "explain analyze attach ':memory:' as x",
                "explain (analyze) checkpoint",
                "explain explain select 1",
                "explain show all",
                "prepare p as copy t to 'x'",
                "prepare p as create table t(a int)",
                "prepare p as explain select 1",
                "with a as (select 1) copy t to 'x'",
                "with a as (insert into t values (1) returning a) select * from a",
                "(attach ':memory:' as x)",
                "((show all))",
                "select * from (show all)",
                "select 1 union all (show databases)",
                "describe",
                "desc",
                "describe databases",
                "desc all tables",
                "describe \"Variables\"",
                "from (describe)",
                "select (desc tables)",
                "from (summarize databases)",
                "commit prepared 'x'",
                "call read_csv('x')",
                "call enable_logging()",
                "call pragma_version()",
                "call checkpoint()"
            })
    void statementsNotOnTheListAreRefused(String sql) {
        assertRefused(sql, ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set threads = 1",
                "set global search_path = 'x'",
                "set session threads = 1",
                "set variable x = 1",
                "set role x",
                "reset threads",
                "reset global timezone",
                "explain set threads = 1"
            })
    void settingsThatNoSessionHasAreUnknown(String sql) {
        assertThatThrownBy(() -> GATE.check(sql)).as(sql).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SQL_ERROR);
            assertThat(e.details()).containsEntry("sqlstate", "42704");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('x')",
                "select * from READ_Text /* c */ -- d\n ('x')",
                "select * from \"Read_Blob\"('x')",
                "select * from system.main.\"glob\"('*')",
                "from query('attach')",
                "from query_table('x')",
                "from histogram('x.csv', a)",
                "from t, main.\"histogram\"('x.csv', a)",
                "from t join histogram('x.csv', a) on true",
                "from histogram_values('x.csv', a)",
                "select current_setting('temp_directory')",
                "select getenv('HOME')",
                "select x.getenv('HOME')",
                "from duckdb_settings()",
                "from duckdb_databases",
                "from \"DuckDB_Databases\"",
                "select * from pg_catalog.pg_settings",
                "select (select path from pragma_database_list limit 1)",
                "create macro f() as table select * from read_text('x')",
                "create view v as from parquet_scan('x')",
                "insert into t from sniff_csv('x')",
                "explain from read_json('x')",
                "prepare p as from read_json($1)",
                "execute p(write_log('x'))",
                "set search_path = current_setting('x')",
                "from 'x.csv'",
                "from t, 'x.csv'",
                "from ('x.csv' cross join t)",
                "from ((('x.csv' join t on true)))",
                "from only 'x.csv'",
                "from t join 'x.csv' on true",
                "from t join u on case when a then b end, 'x.csv'",
                "from t join u on a::union(b int) is null, 'x.csv'",
                "from t join u on f(x) within group (order by y) > 1, 'x.csv'",
                "from x: 'x.csv'",
                "from s.where, 'x.csv'",
                "from values, 'x.csv'",
                "select * from $$x.csv$$",
                "select * from E'x.csv'",
                "select trim((from 'x.csv'))",
                "select extract(year from (select x from 'x.csv'))",
                "select distinct from 'x.csv'",
                "from \"x.csv\"",
                "from t natural join \"dir/x.parquet\"",
                "describe 'x.csv'",
                "summarize 'x.csv'",
                "show 'x.csv'",
                "table 'x.csv'",
                "pivot 'x.csv' on a in (1)",
                "unpivot 'x.csv' on a",
                "merge into t using 'x.csv' on true when matched then delete",
                "delete from t using 'x.csv'",
                "update t set a = 1 from 'x.csv'",
                "create table u as from 'x.csv'",
                "insert into t from 'x.csv'",
                "create type e as enum (select x from 'x.csv')"
            })
    void whatReachesBeyondTheWorkspaceIsRefused(String sql) {
        assertRefused(sql, ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "set search_path to a, SET, search_path",
        "SET SESSION TimeZone = 'UTC', SET, timezone",
        "set local statement_timeout = 5, SET, statement_timeout",
        "set time zone 'UTC', SET, timezone",
        "set names 'utf8', SET, client_encoding",
        "set session characteristics as transaction read only, SET, session characteristics",
        "set transaction isolation level serializable, SET, transaction",
        "set \"search_path\" = x, SET, search_path",
        "reset all, RESET, all",
        "reset datestyle, RESET, datestyle",
        "show search_path, SHOW, search_path",
        "show all, SHOW, all",
        "show transaction isolation level, SHOW, transaction isolation level",
        "show tables, SHOW, tables",
        "show all tables, SHOW, all tables",
        "show time zone, SHOW, timezone"
    })
    void settingsComeWithTheirName(String sql, StatementKind kind, String name) {
        assertThat(GATE.check(sql.replace(" to a", " to a, b"))).singleElement().satisfies(statement -> {
            assertThat(statement.kind()).isEqualTo(kind);
            assertThat(statement.name()).isEqualTo(name);
        });
    }

    @Test
    void positionCountsFromTheStartOfTheWholeText() {
        assertThatThrownBy(() -> GATE.check("/*😀*/ select 1; select 'é', getenv('x')"))
                .isInstanceOfSatisfying(ApiException.class, error -> {
                    assertThat(error.details()).containsEntry("position", 29);
                    assertThat(error.details().get("hint")).asString().isNotEmpty();
                });
    }

    @Test
    void commentsBecomeBlanksAndPlacesStay() {
        String sql = "select /* it's */ 1 -- é\n + 2";
        assertThat(GATE.check(sql)).extracting(GatedStatement::text).containsExactly("select            1     \n + 2");
    }

    @Test
    void onlyPivotMayExpand() {
        assertThat(GATE.check("from (pivot t on b); select 1; create table x as pivot t on b"))
                .extracting(GatedStatement::expands)
                .containsExactly(true, false, true);
    }

    @Test
    void replacedNamesMeanTheSessionsOwnUnlessQualified() {
        Gate gate = new Gate(Set.of("current_setting", "pg_settings"));
        assertThat(gate.check("select current_setting('x') from pg_settings, own.pg_settings"))
                .hasSize(1);
        for (String sql : List.of(
                "select system.main.current_setting('x')",
                "select main.\"current_setting\"('x')",
                "from pg_catalog.pg_settings",
                "from \"PG_Catalog\".pg_settings")) {
            assertThatThrownBy(() -> gate.check(sql)).as(sql).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void deepSubqueriesInExpressionsAreRefused() {
        assertThat(GATE.check("select " + "(select ".repeat(12) + "1" + ")".repeat(12)))
                .hasSize(1);
        assertThat(GATE.check("from (".repeat(50) + "select 1" + ")".repeat(50)))
                .hasSize(1);
        assertRefused("select " + "(select ".repeat(13) + "1" + ")".repeat(13), ErrorCode.STATEMENT_NOT_ALLOWED);
        assertRefused("select " + "(".repeat(1001) + "1" + ")".repeat(1001), ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select U&'a'",
                "select U&\"a\"",
                "select E'\\'', '\u00a0'",
                "select a$b$, '\u00a0'",
                "select $\u00e9$ ' $\u00e9$, '\u00a0'",
                "prepare p select 1"
            })
    void whatDuckDbReadsDifferentlyIsASyntaxError(String sql) {
        assertRefused(sql, ErrorCode.SYNTAX_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill 1", "selec 1", "1", "'select 1'", "\"select\" 1"})
    void whatBeginsWithNoCommandIsASyntaxError(String sql) {
        assertRefused(sql, ErrorCode.SYNTAX_ERROR);
    }

    private static void assertRefused(String sql, ErrorCode code) {
        assertThatThrownBy(() -> GATE.check(sql)).as(sql).isInstanceOfSatisfying(ApiException.class, error -> {
            assertThat(error.code()).as(sql).isEqualTo(code);
            assertThat(error.details()).as(sql).containsKeys("position", "hint");
        });
    }
}
