package io.eider.console;

import io.eider.api.storage.Column;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Shows the first rows of a table. */
@Service
@Command(scope = "eider", name = "table-preview", description = "Shows the first rows of a table")
public final class TablePreview extends TableCommand {
    private static final int MOST_ROWS = 10_000;
    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE");

    @Option(name = "--limit", description = "At most so many rows, 1 to 10000")
    int limit = 20;

    @Override
    protected void run() throws CommandException {
        if (limit < 1 || limit > MOST_ROWS) {
            throw failure("--limit is " + limit + ", not 1 to " + MOST_ROWS, null);
        }
        Rows rows = new Rows();
        services.storage(storage -> {
            storage.tables().preview(id(), limit, rows);
            return rows;
        });
        show(json ? rows.documents() : null, rows.grid);
    }

    /** Keeps the rows, which are few. */
    private static final class Rows implements RowSink {
        private final Grid grid = new Grid("The table has no rows");
        private final List<List<Object>> values = new ArrayList<>();
        private List<String> names = List.of();

        @Override
        public void begin(Table table) {
            names = table.columns().stream()
                    .map(column -> column.name().value())
                    .toList();
            for (Column column : table.columns()) {
                if (isNumber(column.type())) {
                    grid.right(column.name().value());
                } else {
                    grid.left(column.name().value());
                }
            }
        }

        @Override
        public void row(List<Object> row) {
            values.add(new ArrayList<>(row));
            grid.row(row.toArray());
        }

        private List<Map<String, Object>> documents() {
            return values.stream().map(this::document).toList();
        }

        private Map<String, Object> document(List<Object> row) {
            Map<String, Object> document = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                document.put(names.get(i), row.get(i));
            }
            return document;
        }

        private static boolean isNumber(String type) {
            return NUMBERS.contains(type) || type.startsWith("DECIMAL");
        }
    }
}
