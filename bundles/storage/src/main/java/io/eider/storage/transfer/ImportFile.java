package io.eider.storage.transfer;

import io.eider.api.storage.Column;
import io.eider.api.storage.CsvOptions;
import io.eider.api.storage.CsvOptions.Header;
import io.eider.api.storage.ImportRequest;
import io.eider.engine.CsvFile;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.FileKind;
import io.eider.engine.ParquetFile;
import io.eider.engine.TableSession;
import io.eider.engine.UnreadableFile;
import io.eider.storage.table.TableDefinition;
import io.eider.storage.transfer.ColumnMatch.Others;
import io.eider.storage.transfer.LineLimit.LongLine;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that is to be imported: finds out what it is, how it is written and which of its fields fill which columns.
 *
 * @param path where it lies
 * @param kind what it is
 * @param sizeBytes its length
 * @param maxLineBytes longest line of a CSV file
 */
record ImportFile(Path path, FileKind kind, long sizeBytes, int maxLineBytes) {
    private static final int MAX_FIELDS = TableDefinition.MAX_COLUMNS;

    /** How much longer than a compressed file its rows are, roughly. */
    private static final int COMPRESSION = 4;

    private static final int GZIP_BUFFER = 1 << 16;

    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");

    /** Looks at a file. */
    static ImportFile of(Path path, int maxLineBytes) throws IOException {
        return new ImportFile(path, FileKind.of(path), Files.size(path), maxLineBytes);
    }

    /** Bytes of its rows, roughly. */
    long expectedBytes() {
        return kind == FileKind.TEXT ? sizeBytes : sizeBytes * COMPRESSION;
    }

    /**
     * The ways to read it, the likeliest first: text with backslashes in quotes can be meant in two ways, and the wrong one
     * of them fails.
     *
     * @param wanted the columns to fill
     * @throws UnreadableFile if it is not what the request says or its columns do not fit
     */
    List<LoadSource> sources(TableSession session, ImportRequest request, List<Column> wanted) throws IOException {
        Others others = request.columns().isPresent() ? Others.IGNORED : Others.REFUSED;
        if (request.format().equals("parquet")) {
            return List.of(parquet(session, wanted, others));
        }
        requireText();
        requireWholeLines();
        CsvOptions options = request.csv().map(ImportFile::checked).orElse(null);
        if (options == null) {
            options = detected(wanted, others);
        }
        ColumnMatch match = match(options, wanted, others).orRefuse();
        List<LoadSource> sources = new ArrayList<>();
        for (CsvOptions way : ways(options, request.csv().isPresent())) {
            sources.add(csv(csvFile(way).source(match.fields()), match));
        }
        return sources;
    }

