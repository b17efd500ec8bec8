package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What psql printed with {@code -a -A}: under each backslash command the lines that it gave. */
final class PsqlListing {
    /** DuckDB has one type of texts, without a length. */
    private static final Pattern TEXT = Pattern.compile("character varying\\(\\d+\\)");
    /** DuckDB keeps a default as it was written. */
    private static final Pattern TYPED_CONSTANT = Pattern.compile("'::text");
    /** Columns that tell of the server and not of what was defined. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "Owner", // the role of the workspace
            "Size", // of DuckDB's blocks
            "Access method"); // of DuckDB's own storage

    private PsqlListing() {}

    /** The commands with their lines. */
    static Map<String, String> of(List<String> lines) {
        Map<String, String> listing = new LinkedHashMap<>();
        String command = "";
        List<String> under = new ArrayList<>();
        for (String printed : lines) {
            String line = TYPED_CONSTANT
                    .matcher(TEXT.matcher(printed).replaceAll("text"))
                    .replaceAll("'");
            if (line.startsWith("\\")) {
                listing.put(command, String.join("\n", blanked(under)));
                command = line;
                under.clear();
            } else {
                under.add(line);
            }
        }
        listing.put(command, String.join("\n", blanked(under)));
        listing.remove("");
        return listing;
    }

    /** Asserts that all commands gave the same, and names all that did not. */
    static void compare(Map<String, String> printed, Map<String, String> expected) {
        Set<String> commands = new TreeSet<>(expected.keySet());
        assertThat(printed.keySet()).containsExactlyInAnyOrderElementsOf(commands);
        List<String> differences = new ArrayList<>();
        Set<String> different = new TreeSet<>();
        for (String command : commands) {
            if (!expected.get(command).equals(printed.get(command))) {
                different.add(command);
                differences.add(command + "\nexpected:\n" + expected.get(command) + "\ngot:\n" + printed.get(command));
            }
        }
        assertThat(different).as(() -> String.join("\n", differences)).isEmpty();
    }

    /** The lines with stars in the columns that are of the server. */
    private static List<String> blanked(List<String> lines) {
        List<String> blanked = new ArrayList<>();
        List<String> header = List.of();
        for (String line : lines) {
            List<String> fields = Arrays.asList(line.split("\\|", -1));
            if (fields.stream().anyMatch(OF_THE_SERVER::contains)) {
                header = fields;
                blanked.add(line);
                continue;
            }
            if (fields.size() == header.size()) {
                for (int i = 0; i < fields.size(); i++) {
                    if (OF_THE_SERVER.contains(header.get(i))) {
                        fields.set(i, "*");
                    }
                }
            }
            blanked.add(String.join("|", fields));
        }
        return blanked;
    }
}
