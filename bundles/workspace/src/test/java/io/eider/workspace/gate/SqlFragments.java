package io.eider.workspace.gate;

import java.util.List;
import java.util.Random;

/** Random texts: valid statements, pieces that confuse lexers, statements that must not run, in any mixture. */
final class SqlFragments {
    private static final List<String> VALID = List.of(
            "select 1",
            "select a, 'x' from t where b = 'y' order by a",
            "select (select max(a) from t) from v",
            "from t select a",
            "table t",
            "values (1, 'a'), (2, 'b')",
            "with x as (select 1 as c) select * from x, t",
            "with x as (select 1 as c) delete from t",
            "insert into t values (1, 'a;b')",
            "insert into t select a, $$b$$ from t",
            "update t set a = 1, b = E'x\\'y' where a in (1, 2)",
            "delete from t where b = $a$;$a$",
            "truncate t",
            "merge into t using t t2 on t.a = t2.a when matched then delete",
            "create table q (a int, \"b;c\" varchar default 'x')",
            "create or replace temp table q as select 1",
            "create view q as from t",
            "create schema q",
            "create sequence q",
            "create type q as enum ('a', 'b')",
            "create macro q(x) as x + 1",
            "create macro q(x) as table select x from t",
            "create index q on t(a)",
            "alter table t add column c int",
            "drop table t",
            "drop sequence s",
            "comment on table t is 'x'",
            "explain select * from t",
            "explain (analyze) delete from t",
            "describe t",
            "summarize t",
            "prepare p as select $1",
            "deallocate p",
            "begin",
            "commit",
            "rollback",
            "set search_path to 'main'",
            "reset search_path",
            "show tables",
            "analyze t",
            "call duckdb_tables()",
            "pivot t on b in ('x') using sum(a)",
            "unpivot t on a",
            "select extract(year from date '2020-01-01'), trim('x' from b) from t",
            "from t join v on t.a = v.c, (values ('a')) w(d)",
            "select list_transform([1, 2], lambda x: x + 1)[1:2], {'k': 'v'}");

    private static final List<String> FORBIDDEN = List.of(
            "attach ':memory:' as pwned",
            "detach memory",
            "use memory",
            "copy t to 'pwned.csv'",
            "copy (select 1) to 'pwned.csv'",
            "export database 'pwned'",
            "install httpfs",
            "load httpfs",
            "pragma version",
            "pragma threads=1",
            "checkpoint",
            "force checkpoint",
            "vacuum",
            "create secret pwned (type s3)",
            "alter database memory set alias to pwned",
            "set threads = 1",
            "set global threads = 1",
            "set variable x = 1",
            "reset threads",
            "update extensions",
            "call enable_logging()",
            "explain copy t to 'pwned.csv'",
            "prepare p as copy t to 'pwned.csv'",
            "select * from (show all)",
            "from 'pwned.csv'",
            "from t, 'pwned.csv'",
            "from x: 'pwned.csv'",
            "(from 'pwned.csv')",
            "join 'pwned.csv' on true",
            "from read_csv('pwned.csv')",
            "from \"read_csv\"('pwned.csv')",
            "from histogram('pwned.csv', a)",
            "from query('select 1')",
            "from duckdb_databases",
            "select current_setting('threads')");

    private static final String[] NASTY = {
        "'",
        "''",
        "\"",
        "\"\"",
        "$$",
        "$a$",
        "$é$",
        "$",
        "$1",
        "$x",
        "/*",
        "*/",
        "/*/",
        "--",
        "-",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\f",
        "\u000b",
        " ",
        "  ",
        ";",
        ";;",
        "E'",
        "e'",
        "U&'",
        "U&\"",
        "B'",
        "x'",
        "N'",
        "\\",
        "\\'",
        "\\\\",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        "..",
        ":",
        "::",
        ":=",
        "=>",
        "->",
        "?",
        "??",
        "#",
        "#1",
        "@",
        "`",
        "~",
        "!",
        "|",
        "+",
        "*",
        "=",
        "<",
        "1",
        "1.",
        ".5",
        "1e",
        "1e5",
        "0x1F",
        "1_0",
        "a",
        "é",
        "😀",
        "\u00a0",
        "\u2003",
        "\ufeff",
        "\u0085",
        "\u0000",
        "\ud83d",
        "_",
        "x$y",
        " as ",
        " from ",
        " join ",
        " union ",
        " select ",
        " where ",
        " values ",
        " with ",
        " show ",
        " pivot ",
        " table ",
        " only ",
        " using ",
        " lateral ",
        " explain ",
        " prepare p as ",
        " in ",
        " not ",
        "'x'",
        "\"t\"",
        "'pwned.csv'",
        "\"pwned.csv\"",
        "t",
        "read_text",
        "histogram",
        "/* ' */",
        "-- '\n",
        "'\n'",
        "' -- x\n '",
        "E'\\''"
    };

