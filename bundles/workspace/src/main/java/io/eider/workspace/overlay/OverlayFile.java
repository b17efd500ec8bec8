package io.eider.workspace.overlay;

import io.eider.api.workspace.CharType;
import io.eider.engine.Disk;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.TemplateFile;
import io.eider.workspace.overlay.Relations.Column;
import io.eider.workspace.overlay.Relations.Relation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The database file that all instances attach read-only: it holds no row of any workspace, only PostgreSQL's own rows, views and macros. It
 * is built once in a process, because that takes a second or two.
 */
final class OverlayFile {
    /** Files of views and macros, in the order of what they need. */
    static final List<String> DEFINITIONS = List.of(
            "1-names.sql",
            "2-static.sql",
            "3-session.sql",
            "4-catalog.sql",
            "5-functions.sql",
            "6-information-schema.sql");

    /** Rows of PostgreSQL 15; those that begin with _ are shown by a view of the name without it. */
    static final List<String> ROWS = List.of(
            "_pg_description",
            "_pg_proc",
            "_pg_settings",
            "_pg_type",
            "pg_aggregate",
            "pg_am",
            "pg_amop",
            "pg_amproc",
            "pg_cast",
            "pg_collation",
            "pg_language",
            "pg_opclass",
            "pg_operator",
            "pg_opfamily",
            "pg_range",
            "pg_tablespace",
            "pg_ts_config",
            "pg_ts_dict",
            "pg_ts_parser",
            "pg_ts_template");

    private static final List<Column> TEXTS = List.of(
            new Column("oid", "oid"),
            new Column("arguments", "text"),
            new Column("identity", "text"),
            new Column("result", "text"));
    private static final List<Column> KEYWORDS = List.of(
            new Column("word", "text"),
            new Column("catcode", "\"char\""),
            new Column("barelabel", "boolean"),
            new Column("catdesc", "text"),
            new Column("baredesc", "text"));
    private static final List<Column> RELATIONS = List.of(
            new Column("oid", "oid"),
            new Column("schema", "name"),
            new Column("name", "name"),
            new Column("kind", "\"char\""));
    private static final List<Column> COLUMNS = List.of(
            new Column("relation", "oid"),
            new Column("number", "smallint"),
            new Column("name", "name"),
            new Column("type", "text"),
            new Column("type_oid", "oid"),
            new Column("notnull", "boolean"));
    private static final Pattern CREATED = Pattern.compile("^CREATE VIEW (\\$pg|\\$is)\\.(\\w+) ");

    private static Path built; // guarded by the class

    private final Relations relations = Relations.read();
    private final Path directory;
    private final List<String> statements = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();

    private OverlayFile(Path directory) {
        this.directory = directory;
    }

    /** The file, built when it is first asked for; tried again if that has failed, or if somebody has cleared the temporary files. */
    static synchronized Path get() {
        if (built == null || !Files.exists(built)) {
            built = build();
        }
        return built;
    }

    private static Path build() {
        try {
            Path directory = Files.createTempDirectory("eider-overlay-");
            Path file = directory.resolve("overlay.duckdb");
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            Path rows = Files.createDirectory(directory.resolve("rows"));
            try {
                TemplateFile.build(file, Overlay.CATALOG, ProjectListing.CREATE, new OverlayFile(rows).statements());
            } finally {
                Disk.deleteTree(rows);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> statements() throws IOException {
        statements.add("CREATE SCHEMA " + Sql.qualified(Overlay.CATALOG, Overlay.PG));
        statements.add("CREATE SCHEMA " + Sql.qualified(Overlay.CATALOG, Overlay.INFORMATION));
        statements.add("CREATE SCHEMA " + Sql.qualified(Overlay.CATALOG, Overlay.DIALECT));
        statements.add("CREATE TYPE " + Relations.CHAR_TYPE + " AS " + CharType.DUCK);
        define(DEFINITIONS.get(0));
        rows();
        define(DEFINITIONS.get(1));
        define(DEFINITIONS.get(2));
        statements.add("COMMIT"); // what follows is in other databases; the views need it to be bound
        statements.addAll(Overlay.OF_WORKSPACE);
        statements.addAll(ProjectListing.DERIVE);
        statements.add("BEGIN TRANSACTION");
        statements.addAll(ProjectListing.KEEP);
        for (String file : DEFINITIONS.subList(3, DEFINITIONS.size())) {
            define(file);
        }
        statements.addAll(PostgresMacros.in(Overlay.dialect(), Sandbox.FUNCTIONS + ".main"));
        for (Relation relation : relations.all()) {
            if (!defined.contains(place(relation))) {
                statements.add(Relations.empty(relation));
            }
        }
        return statements;
    }

    private static String place(Relation relation) {
        return (relation.isCatalog() ? "$pg." : "$is.") + relation.name();
    }

    private void define(String file) {
        for (String statement : Resources.statements(file)) {
            Matcher view = CREATED.matcher(statement);
            boolean isView = view.find();
            if (isView) {
                defined.add(view.group(1) + "." + view.group(2));
            }
            statements.add(Overlay.named(isView ? typed(statement, view) : statement));
        }
    }

    /** A view of a catalog, with the types that its columns have in PostgreSQL where DuckDB has none like them. */
    private String typed(String statement, Matcher view) {
        List<Column> chars = view.group(1).equals("$pg")
                ? relations.findCatalog(view.group(2)).map(Relation::chars).orElse(List.of())
                : List.of();
        if (chars.isEmpty()) {
            return statement;
        }
        String replaced = chars.stream()
                .map(column -> "CAST(" + column.name() + " AS " + Relations.CHAR_TYPE + ") AS " + column.name())
                .collect(Collectors.joining(", "));
        return view.group() + "AS SELECT * REPLACE (" + replaced + ") FROM ("
                + statement.substring(statement.indexOf("SELECT", view.end())) + ")";
    }

    private void rows() throws IOException {
        for (String name : ROWS) {
            Relation relation = relations.catalog(name.startsWith("_") ? name.substring(1) : name);
            rows("rows/" + name + ".tsv", name, relation.columns());
            if (!name.startsWith("_")) {
                defined.add(place(relation));
            }
        }
        rows("rows/_function_texts.tsv", "_function_texts", TEXTS);
        rows("rows/_keywords.tsv", "_keywords", KEYWORDS);
        rows("columns.tsv", "_relation_columns", COLUMNS);
        rows("relations.tsv", "_all_relations", RELATIONS);
        statements.add(
                Overlay.named(
                        "CREATE TABLE $pg._relations AS SELECT r.*, count(c.number)::SMALLINT AS natts"
                                + " FROM $pg._all_relations r LEFT JOIN $pg._relation_columns c ON c.relation = r.oid GROUP BY ALL ORDER BY r.oid"));
    }

    private void rows(String resource, String table, List<Column> columns) throws IOException {
        Path file = directory.resolve(table + ".tsv");
        Files.writeString(file, Resources.text(resource));
        String names = columns.stream()
                .map(column -> Sql.literal(column.name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        statements.add("CREATE TABLE " + Sql.qualified(Overlay.CATALOG, Overlay.PG, table) + " AS SELECT "
                + columns.stream().map(Relations::converted).collect(Collectors.joining(", "))
                + " FROM read_csv(" + Sql.literal(file.toString())
                + ", delim = '\\t', header = true, quote = '', escape = '', nullstr = '\\N', auto_detect = false, columns = "
                + names
                + ")");
    }
}
