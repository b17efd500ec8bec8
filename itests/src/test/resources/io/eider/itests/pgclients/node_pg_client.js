// Work as programs with node-postgres (`pg`) do it: text values, named statements, portals by pg-cursor, a pool.
'use strict';

const { Client, Pool, types } = require('pg');
const Cursor = require('pg-cursor');
const { check, same, refused, run } = require('./checks.js');

types.setTypeParser(1082, (text) => text); // dates as they are written

const connected = async (work, more = {}) => {
  const client = new Client(more);
  client.on('error', () => {}); // a connection that the server ends
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const rows = async (client, text, values) => (await client.query({ text, values, rowMode: 'array' })).rows;

check('connection_answers', () =>
  connected(async (c) => {
    same(await rows(c, 'select 1, $1::text', ['a']), [[1, 'a']]);
    same((await rows(c, 'select version()'))[0][0].startsWith('PostgreSQL 15'), true);
  }));

check('startup_options_take_effect', () =>
  connected(
    async (c) => {
      same(await rows(c, 'show statement_timeout'), [['4321ms']]);
      same(await rows(c, 'show application_name'), [['node']]);
    },
    { statement_timeout: 4321, application_name: 'node' },
  ));

check('values_come_with_their_types', () =>
  connected(async (c) => {
    for (const [sql, expected] of [
      ['1', 1],
      ['9223372036854775807', '9223372036854775807'],
      ['1.50', '1.50'],
      ['1.5::float8', 1.5],
      ["'grüße 😀'", 'grüße 😀'],
      ['true', true],
      ['null', null],
      ["date '2024-02-29'", '2024-02-29'],
      ["timestamptz '2024-02-29 12:00:00+00'", new Date('2024-02-29T12:00:00Z')],
      ["'\\x00ff'::bytea", Buffer.from([0, 255])],
      ['array[1,null,3]', [1, null, 3]],
      ["array['a','b\"c',null]", ['a', 'b"c', null]],
      ["'{\"a\": [1]}'::json", { a: [1] }],
      ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
      ["(interval '1 year 2 mons 3 days 04:05:06.5')::text", '1 year 2 mons 3 days 04:05:06.5'],
    ]) {
      same(await rows(c, `select ${sql}`), [[expected]], sql);
      same(await rows(c, `select ${sql} where 1 = $1`, [1]), [[expected]], sql);
    }
  }));

check('values_go_and_come_back', () =>
  connected(async (c) => {
    await c.query(
      'create table np_all (i int, b bigint, n numeric(12,2), f float8, t text, y bytea, d date, tz timestamptz, o bool, u uuid, a int[], x text[], j json)',
    );
    const row = [
      -1,
      '1125899906842624',
      '99.90',
      0.1,
      "it's \\ ä",
      Buffer.from([0, 1, 255]),
      '2024-02-29',
      new Date('2024-02-29T01:02:03.004Z'),
      true,
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      [1, 2],
      ['p', 'q"r'],
      { k: ['v'] },
    ];
    const places = row.map((_, i) => `$${i + 1}`).join(',');
    const made = await c.query(`insert into np_all values (${places})`, row);
    same([made.command, made.rowCount], ['INSERT', 1]);
    await c.query(`insert into np_all values (${places})`, row.map(() => null));
    same(await rows(c, 'select * from np_all order by i nulls last'), [row, row.map(() => null)]);
    const changed = await c.query('update np_all set t = $1 where i = $2 returning t, i as "I"', ['new', -1]);
    same([changed.command, changed.rowCount, changed.rows], ['UPDATE', 1, [{ t: 'new', I: -1 }]]);
    await c.query('drop table np_all');
  }));

check('columns_are_described', () =>
  connected(async (c) => {
    const result = await c.query('select id, item, price, count(*) from in_c_sales.orders where id = $1 group by 1, 2, 3', [7]);
    same(
      result.fields.map((f) => [f.name, f.dataTypeID === 25 ? 1043 : f.dataTypeID]), // DuckDB has one type of texts
      [
        ['id', 23],
        ['item', 1043],
        ['price', 1700],
        ['count', 20],
      ],
    );
    same(result.rows, []);
    same(result.fields[0].tableID > 0, true);
    same(result.fields.map((f) => f.columnID), [1, 2, 3, 0]);
  }));

check('named_statements_are_run_again', () =>
  connected(async (c) => {
    for (let i = 1; i <= 10; i++) {
      same((await c.query({ name: 'np_item', text: 'select item from in_c_sales.orders where id = $1', values: [1 + (i % 2)] })).rows, [
        { item: i % 2 ? 'coffee' : 'tea' },
      ]);
    }
    same(await rows(c, "select name from pg_prepared_statements"), [['np_item']]);
  }));

check('transactions_commit_and_roll_back', () =>
  connected(async (c) => {
    await c.query('create table np_tx (i int)');
    await c.query('begin');
    await c.query('insert into np_tx values ($1)', [1]);
    await c.query('commit');
    await c.query('begin');
    await c.query('insert into np_tx values ($1)', [2]);
    await c.query('rollback');
    same(await rows(c, 'select i from np_tx'), [[1]]);
    await c.query('begin');
    await refused('22012', () => c.query('select 1 / $1::int', [0]));
    await refused('25P02', () => c.query('select 1'));
    same((await c.query('commit')).command, 'ROLLBACK');
    await c.query('drop table np_tx');
  }));

check('errors_have_their_fields_and_the_session_goes_on', () =>
  connected(async (c) => {
    let e = await refused('42P01', () => c.query('select * from np_nothing'));
    same([e.severity, e.position], ['ERROR', '15']);
    e = await refused('42703', () => c.query('select nothing from in_c_sales.orders where id = $1', [1]));
    same(e.position, '8');
    await refused('42601', () => c.query('selec'));
    await refused('22P02', () => c.query('select $1::int', ['x']));
    await refused('08P01', () => c.query('select $1::int, $2::int', [1]));
    same(await rows(c, 'select $1::int', [1]), [[1]]);
  }));

check('constraint_violations_are_told', () =>
  connected(async (c) => {
    await c.query('create table np_rules (id int primary key, t text not null)');
    await c.query('insert into np_rules values (1, $1)', ['a']);
    await refused('23505', () => c.query('insert into np_rules values (1, $1)', ['a']));
    await refused('23502', () => c.query('insert into np_rules values (2, $1)', [null]));
    await c.query('drop table np_rules');
  }));

check('several_statements_give_several_results', () =>
  connected(async (c) => {
    const results = await c.query("select 1 as a; create table np_several (i int); insert into np_several values (1), (2); select * from np_several; drop table np_several");
    same(
      results.map((r) => [r.command, r.rows.length]),
      [
        ['SELECT', 1],
        ['CREATE', 0],
        ['INSERT', 0],
        ['SELECT', 2],
        ['DROP', 0],
      ],
    );
    await refused('42601', () => c.query('select 1; select $1::int', [1]));
    same((await c.query('')).rows, []);
    same((await c.query('-- ping')).rows, []);
  }));

check('queued_queries_are_answered_in_order', () =>
  connected(async (c) => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => rows(c, 'select $1::int', [i])));
    same(answers.flat(2), Array.from({ length: 50 }, (_, i) => i));
  }));

