package io.eider.bridge;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every type of DuckDB that a column can have, each with two values. */
public final class TypesAndValues {
    private TypesAndValues() {}

    /** Type, first and second value as SQL. */
    public static Stream<Arguments> all() {
        return Stream.of(
                        "BOOLEAN; true; false",
                        "TINYINT; -128; 127",
                        "SMALLINT; -32768; 7",
                        "INTEGER; -2147483648; 7",
                        "BIGINT; -9223372036854775808; 7",
                        "HUGEINT; -170141183460469231731687303715884105728; 7",
                        "UTINYINT; 255; 0",
                        "USMALLINT; 65535; 0",
                        "UINTEGER; 4294967295; 0",
                        "UBIGINT; 18446744073709551615; 0",
                        "UHUGEINT; 340282366920938463463374607431768211455; 0",
                        "FLOAT; '-inf'; 0.1",
                        "DOUBLE; 'nan'; 1e-300",
                        "DECIMAL(4,2); 99.99; -0.01",
                        "DECIMAL(9,3); 999999.999; -0.001",
                        "DECIMAL(18,6); 999999999999.999999; -0.000001",
                        "DECIMAL(38,10); 9999999999999999999999999999.9999999999; -0.0000000001",
                        "VARCHAR; ''; 'č€ and more than twelve bytes'",
                        "BLOB; '\\x00\\xAB\\x27'; ''",
                        "BIT; '0101'; '1'",
                        "DATE; '-infinity'; '2020-02-29'",
                        "TIME; '23:59:59.999999'; '00:00:00'",
                        "TIMETZ; '23:59:59.999999+15:59'; '00:00:00-05'",
                        "TIMESTAMP; 'infinity'; '1969-12-31 23:59:59.999999'",
                        "TIMESTAMP_S; '2020-01-01 00:00:01'; '1969-12-31 23:59:59'",
                        "TIMESTAMP_MS; '2020-01-01 00:00:01.123'; '1969-12-31 23:59:59'",
                        "TIMESTAMP_NS; '2020-01-01 00:00:01.123456789'; '1969-12-31 23:59:59'",
                        "TIMESTAMPTZ; '2020-01-01 00:00:01.123456+02'; '-infinity'",
                        "INTERVAL; '1 year 2 months 3 days 04:05:06.123456'; '-1 day'",
                        "UUID; '00000000-0000-0000-0000-000000000000'; 'ffffffff-ffff-4fff-bfff-ffffffffffff'",
                        "ENUM('a', 'b''c'); 'b''c'; 'a'",
                        "JSON; '{\"a\": [1, null, \"x\"]}'; 'null'",
                        "BIGNUM; '123456789012345678901234567890123456789012345678901234567890'; -5",
                        "INTEGER[]; [1, NULL, 3]; []",
                        "VARCHAR[]; ['a, b', 'NULL', NULL, '', '\"', '\\', '[x]']; []",
                        "INTEGER[3]; [1, 2, 3]; [4, NULL, 6]",
                        "VARCHAR[][]; [['a'], NULL, []]; [['b, c']]",
                        "STRUCT(a INTEGER, \"b c\" VARCHAR); {'a': 1, 'b c': 'x, y'}; {'a': NULL, 'b c': ''}",
                        "STRUCT(l INTEGER[], m MAP(VARCHAR, DATE)); {'l': [1], 'm': MAP {'k': DATE '2020-01-01'}}; NULL",
                        "MAP(VARCHAR, INTEGER); MAP {'a, b': 1, '=': NULL}; MAP {}",
                        "DATE[]; ['2020-01-01'::DATE]; [NULL]",
                        "BLOB[]; ['\\x00\\xAB'::BLOB, ''::BLOB]; []")
                .map(line -> Arguments.of((Object[]) line.split("; ")));
    }
}
