create schema shop;
create type mood as enum ('sad', 'ok', 'happy');
create table customers (
  id integer primary key,
  name varchar(40) not null,
  email text unique,
  mood mood,
  vip boolean default false,
  score double precision default 1.5,
  note text default 'none',
  check (id > 0)
);
create table notes (id bigint, customer integer references customers (id), body text);
create table shop.sales (
  customer integer not null,
  day date not null,
  amount numeric(12,2) default 0,
  at timestamp,
  atz timestamp with time zone,
  tags text[],
  raw bytea,
  ref uuid,
  big bigint,
  small smallint,
  ratio real,
  tm time,
  span interval,
  doc json,
  primary key (customer, day)
);
create index sales_amount on shop.sales (amount);
create unique index sales_ref on shop.sales (ref, big);
create view active as select id, name from customers where vip;
create view shop.totals as select customer, count(*) as sales from shop.sales group by customer;
create sequence numbers;
comment on table customers is 'Who buys';
comment on column customers.name is 'As on the invoice';
comment on view active is 'Who buys much';
insert into customers (id, name, email, mood, vip) values (1, 'Ada', 'ada@x', 'happy', true), (2, 'Bob', null, null, false);
insert into shop.sales (customer, day, amount) values (1, '2024-01-01', 10.50), (1, '2024-01-02', 5), (2, '2024-01-01', 1.25);
