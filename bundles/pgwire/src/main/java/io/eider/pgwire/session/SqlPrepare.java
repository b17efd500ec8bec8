package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Statements;
import io.eider.pgwire.dialect.Preparation;
import io.eider.pgwire.type.ParameterReader;
import io.eider.pgwire.type.PgType;
import io.eider.pgwire.type.PgTypes;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PREPARE and EXECUTE of SQL: the same statements and portals as those of the protocol. Belongs to the worker. Source: PostgreSQL manual,
 * "PREPARE", "EXECUTE".
 */
final class SqlPrepare {
    private static final Set<String> PREPARABLE = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE");
    /** Types that DuckDB, or the dialect before it, knows by PostgreSQL's names. */
    private static final Set<String> ALIKE = Set.of(
            ("bool bytea int2 int4 int8 float4 float8 numeric json date time timetz timestamp timestamptz interval uuid text varchar")
                    .split(" "));

    private final Backend backend;

    SqlPrepare(Backend backend) {
        this.backend = backend;
    }

    /** PREPARE. */
    void prepare(Parsed parsed) {
        Preparation preparation = parsed.told(() -> Preparation.of(parsed.text()));
        backend.statements().requireFree(preparation.name());
        int[] types = preparation.items().stream().mapToInt(this::oid).toArray();
        StatementText inner = parsed.part(preparation.start());
        Parsed made = Parsed.of(backend.session(), parsed.query(), inner, types);
        if (!PREPARABLE.contains(made.command())) {
            made.close();
            throw ProtocolErrors.of("42601", "syntax error at or near \"" + firstWord(inner.text()) + "\"");
        }
        backend.statements().addFromSql(preparation.name(), made, parsed.query());
    }

    private static String firstWord(String text) {
        return text.split("\\s", 2)[0];
    }

    private int oid(String type) {
        return PgTypes.byName(Preparation.typeName(type)).map(PgType::oid).orElseGet(() -> ownType(type));
    }

    /** DuckDB knows the workspace's own types, and says so if there is none. */
    private int ownType(String type) {
        try (Parsed one = Parsed.of(backend.session(), "SELECT CAST(NULL AS " + type + ")", new int[0])) {
            return PgTypes.of(one.columns().get(0).type()).oid();
        } catch (ApiException e) {
            throw withoutPosition(e);
        }
    }

    /** The statement that EXECUTE runs; any other as it is. */
    Parsed target(Parsed parsed) {
        return isExecute(parsed)
                ? backend.statements()
                        .get(parsed.told(() -> Preparation.of(parsed.text())).name())
                : parsed;
    }

    /** Whether it is EXECUTE. */
    static boolean isExecute(Parsed parsed) {
        return parsed.utility()
                .filter(utility -> utility.command().equals("EXECUTE"))
                .isPresent();
    }

    /** The values that EXECUTE gives to the parameters. */
    List<Object> values(Parsed parsed) {
        Preparation preparation = parsed.told(() -> Preparation.of(parsed.text()));
        int[] oids = backend.statements().get(preparation.name()).parameterOids();
        List<String> given = preparation.items();
        if (given.size() != oids.length) {
            throw ProtocolErrors.detailed(
                    "42601",
                    "wrong number of parameters for prepared statement \"" + preparation.name() + "\"",
                    "Expected " + oids.length + " parameters but got " + given.size() + ".");
        }
        if (given.isEmpty()) {
            return List.of();
        }
        List<String> casts = new ArrayList<>();
        for (int i = 0; i < oids.length; i++) {
            casts.add("CAST(" + given.get(i) + " AS " + typeName(oids[i]) + ")");
        }
        try {
            return evaluated("SELECT " + String.join(", ", casts), oids);
        } catch (ApiException e) {
            throw withoutPosition(e);
        }
    }

    /** PostgreSQL's own name, so that texts become what they become there; DuckDB's where it does not know that. */
    private static String typeName(int oid) {
        String name = PgTypes.byOid(oid).map(PgType::name).orElse("text");
        boolean isArray = name.startsWith("_");
        String element = isArray ? name.substring(1) : name;
        if (!ALIKE.contains(element)) {
            return PgTypes.duckType(oid).orElse("text");
        }
        return isArray ? element + "[]" : element;
    }

    /** The only row of a query, as it would be sent and as a client would send it back. */
    private List<Object> evaluated(String sql, int[] oids) {
        StatementText text = Statements.split(sql).get(0);
        try (Parsed query = Parsed.of(backend.session(), sql, text);
                Portal portal = new Portal(query, List.of(), new int[0], backend.rows())) {
            backend.start(portal);
            MessageBody row = new MessageBody(Unpooled.wrappedBuffer(portal.row()));
            row.character();
            row.int32();
            List<Object> values = new ArrayList<>();
            int count = row.int16();
            for (int i = 0; i < count; i++) {
                values.add(ParameterReader.read(oids[i], 0, row.value()));
            }
            return values;
        }
    }

    /** What failed is no text of the client's. */
    private static ApiException withoutPosition(ApiException e) {
        Map<String, Object> details = new LinkedHashMap<>(e.details());
        details.remove("position");
        return new ApiException(e.code(), e.getMessage(), details, e);
    }
}
