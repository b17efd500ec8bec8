// Work as programs with Postgres.js (`postgres`) do it: everything is a prepared statement that is described first.
'use strict';

const postgres = require('postgres');
const { check, same, refused, run } = require('./checks.js');

const connected = async (work, more = {}) => {
  const sql = postgres({ max: 1, onnotice: () => {}, ...more });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
};
const plain = (result) => result.map((row) => ({ ...row }));

check('connection_answers', () =>
  connected(async (sql) => {
    same(plain(await sql`select 1 as a, ${'x'}::text as b`), [{ a: 1, b: 'x' }]);
    same(sql.parameters.server_version.startsWith('15'), true);
    same(sql.parameters.client_encoding, 'UTF8');
  }));

check('connection_parameters_take_effect', () =>
  connected(
    async (sql) => {
      same(plain(await sql`show application_name`), [{ application_name: 'pj' }]);
      same(plain(await sql`select current_setting('timezone') as zone`), [{ zone: 'Asia/Tokyo' }]);
    },
    { connection: { application_name: 'pj', timezone: 'Asia/Tokyo' } },
  ));

check('values_go_and_come_back', () =>
  connected(async (sql) => {
    const at = new Date('2024-02-29T01:02:03.004Z');
    same(plain(await sql`select ${5}::int as a, ${'7'}::bigint as b, ${1.5}::float8 as c, ${'1.50'}::numeric as d`), [
      { a: 5, b: '7', c: 1.5, d: '1.50' },
    ]);
    same(plain(await sql`select ${"it's ä"}::text as a, ${true}::bool as b, ${null}::int as c, ${at}::timestamptz as d`), [
      { a: "it's ä", b: true, c: null, d: at },
    ]);
    same((await sql`select ${Buffer.from([0, 255])}::bytea as a`)[0].a.equals(Buffer.from([0, 255])), true);
    same(plain(await sql`select ${sql.json({ k: [1, null] })}::json as a, ${[1, 2]}::int[] as b, ${['p', 'q"']}::text[] as c`), [
      { a: { k: [1, null] }, b: [1, 2], c: ['p', 'q"'] },
    ]);
    same(plain(await sql`select ${'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'}::uuid as a`), [
      { a: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' },
    ]);
  }));

check('types_of_parameters_are_found', () =>
  connected(async (sql) => {
    same(plain(await sql`select id from in_c_sales.orders where item = ${'tea'} and id < ${5}`), [{ id: 1 }]);
    same(plain(await sql`select id from in_c_sales.orders where id in ${sql([1, 2])} order by id`), [{ id: 1 }, { id: 2 }]);
    same(plain(await sql`select id from in_c_sales.orders where id = any(${[1, 2]}::int[]) order by id`), [{ id: 1 }, { id: 2 }]);
    same(plain(await sql`select ${'a'} || 'b' as c`), [{ c: 'ab' }]);
    same(plain(await sql`select 1 + ${2} as c`), [{ c: 3 }]);
    same(plain(await sql`select id from in_c_sales.orders order by id limit ${1} offset ${1}`), [{ id: 2 }]);
  }));

check('rows_are_inserted_by_the_client', () =>
  connected(async (sql) => {
    await sql`create table pj_rows (id int, name text, price numeric(10,2), tags text[])`;
    const many = Array.from({ length: 100 }, (_, i) => ({ id: i, name: `n${i}`, price: '1.50', tags: ['a', `${i}`] }));
    const made = await sql`insert into pj_rows ${sql(many)}`;
    same([made.command, made.count], ['INSERT', 100]);
    same(plain(await sql`insert into pj_rows ${sql({ id: 500, name: null }, 'id', 'name')} returning *`), [
      { id: 500, name: null, price: null, tags: null },
    ]);
    const changed = await sql`update pj_rows set ${sql({ name: 'new' })} where id = ${5} returning name`;
    same([changed.command, changed.count, changed[0].name], ['UPDATE', 1, 'new']);
    same((await sql`delete from pj_rows where id >= ${50}`).count, 51);
    same(plain(await sql`select count(*)::int as n, sum(price) as s from pj_rows`), [{ n: 50, s: '75.00' }]);
    await sql`drop table pj_rows`;
  }));

check('statements_are_prepared_and_run_again', () =>
  connected(async (sql) => {
    for (let i = 0; i < 10; i++) {
      same(plain(await sql`select ${i}::int as i`), [{ i }]);
    }
    const [{ n }] = await sql`select count(*)::int as n from pg_prepared_statements where statement = 'select $1::int as i'`;
    same(n, 1);
  }));

check('statements_are_described', () =>
  connected(async (sql) => {
    const described = await sql`select id, price from in_c_sales.orders where item = ${'tea'}`.describe();
    same([25, 1043].includes(described.types[0]), true);
    same(described.columns.map((c) => [c.name, c.type]), [
      ['id', 23],
      ['price', 1700],
    ]);
  }));

check('cursors_read_in_parts', () =>
  connected(async (sql) => {
    const sizes = [];
    let sum = 0;
    await sql`select g from generate_series(1, ${1000}::int) g order by g`.cursor(300, (part) => {
      sizes.push(part.length);
      sum += part.reduce((total, row) => total + row.g, 0);
    });
    same([sizes.filter((size) => size > 0), sum], [[300, 300, 300, 100], 500500]);
    let seen = 0;
    for await (const [row] of sql`select g from generate_series(1, 1000000) g`.cursor()) {
      seen = row.g;
      if (seen === 5) break;
    }
    same(seen, 5);
    same(plain(await sql`select 1 as a`), [{ a: 1 }]);
    let total = 0;
    await sql`select g from generate_series(1, 1000) g`.forEach((row) => {
      total += row.g;
    });
    same(total, 500500);
  }));

check('transactions_commit_and_roll_back', () =>
  connected(async (sql) => {
    await sql`create table pj_tx (i int)`;
    await sql.begin(async (tx) => {
      await tx`insert into pj_tx values (1)`;
      await tx`insert into pj_tx values (${2})`;
    });
    const back = await sql
      .begin(async (tx) => {
        await tx`insert into pj_tx values (3)`;
        throw new Error('back');
      })
      .catch((e) => e.message);
    same(back, 'back');
    await refused('22012', () =>
      sql.begin('isolation level repeatable read', async (tx) => {
        await tx`insert into pj_tx values (4)`;
        await tx`select 1 / ${0}::int`;
      }),
    );
    await refused('25006', () => sql.begin('read only', (tx) => tx`insert into pj_tx values (5)`));
    same(plain(await sql`select i from pj_tx order by i`), [{ i: 1 }, { i: 2 }]);
    await sql`drop table pj_tx`;
  }));

check('savepoints_go_back_when_nothing_was_written', () =>
  connected(async (sql) => {
    const got = await sql.begin(async (tx) => {
      await tx.savepoint((inner) => inner`select * from pj_nothing`).catch((e) => same(e.code, '42P01'));
      return tx`select 7 as n`;
    });
    same(plain(got), [{ n: 7 }]);
  }));

check('pipelined_queries_are_answered_in_order', () =>
  connected(async (sql) => {
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => sql`select ${i}::int as i`));
    same(answers.map(([row]) => row.i), Array.from({ length: 60 }, (_, i) => i));
    const mixed = await Promise.allSettled([sql`select 1 as a`, sql`select 1 / ${0}::int`, sql`select 2 as a`]);
    same(mixed.map((m) => m.status), ['fulfilled', 'rejected', 'fulfilled']);
  }));

