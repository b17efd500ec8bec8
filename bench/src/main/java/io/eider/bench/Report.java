package io.eider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of one run. A ratio says how much of what the target allows was used: up to 1.00 is good. */
final class Report {
    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private boolean missed;

    /**
     * A target that is a ceiling.
     *
     * @param unit of both numbers
     * @param how what was done, and other numbers of it
     */
    void atMost(String figure, double ceiling, double measured, String unit, String how) {
        row(measured / ceiling, figure, "≤ " + number(ceiling) + unit, number(measured) + unit, how);
    }

    /** A target that is a floor. */
    void atLeast(String figure, double floor, double measured, String unit, String how) {
        row(floor / measured, figure, "≥ " + number(floor) + unit, number(measured) + unit, how);
    }

    /** Something worth knowing that has no target. */
    void note(String format, Object... values) {
        notes.add(String.format(Locale.ROOT, format, values));
    }

    /** How much of the processors had other things to do than this measurement, from 0 to 1. */
    void others(String name, double share) {
        others.add(String.format(Locale.ROOT, "%s %.0f %%", name, 100 * share));
    }

    /** Whether a target was missed. */
    boolean isMissed() {
        return missed;
    }

    /** Prints all of it. */
    void print() {
        List<String> lines = new ArrayList<>();
        lines.add("| ratio to target | | figure | target | measured | how |");
        lines.add("|---|---|---|---|---|---|");
        lines.addAll(rows);
        lines.add("");
        lines.add("Ratio: measured / target where the target is a ceiling, target / measured where it is a floor.");
        lines.add("");
        lines.add("- processors taken by others meanwhile: " + String.join(", ", others));
        notes.forEach(note -> lines.add("- " + note));
        // CHECKSTYLE-OFF: standardStreams
        System.out.println(String.join(System.lineSeparator(), lines));
        // CHECKSTYLE-ON: standardStreams
    }

    /** Tells the one who waits. */
    static void tell(String line) {
        // CHECKSTYLE-OFF: standardStreams
        System.err.println(line);
        // CHECKSTYLE-ON: standardStreams
    }

    private void row(double ratio, String figure, String target, String measured, String how) {
        boolean passed = ratio <= 1;
        missed |= !passed;
        String row = String.format(
                Locale.ROOT,
                "| %.2f | %s | %s | %s | %s | %s |",
                ratio,
                passed ? "PASS" : "**MISS**",
                figure,
                target,
                measured,
                how);
        rows.add(row);
        tell(row);
    }

    private static String number(double value) {
        boolean isWhole = value == Math.rint(value) || Math.abs(value) >= 100;
        return String.format(Locale.ROOT, isWhole ? "%,.0f" : "%.2f", value);
    }
}
