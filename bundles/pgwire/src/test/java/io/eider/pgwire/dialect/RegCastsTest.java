package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.sql.Lexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegCastsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "WHERE c = 't'::regclass ~ WHERE c = _regclass('t')",
                "WHERE c = $1::pg_catalog.regclass ~ WHERE c = _regclass($1)",
                "SELECT 't'::regclass::oid ~ SELECT _regclass('t')",
                "SELECT 't'::regclass::text ~ SELECT _regclass_out(_regclass('t'))",
                "SELECT c.oid::regclass FROM x ~ SELECT _regclass_out(c.oid) FROM x",
                "SELECT c.oid::pg_catalog.regclass::pg_catalog.text ~ SELECT _regclass_out(c.oid)",
                "SELECT (a || '.' || b)::regclass ~ SELECT _regclass((a || '.' || b))",
                "SELECT format('%I', a)::regclass::oid ~ SELECT _regclass(format('%I', a))",
                "SELECT pg_relation_size(t::regclass) ~ SELECT pg_relation_size(_regclass(t))",
                "WHERE p.prorettype::regtype != 'trigger'::regtype ~ WHERE _regtype(p.prorettype) != _regtype('trigger')",
                "SELECT CAST('t' AS regclass) ~ SELECT _regclass('t')",
                "SELECT CAST(CAST(attrelid AS REGCLASS) AS TEXT) ~ SELECT _regclass_out(attrelid)",
                "SELECT CAST(CAST('t' AS pg_catalog.regclass) AS text) ~ SELECT _regclass_out(_regclass('t'))",
                "SELECT p.proallargtypes::regtype[] ~ SELECT p.proallargtypes",
                "WHERE typinput = 'pg_catalog.array_in'::regproc ~ WHERE typinput = _regproc('pg_catalog.array_in')",
                "SELECT indkey[0], i.indkey[a.attnum - 1] ~ SELECT indkey[(0) + 1], i.indkey[(a.attnum - 1) + 1]",
                "SELECT i.indkey::text ~ SELECT int2vector_text(i.indkey)",
                "SELECT (information_schema._pg_expandarray(con.conkey)).n ~ SELECT (information_schema.unnest(_pg_expandarray(con.conkey))).n",
                "SELECT N.xmin AS s FROM pg_catalog.pg_namespace N ~ SELECT 0 AS s FROM pg_catalog.pg_namespace N",
                "SELECT d.tableoid FROM pg_catalog.pg_am AS d ~ SELECT _regclass('pg_am') FROM pg_catalog.pg_am AS d",
                "SELECT x.xmin FROM mine x ~ SELECT x.xmin FROM mine x",
                "SELECT a::int, '::regclass', \"regclass\" ~ SELECT a::int, '::regclass', \"regclass\"",
                "SELECT a::text::regclass ~ SELECT _regclass(a::text)",
                "SELECT conkey[1] ~ SELECT conkey[1]"
            })
    void castsBecomeCalls(String sql, String expected) {
        assertThat(RegCasts.rewrite(sql)).isEqualTo(expected);
    }

    @Test
    void editsDoNotOverlap() {
        String sql =
                "SELECT ('a'::regclass)::oid, CAST(CAST(b AS regclass) AS text), (i.indkey[0])::regtype::text, x::regclass::regclass";
        int at = 0;
        for (RegCasts.Edit edit : RegCasts.edits(sql, Lexer.tokens(sql))) {
            assertThat(edit.from()).isGreaterThanOrEqualTo(at);
            at = edit.to();
        }
    }
}
