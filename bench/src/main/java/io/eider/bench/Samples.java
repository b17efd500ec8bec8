package io.eider.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations of one thing that was done many times. Not thread-safe. */
final class Samples {
    private static final double NANOS = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    /** Something to be timed. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception; // what fails ends the run
    }

    /** The durations of {@code count} runs, after {@code warmUp} runs that are not counted. */
    static Samples of(int warmUp, int count, Work work) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        Samples samples = new Samples();
        for (int i = 0; i < count; i++) {
            samples.time(work);
        }
        return samples;
    }

    /** Runs it and adds its duration. */
    void time(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        add(System.nanoTime() - start);
    }

    /** Adds all of another. */
    void addAll(Samples other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    double medianMillis() {
        return percentileMillis(50);
    }

    /** The smallest value that so many percent do not exceed. */
    double percentileMillis(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int index = (int) Math.ceil(percent / 100 * count) - 1;
        return sorted[Math.max(index, 0)] / NANOS;
    }

    /** Count, median, p99 and maximum as text. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "n = %d, median %.1f, p99 %.1f, max %.1f ms",
                count,
                medianMillis(),
                percentileMillis(99),
                percentileMillis(100));
    }

    private void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
    }
}
