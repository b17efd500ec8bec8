"""Work as programs with asyncpg do it: everything binary, statements prepared and described first, portals with limits."""

import asyncio
import datetime
import decimal
import json
import math
import uuid

import asyncpg

from checks import Difference, check, refused_async, run, same

UTC = datetime.timezone.utc
SAMPLES = [
    ("int2", -3),
    ("int4", 2**31 - 1),
    ("int8", -(2**63)),
    ("numeric", decimal.Decimal("12345678901234567890.123456")),
    ("numeric", decimal.Decimal("-0.001")),
    ("numeric", decimal.Decimal("100000")),
    ("float4", 0.5),
    ("float8", 1.7976931348623157e308),
    ("float8", -math.inf),
    ("text", "grüße 😀 ' \\ \n"),
    ("varchar", ""),
    ("bool", False),
    ("bytea", bytes(range(256))),
    ("date", datetime.date(1999, 12, 31)),
    ("time", datetime.time(23, 59, 59, 999999)),
    ("timestamp", datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)),
    ("timestamptz", datetime.datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=UTC)),
    ("interval", datetime.timedelta(days=3, seconds=7, microseconds=9)),
    ("uuid", uuid.UUID(int=2**127 + 5)),
    ("json", '{"a": [1, null, "x"]}'),
    ("int4[]", [1, 2, None]),
    ("int8[]", []),
    ("text[]", ["a", 'b"c', "NULL", None, "", "{,}"]),
    ("float8[]", [0.1, -2.5]),
    ("numeric[]", [decimal.Decimal("1.10"), None]),
    ("date[]", [datetime.date(2024, 1, 1)]),
    ("bool[]", [True, False]),
    ("uuid[]", [uuid.UUID(int=1)]),
    ("int4[]", [[1, 2], [3, 4]]),
]


class connected:
    """A connection for a block."""

    def __init__(self, **more):
        self.more = more

    async def __aenter__(self):
        self.connection = await asyncpg.connect(timeout=20, **self.more)
        return self.connection

    async def __aexit__(self, *error):
        await self.connection.close(timeout=20)


def plain(value):
    """asyncpg's own UUID is a subclass."""
    if isinstance(value, list):
        return [plain(element) for element in value]
    return uuid.UUID(int=value.int) if isinstance(value, uuid.UUID) else value


def one_text(name):
    """DuckDB has one type of texts."""
    return "text" if name == "varchar" else name


@check
async def connection_tells_about_the_server():
    async with connected() as c:
        same(c.get_server_version().major, 15)
        same(c.get_settings().server_encoding, "UTF8")
        same(await c.fetchval("select pg_backend_pid()"), c.get_server_pid())


@check
async def server_settings_take_effect():
    async with connected(server_settings={"application_name": "ap", "timezone": "Asia/Tokyo"}) as c:
        same(await c.fetchval("show application_name"), "ap")
        same(await c.fetchval("select current_setting('timezone')"), "Asia/Tokyo")


@check
async def values_go_and_come_back():
    async with connected() as c:
        for type_, value in SAMPLES:
            base = type_.replace("[]", "")
            got = await c.fetchval(f"select $1::{type_}", value)
            same(plain(got), value, type_)
            same(await c.fetchval(f"select $1::{type_} is null", None), True, base)


@check
async def values_are_stored_in_tables():
    async with connected() as c:
        await c.execute(
            "create table ap_all (i int, b bigint, n numeric(12,2), f float8, t text, y bytea, d date, ts timestamp,"
            " tz timestamptz, o bool, u uuid, a int[], x text[], v interval)"
        )
        row = (
            -1,
            2**50,
            decimal.Decimal("99.90"),
            0.1,
            "ä",
            b"\x00",
            datetime.date(2024, 2, 29),
            datetime.datetime(2024, 2, 29, 1),
            datetime.datetime(2024, 2, 29, 1, tzinfo=UTC),
            True,
            uuid.UUID(int=9),
            [1, None],
            ["p", "q"],
            datetime.timedelta(hours=5),
        )
        places = ",".join(f"${i + 1}" for i in range(14))
        same(await c.execute(f"insert into ap_all values ({places})", *row), "INSERT 0 1")
        same(await c.execute(f"insert into ap_all values ({places})", *([None] * 14)), "INSERT 0 1")
        got = await c.fetch("select * from ap_all order by i nulls last")
        same([plain(value) for value in got[0].values()], list(row))
        same(list(got[1].values()), [None] * 14)
        await c.execute("drop table ap_all")