    private LoadSource parquet(TableSession session, List<Column> wanted, Others others) {
        if (kind != FileKind.PARQUET) {
            throw new UnreadableFile("the file is " + kind.description() + ", not a Parquet file");
        }
        ParquetFile file = new ParquetFile(path);
        List<String> names = namesIn(file, session);
        ColumnMatch match = ColumnMatch.byName(names, wanted, others).orRefuse();
        List<Column> columns = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<Column> column = match.fields().get(i);
            if (column.isPresent()) {
                columns.add(column.get());
                fields.add(names.get(i));
            }
        }
        return new LoadSource(file.source(), columns, fields);
    }

    private List<String> namesIn(ParquetFile file, TableSession session) {
        try {
            return file.columnNames(session);
        } catch (DuckDbFailure e) {
            throw ImportFaults.isOfTheFile(e) ? ImportFaults.explain(e, path) : e;
        }
    }

    private void requireText() {
        if (kind == FileKind.EMPTY) {
            throw new UnreadableFile("the file is empty");
        }
        if (kind == FileKind.PARQUET) {
            throw new UnreadableFile("the file is a Parquet file, not CSV; import it with format 'parquet'");
        }
        if (kind != FileKind.TEXT && kind != FileKind.GZIP) {
            throw new UnreadableFile(
                    "the file is " + kind.description() + "; CSV has to be UTF-8 text, plain or compressed with gzip");
        }
    }

    /**
     * Reads the file through before DuckDB does: 1.5 takes a gzip stream that is cut off or damaged for one that ends there,
     * and leaves out a last line that is longer than its buffer, both without an error.
     */
    private void requireWholeLines() throws IOException {
        if (kind == FileKind.TEXT && sizeBytes <= maxLineBytes) {
            return;
        }
        LineLimit limit = new LineLimit(maxLineBytes);
        try (InputStream in = text()) {
            in.transferTo(limit);
        } catch (LongLine e) {
            throw new UnreadableFile(
                    "line " + lineAt(limit.lineStart()) + " is longer than " + maxLineBytes + " bytes");
        } catch (EOFException e) {
            throw new UnreadableFile("the gzip stream is cut off; upload the whole file again");
        } catch (ZipException e) {
            throw new UnreadableFile("the gzip stream is damaged; upload the file again");
        }
    }

    private InputStream text() throws IOException {
        InputStream raw = Files.newInputStream(path);
        try {
            return kind == FileKind.GZIP
                    ? new GZIPInputStream(raw, GZIP_BUFFER)
                    : new BufferedInputStream(raw, GZIP_BUFFER);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The number of the line that begins at a byte of the text; read again, because only a refusal needs it. */
    private long lineAt(long start) throws IOException {
        long line = 1;
        try (InputStream in = new BufferedInputStream(text(), GZIP_BUFFER)) {
            for (long i = 0; i < start; i++) {
                line += in.read() == '\n' ? 1 : 0;
            }
        }
        return line;
    }

    private static LoadSource csv(String from, ColumnMatch match) {
        List<Column> columns = match.fields().stream().flatMap(Optional::stream).toList();
        return new LoadSource(
                from,
                columns,
                columns.stream().map(column -> column.name().value()).toList());
    }

    private ColumnMatch match(CsvOptions options, List<Column> wanted, Others others) throws IOException {
        List<String> line = csvFile(options).firstLine(MAX_FIELDS);
        return options.header() == Header.PRESENT
                ? ColumnMatch.byName(line, wanted, others)
                : ColumnMatch.byPosition(line.size(), wanted);
    }

    /** The delimiter under which the header names the most columns. */
    private CsvOptions detected(List<Column> wanted, Others others) throws IOException {
        CsvOptions best = null;
        long most = -1;
        for (String delimiter : DELIMITERS) {
            CsvOptions options = new CsvOptions(delimiter, "\"", "", Header.PRESENT, "");
            long matched = match(options, wanted, others).matched();
            if (matched > most) {
                most = matched;
                best = options;
            }
        }
        return best;
    }

    /** A backslash is the default of the request, and most files double the quote instead; never both. */
    private static List<CsvOptions> ways(CsvOptions options, boolean isGiven) {
        if (!options.quote().equals("\"") || (isGiven && !options.escape().equals("\\"))) {
            return List.of(options);
        }
        CsvOptions doubled = withEscape(options, "");
        CsvOptions backslash = withEscape(options, "\\");
        return isGiven ? List.of(backslash, doubled) : List.of(doubled, backslash);
    }

    private static CsvOptions withEscape(CsvOptions options, String escape) {
        return new CsvOptions(options.delimiter(), options.quote(), escape, options.header(), options.nullString());
    }

    private static CsvOptions checked(CsvOptions given) {
        String delimiter = given.delimiter().equals("\\t") ? "\t" : given.delimiter();
        requireForm("delimiter", delimiter, 1, 4);
        requireForm("quote", given.quote(), 0, 1);
        requireForm("escape", given.escape(), 0, 1);
        if (given.nullString().indexOf('\0') >= 0) {
            throw new UnreadableFile("csv_options.null_string may not hold NUL");
        }
        if (!given.quote().isEmpty() && delimiter.contains(given.quote())) {
            throw new UnreadableFile("csv_options.delimiter and csv_options.quote have to differ");
        }
        return new CsvOptions(delimiter, given.quote(), given.escape(), given.header(), given.nullString());
    }

    private static void requireForm(String name, String value, int min, int max) {
        boolean good = value.length() >= min
                && value.length() <= max
                && value.chars().allMatch(c -> c != '\n' && c != '\r' && c > 0 && c < 128);
        if (!good) {
            throw new UnreadableFile("csv_options." + name + " has to be " + (min == 0 ? "empty or " : "")
                    + (max == 1 ? "one" : min + " to " + max) + " ASCII characters other than a line end");
        }
    }

    private CsvFile csvFile(CsvOptions options) {
        return new CsvFile(path, kind == FileKind.GZIP, options, maxLineBytes);
    }
}
