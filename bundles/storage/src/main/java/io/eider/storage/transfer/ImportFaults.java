package io.eider.storage.transfer;

import io.eider.engine.DuckDbFailure;
import io.eider.engine.DuckDbFailure.Kind;
import io.eider.engine.UnreadableFile;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words DuckDB's complaint about a client's file for the client: line, column, what is wrong; without the path, the row
 * itself (which can be as long as a line may be) and the advice about options that the client cannot give.
 */
final class ImportFaults {
    private static final int SHOWN = 300;

    /** Everything else is a fault of the server. */
    private static final Set<Kind> OF_THE_FILE =
            EnumSet.of(Kind.CONVERSION, Kind.INVALID_INPUT, Kind.CONSTRAINT, Kind.BINDER, Kind.IO, Kind.OTHER);

    private static final Pattern LINE = Pattern.compile("^CSV Error on Line: (\\d+)");
    private static final Pattern VALUE =
            Pattern.compile("\nError when converting column \"(.*)\"\\. (Could not convert [^\n]*)");
    private static final Pattern FIELDS = Pattern.compile("\nExpected Number of Columns: (\\d+) Found: (\\d+)");
    private static final Pattern NOT_NULL = Pattern.compile("^NOT NULL constraint failed: [^.]*\\.(.*)$");
    private static final Pattern UNQUOTED = Pattern.compile("\nValue with unterminated quote found");
    private static final Pattern TOO_LONG = Pattern.compile("\nMaximum line size of (\\d+) bytes exceeded");
    private static final Pattern NOT_UTF8 = Pattern.compile("\nInvalid unicode");
    private static final Pattern LOST = Pattern.compile("state machine reached an invalid state");

    private ImportFaults() {}

    /** Whether the file is to blame. */
    static boolean isOfTheFile(DuckDbFailure failure) {
        return OF_THE_FILE.contains(failure.kind());
    }

    /** Whether the file may be fine in another dialect. */
    static boolean isOfTheDialect(DuckDbFailure failure) {
        return failure.kind() == Kind.INVALID_INPUT;
    }

    /** The column that was NULL and must not be. */
    static Optional<String> nullColumn(DuckDbFailure failure) {
        Matcher matcher = NOT_NULL.matcher(failure.getMessage());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The complaint for the client. */
    static UnreadableFile explain(DuckDbFailure failure, Path file) {
        String text = failure.getMessage();
        Matcher line = LINE.matcher(text);
        String where = line.find() ? "line " + line.group(1) : "";
        Matcher value = VALUE.matcher(text);
        if (value.find()) {
            return new UnreadableFile(where + ", column \"" + value.group(1) + "\": " + cut(value.group(2)));
        }
        String what = reason(text).orElseGet(() -> cut(withoutPath(firstLine(text), file)));
        return new UnreadableFile(where.isEmpty() ? what : where + ": " + what);
    }

    private static Optional<String> reason(String text) {
        Matcher fields = FIELDS.matcher(text);
        if (fields.find()) {
            return Optional.of("expected " + fields.group(1) + " fields, found " + fields.group(2));
        }
        Matcher tooLong = TOO_LONG.matcher(text);
        if (tooLong.find()) {
            return Optional.of("the line is longer than " + tooLong.group(1) + " bytes");
        }
        if (UNQUOTED.matcher(text).find()) {
            return Optional.of("a quoted field has no end, or text after its end, or is longer than a line may be");
        }
        if (NOT_UTF8.matcher(text).find()) {
            return Optional.of("the text is not UTF-8");
        }
        if (LOST.matcher(text).find()) {
            return Optional.of("the file is not CSV with this delimiter, quote and escape, or its line ends differ");
        }
        return Optional.empty();
    }

    private static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !LINE.matcher(line).find())
                .findFirst()
                .orElse("DuckDB cannot read it");
    }

    private static String withoutPath(String text, Path file) {
        return text.replace(file.toString(), "the file")
                .replaceAll("[\"']the file[\"']", "the file")
                .replaceAll("(?<![\\w/])/[^\\s\"']+", "(path)");
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
