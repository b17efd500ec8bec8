package io.eider.storage.transfer;

import io.eider.api.storage.Column;
import io.eider.engine.UnreadableFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Which field of a file fills which column of a table.
 *
 * @param fields for each field of the file the column that it fills; empty: the field is not wanted
 * @param problem what does not fit, for the client; empty if everything does
 */
record ColumnMatch(List<Optional<Column>> fields, Optional<String> problem) {
    private static final int SHOWN = 10;

    /**
     * By name: the same text first, then without regard to case and to blanks around it.
     *
     * @param header the names in the file
     * @param wanted the columns to fill; all of them have to be in the file
     * @param others whether the file may have fields besides
     */
    static ColumnMatch byName(List<String> header, List<Column> wanted, Others others) {
        List<Optional<Column>> fields = new ArrayList<>(
                header.stream().map(name -> Optional.<Column>empty()).toList());
        List<Column> open = new ArrayList<>(wanted);
        take(header, fields, open, String::equals);
        take(header, fields, open, (name, column) -> folded(name).equals(folded(column)));
        List<String> repeated = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (fields.get(i).isEmpty()) {
                (isTaken(header.get(i), wanted) ? repeated : unknown).add(header.get(i));
            }
        }
        return new ColumnMatch(fields, problem(open, repeated, others == Others.REFUSED ? unknown : List.<String>of()));
    }

    /** By position: as many fields as columns, in their order. */
    static ColumnMatch byPosition(int fieldCount, List<Column> wanted) {
        if (fieldCount == wanted.size()) {
            return new ColumnMatch(wanted.stream().map(Optional::of).toList(), Optional.empty());
        }
        return new ColumnMatch(
                List.of(),
                Optional.of(
                        "line 1 has " + fieldCount + " fields and " + wanted.size()
                                + " columns are to be loaded; name the columns of the file, in its order, in import_options.columns"));
    }

    /** What happens to fields that fill no column. */
    enum Others {
        /** The file does not fit. */
        REFUSED,
        /** They are not read. */
        IGNORED
    }

    /** How many columns get a field. */
    long matched() {
        return fields.stream().flatMap(Optional::stream).count();
    }

    /** The match itself, if everything fits. */
    ColumnMatch orRefuse() {
        if (problem.isPresent()) {
            throw new UnreadableFile(problem.get());
        }
        return this;
    }

    private static void take(
            List<String> header, List<Optional<Column>> fields, List<Column> open, BiPredicate<String, String> isSame) {
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (fields.get(i).isEmpty()) {
                Optional<Column> column = open.stream()
                        .filter(candidate -> isSame.test(name, candidate.name().value()))
                        .findFirst();
                fields.set(i, column);
                column.ifPresent(open::remove);
            }
        }
    }

    /** Whether a field that fills nothing is named exactly as a column, which another field fills then. */
    private static boolean isTaken(String name, List<Column> wanted) {
        return wanted.stream().anyMatch(column -> name.equals(column.name().value()));
    }

    private static Optional<String> problem(List<Column> missing, List<String> repeated, List<String> unknown) {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("the file has no column "
                    + shown(missing.stream()
                            .map(column -> column.name().value())
                            .toList()));
        }
        if (!repeated.isEmpty()) {
            parts.add("the file names twice " + shown(repeated));
        }
        if (!unknown.isEmpty()) {
            parts.add("the table has no column " + shown(unknown));
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(", ", parts) + "; name the columns to load in import_options.columns");
    }

    private static String shown(Collection<String> names) {
        String list = names.stream()
                .limit(SHOWN)
                .map(name -> "'" + (name.length() > 128 ? name.substring(0, 128) + "..." : name) + "'")
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN ? list + " and " + (names.size() - SHOWN) + " more" : list;
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
