package io.eider.workspace.session;

import io.eider.api.workspace.PreparedListing;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.workspace.overlay.Overlay;
import io.eider.workspace.statement.Chain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What PostgreSQL's catalogs show in one session: brought up to date before a statement that names them, so that others pay nothing. Belongs
 * to the session's thread.
 */
final class CatalogView {
    private static final Instant STARTED = Instant.now();

    private final LiveSession session;
    private final Map<String, String> variables = new HashMap<>();
    private SandboxConnection connection; // what was made is gone with it
    private Seen objects = Seen.NOTHING;
    private Seen functions = Seen.NOTHING;

    CatalogView(LiveSession session) {
        this.session = session;
    }

    /** When something was made: compared with now, says whether it may be out of date. */
    private record Seen(long changes, long transaction) {
        private static final Seen NOTHING = new Seen(-1, -1);
    }

    /**
     * Brings up to date what a statement asks for.
     *
     * @param chains all names of the statement
     * @return what belongs behind the tables in its search path
     */
    List<String> show(Set<Chain> chains) {
        List<String> behind = session.instance().sandbox().behind();
        Set<String> names = new HashSet<>();
        chains.forEach(chain -> names.addAll(chain.parts()));
        if (!Overlay.showsSession(names)) {
            return behind;
        }
        if (connection != session.connection()) {
            connection = session.connection();
            variables.clear();
            objects = Seen.NOTHING;
            functions = Seen.NOTHING;
        }
        setVariables(names);
        if (Overlay.showsObjects(names)) {
            showObjects(names);
        }
        if (!names.contains(Overlay.INFORMATION)) {
            return behind;
        }
        List<String> more = new ArrayList<>(behind);
        more.add(Overlay.informationSchema());
        return more;
    }

    private void showObjects(Collection<String> names) {
        session.instance().overlay().refresh();
        Seen now = new Seen(session.instance().changes(), session.current().number());
        if (!now.equals(objects)) {
            objects = Seen.NOTHING;
            Overlay.showObjects(session.connection());
            objects = now;
        }
        if (Overlay.showsFunctions(names) && !now.equals(functions)) {
            functions = Seen.NOTHING;
            Overlay.showFunctions(session.connection());
            functions = now;
        }
    }

    private void setVariables(Collection<String> names) {
        set("user", Sql.literal(session.instance().user()));
        set("pid", Integer.toString(session.id().pid()));
        set("started", micros(STARTED));
        set("path", Sql.literals(path()));
        set("address", text(session.client().address()));
        Map<String, String> settings = session.ownSettings().show("all");
        set(
                "settings",
                "MAP {"
                        + settings.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(entry -> Sql.literal(entry.getKey()) + ": " + Sql.literal(entry.getValue()))
                                .collect(Collectors.joining(", "))
                        + "}");
        if (names.contains("pg_prepared_statements")) {
            set(
                    "prepared",
                    session.prepared().listings().stream()
                            .map(CatalogView::prepared)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        if (names.contains("pg_stat_activity")) {
            set(
                    "sessions",
                    session.sessions()
                            .of(session.instance().workspace().id())
                            .map(CatalogView::activity)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
    }

    /** As {@code current_schemas(true)} lists it. */
    private List<String> path() {
        List<String> path = new ArrayList<>(List.of("pg_catalog"));
        for (String name : session.ownSettings().searchPath()) {
            if (name.equals("main") || name.equals("public")) {
                path.add("public");
            } else if (session.instance().definitions().isOwnSchema(name)
                    || session.instance().tables().isBucket(name)) {
                path.add(name);
            }
        }
        return path;
    }

    private static String activity(LiveSession session) {
        var info = session.info();
        Instant transaction = session.activity().transactionSince();
        return "{pid: " + info.id().pid() + ", application: "
                + Sql.literal(
                        session.ownSettings().get("application_name").isEmpty()
                                ? info.client().application().orElse("")
                                : session.ownSettings().get("application_name"))
                + ", address: " + text(info.client().address()) + ", started: " + micros(info.connectedAt())
                + ", transaction_start: "
                + (transaction.equals(Instant.MAX) ? "NULL::BIGINT" : micros(transaction) + "::BIGINT")
                + ", query_start: " + micros(session.activity().textSince()) + ", changed: "
                + micros(info.lastActivityAt())
                + ", state: " + Sql.literal(info.state().wireName()) + ", query: "
                + Sql.literal(session.activity().text().replace("\0", "")) + "}";
    }

    private static String prepared(PreparedListing statement) {
        return "{name: " + Sql.literal(statement.name()) + ", statement: "
                + Sql.literal(statement.statement().replace("\0", "")) + ", prepared: " + micros(statement.preparedAt())
                + ", types: " + statement.parameterTypes() + "::BIGINT[], from_sql: " + statement.isFromSql() + "}";
    }

    private static String text(Optional<String> text) {
        return text.map(Sql::literal).orElse("NULL::VARCHAR");
    }

    private static String micros(Instant instant) {
        return Long.toString(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
    }

    private void set(String name, String value) {
        if (!value.equals(variables.put(name, value))) {
            session.connection().command("SET VARIABLE _eider_" + name + " = " + value);
        }
    }
}