@check
async def parameters_and_columns_are_described():
    async with connected() as c:
        await c.execute("create table ap_described (i int, n numeric(12,2), t varchar, d date)")
        s = await c.prepare("select i, t, n as total, count(*) from ap_described where i = $1 and t = $2 and d > $3 group by 1, 2, 3")
        same([p.name for p in s.get_parameters()], ["int4", "text", "date"])
        same([(a.name, one_text(a.type.name)) for a in s.get_attributes()], [("i", "int4"), ("t", "text"), ("total", "numeric"), ("count", "int8")])
        s = await c.prepare("insert into ap_described values ($1, $2, $3, $4) returning i")
        same([one_text(p.name) for p in s.get_parameters()], ["int4", "numeric", "text", "date"])
        same([a.name for a in s.get_attributes()], ["i"])
        s = await c.prepare("select $1::int + 1 as a, $2::text[] as b, $3::timestamptz as c")
        same([p.name for p in s.get_parameters()], ["int4", "text[]", "timestamptz"])
        same([a.type.name for a in s.get_attributes()], ["int4", "text[]", "timestamptz"])
        await c.execute("drop table ap_described")


@check
async def wrong_parameters_are_refused_by_the_client():
    async with connected() as c:
        for sql, value in (("select $1::int", "x"), ("select id from in_c_sales.orders where id = $1", "x")):
            try:
                got = await c.fetch(sql, value)
                raise Difference(f"expected DataError got {got!r}")
            except asyncpg.DataError:
                pass
        try:
            await c.fetch("select $1::int, $2::int", 1)
            raise Difference("expected InterfaceError got rows")
        except asyncpg.InterfaceError:
            pass
        same(await c.fetchval("select 1"), 1)


@check
async def prepared_statements_are_run_again():
    async with connected() as c:
        s = await c.prepare("select item from in_c_sales.orders where id = $1")
        for _ in range(10):
            same(await s.fetchval(1), "tea")
            same(await s.fetchval(2), "coffee")
            same(await s.fetchval(3), None)
        same(s.get_statusmsg(), "SELECT 0")


@check
async def cached_statement_follows_its_table():
    async with connected() as c:
        await c.execute("create table ap_changes (i int)")
        await c.execute("insert into ap_changes values (1)")
        same([tuple(r) for r in await c.fetch("select * from ap_changes")], [(1,)])
        await c.execute("alter table ap_changes add column t text")
        same([tuple(r) for r in await c.fetch("select * from ap_changes")], [(1, None)])
        await c.execute("drop table ap_changes")


@check
async def cursors_read_in_parts():
    async with connected() as c:
        async with c.transaction():
            total = 0
            async for row in c.cursor("select g from generate_series(1, $1::int) g", 1000, prefetch=50):
                total += row["g"]
            same(total, 500500)
            cursor = await c.cursor("select g from generate_series(1, 100) g order by g")
            same([r[0] for r in await cursor.fetch(3)], [1, 2, 3])
            same(await cursor.forward(10), 10)
            same((await cursor.fetchrow())[0], 14)
            same(len(await cursor.fetch(1000)), 86)
            same(await cursor.fetch(5), [])
            first = await c.fetch("select id from in_c_sales.orders order by id limit 1")
            same([r["id"] for r in first], [1])


@check
async def fetchrow_takes_one_row_only():
    async with connected() as c:
        same(tuple(await c.fetchrow("select g from generate_series(5, 1000000) g")), (5,))
        same(await c.fetchrow("select 1 where false"), None)
        same(await c.fetchval("select 'a', 'b'", column=1), "b")


@check
async def transactions_commit_and_roll_back():
    async with connected() as c:
        await c.execute("create table ap_tx (i int)")
        async with c.transaction():
            await c.execute("insert into ap_tx values (1)")
        try:
            async with c.transaction(isolation="repeatable_read"):
                await c.execute("insert into ap_tx values (2)")
                raise KeyError("back")
        except KeyError:
            pass
        same(await c.fetchval("select count(*) from ap_tx"), 1)
        async with c.transaction(readonly=True):
            await refused_async("25006", c.execute("insert into ap_tx values (3)"))
            same(c.is_in_transaction(), True)
        await c.execute("drop table ap_tx")


@check
async def blocks_in_blocks_go_back_when_nothing_was_written():
    async with connected() as c:
        async with c.transaction():
            same(await c.fetchval("select 1"), 1)
            try:
                async with c.transaction():
                    await c.fetchval("select 1 / $1::int", 0)
            except asyncpg.DivisionByZeroError:
                pass
            same(await c.fetchval("select 2"), 2)


@check
async def errors_have_state_and_position_and_the_session_goes_on():
    async with connected() as c:
        e = await refused_async("42P01", c.fetch("select * from ap_nothing where 1 = $1", 1))
        same(e.position, "15")
        e = await refused_async("42703", c.execute("select 1, nothing from in_c_sales.orders"))
        same(e.position, "11")
        await refused_async("42601", c.execute("selec"))
        await refused_async("22012", c.fetchval("select 1 / $1::int", 0))
        await refused_async("22P02", c.fetchval("select 'x'::int"))
        await refused_async("42883", c.fetchval("select no_such($1::int)", 0))
        same(await c.fetchval("select $1::int", 1), 1)


