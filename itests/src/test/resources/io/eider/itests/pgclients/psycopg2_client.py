"""Work as programs with psycopg2 do it: simple queries, values written into the text by the client."""

import datetime
import decimal
import threading
import uuid
from contextlib import contextmanager

import psycopg2
import psycopg2.errors
import psycopg2.extensions
import psycopg2.extras

from checks import check, refused, run, same

UTC = datetime.timezone.utc


@contextmanager
def connected(autocommit=True):
    connection = psycopg2.connect("")
    try:
        connection.autocommit = autocommit
        yield connection
    finally:
        connection.close()


def rows(connection, sql, values=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def do(connection, sql, values=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.statusmessage


@check
def connection_tells_about_the_server():
    with connected() as c:
        same(c.encoding, "UTF8")
        same(c.server_version // 10000, 15)
        same(c.protocol_version, 3)
        same(c.get_parameter_status("standard_conforming_strings"), "on")
        same(c.get_parameter_status("integer_datetimes"), "on")
        same(c.get_parameter_status("DateStyle"), "ISO, MDY")
        same(c.status, psycopg2.extensions.STATUS_READY)
        same(rows(c, "select 1"), [(1,)])
        same(rows(c, "select version()")[0][0][:13], "PostgreSQL 15")


@check
def values_come_with_their_types():
    with connected() as c:
        for sql, expected in [
            ("1", 1),
            ("9223372036854775807", 9223372036854775807),
            ("1.50", decimal.Decimal("1.50")),
            ("1.5::float8", 1.5),
            ("0.1::float4", 0.1),
            ("'NaN'::float8 = 'NaN'::float8", True),
            ("'grüße 😀'::text", "grüße 😀"),
            ("false", False),
            ("null", None),
            ("null::int", None),
            ("date '2024-02-29'", datetime.date(2024, 2, 29)),
            ("time '12:34:56.789'", datetime.time(12, 34, 56, 789000)),
            ("timestamp '2024-02-29 12:34:56.789012'", datetime.datetime(2024, 2, 29, 12, 34, 56, 789012)),
            ("interval '1 day 02:03:04'", datetime.timedelta(days=1, hours=2, minutes=3, seconds=4)),
            ("interval '-1 day +01:00:00'", datetime.timedelta(days=-1, hours=1)),
            ("array[1,2,null]", [1, 2, None]),
            ("array['a','b c','d\"e','NULL',null]", ["a", "b c", 'd"e', "NULL", None]),
            ("array[[1,2],[3,4]]", [[1, 2], [3, 4]]),
            ("'{}'::int[]", []),
            ("array[1.5,2.25]::numeric[]", [decimal.Decimal("1.5"), decimal.Decimal("2.25")]),
            ("array[true,false]", [True, False]),
            ("array[date '2024-01-01']", [datetime.date(2024, 1, 1)]),
            ("'{\"a\": [1, null]}'::json", {"a": [1, None]}),
            ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid::text", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            ("7 / 2", 3),
            ("2 ^ 3", 8.0),
            ("'a' || 'b'", "ab"),
            ("count(*)", 1),
            ("sum(2)", 2),
            ("123456789012345678901234567890::numeric", decimal.Decimal("123456789012345678901234567890")),
        ]:
            same(rows(c, f"select {sql}"), [(expected,)], sql)


@check
def times_with_zone_are_in_the_zone_of_the_session():
    with connected() as c:
        do(c, "set timezone to 'Europe/Prague'")
        got = rows(c, "select timestamptz '2024-07-01 12:00:00+00'")[0][0]
        same(got, datetime.datetime(2024, 7, 1, 12, tzinfo=UTC))
        same(got.utcoffset(), datetime.timedelta(hours=2))
        same(rows(c, "select (timestamptz '2024-01-01 12:00:00+00')::text"), [("2024-01-01 13:00:00+01",)])


@check
def bytes_go_and_come_back():
    with connected() as c:
        value = bytes(range(256))
        same(bytes(rows(c, "select %s::bytea", [psycopg2.Binary(value)])[0][0]), value)
        do(c, "create table p2_bytes (b bytea)")
        do(c, "insert into p2_bytes values (%s)", [psycopg2.Binary(value)])
        same(bytes(rows(c, "select b from p2_bytes")[0][0]), value)
        same(rows(c, "select length(b) from p2_bytes"), [(256,)])
        do(c, "drop table p2_bytes")


@check
def parameters_of_all_types_are_stored():
    with connected() as c:
        psycopg2.extras.register_uuid()
        do(
            c,
            "create table p2_all (i int, b bigint, n numeric(12,2), f float8, t text, d date, ts timestamp,"
            " tz timestamptz, o bool, u uuid, a int[], v interval, j json)",
        )
        row = (
            -5,
            2**40,
            decimal.Decimal("12345.67"),
            1e-7,
            "it's \\ % \n ünï",
            datetime.date(1999, 12, 31),
            datetime.datetime(2000, 1, 1, 0, 0, 0, 1),
            datetime.datetime(2000, 1, 1, tzinfo=UTC),
            True,
            uuid.UUID(int=7),
            [1, 2, 3],
            datetime.timedelta(days=2, seconds=5),
        )
        place = ",".join(["%s"] * 13)
        do(c, f"insert into p2_all values ({place})", row + (psycopg2.extras.Json({"k": "v"}),))
        do(c, f"insert into p2_all values ({place})", (None,) * 13)
        got = rows(c, "select * from p2_all order by i nulls last")
        same(got[0], row + ({"k": "v"},))
        same(got[1], (None,) * 13)
        do(c, "drop table p2_all")


@check
def columns_are_described():
    with connected() as c, c.cursor() as cursor:
        do(c, "create table p2_described (i int, n numeric(12,2), t varchar(20), d date, a text[])")
        cursor.execute("select i, n, t, d, a, count(*), 1 + 1, now() from p2_described group by 1, 2, 3, 4, 5")
        same(
            [(d.name, 1043 if d.name == "t" and d.type_code == 25 else d.type_code) for d in cursor.description],
            [
                ("i", 23),
                ("n", 1700),
                ("t", 1043),  # DuckDB has one type of texts
                ("d", 1082),
                ("a", 1009),
                ("count", 20),
                ("?column?", 23),
                ("now", 1184),
            ],
        )
        same((cursor.description[1].precision, cursor.description[1].scale), (12, 2))
        table = rows(c, "select 'p2_described'::regclass::oid")[0][0]
        same([d.table_oid for d in cursor.description][:2], [table, table])
        same([d.table_column for d in cursor.description][:5], [1, 2, 3, 4, 5])
        do(c, "drop table p2_described")


@check
def transactions_commit_and_roll_back():
    with connected(autocommit=False) as c:
        same(do(c, "create table p2_tx (i int)"), "CREATE TABLE")
        same(do(c, "insert into p2_tx values (1), (2)"), "INSERT 0 2")
        c.commit()
        same(do(c, "update p2_tx set i = i + 10"), "UPDATE 2")
        same(do(c, "delete from p2_tx where i = 11"), "DELETE 1")
        c.rollback()
        same(rows(c, "select i from p2_tx order by i"), [(1,), (2,)])
        same(c.info.transaction_status, psycopg2.extensions.TRANSACTION_STATUS_INTRANS)
        do(c, "drop table p2_tx")
        c.commit()
        same(c.info.transaction_status, psycopg2.extensions.TRANSACTION_STATUS_IDLE)


@check
def transactions_have_isolation_and_access_modes():
    with connected(autocommit=False) as c:
        c.set_session(isolation_level="REPEATABLE READ", readonly=True)
        same(rows(c, "show transaction_isolation"), [("repeatable read",)])
        refused("25006", lambda: do(c, "create table p2_never (i int)"))
        c.rollback()
        c.set_session(isolation_level="READ COMMITTED", readonly=False)
        same(rows(c, "select 1"), [(1,)])
        c.rollback()


@check
def two_sessions_see_what_is_committed():
    with connected(autocommit=False) as one, connected(autocommit=True) as two:
        do(one, "create table p2_two (i int)")
        one.commit()
        do(one, "insert into p2_two values (1)")
        same(rows(two, "select count(*) from p2_two"), [(0,)])
        one.commit()
        same(rows(two, "select count(*) from p2_two"), [(1,)])
        do(two, "drop table p2_two")


@check
def errors_have_state_and_position_and_the_session_goes_on():
    with connected() as c:
        e = refused("42P01", lambda: rows(c, "select * from p2_nothing"))
        same(e.diag.statement_position, "15")
        same(e.diag.severity, "ERROR")
        same("p2_nothing" in e.diag.message_primary, True)
        e = refused("42703", lambda: rows(c, "select 1, nothing from in_c_sales.orders"))
        same(e.diag.statement_position, "11")
        e = refused("42601", lambda: rows(c, "selec 1"))
        same(e.diag.statement_position, "1")
        refused("42883", lambda: rows(c, "select no_such_function(1)"))
        refused("22012", lambda: rows(c, "select 1 / 0"))
        refused("22P02", lambda: rows(c, "select 'abc'::int"))
        refused("22003", lambda: rows(c, "select 3000000000::int"))
        same(rows(c, "select 1"), [(1,)])


@check
def constraints_are_named():
    with connected() as c:
        do(c, "create table p2_rules (id int primary key, name text not null, age int check (age > 0))")
        do(c, "insert into p2_rules values (1, 'a', 1)")
        refused("23505", lambda: do(c, "insert into p2_rules values (1, 'b', 1)"))
        refused("23502", lambda: do(c, "insert into p2_rules values (2, null, 1)"))
        refused("23514", lambda: do(c, "insert into p2_rules values (3, 'c', -1)"))
        refused("42P07", lambda: do(c, "create table p2_rules (i int)"))
        same(rows(c, "select count(*) from p2_rules"), [(1,)])
        do(c, "drop table p2_rules")


@check
def failed_transactions_wait_for_their_end():
    with connected(autocommit=False) as c:
        same(rows(c, "select 1"), [(1,)])
        refused("22012", lambda: rows(c, "select 1 / 0"))
        refused("25P02", lambda: rows(c, "select 1"))
        same(c.info.transaction_status, psycopg2.extensions.TRANSACTION_STATUS_INERROR)
        c.commit()
        same(rows(c, "select 1"), [(1,)])
        c.rollback()
    with connected() as c:
        do(c, "begin")
        refused("42P01", lambda: rows(c, "select * from p2_nothing"))
        same(do(c, "commit"), "ROLLBACK")


@check
def savepoints_go_back_when_nothing_was_written():
    with connected(autocommit=False) as c:
        same(rows(c, "select 1"), [(1,)])
        same(do(c, "savepoint a"), "SAVEPOINT")
        refused("42P01", lambda: rows(c, "select * from p2_nothing"))
        same(do(c, "rollback to savepoint a"), "ROLLBACK")
        same(rows(c, "select 2"), [(2,)])
        same(do(c, "release savepoint a"), "RELEASE")
        refused("3B001", lambda: do(c, "release savepoint a"))
        c.rollback()


@check
def many_rows_are_inserted_at_once():
    with connected(autocommit=False) as c, c.cursor() as cursor:
        cursor.execute("create table p2_many (i int, t text)")
        cursor.executemany("insert into p2_many values (%s, %s)", [(i, f"t{i}") for i in range(50)])
        psycopg2.extras.execute_values(
            cursor, "insert into p2_many values %s", [(i, f"t{i}") for i in range(50, 250)], page_size=100
        )
        psycopg2.extras.execute_batch(
            cursor, "insert into p2_many values (%s, %s)", [(i, None) for i in range(250, 300)]
        )
        cursor.execute("select count(*), sum(i), count(t) from p2_many")
        same(cursor.fetchall(), [(300, 44850, 250)])
        cursor.execute("insert into p2_many values (1000, 'x') returning i, t")
        same(cursor.fetchall(), [(1000, "x")])
        c.rollback()


@check
def several_statements_are_one_transaction():
    with connected() as c:
        same(rows(c, "select 1; select 2, 'last;'"), [(2, "last;")])
        refused("22012", lambda: do(c, "create table p2_gone (i int); select 1 / 0"))
        refused("42P01", lambda: rows(c, "select * from p2_gone"))
        do(c, "/* one */ create table p2_kept (i int); -- two;\n insert into p2_kept values (1);")
        same(rows(c, "select * from p2_kept"), [(1,)])
        do(c, "drop table p2_kept")


@check
def comments_alone_are_answered():
    with connected() as c, c.cursor() as cursor:
        try:
            cursor.execute("-- ping")
            same(cursor.statusmessage, "")
        except psycopg2.ProgrammingError as e:
            same(str(e), "can't execute an empty query")
        same(rows(c, "select 1 -- ping"), [(1,)])


@check
def named_cursors_read_in_parts():
    with connected(autocommit=False) as c:
        with c.cursor("p2_cursor") as cursor:
            cursor.itersize = 100
            cursor.execute("select g from generate_series(1, 1000) g order by g")
            same(cursor.fetchone(), (1,))
            same(cursor.fetchmany(3), [(2,), (3,), (4,)])
            same(sum(row[0] for row in cursor), 500500 - 10)
        with c.cursor("p2_cursor") as cursor:
            cursor.execute("select 1 where false")
            same(cursor.fetchall(), [])
        c.rollback()


@check
def notices_arrive():
    with connected() as c:
        do(c, "drop table if exists p2_nothing")
        same(c.notices, ['NOTICE:  table "p2_nothing" does not exist, skipping\n'])


@check
def long_query_is_cancelled():
    with connected() as c:
        timer = threading.Timer(1, c.cancel)
        timer.start()
        try:
            refused("57014", lambda: rows(c, "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b"))
        finally:
            timer.cancel()
        same(rows(c, "select 1"), [(1,)])


@check
def statement_timeout_ends_a_query():
    with connected() as c:
        do(c, "set statement_timeout = '300ms'")
        refused("57014", lambda: rows(c, "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b"))
        do(c, "reset statement_timeout")
        same(rows(c, "show statement_timeout")[0][0] != "300ms", True)


@check
def listen_is_refused():
    with connected() as c:
        refused("0A000", lambda: do(c, "listen p2_channel"))
        same(rows(c, "select 1"), [(1,)])


@check
def reset_gives_a_clean_session():
    with connected() as c:
        do(c, "set application_name to 'p2'")
        do(c, "create temporary table p2_temporary (i int)")
        c.reset()
        c.autocommit = True
        same(rows(c, "show application_name"), [("",)])
        refused("42P01", lambda: rows(c, "select * from p2_temporary"))
        same(do(c, "discard all"), "DISCARD ALL")


@check
def settings_are_shown_and_reported():
    with connected() as c:
        do(c, "set datestyle to 'ISO, DMY'")
        same(c.get_parameter_status("DateStyle"), "ISO, DMY")
        do(c, "set application_name to 'mine'")
        same(c.get_parameter_status("application_name"), "mine")
        same(rows(c, "select current_setting('application_name')"), [("mine",)])
        refused("42704", lambda: do(c, "set no_such_setting to 1"))
        refused("22023", lambda: do(c, "set timezone to 'Nowhere'"))


@check
def project_tables_are_read_and_not_written():
    with connected() as c:
        same(
            rows(c, "select * from in_c_sales.orders where id = any(%s) order by id", [[1, 2, 3]]),
            [(1, "tea", decimal.Decimal("2.50")), (2, "coffee", decimal.Decimal("3.00"))],
        )
        same(rows(c, "select item from in_c_sales.orders where id in %s order by 1", [(1, 2)]), [("coffee",), ("tea",)])
        do(c, "create table p2_copy as select * from in_c_sales.orders")
        same(rows(c, "select sum(price) from p2_copy"), [(decimal.Decimal("5.50"),)])
        do(c, "drop table p2_copy")


@check
def rows_are_read_by_name():
    with connected() as c:
        with c.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute("select id, item as \"Item\" from in_c_sales.orders order by id limit 1")
            same(dict(cursor.fetchone()), {"id": 1, "Item": "tea"})
        with c.cursor(cursor_factory=psycopg2.extras.NamedTupleCursor) as cursor:
            cursor.execute("select max(price), 'x' as y from in_c_sales.orders")
            same(cursor.fetchone()._fields, ("max", "y"))


@check
def large_values_and_many_columns_are_carried():
    with connected() as c:
        text = "žluťoučký kůň " * 100_000
        same(rows(c, "select %s::text", [text])[0][0] == text, True)
        same(rows(c, "select " + ",".join(f"{i} as c{i}" for i in range(1000)))[0], tuple(range(1000)))
        same(len(rows(c, "select g, repeat('x', 100) from generate_series(1, 50000) g")), 50000)


run()
