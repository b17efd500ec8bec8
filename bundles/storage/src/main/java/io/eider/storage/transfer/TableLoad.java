package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.Table;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.engine.UnreadableFile;
import io.eider.storage.table.KeyCount;
import io.eider.storage.table.KeyExample;
import io.eider.storage.table.TableShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings the rows of a file into a table version that nobody sees yet, and keeps its key unique (ADR-0002): without an index,
 * by statements over all rows. Every statement is a transaction of its own: a failed load throws its file away anyway, and
 * bulk rows reach the file on the short way only in a transaction of their own. Belongs to one thread.
 */
final class TableLoad {
    private static final String STAGED = Sql.qualified("temp", "main", "staged");
    private static final String MERGED = Sql.qualified("temp", "main", "merged");

    /** No client's column has this name. */
    private static final String ASIDE = "\u0001";

    private final TableSession session;
    private final Table table;
    private final Path file;
    private final List<LoadSource> ways;
    private final DedupMode dedup;
    private final Validation validation;

    /**
     * What is loaded.
     *
     * @param file where it lies
     * @param ways to read the file, to be tried in turn
     * @param dedup what to do with keys that occur twice
     */
    record Rows(Path file, List<LoadSource> ways, DedupMode dedup) {}

    /** A load. */
    TableLoad(TableSession session, Table table, Rows rows, Validation validation) {
        this.session = session;
        this.table = table;
        this.file = rows.file;
        this.ways = rows.ways;
        this.dedup = rows.dedup;
        this.validation = validation;
        requireKeyLoaded();
    }

    /** Fills a new file. Gives the rows read. */
    long replaceAll() {
        TableShape.create(session, table.columns(), table.primaryKey());
        if (!validation.isNeeded()) {
            long rows = read(session.table());
            keepLastOfEachKey(session.table(), table.columns(), rows);
            return rows;
        }
        long rows = stage();
        String columns = ways.get(0).columnList();
        insert("INSERT INTO " + session.table() + " (" + columns + ") SELECT " + columns + " FROM " + STAGED);
        session.execute("DROP TABLE " + STAGED);
        keepLastOfEachKey(session.table(), table.columns(), rows);
        validation.finish();
        return rows;
    }

    /** Adds to the rows that are there. Gives the rows read. */
    long add() {
        boolean hasKey = !table.primaryKey().isEmpty();
        if (!hasKey && !validation.isNeeded()) {
            return read(session.table());
        }
        long rows = stage();
        keepLastOfEachKey(STAGED, ways.get(0).columns(), rows);
        List<String> kept = otherColumns();
        if (hasKey && dedup == DedupMode.UPDATE_DUPLICATES && !kept.isEmpty()) {
            keepColumns(kept);
        }
        if (hasKey) {
            makeRoom();
        }
        insertStaged(hasKey ? kept : List.of());
        session.execute("DROP TABLE " + STAGED);
        validation.finish();
        return rows;
    }

    /** Reads the file aside. Gives its rows, without those that the check took out. */
    private long stage() {
        session.execute("CREATE TEMP TABLE staged (" + stagedColumns() + ")");
        long rows = read(STAGED);
        if (validation.isNeeded()) {
            validation.check(session, STAGED, ways.get(0).columns(), rows);
        }
        return rows - validation.quarantined();
    }

    private List<String> otherColumns() {
        List<String> loaded = ways.get(0).columns().stream()
                .map(column -> column.name().value())
                .toList();
        return table.columns().stream()
                .map(column -> column.name().value())
                .filter(name -> !loaded.contains(name))
                .toList();
    }

    /** A row that is there keeps the columns that the file does not bring. */
    private void keepColumns(List<String> kept) {
        String staged = ways.get(0).columns().stream()
                .map(column -> Sql.qualified("s", column.name().value()))
                .collect(Collectors.joining(", "));
        String there = kept.stream().map(name -> Sql.qualified("d", name)).collect(Collectors.joining(", "));
        session.execute("CREATE TEMP TABLE merged AS SELECT " + staged + ", " + there + " FROM " + STAGED + " s JOIN "
                + session.table() + " d USING (" + Sql.identifiers(table.primaryKey()) + ")");
    }

    private void insertStaged(List<String> kept) {
        String columns = ways.get(0).columnList();
        String into = "INSERT INTO " + session.table() + " (" + columns;
        if (dedup != DedupMode.UPDATE_DUPLICATES || kept.isEmpty()) {
            insert(into + ") SELECT " + columns + " FROM " + STAGED);
            return;
        }
        String all = columns + ", " + Sql.identifiers(kept);
        session.execute("INSERT INTO " + session.table() + " (" + all + ") SELECT " + all + " FROM " + MERGED);
        insert(into + ") SELECT " + columns + " FROM " + STAGED + " ANTI JOIN " + MERGED + " USING ("
                + Sql.identifiers(table.primaryKey()) + ")");
        session.execute("DROP TABLE " + MERGED);
    }

