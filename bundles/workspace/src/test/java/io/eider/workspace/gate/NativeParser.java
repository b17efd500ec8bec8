package io.eider.workspace.gate;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** DuckDB's own parser through the C API of the driver's native library: it parses and prepares, and executes nothing. */
final class NativeParser implements AutoCloseable {
    /** {@code duckdb_statement_type}; MERGE_INTO has no public name. */
    private static final String[] TYPES = {
        "INVALID",
        "SELECT",
        "INSERT",
        "UPDATE",
        "EXPLAIN",
        "DELETE",
        "PREPARE",
        "CREATE",
        "EXECUTE",
        "ALTER",
        "TRANSACTION",
        "COPY",
        "ANALYZE",
        "VARIABLE_SET",
        "CREATE_FUNC",
        "DROP",
        "EXPORT",
        "PRAGMA",
        "VACUUM",
        "CALL",
        "SET",
        "LOAD",
        "RELATION",
        "EXTENSION",
        "LOGICAL_PLAN",
        "ATTACH",
        "DETACH",
        "MULTI",
        "COPY_DATABASE",
        "UPDATE_EXTENSIONS",
        "MERGE"
    };

    private final Path file;
    private final NativeLibrary library;
    private final Pointer connection;
    private final Function extract;
    private final Function destroyExtracted;
    private final Function prepare;
    private final Function destroyPrepared;
    private final Function type;

    /** What DuckDB makes of a text: one entry a statement, its type, or "?" if it cannot be bound; none if not parsed. */
    record Parsed(List<String> types) {}

    NativeParser() throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        file = Files.createTempFile("duckdb-parser", ".so");
        try (InputStream in = org.duckdb.DuckDBDriver.class.getResourceAsStream("/libduckdb_java.so_linux_" + arch)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        library = NativeLibrary.getInstance(file.toString());
        PointerByReference database = new PointerByReference();
        PointerByReference connected = new PointerByReference();
        library.getFunction("duckdb_open").invokeInt(new Object[] {null, database});
        library.getFunction("duckdb_connect").invokeInt(new Object[] {database.getValue(), connected});
        connection = connected.getValue();
        extract = library.getFunction("duckdb_extract_statements");
        destroyExtracted = library.getFunction("duckdb_destroy_extracted");
        prepare = library.getFunction("duckdb_prepare_extracted_statement");
        destroyPrepared = library.getFunction("duckdb_destroy_prepare");
        type = library.getFunction("duckdb_prepared_statement_type");
    }

    void execute(String sql) {
        int state = library.getFunction("duckdb_query").invokeInt(new Object[] {connection, bytes(sql), null});
        if (state != 0) {
            throw new IllegalArgumentException(sql);
        }
    }

    Parsed parse(String sql) {
        PointerByReference extracted = new PointerByReference();
        long count = extract.invokeLong(new Object[] {connection, bytes(sql), extracted});
        List<String> types = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            types.add(type(extracted.getValue(), i));
        }
        destroyExtracted.invokeVoid(new Object[] {extracted});
        return new Parsed(types);
    }

    int count(String sql) {
        PointerByReference extracted = new PointerByReference();
        long count = extract.invokeLong(new Object[] {connection, bytes(sql), extracted});
        destroyExtracted.invokeVoid(new Object[] {extracted});
        return (int) count;
    }

    private String type(Pointer extracted, long index) {
        PointerByReference prepared = new PointerByReference();
        int state = prepare.invokeInt(new Object[] {connection, extracted, index, prepared});
        String name = state == 0 ? TYPES[type.invokeInt(new Object[] {prepared.getValue()})] : "?";
        destroyPrepared.invokeVoid(new Object[] {prepared});
        return name;
    }

    private static byte[] bytes(String sql) {
        return (sql + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** The library stays loaded with its database until the process ends. */
    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
