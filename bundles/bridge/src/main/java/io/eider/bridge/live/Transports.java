package io.eider.bridge.live;

import io.eider.api.meter.Meters;

/** Counts statements and rows by the way they took. */
final class Transports {
    static final String WHOLE = "whole";
    static final String STREAMED = "streamed";

    private final Meters.Counter statements;
    private final Meters.Counter rows;

    Transports(Meters meters) {
        statements = meters.counter("eider_bridge_statements_total", "Statements over bridges by path", "path");
        rows = meters.counter("eider_bridge_rows_total", "Rows over bridges by path", "path");
    }

    void statement(String path) {
        statements.add(1, path);
    }

    void rows(String path, long count) {
        rows.add(count, path);
    }
}
