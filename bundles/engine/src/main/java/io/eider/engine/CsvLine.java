package io.eider.engine;

import io.eider.api.storage.CsvOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits the first line of a CSV file into its fields, in bounded memory. Not thread-safe; reads one line. */
final class CsvLine {
    private static final int END = -1;
    private static final int NONE = -2;

    private final String delimiter;
    private final int quote;
    private final int escape;
    private final int maxFields;
    private final int maxLength;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int unquotedFrom;
    private boolean wasQuoted;
    private int length;

    CsvLine(CsvOptions options, int maxFields, int maxLength) {
        this.delimiter = options.delimiter();
        this.quote = options.quote().isEmpty() ? NONE : options.quote().charAt(0);
        this.escape = options.escape().isEmpty() ? quote : options.escape().charAt(0);
        this.maxFields = maxFields;
        this.maxLength = maxLength;
    }

    /** Bytes that are not UTF-8 become U+FFFD, so that those of later lines, read ahead, do no harm. */
    List<String> read(InputStream in) throws IOException {
        PushbackReader reader =
                new PushbackReader(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        int first = reader.read();
        if (first != '\uFEFF' && first != END) {
            reader.unread(first);
        }
        readFields(reader);
        if (fields.stream().anyMatch(name -> name.indexOf('\uFFFD') >= 0)) {
            throw new UnreadableFile("line 1 is not UTF-8");
        }
        return fields;
    }

    private void readFields(PushbackReader reader) throws IOException {
        int c = next(reader);
        while (c != END && c != '\n' && c != '\r') {
            if (c == quote && field.isEmpty() && !wasQuoted) {
                readQuoted(reader);
            } else {
                field.append((char) c);
                endFieldAtDelimiter();
            }
            c = next(reader);
        }
        endField(0);
    }

    private void readQuoted(PushbackReader reader) throws IOException {
        while (true) {
            int c = next(reader);
            if (c == END) {
                throw new UnreadableFile("line 1: a quoted field has no end");
            }
            if (c == escape && isEscaped(reader)) {
                field.append((char) next(reader));
            } else if (c == quote) {
                wasQuoted = true;
                unquotedFrom = field.length();
                return;
            } else {
                field.append((char) c);
            }
        }
    }

    /** Whether the next character is one that the escape before it makes ordinary. */
    private boolean isEscaped(PushbackReader reader) throws IOException {
        int c = reader.read();
        if (c != END) {
            reader.unread(c);
        }
        return c == quote || (c == escape && c != END);
    }

    private void endFieldAtDelimiter() {
        int start = field.length() - delimiter.length();
        if (start >= unquotedFrom && field.indexOf(delimiter, start) == start) {
            endField(delimiter.length());
        }
    }

    private void endField(int delimiterLength) {
        field.setLength(field.length() - delimiterLength);
        fields.add(field.toString());
        if (fields.size() > maxFields) {
            throw new UnreadableFile("line 1 has more than " + maxFields + " fields");
        }
        field.setLength(0);
        unquotedFrom = 0;
        wasQuoted = false;
    }

    private int next(PushbackReader reader) throws IOException {
        if (++length > maxLength) {
            throw new UnreadableFile("line 1 is longer than " + maxLength + " bytes");
        }
        return reader.read();
    }
}
