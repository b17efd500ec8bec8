"""Work as programs with psycopg 3 do it: parameters apart from the text, statements prepared by the server, pipelines."""

import datetime
import decimal
import threading
import uuid

import psycopg
from psycopg import sql
from psycopg.rows import dict_row, namedtuple_row
from psycopg.types.json import Json

from checks import Difference, check, refused, run, same

UTC = datetime.timezone.utc
SAMPLES = [
    ("int4", 1, 1),
    ("int2", -3, -3),
    ("int8", 2**62, 2**62),
    ("numeric", decimal.Decimal("12345678901234567890.123456"), decimal.Decimal("12345678901234567890.123456")),
    ("numeric", decimal.Decimal("0.00"), decimal.Decimal("0.00")),
    ("float8", 1.5e300, 1.5e300),
    ("float8", float("inf"), float("inf")),
    ("float4", 0.5, 0.5),
    ("text", "grüße 😀 ' \\ \n", "grüße 😀 ' \\ \n"),
    ("varchar", "", ""),
    ("bool", True, True),
    ("bytea", b"\x00\xff\\x", b"\x00\xff\\x"),
    ("date", datetime.date(1, 1, 1), datetime.date(1, 1, 1)),
    ("time", datetime.time(23, 59, 59, 999999), datetime.time(23, 59, 59, 999999)),
    ("timestamp", datetime.datetime(1969, 12, 31, 23, 59, 59, 999999), datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)),
    ("timestamptz", datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC), datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC)),
    ("interval", datetime.timedelta(days=-3, seconds=7), datetime.timedelta(days=-3, seconds=7)),
    ("uuid", uuid.UUID(int=2**127 + 5), uuid.UUID(int=2**127 + 5)),
    ("json", Json({"a": [1, None, "x"]}), {"a": [1, None, "x"]}),
    ("int4[]", [1, 2, None], [1, 2, None]),
    ("int8[]", [2**40], [2**40]),
    ("text[]", ["a", 'b"c', "NULL", None, "", "{,}"], ["a", 'b"c', "NULL", None, "", "{,}"]),
    ("text[]", [], []),
    ("float8[]", [0.1, -2.5], [0.1, -2.5]),
    ("numeric[]", [decimal.Decimal("1.10")], [decimal.Decimal("1.10")]),
    ("date[]", [datetime.date(2024, 1, 1)], [datetime.date(2024, 1, 1)]),
    ("bool[]", [True, False], [True, False]),
    ("uuid[]", [uuid.UUID(int=1)], [uuid.UUID(int=1)]),
    ("int4[][]", [[1, 2], [3, 4]], [[1, 2], [3, 4]]),
]


def connected(**more):
    more.setdefault("autocommit", True)
    return psycopg.connect("", **more)


def rows(connection, query, values=None, **more):
    return connection.execute(query, values, **more).fetchall()


def do(connection, query, values=None):
    return connection.execute(query, values).statusmessage


