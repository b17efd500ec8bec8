package io.eider.rest.result;

import static io.eider.rest.FakeResults.chunk;
import static io.eider.rest.FakeResults.column;
import static io.eider.rest.FakeResults.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultColumn;
import io.eider.rest.FakeResults;
import io.eider.rest.FakeResults.Statement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Read back with Arrow's own reader, of which the server has no part but the classes of the messages. */
class ArrowResultTest {
    private static final List<ResultColumn> ALL = List.of(
            column("b", "BOOLEAN", ColumnKind.BOOLEAN),
            column("i8", "TINYINT", ColumnKind.INTEGER),
            column("u8", "UTINYINT", ColumnKind.INTEGER),
            column("i16", "SMALLINT", ColumnKind.INTEGER),
            column("i32", "INTEGER", ColumnKind.INTEGER),
            column("u32", "UINTEGER", ColumnKind.INTEGER),
            column("i64", "BIGINT", ColumnKind.INTEGER),
            column("u64", "UBIGINT", ColumnKind.HUGE),
            column("huge", "HUGEINT", ColumnKind.HUGE),
            column("f", "FLOAT", ColumnKind.FLOAT),
            column("d", "DOUBLE", ColumnKind.DOUBLE),
            column("n", "DECIMAL(12,2)", ColumnKind.DECIMAL),
            column("wide", "DECIMAL(38,10)", ColumnKind.DECIMAL),
            column("text", "VARCHAR", ColumnKind.TEXT),
            column("day", "DATE", ColumnKind.DATE),
            column("ts", "TIMESTAMP", ColumnKind.TIMESTAMP),
            column("tz", "TIMESTAMP WITH TIME ZONE", ColumnKind.TIMESTAMP_TZ),
            column("blob", "BLOB", ColumnKind.BLOB),
            column("text", "INTEGER[]", ColumnKind.OTHER));

    private static final Object[] VALUES = {
        true,
        -128L,
        255L,
        -32768L,
        Integer.MIN_VALUE,
        4294967295L,
        Long.MIN_VALUE,
        new BigDecimal("18446744073709551615"),
        new BigDecimal("-99999999999999999999999999999999999999"),
        1.5f,
        -0.1,
        new BigDecimal("-1.50"),
        new BigDecimal("1234567890123456789012345678.0123456789"),
        "\u20ac\ud83d\ude00",
        -1,
        1L,
        Long.MAX_VALUE,
        new byte[] {0, -1},
        "[1, 2]"
    };

    /** What was read. */
    private record Table(Schema schema, List<List<String>> rows, int batches) {}

    @Test
    void everyKindOfColumnHasItsTypeAndKeepsItsValues() throws IOException {
        Table table = read(Statement.of(ALL, chunk(VALUES, new Object[ALL.size()])));
        assertThat(types(table))
                .containsExactly(
                        "Booltrue",
                        "Int(8, true)true",
                        "Int(8, false)true",
                        "Int(16, true)true",
                        "Int(32, true)true",
                        "Int(32, false)true",
                        "Int(64, true)true",
                        "Int(64, false)true",
                        "Decimal(38, 0, 128)true",
                        "FloatingPoint(SINGLE)true",
                        "FloatingPoint(DOUBLE)true",
                        "Decimal(12, 2, 128)true",
                        "Decimal(38, 10, 128)true",
                        "Utf8true",
                        "Date(DAY)true",
                        "Timestamp(MICROSECOND, null)true",
                        "Timestamp(MICROSECOND, UTC)true",
                        "Binarytrue",
                        "Utf8true");
        assertThat(table.schema.getFields().stream().map(Field::getName))
                .containsExactlyElementsOf(ALL.stream().map(ResultColumn::name).toList());
        assertThat(table.schema.getFields().get(18).getMetadata()).isEqualTo(Map.of("eider.type", "INTEGER[]"));
        assertThat(table.schema.getCustomMetadata()).isEqualTo(Map.of("eider.command", "SELECT"));
        assertThat(table.rows.get(0))
                .containsExactly(
                        "true",
                        "-128",
                        "-1", // the reader's byte has no unsigned form
                        "-32768",
                        "-2147483648",
                        "-1",
                        "-9223372036854775808",
                        "-1",
                        "-99999999999999999999999999999999999999",
                        "1.5",
                        "-0.1",
                        "-1.50",
                        "1234567890123456789012345678.0123456789",
                        "\u20ac\ud83d\ude00",
                        "-1",
                        "1970-01-01T00:00:00.000001",
                        "9223372036854775807",
                        "[0, -1]",
                        "[1, 2]");
        assertThat(table.rows.get(1)).containsOnly("null").hasSize(ALL.size());
    }

