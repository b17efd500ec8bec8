"""Work as programs with SQLAlchemy do it: reflection by the inspector, Core statements, a pool."""

import datetime
import decimal

import sqlalchemy as sa

from checks import Difference, check, refused, run, same

ENGINE = sa.create_engine("postgresql+psycopg2://", pool_size=1, max_overflow=1)
SCHEMA = [
    "create table sa_shops (id integer primary key, name varchar(30) not null unique, note text)",
    "create table sa_sales (shop integer not null, day date not null, amount numeric(12,2) default 0,"
    " big bigint, ratio double precision, done boolean default false, at timestamp, atz timestamptz, raw bytea,"
    " tags text[], id uuid, doc json, primary key (shop, day))",
    "create index sa_sales_amount on sa_sales (amount)",
    "create unique index sa_sales_big on sa_sales (big, ratio)",
    "create view sa_view as select id, name from sa_shops",
    "comment on table sa_shops is 'Where it is sold'",
    "comment on column sa_shops.name is 'As on the sign'",
]
DROP = ["drop view if exists sa_view", "drop table if exists sa_sales", "drop table if exists sa_shops"]


class sample:
    """The tables of the inspector's checks, for a block."""

    def __enter__(self):
        with ENGINE.begin() as c:
            for statement in DROP + SCHEMA:
                c.execute(sa.text(statement))
        return sa.inspect(ENGINE)

    def __exit__(self, *error):
        with ENGINE.begin() as c:
            for statement in DROP:
                c.execute(sa.text(statement))


def one_text(column):
    """The type's name; DuckDB has one type of texts."""
    return "TEXT" if isinstance(column.type, sa.String) else str(column.type)


@check
def engine_knows_the_server():
    with ENGINE.connect() as c:
        same(c.dialect.server_version_info[0], 15)
        same(c.dialect.default_schema_name, "public")
        same(c.scalar(sa.text("select 1")), 1)
        # a session of Eider has snapshots
        same(c.get_isolation_level() in ("READ COMMITTED", "REPEATABLE READ"), True)


@check
def inspector_lists_schemas_tables_and_views():
    with sample() as inspector:
        same("public" in inspector.get_schema_names(), True)
        same("in_c_sales" in inspector.get_schema_names(), True)
        same(sorted(str(n) for n in inspector.get_table_names() if n.startswith("sa_")), ["sa_sales", "sa_shops"])
        same(inspector.get_view_names(), ["sa_view"])
        same(inspector.get_table_names(schema="in_c_sales"), ["orders"])
        same(inspector.has_table("sa_shops"), True)
        same(inspector.has_table("sa_nothing"), False)
        same(inspector.has_table("orders", schema="in_c_sales"), True)


@check
def inspector_describes_columns():
    with sample() as inspector:
        got = {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns("sa_sales")}
        same(
            got,
            {
                "shop": ("INTEGER", False),
                "day": ("DATE", False),
                "amount": ("NUMERIC(12, 2)", True),
                "big": ("BIGINT", True),
                "ratio": ("DOUBLE_PRECISION", True),
                "done": ("BOOLEAN", True),
                "at": ("TIMESTAMP", True),
                "atz": ("TIMESTAMP", True),
                "raw": ("BYTEA", True),
                "tags": ("ARRAY", True),
                "id": ("UUID", True),
                "doc": ("JSON", True),
            },
        )
        columns = {c["name"]: c for c in inspector.get_columns("sa_sales")}
        same(columns["atz"]["type"].timezone, True)
        same(str(columns["tags"]["type"].item_type), "TEXT")
        same(columns["done"]["default"], "false")
        same(columns["amount"]["default"] in ("0", "'0'::numeric"), True, str(columns["amount"]["default"]))
        shops = inspector.get_columns("sa_shops")
        same([str(c["type"]) for c in shops][0::2], ["INTEGER", "TEXT"])
        same([c["comment"] for c in shops], [None, "As on the sign", None])


@check
def inspector_finds_keys_indexes_and_comments():
    with sample() as inspector:
        same(inspector.get_pk_constraint("sa_shops")["constrained_columns"], ["id"])
        same(inspector.get_pk_constraint("sa_sales")["constrained_columns"], ["shop", "day"])
        same([u["column_names"] for u in inspector.get_unique_constraints("sa_shops")], [["name"]])
        indexes = {i["name"]: (i["column_names"], i["unique"]) for i in inspector.get_indexes("sa_sales")}
        same(indexes, {"sa_sales_amount": (["amount"], False), "sa_sales_big": (["big", "ratio"], True)})
        same(inspector.get_foreign_keys("sa_sales"), [])
        same(inspector.get_check_constraints("sa_sales"), [])
        same(inspector.get_table_comment("sa_shops")["text"], "Where it is sold")
        same("sa_shops" in inspector.get_view_definition("sa_view"), True)
        same([e["name"] for e in inspector.get_enums() if e["name"].startswith("sa_")], [])
        same(inspector.get_sequence_names(), [])