@check
async def failed_transactions_wait_for_their_end():
    async with connected() as c:
        t = c.transaction()
        await t.start()
        await refused_async("22012", c.fetchval("select 1 / 0"))
        await refused_async("25P02", c.fetchval("select 1"))
        await t.rollback()
        same(await c.fetchval("select 1"), 1)


@check
async def many_rows_are_inserted_at_once():
    async with connected() as c:
        await c.execute("create table ap_many (i int, t text)")
        await c.executemany("insert into ap_many values ($1, $2)", [(i, f"t{i}") for i in range(2000)])
        same(tuple(await c.fetchrow("select count(*), sum(i) from ap_many")), (2000, 1999000))
        try:
            await c.executemany("insert into ap_many values (1 / $1, 'x')", [(1,), (0,), (1,)])
            raise Difference("expected DivisionByZeroError got no error")
        except asyncpg.DivisionByZeroError:
            pass
        same(await c.fetchval("select count(*) from ap_many"), 2000)
        same([tuple(r) for r in await c.fetch("insert into ap_many select * from unnest($1::int[], $2::text[]) returning i, t", [1, 2], ["a", None])], [(1, "a"), (2, None)])
        await c.execute("drop table ap_many")


@check
async def several_statements_are_one_transaction():
    async with connected() as c:
        same(await c.execute("create table ap_kept (i int); insert into ap_kept values (1), (2)"), "INSERT 0 2")
        await refused_async("22012", c.execute("insert into ap_kept values (3); select 1 / 0"))
        same(await c.fetchval("select count(*) from ap_kept"), 2)
        await refused_async("42601", c.fetch("select 1; select 2"))
        await c.execute("drop table ap_kept")


@check
async def cancelled_task_cancels_its_query():
    async with connected() as c:
        try:
            await asyncio.wait_for(c.fetchval("select count(*) from generate_series(1, $1::bigint) a, generate_series(1, 1000000) b", 10**6), 1)
            raise Difference("expected a timeout got an answer")
        except asyncio.TimeoutError:
            pass
        same(await c.fetchval("select 1"), 1)
        try:
            await c.fetchval("select count(*) from generate_series(1, $1::bigint) a, generate_series(1, 1000000) b", 10**6, timeout=1)
            raise Difference("expected a timeout got an answer")
        except asyncio.TimeoutError:
            pass
        same(await c.fetchval("select 2"), 2)


@check
async def pools_give_clean_connections():
    async with asyncpg.create_pool(min_size=1, max_size=2, timeout=20) as pool:
        async with pool.acquire() as c:
            pid = c.get_server_pid()
            await c.execute("set application_name to 'ap'")
            same(await c.fetchval("show application_name"), "ap")
        async with pool.acquire() as c:
            same(c.get_server_pid(), pid)
            same(await c.fetchval("show application_name"), "")
        same(await asyncio.gather(*(pool.fetchval("select $1::int", i) for i in range(20))), list(range(20)))


@check
async def notices_arrive():
    async with connected() as c:
        heard = []
        c.add_log_listener(lambda _, message: heard.append((message.severity, message.message)))
        await c.execute("drop table if exists ap_nothing")
        await c.fetchval("select 1")
        same(heard, [("NOTICE", 'table "ap_nothing" does not exist, skipping')])


@check
async def listen_is_refused():
    async with connected() as c:
        await refused_async("0A000", c.add_listener("ap_channel", lambda *_: None))


@check
async def enums_are_looked_up():
    async with connected() as c:
        await c.execute("create type ap_mood as enum ('sad', 'happy')")
        await c.execute("create table ap_moods (m ap_mood)")
        await c.execute("insert into ap_moods values ($1)", "happy")
        same(await c.fetchval("select m from ap_moods"), "happy")
        s = await c.prepare("select m from ap_moods")
        same(s.get_attributes()[0].type.name, "ap_mood")
        await c.execute("drop table ap_moods")
        await c.execute("drop type ap_mood")


@check
async def codecs_are_set_by_type_name():
    async with connected() as c:
        await c.set_type_codec("json", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
        same(await c.fetchval("select $1::json", {"a": [1, None]}), {"a": [1, None]})


@check
async def project_tables_are_read():
    async with connected() as c:
        got = await c.fetch("select id, item, price from in_c_sales.orders where price >= $1 order by id", decimal.Decimal("2.50"))
        same([tuple(r) for r in got], [(1, "tea", decimal.Decimal("2.50")), (2, "coffee", decimal.Decimal("3.00"))])
        s = await c.prepare("select * from in_c_sales.orders")
        same([(a.name, one_text(a.type.name)) for a in s.get_attributes()], [("id", "int4"), ("item", "text"), ("price", "numeric")])


run()