@check
def connection_tells_about_the_server():
    with connected() as c:
        same(c.info.server_version // 10000, 15)
        same(c.info.encoding, "utf-8")
        same(c.info.parameter_status("in_hot_standby"), "off")
        same(c.info.parameter_status("is_superuser") in ("on", "off"), True)
        same(c.info.backend_pid > 0, True)
        same(rows(c, "select pg_backend_pid()"), [(c.info.backend_pid,)])
        same(rows(c, "select current_database(), current_user, session_user"), [(c.info.dbname, c.info.user, c.info.user)])


@check
def startup_options_take_effect():
    with connected(options="-c statement_timeout=4321 -c TimeZone=Asia/Tokyo", application_name="p3") as c:
        same(rows(c, "show statement_timeout"), [("4321ms",)])
        same(rows(c, "show timezone"), [("Asia/Tokyo",)])
        same(rows(c, "show application_name"), [("p3",)])
        same(c.info.parameter_status("TimeZone"), "Asia/Tokyo")


@check
def values_go_and_come_back_as_text():
    with connected() as c:
        for type_, value, expected in SAMPLES:
            same(rows(c, f"select %t::{type_}", [value]), [(expected,)], type_)
            same(rows(c, f"select %s::{type_}", [value]), [(expected,)], type_)


@check
def values_go_and_come_back_in_binary():
    with connected() as c:
        for type_, value, expected in SAMPLES:
            if type_ == "interval":
                same(rows(c, "select %s::interval", [value], binary=True), [(expected,)], type_)
            elif type_ != "varchar":
                same(rows(c, f"select %b::{type_}", [value], binary=True), [(expected,)], type_)


@check
def nulls_go_and_come_back():
    with connected() as c:
        for type_ in sorted({sample[0] for sample in SAMPLES}):
            same(rows(c, f"select %s::{type_}, %b::{type_} is null", [None, None], binary=True), [(None, True)], type_)
        same(rows(c, "select coalesce(%s, 'none')", [None]), [("none",)])


@check
def parameters_are_stored_in_tables():
    with connected() as c:
        do(c, "create table p3_all (i int, b bigint, n numeric(12,2), t text, ts timestamp, o bool, u uuid, y bytea, a text[])")
        row = (1, 2**40, decimal.Decimal("1.10"), "x", datetime.datetime(2024, 1, 1), False, uuid.UUID(int=3), b"\x00\x01", ["q", None])
        insert = "insert into p3_all values (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        same(do(c, insert, row), "INSERT 0 1")
        same(do(c, insert.replace("%s", "%b"), row), "INSERT 0 1")
        same(do(c, insert, (None,) * 9), "INSERT 0 1")
        got = rows(c, "select * from p3_all order by i nulls last", binary=True)
        same(got, [row, row, (None,) * 9])
        same(do(c, "update p3_all set t = %s where i = %s and u = %s", ["y", 1, uuid.UUID(int=3)]), "UPDATE 2")
        same(rows(c, "delete from p3_all where t = %s returning i, t", ["y"]), [(1, "y"), (1, "y")])
        do(c, "drop table p3_all")


@check
def types_of_parameters_are_found():
    with connected() as c:
        same(rows(c, "select 1 + %s", [2]), [(3,)])
        same(rows(c, "select %s || 'b'", ["a"]), [("ab",)])
        same(rows(c, "select %s = any(%s)", [2, [1, 2]]), [(True,)])
        same(rows(c, "select id from in_c_sales.orders where item = %s", ["tea"]), [(1,)])
        same(rows(c, "select id from in_c_sales.orders where id = any(%s) order by id", [[1, 2]]), [(1,), (2,)])
        same(rows(c, "select id from in_c_sales.orders order by id limit %s offset %s", [1, 1]), [(2,)])
        same(rows(c, "select count(*) from in_c_sales.orders where price between %s and %s", [1, decimal.Decimal("2.75")]), [(1,)])
        same(rows(c, "select date '2024-01-31' + %s", [1]), [(datetime.date(2024, 2, 1),)])
        same(rows(c, "select case when %s then 'yes' else 'no' end", [True]), [("yes",)])


@check
def columns_are_described():
    with connected() as c:
        got = c.execute("select 1 as i, 'x'::varchar(5) as v, 1.5::numeric(10,3) as n, null as nothing, now() as t, %s as p", ["q"])
        same(
            [(d.name, 1043 if d.name == "v" and d.type_code == 25 else d.type_code) for d in got.description],
            [("i", 23), ("v", 1043), ("n", 1700), ("nothing", 25), ("t", 1184), ("p", 25)],
        )
        same((got.description[2].precision, got.description[2].scale), (10, 3))


@check
def rows_are_read_by_name():
    with connected() as c:
        same(c.cursor(row_factory=dict_row).execute("select 1 as a, 2 as b").fetchone(), {"a": 1, "b": 2})
        same(c.cursor(row_factory=namedtuple_row).execute("select 1 as a").fetchone().a, 1)


@check
def statements_are_prepared_by_the_server():
    with connected(prepare_threshold=5) as c:
        for i in range(20):
            same(rows(c, "select %s::int + 1, %s::text", [i, f"t{i}"]), [(i + 1, f"t{i}")])
        same(rows(c, "select count(*) from pg_prepared_statements"), [(1,)])
        do(c, "create table p3_prepared (i int)")
        for i in range(12):
            do(c, "insert into p3_prepared values (%s)", [i])
        same(rows(c, "select sum(i) from p3_prepared"), [(66,)])
        do(c, "deallocate all")
        same(rows(c, "select count(*) from pg_prepared_statements"), [(0,)])
        do(c, "drop table p3_prepared")


@check
def prepared_statement_follows_its_table():
    with connected(prepare_threshold=0) as c:
        do(c, "create table p3_changes (i int)")
        do(c, "insert into p3_changes values (1)")
        for _ in range(3):
            same(rows(c, "select * from p3_changes where i = %s", [1]), [(1,)])
        refused("42P01", lambda: rows(c, "select * from p3_nothing where i = %s", [1]))
        do(c, "drop table p3_changes")


@check
def statements_are_prepared_by_sql():
    with connected() as c:
        same(do(c, "prepare p3_plus (int, int) as select $1 + $2"), "PREPARE")
        same(rows(c, "execute p3_plus (1, 2)"), [(3,)])
        same(do(c, "deallocate p3_plus"), "DEALLOCATE")
        refused("26000", lambda: rows(c, "execute p3_plus (1, 2)"))


@check
def transactions_are_blocks():
    with connected(autocommit=False) as c:
        with c.transaction():
            do(c, "create table p3_tx (i int)")
            do(c, "insert into p3_tx values (1)")
        try:
            with c.transaction():
                do(c, "insert into p3_tx values (2)")
                raise KeyError("back")
        except KeyError:
            pass
        same(rows(c, "select i from p3_tx"), [(1,)])
        c.rollback()
        with c.transaction(force_rollback=True):
            do(c, "drop table p3_tx")
        same(rows(c, "select count(*) from p3_tx"), [(1,)])
        do(c, "drop table p3_tx")
        c.commit()


@check
def blocks_in_blocks_go_back_when_nothing_was_written():
    with connected(autocommit=False) as c:
        with c.transaction():
            same(rows(c, "select 1"), [(1,)])
            try:
                with c.transaction("inner"):
                    rows(c, "select 1 / 0")
            except psycopg.errors.DivisionByZero:
                pass
            same(rows(c, "select 2"), [(2,)])
            with c.transaction():
                same(rows(c, "select 3"), [(3,)])


@check
def session_settings_open_transactions():
    with connected(autocommit=False) as c:
        c.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        c.read_only = True
        same(rows(c, "show transaction_isolation"), [("repeatable read",)])
        same(rows(c, "show transaction_read_only"), [("on",)])
        refused("25006", lambda: do(c, "create table p3_never (i int)"))
        c.rollback()


@check
def errors_have_state_and_position_and_the_session_goes_on():
    with connected() as c:
        e = refused("42P01", lambda: rows(c, "select %s, * from p3_nothing", [1]))
        same(e.diag.statement_position, "19")
        e = refused("42703", lambda: rows(c, "select ünknown from in_c_sales.orders where item = 'ü' and id = %s", [1]))
        same(e.diag.statement_position, "8")
        refused("42601", lambda: rows(c, "select from where %s", [1]))
        refused("22P02", lambda: rows(c, "select %s::int", ["abc"]))
        refused("22P02", lambda: rows(c, "select %s::uuid", ["abc"]))
        refused("22012", lambda: rows(c, "select 1 / %s", [0]))
        refused("42883", lambda: rows(c, "select no_such(%s::int)", [0]))
        same(rows(c, "select %s::int", [1]), [(1,)])


@check
def failed_transactions_wait_for_their_end():
    with connected(autocommit=False) as c:
        refused("42P01", lambda: rows(c, "select * from p3_nothing where 1 = %s", [1]))
        refused("25P02", lambda: rows(c, "select %s::int", [1]))
        same(c.info.transaction_status.name, "INERROR")
        c.rollback()
        same(rows(c, "select 1"), [(1,)])


@check
def unique_violation_names_the_constraint():
    with connected() as c:
        do(c, "create table p3_unique (id int primary key, t text)")
        do(c, "insert into p3_unique values (%s, %s)", [1, "a"])
        refused("23505", lambda: do(c, "insert into p3_unique values (%s, %s)", [1, "a"]))
        refused("23502", lambda: do(c, "insert into p3_unique values (%s, %s)", [None, "a"]))
        same(
            rows(c, "insert into p3_unique values (%s, %s) on conflict (id) do update set t = excluded.t returning id, t", [1, "z"]),
            [(1, "z")],
        )
        same(do(c, "insert into p3_unique values (%s, %s) on conflict do nothing", [1, "n"]), "INSERT 0 0")
        do(c, "drop table p3_unique")


@check
def pipelines_answer_in_order():
    with connected() as c:
        do(c, "create table p3_pipe (i int, t text)")
        with c.pipeline() as pipeline:
            cursors = [c.execute("insert into p3_pipe values (%s, %s) returning i", [i, f"t{i}"]) for i in range(100)]
            total = c.execute("select count(*), sum(i) from p3_pipe")
            pipeline.sync()
            same([cursor.fetchone() for cursor in cursors], [(i,) for i in range(100)])
            same(total.fetchone(), (100, 4950))
        same(rows(c, "select count(*) from p3_pipe"), [(100,)])
        do(c, "drop table p3_pipe")


@check
def pipelines_skip_to_the_sync_after_an_error():
    with connected() as c:
        try:
            with c.pipeline():
                c.execute("select 1")
                c.execute("select 1 / %s", [0])
                c.execute("select 2")
            raise Difference("expected DivisionByZero got no error")
        except psycopg.errors.DivisionByZero:
            pass
        same(rows(c, "select 3"), [(3,)])
        same(c.info.transaction_status.name, "IDLE")


@check
def pipeline_without_sync_is_one_transaction():
    with connected() as c:
        do(c, "create table p3_implicit (i int)")
        try:
            with c.pipeline():
                c.execute("insert into p3_implicit values (%s)", [1])
                c.execute("select 1 / %s", [0])
        except psycopg.errors.DivisionByZero:
            pass
        same(rows(c, "select count(*) from p3_implicit"), [(0,)])
        do(c, "drop table p3_implicit")


@check
def many_rows_are_inserted_at_once():
    with connected(autocommit=False) as c, c.cursor() as cursor:
        cursor.execute("create table p3_many (i int, t text)")
        cursor.executemany("insert into p3_many values (%s, %s)", [(i, f"t{i}") for i in range(500)])
        same(cursor.rowcount, 500)
        cursor.executemany("insert into p3_many values (%s, %s) returning i", [(1000,  "x"), (1001, None)], returning=True)
        got = [cursor.fetchone()]
        while cursor.nextset():
            got.append(cursor.fetchone())
        same(got, [(1000,), (1001,)])
        same(cursor.execute("select count(*) from p3_many").fetchone(), (502,))
        c.rollback()


@check
def rows_stream_one_by_one():
    with connected() as c, c.cursor() as cursor:
        total = 0
        for row in cursor.stream("select g from generate_series(1, %s) g", [20000]):
            total += row[0]
        same(total, 200010000)
        same(rows(c, "select 1"), [(1,)])


@check
def named_cursors_read_in_parts():
    with connected(autocommit=False) as c:
        with c.cursor("p3_cursor") as cursor:
            cursor.execute("select g from generate_series(1, %s) g order by g", [1000])
            same([d.name for d in cursor.description], ["g"])
            same(cursor.fetchone(), (1,))
            same(cursor.fetchmany(2), [(2,), (3,)])
            same(sum(row[0] for row in cursor), 500500 - 6)
        c.rollback()


@check
def several_statements_give_several_results():
    with connected() as c:
        cursor = c.execute("select 1; select 'a', 'b'; create table p3_several (i int); drop table p3_several")
        same(cursor.fetchall(), [(1,)])
        cursor.nextset()
        same(cursor.fetchall(), [("a", "b")])
        cursor.nextset()
        same(cursor.statusmessage, "CREATE TABLE")
        refused("42601", lambda: rows(c, "select 1; select %s", [2]))


@check
def long_query_is_cancelled():
    with connected() as c:
        timer = threading.Timer(1, c.cancel)
        timer.start()
        try:
            refused("57014", lambda: rows(c, "select count(*) from generate_series(1, %s::bigint) a, generate_series(1, 1000000) b", [10**6]))
        finally:
            timer.cancel()
        same(rows(c, "select 1"), [(1,)])


@check
def other_session_cancels_and_terminates():
    with connected() as one, connected() as two:
        timer = threading.Timer(1, lambda: rows(two, "select pg_cancel_backend(%s)", [one.info.backend_pid]))
        timer.start()
        refused("57014", lambda: rows(one, "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b"))
        timer.join()
        same(rows(two, "select pg_terminate_backend(%s)", [one.info.backend_pid]), [(True,)])
        try:
            rows(one, "select 1")
            raise Difference("expected the end of the connection got an answer")
        except psycopg.OperationalError as e:
            same("terminating connection due to administrator command" in str(e), True, str(e))
        same(one.closed, True)


@check
def notices_arrive():
    with connected() as c:
        heard = []
        c.add_notice_handler(lambda d: heard.append((d.severity, d.sqlstate, d.message_primary)))
        do(c, "drop table if exists p3_nothing")
        same(heard, [("NOTICE", "00000", 'table "p3_nothing" does not exist, skipping')])


@check
def listen_is_refused():
    with connected() as c:
        refused("0A000", lambda: do(c, "listen p3_channel"))


@check
def wrong_password_and_unknown_user_look_the_same():
    texts = []
    for more in ({"password": "wrong"}, {"user": "nobody_here", "password": "wrong"}):
        try:
            psycopg.connect("", **more)
            raise Difference("expected a refusal got a connection")
        except psycopg.OperationalError as e:
            texts.append(str(e))
    same(["password authentication failed for user" in text for text in texts], [True, True])


@check
def names_are_quoted_by_the_client():
    with connected() as c:
        name = 'p3 "Ünï" name'
        column = sql.Identifier("Group")
        c.execute(sql.SQL("create table {} ({} int)").format(sql.Identifier(name), column))
        c.execute(sql.SQL("insert into {} values ({})").format(sql.Identifier(name), 5))
        same(c.execute(sql.SQL("select {} from {}").format(column, sql.Identifier(name))).fetchall(), [(5,)])
        c.execute(sql.SQL("drop table {}").format(sql.Identifier(name)))


@check
def type_lookup_finds_types():
    with connected() as c:
        same(psycopg.types.TypeInfo.fetch(c, "int4").oid, 23)
        same(psycopg.types.TypeInfo.fetch(c, "no_such_type"), None)
        do(c, "create type p3_mood as enum ('sad', 'ok', 'happy')")
        info = psycopg.types.enum.EnumInfo.fetch(c, "p3_mood")
        same(list(info.labels), ["sad", "ok", "happy"])
        do(c, "create table p3_moods (m p3_mood)")
        do(c, "insert into p3_moods values (%s), (null)", ["ok"])
        same(rows(c, "select m from p3_moods order by m nulls last"), [("ok",), (None,)])
        same(c.execute("select m from p3_moods").description[0].type_code, info.oid)
        refused("22P02", lambda: do(c, "insert into p3_moods values (%s)", ["angry"]))
        do(c, "drop table p3_moods")
        do(c, "drop type p3_mood")


run()
