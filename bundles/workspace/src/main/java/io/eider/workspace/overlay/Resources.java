package io.eider.workspace.overlay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The files beside this package, made from PostgreSQL 15. */
final class Resources {
    private Resources() {}

    static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of an SQL file: each ends with a semicolon at the end of a line. */
    static List<String> statements(String name) {
        return Arrays.stream(text(name).split(";\\n"))
                .map(Resources::withoutComments)
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static String withoutComments(String statement) {
        StringBuilder text = new StringBuilder();
        statement.lines().filter(line -> !line.startsWith("--")).forEach(line -> text.append(line)
                .append('\n'));
        return text.toString().strip();
    }

    /** The lines of a file of values between tabs, without the line of names. */
    static List<String[]> rows(String name) {
        List<String[]> rows = new ArrayList<>();
        text(name).lines().skip(1).forEach(line -> rows.add(line.split("\t", -1)));
        return rows;
    }
}