    @Test
    void manyRowsComeInBatchesThatKeepTheirNulls() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ResultColumn> columns = List.of(ALL.get(0), ALL.get(4), ALL.get(13), ALL.get(11));
        List<List<String>> expected = new ArrayList<>();
        List<Object> chunks = new ArrayList<>();
        for (int i = 0; i < 220; i++) {
            List<Object[]> rows = new ArrayList<>();
            boolean isWhole = i / 64 == 1; // a batch without NULL has no bits
            int count = isWhole ? 2048 : 1 + random.nextInt(2048);
            for (int row = 0; row < count; row++) {
                Object[] values = {
                    random.nextBoolean(),
                    random.nextInt(),
                    "x".repeat(random.nextInt(40)),
                    BigDecimal.valueOf(random.nextInt(), 2)
                };
                if (!isWhole && random.nextInt(3) == 0) {
                    values[random.nextInt(4)] = null;
                }
                rows.add(values);
                expected.add(Arrays.stream(values).map(String::valueOf).toList());
            }
            chunks.add(rows);
        }
        Table table = read(Statement.of(columns, chunks.toArray()));
        assertThat(table.rows).as("seed %d", seed).isEqualTo(expected);
        assertThat(table.batches).isGreaterThan(1);
    }

    @Test
    void thousandsOfColumnsAreCutIntoSmallBatches() throws IOException {
        List<ResultColumn> columns = IntStream.range(0, 5000)
                .mapToObj(i -> column("c" + i, "BIGINT", ColumnKind.INTEGER))
                .toList();
        Object[] values =
                IntStream.range(0, 5000).mapToObj(i -> (Object) (long) i).toArray();
        List<Object[]> rows = IntStream.range(0, 500).mapToObj(i -> values).toList();
        Table table = read(Statement.of(columns, rows));
        assertThat(table.rows).hasSize(500);
        assertThat(table.rows.get(499).get(4999)).isEqualTo("4999");
        assertThat(table.batches).isGreaterThan(3);
    }

    @Test
    void statementWithoutRowsTellsOfItselfInTheSchema() throws IOException {
        Table table = read(Statement.of("INSERT", 3));
        assertThat(table.schema.getFields()).isEmpty();
        assertThat(table.schema.getCustomMetadata())
                .isEqualTo(Map.of("eider.command", "INSERT", "eider.row_count", "3"));
        assertThat(table.batches).isZero();
        assertThat(read(Statement.of(ALL)).rows).isEmpty();
    }

    @Test
    void numberOfMoreThan38DigitsIsRefused() {
        BigDecimal large = new BigDecimal(BigInteger.TEN.pow(38));
        assertThatThrownBy(() -> read(Statement.of(List.of(ALL.get(8)), chunk(row(large)))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.details()).containsEntry("sqlstate", "22003"));
    }

    private static Table read(Statement statement) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultWriter writer = new ArrowResult(new LimitedOutput(bytes, Long.MAX_VALUE));
        writer.end(Answer.to("SELECT 1", Long.MAX_VALUE).send(new FakeResults(statement), writer));
        assertThat(bytes.size() % 8).isZero();
        List<List<String>> rows = new ArrayList<>();
        try (BufferAllocator memory = new RootAllocator();
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), memory)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            int batches = 0;
            for (; reader.loadNextBatch(); batches++) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    List<String> values = new ArrayList<>();
                    for (FieldVector vector : root.getFieldVectors()) {
                        values.add(text(vector.getObject(row)));
                    }
                    rows.add(values);
                }
            }
            assertThat(reader.bytesRead()).isEqualTo(bytes.size());
            return new Table(root.getSchema(), rows, batches);
        }
    }

    private static List<String> types(Table table) {
        return table.schema.getFields().stream()
                .map(field -> field.getType() + "" + field.isNullable())
                .toList();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    }
}
