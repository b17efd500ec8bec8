package io.eider.storage.profile;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.ProfileMode;
import io.eider.api.storage.Profiles;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableProfile;
import io.eider.api.storage.TableProfile.Correlation;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Gate;
import io.eider.engine.TableSession;
import io.eider.storage.table.TableReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles of tables. The rows are read in rounds: figures that stream, then those that hold all values (quantiles, different
 * values; one column at a time in a large table, so that memory is bounded), then those that need the bounds of the former.
 * Histograms are of columns with at most 1000 different values, 200 000 in one profile. Thread-safe.
 */
public final class TableProfiler implements Profiles {
    private static final int AT_ONCE = 2;
    private static final int QUEUE = 16;
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static final int STREAMING_AT_ONCE = 200;
    private static final int HEAVY_AT_ONCE = 64;

    /** Values that the aggregates of one statement may hold together. */
    private static final long HELD_VALUES = 2_000_000;

    private static final int HISTOGRAM_VALUES = 1_000;
    private static final int ALL_HISTOGRAM_VALUES = 200_000;

    private final TableReader reader;
    private final Gate gate = new Gate("profiles", AT_ONCE, QUEUE, WAIT);

    public TableProfiler(TableReader reader) {
        this.reader = reader;
    }

    @Override
    public TableProfile profile(TableId id, ProfileMode mode) {
        try (Gate.Pass pass = gate.enter()) {
            return reader.read(id, (session, table) -> profile(session, table, mode));
        } catch (DuckDbFailure e) {
            throw new ApiException(
                    ErrorCode.PROFILE_TABLE_FAILED,
                    "Table " + id.shortName() + " could not be profiled",
                    Map.of("table_name", id.name()),
                    e);
        }
    }

    private static TableProfile profile(TableSession session, Table table, ProfileMode mode) {
        List<ColumnLook> looks = look(session, table);
        Round second = new Round(session, STREAMING_AT_ONCE);
        looks.forEach(look -> look.askSecond(second, mode.hasPatterns()));
        Correlations correlations = new Correlations(mode.hasPatterns() ? looks : List.of(), second);
        second.run();
        if (mode.hasHistograms()) {
            addHistograms(session, looks);
        }
        List<ColumnProfile> columns = looks.stream().map(ColumnLook::profile).toList();
        List<Correlation> found = correlations.found();
        Quality quality = new Quality(table, columns);
        return new TableProfile(table, columns, quality.score(), quality.issues(), found);
    }

    private static List<ColumnLook> look(TableSession session, Table table) {
        long rows = table.rowCount();
        Round first = new Round(session, STREAMING_AT_ONCE);
        List<ColumnLook> looks = table.columns().stream()
                .map(column -> new ColumnLook(column, rows, first))
                .toList();
        first.run();
        long atOnce = Math.max(1, Math.min(HEAVY_AT_ONCE, HELD_VALUES / Math.max(1, rows)));
        Round heavy = new Round(session, (int) atOnce);
        looks.forEach(look -> look.askHeavy(
                heavy, table.primaryKey().equals(List.of(look.column().name().value()))));
        heavy.run();
        return looks;
    }

    private static void addHistograms(TableSession session, List<ColumnLook> looks) {
        long left = ALL_HISTOGRAM_VALUES;
        for (ColumnLook look : looks) {
            long values = look.distinct();
            if (look.kind().isNumeric() && values > 0 && values <= HISTOGRAM_VALUES && values <= left) {
                look.put(histogram(session, look.name()));
                left -= values;
            }
        }
    }

    private static Map<String, Long> histogram(TableSession session, String column) {
        Map<String, Long> counts = new LinkedHashMap<>();
        session.forEach(
                "SELECT " + column + "::VARCHAR, count(*) FROM " + session.table() + " WHERE " + column
                        + " IS NOT NULL GROUP BY " + column + " ORDER BY " + column,
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }
}
