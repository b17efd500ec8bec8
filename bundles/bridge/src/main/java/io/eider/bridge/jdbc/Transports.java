package io.eider.bridge.jdbc;

import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;

/** Counts statements and rows of bridges by the way they took. Thread-safe. */
public final class Transports {
    /** At a live source. */
    public static final String WHOLE = "whole";

    /** At the target, which reads and writes a live source. */
    public static final String STREAMED = "streamed";

    /** Over published files. */
    public static final String ATTACHED = "attached";

    private final Swappable<Meters> meters;

    /** With meters that may come and go. */
    public Transports(Swappable<Meters> meters) {
        this.meters = meters;
    }

    /** Counts a statement. */
    public void statement(String path) {
        meters.runIfBound(service -> service.counter(
                        "eider_bridge_statements_total", "Statements over bridges, by the way they took", "path")
                .add(1, path));
    }

    /** Counts rows. */
    public void rows(String path, long count) {
        meters.runIfBound(service -> service.counter(
                        "eider_bridge_rows_total",
                        "Rows that left or reached the source of a bridge, by the way they took",
                        "path")
                .add(count, path));
    }
}
