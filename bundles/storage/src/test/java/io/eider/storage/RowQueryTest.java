package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.RowQuery;
import io.eider.api.storage.RowQuery.Direction;
import io.eider.api.storage.RowQuery.Equal;
import io.eider.api.storage.RowQuery.Order;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowQueryTest {
    private static final String ID = "b1e5ae0a-0000-4000-8000-00000000000a";

    @TempDir
    Path directory;

    private ChangesFixture t;

    @BeforeEach
    void open() throws Exception {
        t = new ChangesFixture(directory);
        t.create(List.of(), column("id", "UUID"), column("day", "DATE"), column("we\"ird", "VARCHAR"));
        t.insert(
                row("id", ID, "day", "2026-01-02", "we\"ird", "a"),
                row("id", null, "day", "2026-01-03", "we\"ird", "x' OR '1'='1"),
                row("id", null, "day", null, "we\"ird", "c"));
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private List<Object> select(Optional<Equal> where, Optional<Order> order, int limit, long offset) {
        List<Object> texts = new ArrayList<>();
        t.server.storage.tables().select(t.table, new RowQuery(where, order, limit, offset), new RowSink() {
            @Override
            public void begin(Table table) {}

            @Override
            public void row(List<Object> values) {
                texts.add(values.get(2));
            }
        });
        return texts;
    }

    private List<Object> where(String column, String value) {
        return select(Optional.of(new Equal(column, value)), Optional.empty(), 10, 0);
    }

    @Test
    void rowsOfAValueAreFoundWhateverTheTextIs() {
        assertThat(where("ID", ID.toUpperCase(Locale.ROOT))).containsExactly("a");
        assertThat(where("id", "nope")).isEmpty();
        assertThat(where("day", "2026-01-03")).containsExactly("x' OR '1'='1");
        assertThat(where("we\"ird", "x' OR '1'='1")).containsExactly("x' OR '1'='1");
        assertThat(where("we\"ird", "' OR 1=1 --")).isEmpty();
    }

    @Test
    void rowsComeInOrderAndWithinBounds() {
        Optional<Order> newest = Optional.of(new Order("day", Direction.DESCENDING));
        assertThat(select(Optional.empty(), newest, 10, 0)).containsExactly("x' OR '1'='1", "a", "c");
        assertThat(select(Optional.empty(), newest, 1, 1)).containsExactly("a");
        Optional<Order> oldest = Optional.of(new Order("day", Direction.ASCENDING));
        assertThat(select(Optional.empty(), oldest, 10, 0)).containsExactly("a", "x' OR '1'='1", "c");
    }

    @Test
    void columnThatIsNotThereIsSaid() {
        ApiException refused = catchThrowableOfType(ApiException.class, () -> where("id\" = id OR \"id", "x"));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN);
    }
}