check('cursors_read_in_parts', () =>
  connected(async (c) => {
    const cursor = c.query(new Cursor('select g from generate_series(1, $1::int) g order by g', [1000]));
    let sum = 0;
    let parts = 0;
    for (;;) {
      const part = await cursor.read(64);
      if (part.length === 0) break;
      parts++;
      sum += part.reduce((total, row) => total + row.g, 0);
    }
    same([sum, parts], [500500, 16]);
    const second = c.query(new Cursor('select g from generate_series(1, 100000) g'));
    same((await second.read(2)).map((row) => row.g), [1, 2]);
    await second.close();
    same(await rows(c, 'select 1'), [[1]]);
  }));

check('savepoints_go_back_when_nothing_was_written', () =>
  connected(async (c) => {
    await c.query('begin');
    await c.query('savepoint a');
    await refused('42P01', () => c.query('select * from np_nothing'));
    await c.query('rollback to savepoint a');
    same(await rows(c, 'select 1'), [[1]]);
    await c.query('release savepoint a');
    await c.query('commit');
  }));

check('other_connection_cancels', () =>
  connected((one) =>
    connected(async (two) => {
      const [[pid]] = await rows(one, 'select pg_backend_pid()');
      const running = refused('57014', () => one.query('select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b'));
      await new Promise((resolve) => setTimeout(resolve, 500));
      same(await rows(two, 'select pg_cancel_backend($1)', [pid]), [[true]]);
      await running;
      same(await rows(one, 'select 1'), [[1]]);
    }),
  ));

check('notices_arrive', () =>
  connected(async (c) => {
    const heard = [];
    c.on('notice', (notice) => heard.push([notice.severity, notice.code, notice.message]));
    await c.query('drop table if exists np_nothing');
    same(heard, [['NOTICE', '00000', 'table "np_nothing" does not exist, skipping']]);
  }));

check('listen_is_refused', () => connected((c) => refused('0A000', () => c.query('listen np_channel'))));

check('pool_serves_many_at_once', async () => {
  const pool = new Pool({ max: 3 });
  try {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => pool.query('select $1::int as n, pg_backend_pid() as pid', [i])),
    );
    same(answers.map((answer) => answer.rows[0].n), Array.from({ length: 30 }, (_, i) => i));
    same(new Set(answers.map((answer) => answer.rows[0].pid)).size <= 3, true);
  } finally {
    await pool.end();
  }
});

check('wrong_password_is_refused', async () => {
  await refused('28P01', () => connected(() => 'in', { password: 'wrong' }));
});

check('project_tables_are_read', () =>
  connected(async (c) => {
    same((await c.query('select * from in_c_sales.orders where id = any($1) order by id', [[1, 2, 3]])).rows, [
      { id: 1, item: 'tea', price: '2.50' },
      { id: 2, item: 'coffee', price: '3.00' },
    ]);
  }));

run();
