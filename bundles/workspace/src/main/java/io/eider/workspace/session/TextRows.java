package io.eider.workspace.session;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A few rows of text that the session makes itself. */
record TextRows(List<ResultColumn> columns, List<List<String>> rows) {
    /** Rows with columns of these names. */
    static TextRows of(List<String> names, List<List<String>> rows) {
        return new TextRows(
                names.stream()
                        .map(name -> new ResultColumn(name, "VARCHAR", ColumnKind.TEXT))
                        .toList(),
                rows);
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
