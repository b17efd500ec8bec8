package io.eider.storage.profile;

import io.eider.engine.DuckDbFailure;
import io.eider.engine.DuckDbFailure.Kind;
import io.eider.engine.TableSession;
import io.eider.engine.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Aggregates over the table that are computed in as few statements as their bound allows. Where values make DuckDB refuse one
 * (a deviation beyond what DOUBLE holds), the others are found by halving, and only that one stays without an answer.
 */
final class Round {
    private static final Set<Kind> OF_VALUES = EnumSet.of(Kind.CONVERSION, Kind.INVALID_INPUT, Kind.BINDER, Kind.OTHER);

    private final TableSession session;
    private final int atOnce;
    private final List<String> expressions = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /**
     * A round.
     *
     * @param atOnce aggregates in one statement
     */
    Round(TableSession session, int atOnce) {
        this.session = session;
        this.atOnce = atOnce;
    }

    /** The answer is there after {@link #run}. */
    Answer ask(String aggregate) {
        Answer answer = new Answer();
        expressions.add(aggregate);
        answers.add(answer);
        return answer;
    }

    void run() {
        for (int from = 0; from < answers.size(); from += atOnce) {
            run(from, Math.min(from + atOnce, answers.size()));
        }
    }

    private void run(int from, int to) {
        String sql = "SELECT " + String.join(", ", expressions.subList(from, to)) + " FROM " + session.table();
        try {
            List<Object> values =
                    session.query(sql, row -> Values.of(row, to - from)).get(0);
            for (int i = from; i < to; i++) {
                answers.get(i).put(values.get(i - from));
            }
        } catch (DuckDbFailure e) {
            if (!OF_VALUES.contains(e.kind())) {
                throw e;
            }
            if (to - from > 1) {
                int middle = (from + to) / 2;
                run(from, middle);
                run(middle, to);
            }
        }
    }
}