    /** What may begin a text, name or comment; the hidden statement comes next. */
    private static final String[] OPENERS = {
        "/*",
        "/* /*",
        "/* /* */",
        "/*/",
        "--",
        "-- \r",
        "-- \n",
        "-- /*\n",
        "'",
        "E'",
        "E'\\'",
        "E'\\\\'",
        "e'a'\n'\\'",
        "E'a' -- x\n'\\'",
        "E'a'/**/'\\'",
        "'a'\n'\\'",
        "'a'\f'",
        "B'1'\n'",
        "x'\\'",
        "N'\\'",
        "U&'\\'",
        "xE'\\'",
        "\"",
        "\"\"\"",
        "\"\\\"",
        "U&\"",
        "$$",
        "$a$",
        "$A$",
        "$é$",
        "$a1$",
        "$1$",
        "a$$",
        "a$b$",
        "1$$",
        "$1$$",
        "$a$$",
        "$$$",
        "$a",
        "1E'\\'",
        "+--",
        "+/*",
        "<--\n",
        "\u0000",
        "\ufeff",
        "\u00a0",
        "(",
        "[",
        "{"
    };

    private static final String[] CLOSERS = {
        "", "-- '\n", "-- \"\n", "/* ' */", "*/", "*/ */", "\n", "\r", "'", "\\'", "''", "\"", "\"\"", "$$", "$a$",
        "$A$", "$é$", "$a1$", "$1$", "$b$", "/**/", "--", ")", "]", "}"
    };

    private static final String[] HEADS = {
        "",
        "select ",
        "select 1 ",
        "select 1 as ",
        "select 'a' ",
        "select a from t where b = ",
        "values (1) ",
        "table t "
    };

    private final Random random;

    SqlFragments(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder sql = new StringBuilder(start());
        int mutations = Math.max(0, random.nextInt(7) - 2);
        for (int i = 0; i < mutations; i++) {
            mutate(sql);
        }
        return sql.toString();
    }

    private String start() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> pick(VALID);
            case 8, 9, 10, 11 -> hidden();
            case 3 -> pick(VALID) + glue() + pick(FORBIDDEN);
            case 4 -> pick(FORBIDDEN);
            case 5 -> pick(VALID) + glue() + pick(VALID);
            case 6 -> nasty() + pick(FORBIDDEN) + nasty();
            default -> nasty() + nasty() + nasty() + pick(VALID);
        };
    }

    private String hidden() {
        String statement = pick(random.nextInt(3) == 0 ? FORBIDDEN : VALID);
        String text = any(HEADS) + any(OPENERS) + ";" + statement + any(CLOSERS);
        return random.nextBoolean() ? text : text + any(CLOSERS) + ";" + pick(VALID);
    }

    private String any(String[] pieces) {
        return pieces[random.nextInt(pieces.length)];
    }

    private String glue() {
        return random.nextBoolean() ? ";" : nasty();
    }

    private void mutate(StringBuilder sql) {
        int at = random.nextInt(sql.length() + 1);
        int end = Math.min(sql.length(), at + 1 + random.nextInt(4));
        switch (random.nextInt(8)) {
            case 0 -> sql.delete(at, end);
            case 1 -> sql.replace(at, end, nasty());
            case 2 -> sql.insert(at, pick(FORBIDDEN));
            case 3 -> sql.insert(at, " (" + pick(random.nextBoolean() ? VALID : FORBIDDEN) + ") ");
            case 4 -> sql.insert(wordEnd(sql, at), " " + nasty() + " ");
            case 5 -> {
                sql.insert(end, nasty());
                sql.insert(at, nasty());
            }
            default -> sql.insert(at, nasty());
        }
    }

    private static int wordEnd(StringBuilder sql, int from) {
        int at = sql.indexOf(" ", from);
        return at < 0 ? sql.length() : at;
    }

    private String nasty() {
        return any(NASTY);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
