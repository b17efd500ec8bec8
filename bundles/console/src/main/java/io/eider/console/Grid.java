package io.eider.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.karaf.shell.support.table.ShellTable;

/** A table for people, in the dress of Karaf's own. */
public final class Grid {
    private final ShellTable table = new ShellTable().forceAscii();

    /** A grid that says so when it has no rows. */
    public Grid(String textIfEmpty) {
        table.emptyTableText(textIfEmpty);
    }

    /** Adds a column of texts. */
    public Grid left(String heading) {
        table.column(Plain.cell(heading)).alignLeft();
        return this;
    }

    /** Adds a column of numbers. */
    public Grid right(String heading) {
        table.column(Plain.cell(heading)).alignRight();
        return this;
    }

    /** Adds a row; a value is shown as {@link Plain#cell} shows it. */
    public Grid row(Object... values) {
        table.addRow().addContent(Arrays.stream(values).map(Plain::cell).toArray());
        return this;
    }

    /** Adds a row of texts that are shown in full. */
    public Grid wide(Object... values) {
        table.addRow()
                .addContent(Arrays.stream(values)
                        .map(value -> Plain.line(value.toString()))
                        .toArray());
        return this;
    }

    @Override
    public String toString() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            table.print(out);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