    private void requireKeyLoaded() {
        List<String> loaded = ways.get(0).columns().stream()
                .map(column -> column.name().value())
                .toList();
        for (String key : table.primaryKey()) {
            if (!loaded.contains(key)) {
                throw new UnreadableFile("the key column \"" + key + "\" is not among the columns to load");
            }
        }
    }

    private String stagedColumns() {
        return ways.get(0).columns().stream()
                .map(column -> Sql.identifier(column.name().value()) + " " + column.type() + notNull(column))
                .collect(Collectors.joining(", "));
    }

    /** Rows that are checked may lack a value until they are. */
    private String notNull(Column column) {
        return column.nullable() || validation.isNeeded() ? "" : " NOT NULL";
    }

    private long read(String target) {
        DuckDbFailure first = null;
        for (LoadSource way : ways) {
            try {
                return session.execute(way.insertInto(target));
            } catch (DuckDbFailure e) {
                if (!ImportFaults.isOfTheDialect(e)) {
                    throw explained(e, way);
                }
                first = first == null ? e : first;
            }
        }
        throw explained(first, ways.get(0));
    }

    private void insert(String sql) {
        try {
            session.execute(sql);
        } catch (DuckDbFailure e) {
            throw explained(e, ways.get(0));
        }
    }

    private RuntimeException explained(DuckDbFailure failure, LoadSource way) {
        if (!ImportFaults.isOfTheFile(failure)) {
            return failure;
        }
        return ImportFaults.nullColumn(failure)
                .map(column -> nullFault(column, way))
                .orElseGet(() -> ImportFaults.explain(failure, file));
    }

    /** DuckDB does not say which row it was, so the file is read once more. */
    private UnreadableFile nullFault(String column, LoadSource way) {
        Optional<Long> row = way.firstNull(column).flatMap(sql -> session.query(sql, found -> found.getLong(1)).stream()
                .findFirst());
        return new UnreadableFile(
                row.map(number -> "row " + number + ", ").orElse("") + "column \"" + column + "\": it may not be NULL");
    }

    private void keepLastOfEachKey(String target, List<Column> columns, long rows) {
        if (table.primaryKey().isEmpty()) {
            return;
        }
        if (KeyCount.of(session, table.columns(), table.primaryKey(), target, rows) == rows) {
            return;
        }
        String key = Sql.identifiers(table.primaryKey());
        if (dedup != DedupMode.UPDATE_DUPLICATES) {
            throw duplicate("SELECT " + key + " FROM " + target + " GROUP BY " + key + " HAVING count(*) > 1 LIMIT 1");
        }
        keepLast(target, columns);
    }

    /** A column called rowid would hide DuckDB's own, which tells the order of the file; so it has another name meanwhile. */
    private void keepLast(String target, List<Column> columns) {
        Optional<String> hiding = columns.stream()
                .map(column -> column.name().value())
                .filter("rowid"::equalsIgnoreCase)
                .findFirst();
        hiding.ifPresent(name -> rename(target, name, ASIDE));
        String key = Sql.identifiers(table.primaryKey().stream()
                .map(name -> hiding.filter(name::equals).isPresent() ? ASIDE : name)
                .toList());
        session.execute(
                "DELETE FROM " + target + " WHERE rowid IN (SELECT id FROM (SELECT rowid AS id, row_number() OVER"
                        + " (PARTITION BY " + key + " ORDER BY rowid DESC) AS age FROM " + target + ") WHERE age > 1)");
        hiding.ifPresent(name -> rename(target, ASIDE, name));
    }

    private void rename(String target, String from, String to) {
        session.execute(
                "ALTER TABLE " + target + " RENAME COLUMN " + Sql.identifier(from) + " TO " + Sql.identifier(to));
    }

    /** Removes the rows that the staged ones replace, or refuses them. */
    private void makeRoom() {
        String key = Sql.identifiers(table.primaryKey());
        String tuple = "(" + key + ")";
        if (dedup == DedupMode.UPDATE_DUPLICATES) {
            session.execute("DELETE FROM " + session.table() + " WHERE " + tuple + " IN (SELECT " + key + " FROM "
                    + STAGED + ")");
            return;
        }
        String there = "SELECT " + key + " FROM " + STAGED + " WHERE " + tuple + " IN (SELECT " + key + " FROM "
                + session.table() + ") LIMIT 1";
        if (session.number("SELECT count(*) FROM (" + there + ")") > 0) {
            throw duplicate(there);
        }
    }

    private ApiException duplicate(String example) {
        String value = KeyExample.of(session, table.primaryKey(), example).text();
        return new ApiException(
                ErrorCode.DUPLICATE_KEY,
                "Duplicate key violation: " + value + "; nothing was loaded",
                Map.of("dedup_mode", dedup.name().toLowerCase(Locale.ROOT)));
    }
}
