package io.eider.pgwire.dialect;

import io.eider.api.workspace.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts of arrays that stand alone for the value of a column: {@code INSERT INTO t VALUES ('{1,2}')}, {@code UPDATE t SET a = '{1,2}'}. They have
 * the column's type in PostgreSQL; DuckDB writes lists otherwise, so that they are cast to it.
 */
public final class ArrayValues {
    private final Words words;
    private final List<Place> places = new ArrayList<>();
    private String relation = "";

    /** A text, and the column that it is for: by name, or by number from 0. */
    private record Place(int token, String column, int number) {}

    private ArrayValues(Words words) {
        this.words = words;
    }

    /** Those of a statement; empty if it has none. */
    public static Optional<ArrayValues> in(String statement) {
        if (!statement.contains("'{")) {
            return Optional.empty();
        }
        ArrayValues values = new ArrayValues(new Words(statement));
        if (values.words.are(0, "insert", "into")) {
            values.readInsert();
        } else if (values.words.is(0, "update")) {
            values.readUpdate();
        }
        return values.places.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private int readRelation(int first) {
        int end = first + 1;
        while (words.is(end, ".")) {
            end += 2;
        }
        if (words.isName(first) && words.isName(end - 1)) {
            int start = words.token(first).start();
            relation = words.sql().substring(start, words.token(end - 1).end());
        }
        return end;
    }

    private void readInsert() {
        int at = readRelation(2);
        at += words.is(at, "as") ? 2 : 0;
        List<String> columns = new ArrayList<>();
        if (words.is(at, "(")) {
            int close = words.partner(at);
            for (int i = at + 1; i < close; i += 2) {
                columns.add(words.name(i));
            }
            at = close + 1;
        }
        if (relation.isEmpty() || !words.is(at, "values")) {
            return;
        }
        at++;
        while (words.is(at, "(")) {
            readRow(at, columns);
            at = words.after(at);
            at += words.is(at, ",") ? 1 : 0;
        }
    }

    private void readRow(int open, List<String> columns) {
        int close = words.partner(open);
        int number = 0;
        int from = open + 1;
        for (int i = from; i <= close && close < words.size(); i = words.after(i)) {
            if (i == close || words.is(i, ",")) {
                String column = number < columns.size() ? columns.get(number) : "";
                add(from, i, new Place(0, column, number));
                number++;
                from = i + 1;
            }
        }
    }

    private void readUpdate() {
        int at = readRelation(words.is(1, "only") ? 2 : 1);
        while (at < words.size() && !words.is(at, "set")) {
            at++;
        }
        at++;
        while (!relation.isEmpty() && words.isName(at) && words.is(at + 1, "=")) {
            int end = at + 2;
            while (end < words.size()
                    && !words.is(end, ",")
                    && !words.is(end, "where")
                    && !words.is(end, "from")
                    && !words.is(end, "returning")) {
                end = words.after(end);
            }
            add(at + 2, end, new Place(0, words.name(at), -1));
            at = words.is(end, ",") ? end + 1 : words.size();
        }
    }

    /** Adds what stands between two tokens, if it is one text of an array, in brackets or not. */
    private void add(int from, int to, Place place) {
        int first = from;
        int last = to - 1;
        while (first < last && words.is(first, "(") && words.partner(first) == last) {
            first++;
            last--;
        }
        boolean isText = first == last && words.kind(first).isText();
        if (isText && Literals.value(words, first).flatMap(ArrayTexts::list).isPresent()) {
            places.add(new Place(first, place.column, place.number));
        }
    }

    /** A query with the columns of the table. */
    public String columns() {
        return "SELECT * FROM " + relation;
    }

    /**
     * The statement with the texts cast.
     *
     * @param columns of the table
     */
    Rewritten typed(List<ResultColumn> columns) {
        StringBuilder text = new StringBuilder();
        Offsets.Builder offsets = new Offsets.Builder();
        int at = 0;
        for (Place place : places) {
            Optional<String> type = columns.stream()
                    .filter(column -> place.column.isEmpty()
                            ? columns.indexOf(column) == place.number
                            : column.name().equalsIgnoreCase(place.column))
                    .map(ResultColumn::type)
                    .filter(name -> name.endsWith("[]"))
                    .findFirst();
            if (type.isPresent()) {
                int end = words.token(place.token).end();
                offsets.kept(text.length(), at);
                text.append(words.sql(), at, end);
                offsets.written(text.length(), end);
                text.append("::").append(type.get());
                at = end;
            }
        }
        offsets.kept(text.length(), at);
        text.append(words.sql(), at, words.sql().length());
        String sql = text.toString();
        return new Rewritten(sql, offsets.build(words.sql(), sql), 0, List.of(), List.of());
    }
}
