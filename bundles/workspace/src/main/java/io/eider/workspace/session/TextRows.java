package io.eider.workspace.session;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A few rows of text that the session makes itself. */
record TextRows(List<ResultColumn> columns, List<List<String>> rows) {
    /** Names that PostgreSQL does not write in lower case. */
    private static final Map<String, String> SHOWN =
            Map.of("datestyle", "DateStyle", "intervalstyle", "IntervalStyle", "timezone", "TimeZone");

    /** Rows with columns of these names. */
    static TextRows of(List<String> names, List<List<String>> rows) {
        return new TextRows(
                names.stream()
                        .map(name -> new ResultColumn(name, "VARCHAR", ColumnKind.TEXT))
                        .toList(),
                rows);
    }

    /** What SHOW of a name gives; null if DuckDB is to answer. */
    static TextRows shown(LiveSession session, String name) {
        SessionSettings settings = session.ownSettings();
        if (name.equals("all")) {
            return of(
                    List.of("name", "setting", "description"),
                    settings.all().entrySet().stream()
                            .map(entry ->
                                    List.of(SHOWN.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue(), ""))
                            .toList());
        }
        if (settings.isSetting(name)) {
            Map.Entry<String, String> one =
                    settings.show(name).entrySet().iterator().next();
            return of(List.of(SHOWN.getOrDefault(one.getKey(), one.getKey())), List.of(List.of(one.getValue())));
        }
        return Listings.of(session, name);
    }

    ResultChunk chunk() {
        return new ResultChunk() {
            @Override
            public int rowCount() {
                return rows.size();
            }

            @Override
            public ResultVector vector(int column) {
                return new Texts(rows, column);
            }
        };
    }

    private record Texts(List<List<String>> rows, int column) implements ResultVector {
        @Override
        public boolean isNull(int row) {
            return false;
        }

        @Override
        public String getText(int row) {
            return rows.get(row).get(column);
        }

        @Override
        public byte[] getBytes(int row) {
            return getText(row).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean getBoolean(int row) {
            throw new IllegalStateException("a text");
        }

        @Override
        public long getLong(int row) {
            throw new IllegalStateException("a text");
        }

        @Override
        public double getDouble(int row) {
            throw new IllegalStateException("a text");
        }

        @Override
        public BigDecimal getDecimal(int row) {
            throw new IllegalStateException("a text");
        }
    }
}
