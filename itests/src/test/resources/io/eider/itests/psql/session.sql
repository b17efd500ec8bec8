\set VERBOSITY verbose
select 1 as one, 'x' as text, null::text as nothing;
select id, note, score from customers order by id \gdesc
select id, amount from shop.sales, customers where false \gdesc
select count(*) as n, 'it''s' as q from customers \gset
\echo :n :q
select :n + 1;
select :'q' as quoted, :"n" from (select 5 as "2") t;
select format('create table made_%s (i int)', g) from generate_series(1, 2) g \gexec
select tablename from pg_tables where tablename like 'made%' order by 1;
select 'drop table made_' || g from generate_series(1, 2) g \gexec
select customer, day, amount from shop.sales order by 1, 2 \crosstabview customer day amount
select 1 / 0;
\errverbose
select nothing from customers;
\errverbose
selec 1;
select * from
  customers where naem = 'ä' and nix;
\set VERBOSITY sqlstate
select 1 / 0;
\set VERBOSITY verbose
begin;
select 1 / 0;
select 1;
commit;
begin;
insert into customers (id, name) values (3, 'Eve');
select count(*) from customers;
rollback;
select count(*) from customers;
insert into customers (id, name) values (1, 'again');
insert into customers (id, name) values (4, null);
insert into customers (id, name) values (-4, 'negative');
\set ON_ERROR_ROLLBACK on
begin;
select 1 / 0;
select 2;
commit;
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT off
select 1 as uncommitted;
rollback;
\set AUTOCOMMIT on
select 1 \; select 2 \; select 3;
\x on
select * from customers order by id limit 1;
\x off
\pset null '(none)'
select email from customers order by id;
\pset format csv
select id, name from customers order by id;
\pset format unaligned
\t on
select 'tuples only';
\t off
drop table if exists nothing_here;
prepare plus (int) as select $1 + 1;
execute plus (4);
deallocate plus;
prepare twice (text, int[]) as select $1 || $1 as twice, $2 as numbers;
prepare twice as select 1;
execute twice ('ab', '{1,2}');
execute twice ('ab');
select name, statement, parameter_types, from_sql from pg_prepared_statements order by name;
deallocate all;
execute twice ('ab', null);
discard temp;
discard plans;
set application_name to 'psql test';
show application_name;
reset application_name;
\if true
\echo yes
\else
\echo no
\endif
update customers set score = 2 where id = 2 returning id, score;
delete from shop.sales where customer = 2;
select date '2024-02-29', timestamp '2024-02-29 12:00:00.5', interval '1 month 2 days', true, 1.50, 1e10::float8, array[1,null], '\xdead'::bytea;
\echo :ERROR :SQLSTATE :ROW_COUNT
select 1 / 0;
\echo :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
