package io.eider.rest.reference;

import static io.eider.api.auth.Operation.ALTER_COLUMN;
import static io.eider.api.auth.Operation.CREATE_TABLE;
import static io.eider.api.auth.Operation.DELETE_TABLE;
import static io.eider.api.auth.Operation.READ_TABLE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.id.TableId;
import io.eider.api.ontology.FieldType;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.Reshape;
import io.eider.api.storage.SchemaStep;
import io.eider.api.storage.Storage;
import io.eider.api.storage.Table;
import io.eider.rest.Gatekeeper;
import io.eider.rest.Secured;
import io.eider.rest.Secured.Place;
import io.eider.rest.Services;
import io.eider.rest.reference.ReferenceBodies.ColumnTypes;
import io.eider.rest.reference.ReferenceBodies.MessageResponse;
import io.eider.rest.reference.ReferenceBodies.TableNamesResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** The tables of the bucket that the configuration names (ontology contract, section 2). */
@Path("/admin/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reference")
public final class AdminTablesResource {
    private static final int SHOWN = 64;

    private final Services services;
    private final ReferenceTables tables;

    /** Over these services. */
    public AdminTablesResource(Services services) {
        this.services = services;
        this.tables = new ReferenceTables(services, Clock.systemUTC());
    }

    /** Makes the table of the schema. */
    @POST
    @Secured(value = CREATE_TABLE, place = Place.HOME)
    @Operation(operationId = "createOntologyTable", summary = "Make the table of project_schema, or bring it to it")
    public MessageResponse create(@Context HttpServletRequest request) {
        TableId made = counted("success", "failed", () -> tables.create(request));
        return new MessageResponse("Table " + made.name() + " created successfully");
    }

    /** The tables by name. */
    @GET
    @Secured(value = READ_TABLE, place = Place.HOME)
    @Operation(operationId = "listOntologyTables", summary = "Names of the tables")
    public TableNamesResponse list(@Context HttpServletRequest request) {
        try {
            return services.storage()
                    .call(storage -> new TableNamesResponse(storage.tables().list(Gatekeeper.home(request)).stream()
                            .map(table -> table.id().name())
                            .sorted()
                            .toList()));
        } catch (ApiException e) {
            if (e.code() == ErrorCode.BUCKET_NOT_FOUND) {
                return new TableNamesResponse(List.of());
            }
            throw e;
        }
    }

    /** Adds columns and changes types. */
    @PUT
    @Path("{table_name}")
    @Secured(value = ALTER_COLUMN, place = Place.HOME)
    @Operation(operationId = "updateOntologyTable", summary = "Add columns and change types, all of them or none")
    public MessageResponse update(
            @PathParam("table_name") String name, @Context HttpServletRequest request, ColumnTypes body) {
        counted("updated", "update_failed", () -> services.storage()
                .call(storage -> reshape(storage, ReferenceTables.table(request, name), body.types())));
        return new MessageResponse("Table " + name + " updated successfully");
    }

    /** Drops a table. */
    @DELETE
    @Path("{table_name}")
    @Secured(value = DELETE_TABLE, place = Place.HOME)
    @Operation(operationId = "deleteOntologyTable", summary = "Drop a table")
    public MessageResponse delete(@PathParam("table_name") String name, @Context HttpServletRequest request) {
        counted("deleted", "deletion_failed", () -> {
            TableId id = ReferenceTables.table(request, name);
            services.storage().run(storage -> storage.tables().drop(id));
            return id;
        });
        return new MessageResponse("Table " + name + " deleted successfully");
    }

    private static Table reshape(Storage storage, TableId id, Map<String, String> types) {
        Table table = storage.tables().get(id);
        Set<String> named = new HashSet<>();
        for (String column : types.keySet()) {
            if (!named.add(column.toLowerCase(Locale.ROOT))) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST, "Column " + column + " is named twice", Map.of("column", column));
            }
        }
        List<SchemaStep> steps = new ArrayList<>();
        types.forEach((column, type) -> step(table, column, type(column, type)).ifPresent(steps::add));
        if (steps.isEmpty()) {
            return table;
        }
        Reshape reshape = new Reshape(steps, Optional.of(table), Reshape.Run.APPLY);
        return storage.schemas().reshape(id, reshape).table();
    }

    private static Optional<SchemaStep> step(Table table, String name, FieldType type) {
        Optional<Column> there = table.columns().stream()
                .filter(column -> column.name().value().equalsIgnoreCase(name))
                .findFirst();
        if (there.isEmpty()) {
            return Optional.of(
                    new SchemaStep.Add(new Column(new ColumnName(name), type.sql(), true, Optional.empty())));
        }
        if (there.get().type().equals(type.sql())) {
            return Optional.empty();
        }
        ColumnChange change = new ColumnChange(
                Optional.empty(), Optional.of(type.sql()), Optional.empty(), Optional.empty(), Lossy.REFUSE);
        return Optional.of(new SchemaStep.Alter(there.get().name().value(), change));
    }

    /** One of the closed list, so that no text of a client becomes SQL. */
    private static FieldType type(String column, String text) {
        return FieldType.parse(text)
                .map(FieldType.Sized::type)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INVALID_TYPE,
                        "Column " + shown(column) + ": " + shown(text) + " is none of the types that are known"));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private <R> R counted(String good, String bad, Supplier<R> work) {
        boolean done = false;
        try {
            R result = work.get();
            done = true;
            return result;
        } finally {
            String status = done ? good : bad;
            services.meter(meters -> meters.counter(
                            "duckdb_table_creations_total", "Changes of tables over /admin/tables", "status")
                    .add(1, status));
        }
    }
}