@check
def tables_of_the_project_are_reflected():
    table = sa.Table("orders", sa.MetaData(), schema="in_c_sales", autoload_with=ENGINE)
    same([(str(c.name), one_text(c)) for c in table.columns], [("id", "INTEGER"), ("item", "TEXT"), ("price", "NUMERIC(10, 2)")])
    same([str(c.name) for c in table.primary_key], ["id"])
    with ENGINE.connect() as c:
        got = c.execute(sa.select(table).where(table.c.id.in_([1, 2])).order_by(table.c.id)).all()
        same([tuple(r) for r in got], [(1, "tea", decimal.Decimal("2.50")), (2, "coffee", decimal.Decimal("3.00"))])
        total = sa.select(sa.func.sum(table.c.price), sa.func.count()).where(table.c.item.ilike("%E%"))
        same(tuple(c.execute(total).one()), (decimal.Decimal("5.50"), 2))


@check
def tables_are_created_filled_and_dropped():
    metadata = sa.MetaData()
    table = sa.Table(
        "sa_core",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("at", sa.DateTime),
        sa.Column("ok", sa.Boolean, server_default=sa.true()),
        sa.UniqueConstraint("name", name="sa_core_name"),
    )
    sa.Index("sa_core_price", table.c.price)
    metadata.drop_all(ENGINE)
    metadata.create_all(ENGINE)
    metadata.create_all(ENGINE)
    at = datetime.datetime(2024, 2, 29, 1, 2, 3)
    with ENGINE.begin() as c:
        c.execute(table.insert(), [{"id": i, "name": f"n{i}", "price": decimal.Decimal(i), "at": at} for i in range(1, 6)])
        got = c.execute(table.insert().values(id=9, name="q").returning(table.c.id, table.c.ok)).one()
        same(tuple(got), (9, True))
        same(c.execute(table.update().where(table.c.id > 4).values(price=table.c.price + 1)).rowcount, 2)
        same(c.execute(table.delete().where(table.c.id == 9)).rowcount, 1)
    with ENGINE.connect() as c:
        got = c.execute(sa.select(table).order_by(table.c.price.desc()).limit(2)).all()
        same([tuple(r) for r in got], [(5, "n5", decimal.Decimal("6.00"), at, True), (4, "n4", decimal.Decimal("4.00"), at, True)])
    try:
        with ENGINE.begin() as c:
            c.execute(table.insert().values(id=1, name="again"))
        raise Difference("expected IntegrityError got no error")
    except sa.exc.IntegrityError as e:
        same(e.orig.pgcode, "23505")
    reflected = sa.Table("sa_core", sa.MetaData(), autoload_with=ENGINE)
    same([str(i.name) for i in reflected.indexes if i.name == "sa_core_price"], ["sa_core_price"])
    metadata.drop_all(ENGINE)
    same(sa.inspect(ENGINE).has_table("sa_core"), False)


@check
def upsert_is_understood():
    from sqlalchemy.dialects.postgresql import insert

    table = sa.Table("sa_upsert", sa.MetaData(), sa.Column("k", sa.String, primary_key=True), sa.Column("n", sa.Integer))
    table.create(ENGINE)
    with ENGINE.begin() as c:
        for n in (1, 2):
            s = insert(table).values(k="a", n=n)
            c.execute(s.on_conflict_do_update(index_elements=["k"], set_={"n": s.excluded.n}))
        same([tuple(r) for r in c.execute(sa.select(table))], [("a", 2)])
    table.drop(ENGINE)


@check
def queries_with_windows_and_ctes_are_understood():
    g = sa.func.generate_series(1, 6).table_valued("n").render_derived()
    numbers = sa.select(g.c.n).cte("numbers")
    ranked = sa.select(numbers.c.n, sa.func.row_number().over(order_by=numbers.c.n.desc()), sa.cast(numbers.c.n, sa.Text).concat("x"))
    with ENGINE.connect() as c:
        same([tuple(r) for r in c.execute(ranked.order_by(numbers.c.n).limit(2))], [(1, 6, "1x"), (2, 5, "2x")])
        same(c.scalar(sa.select(sa.func.coalesce(sa.null(), sa.literal("z")))), "z")
        same(c.scalar(sa.select(sa.extract("year", sa.cast("2024-02-29", sa.Date)))), decimal.Decimal(2024))


@check
def results_stream():
    with ENGINE.connect().execution_options(stream_results=True, yield_per=500) as c:
        same(sum(r[0] for r in c.execute(sa.text("select g from generate_series(1, 5000) g"))), 12502500)


@check
def nested_blocks_go_back_when_nothing_was_written():
    with ENGINE.connect() as c, c.begin():
        nested = c.begin_nested()
        refused("42P01", lambda: c.execute(sa.text("select * from sa_nothing")))
        nested.rollback()
        same(c.scalar(sa.text("select 1")), 1)


@check
def connection_levels_are_set():
    with ENGINE.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        c.execute(sa.text("create table sa_auto (i int)"))
        c.execute(sa.text("drop table sa_auto"))
    with ENGINE.connect().execution_options(isolation_level="REPEATABLE READ") as c:
        same(c.scalar(sa.text("show transaction_isolation")), "repeatable read")


run()
