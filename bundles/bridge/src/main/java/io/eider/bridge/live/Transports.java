package io.eider.bridge.live;

import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;

/** Counts statements and rows of bridges by the way they took; the rows of published tables are DuckDB's own affair. Thread-safe. */
public final class Transports {
    static final String WHOLE = "whole";
    static final String STREAMED = "streamed";

    private final Swappable<Meters> meters;

    /** With meters that may come and go. */
    public Transports(Swappable<Meters> meters) {
        this.meters = meters;
    }

    /** A statement that DuckDB runs by itself, over published files. */
    public void attached() {
        statement("attached");
    }

    void statement(String path) {
        meters.runIfBound(service -> service.counter(
                        "eider_bridge_statements_total", "Statements over bridges, by the way they took", "path")
                .add(1, path));
    }

    void rows(String path, long count) {
        meters.runIfBound(service -> service.counter(
                        "eider_bridge_rows_total",
                        "Rows that left or reached the source of a bridge, by the way they took",
                        "path")
                .add(count, path));
    }
}