check('errors_have_their_fields_and_the_session_goes_on', () =>
  connected(async (sql) => {
    const e = await refused('42P01', () => sql`select * from pj_nothing where 1 = ${1}`);
    same([e.severity, e.position], ['ERROR', '15']);
    await refused('42703', () => sql`select nothing from in_c_sales.orders`);
    await refused('42601', () => sql`selec`);
    await refused('42883', () => sql`select no_such(${1}::int)`);
    await refused('22P02', () => sql`select ${'x'}::text::int`);
    same(plain(await sql`select 1 as a`), [{ a: 1 }]);
  }));

check('several_statements_give_several_results', () =>
  connected(async (sql) => {
    const results = await sql`select 1 as a; select 2 as b`.simple();
    same(results.map(plain), [[{ a: 1 }], [{ b: 2 }]]);
    await sql.unsafe('create table pj_unsafe (i int); insert into pj_unsafe values (1), (2)');
    same(plain(await sql.unsafe('select * from pj_unsafe where i > $1', [1])), [{ i: 2 }]);
    await sql`drop table pj_unsafe`;
  }));

check('query_is_cancelled', () =>
  connected(async (sql) => {
    await sql`select 1`; // it cancels once only: the connection has to be open by then
    const query = sql`select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b`;
    setTimeout(() => query.cancel(), 1500);
    await refused('57014', () => query);
    same(plain(await sql`select 1 as a`), [{ a: 1 }]);
  }));

check('notices_arrive', async () => {
  const heard = [];
  await connected((sql) => sql`drop table if exists pj_nothing`, { onnotice: (notice) => heard.push([notice.severity, notice.message]) });
  same(heard, [['NOTICE', 'table "pj_nothing" does not exist, skipping']]);
});

check('listen_is_refused', () => connected((sql) => refused('0A000', () => sql.listen('pj_channel', () => {}))));

check('reserved_connection_is_reset', () =>
  connected(async (sql) => {
    const one = await sql.reserve();
    await one`set application_name to 'mine'`;
    same(plain(await one`show application_name`), [{ application_name: 'mine' }]);
    await one`discard all`.simple();
    same(plain(await one`show application_name`), [{ application_name: 'postgres.js' }]);
    one.release();
  }));

check('names_are_quoted_by_the_client', () =>
  connected(async (sql) => {
    same(plain(await sql`select ${sql('id')}, ${sql('o.item')} from ${sql('in_c_sales.orders')} o order by ${sql('id')} limit 1`), [
      { id: 1, item: 'tea' },
    ]);
  }));

run();
