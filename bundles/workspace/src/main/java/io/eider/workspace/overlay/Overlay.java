package io.eider.workspace.overlay;

import io.eider.engine.Sql;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.StandIns;
import io.eider.workspace.table.ProjectTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's catalogs in one instance. A file that all instances share holds views, macros and PostgreSQL's own rows; what the workspace
 * holds is read live by the views, what the project holds lies in a database in memory beside it. Thread-safe.
 */
public final class Overlay {
    /** The database of views and macros. */
    static final String CATALOG = "_eider_pg";

    /** The schema of {@code pg_catalog}, which cannot have that name. */
    static final String PG = "pg";

    /** The schema of what rewritten statements of PostgreSQL clients count on. */
    static final String DIALECT = "dialect";

    /** The schema of {@code information_schema}, which cannot have that name; clients' text is rewritten to it. */
    public static final String INFORMATION = "pg_information";

    /** The database of the project's tables. */
    static final String PROJECT = "_eider_project";

    /** Names that the gate refuses when they are DuckDB's, and that mean the overlay's own when they stand alone. */
    public static final Set<String> REPLACED = Set.of("current_setting", "pg_prepared_statements", "pg_settings");

    private static final Pattern NAME = Pattern.compile("CREATE (?:VIEW|MACRO) \\$(?:pg|is)\\.\"?(\\w+)\"?");
    /** Statements of a session that make what its transaction sees of the workspace; temporary tables, so that nobody else sees it. */
    static final List<String> OF_WORKSPACE = Stream.concat(
                    Resources.statements("live.sql").stream().map(Overlay::named), derived("$own.").stream())
            .toList();

    private static final List<String> FUNCTIONS =
            Resources.statements("functions.sql").stream().map(Overlay::named).toList();

    private static final Set<String> OF_SESSION = names(List.of("3-session.sql"));
    private static final Set<String> OF_OBJECTS = ofObjects();

    private final ProjectListing listing;

    /** Of an instance that was opened with {@link #standIns}. */
    public Overlay(Sandbox sandbox, ProjectTables tables) {
        this.listing = new ProjectListing(sandbox, tables);
    }

    /** Builds what all instances share, so that the first one need not wait for it. */
    public static void prepare() {
        OverlayFile.get();
    }

    /**
     * What an instance is opened with.
     *
     * @param functions that act on the sessions of the workspace, by name
     */
    public static StandIns standIns(Map<String, Function<Long, Boolean>> functions) {
        List<String> statements = new ArrayList<>(ProjectListing.CREATE);
        statements.add("ATTACH " + Sql.literal(OverlayFile.get().toString()) + " AS " + CATALOG + " (READ_ONLY)");
        statements.addAll(ProjectListing.KEPT);
        return new StandIns(statements, List.of(Sql.qualified(CATALOG, PG)), functions);
    }

    /** The entry of a search path that statements need who name {@link #INFORMATION}. */
    public static String informationSchema() {
        return Sql.qualified(CATALOG, INFORMATION);
    }

    /** The entry of a search path that sessions of PostgreSQL clients need. */
    public static String dialect() {
        return Sql.qualified(CATALOG, DIALECT);
    }

    /** Whether one of these names (in lower case) shows something of the session. */
    public static boolean showsSession(Collection<String> names) {
        return names.stream().anyMatch(name -> OF_SESSION.contains(name) || OF_OBJECTS.contains(name));
    }

    /** Brings the project's tables up to date. */
    public void refresh() {
        listing.refresh();
    }

    /** Whether one of these names (in lower case) shows objects of the workspace. */
    public static boolean showsObjects(Collection<String> names) {
        return names.stream().anyMatch(OF_OBJECTS::contains);
    }

    /** Whether one of these names (in lower case) shows macros of the workspace. */
    public static boolean showsFunctions(Collection<String> names) {
        return names.stream()
                .anyMatch(name -> name.equals("pg_proc")
                        || name.startsWith("pg_get_function")
                        || name.endsWith("regproc")
                        || name.equals("pg_function_is_visible"));
    }

    /** Makes what a session's transaction sees of the workspace, without its macros. */
    public static void showObjects(SandboxConnection connection) {
        OF_WORKSPACE.forEach(connection::command);
    }

    /** Makes what a session's transaction sees of the macros of the workspace. */
    public static void showFunctions(SandboxConnection connection) {
        FUNCTIONS.forEach(connection::command);
    }

    static String named(String sql) {
        return sql.replace("$pg.", CATALOG + "." + PG + ".")
                .replace("$is.", CATALOG + "." + INFORMATION + ".")
                .replace("$project.", PROJECT + ".main.")
                .replace(" TABLE $own.", " TEMP TABLE temp.main._eider_")
                .replace(" TABLE IF NOT EXISTS $own.", " TEMP TABLE IF NOT EXISTS temp.main._eider_")
                .replace("$own.", "temp.main._eider_");
    }

    /** Statements that make rows of pg_catalog beside the tables of objects. */
    static List<String> derived(String source) {
        return Resources.statements("derived.sql").stream()
                .map(statement -> named(statement.replace("$src.", source)))
                .toList();
    }

    private static Set<String> ofObjects() {
        Set<String> names = new HashSet<>(names(OverlayFile.DEFINITIONS.subList(3, OverlayFile.DEFINITIONS.size())));
        names.add(INFORMATION);
        return Set.copyOf(names);
    }

    private static Set<String> names(List<String> files) {
        Set<String> names = new HashSet<>();
        for (String file : files) {
            Matcher matcher = NAME.matcher(Resources.text(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return Set.copyOf(names);
    }
}
