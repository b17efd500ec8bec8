package io.eider.rest.reference;

import static io.eider.api.auth.Operation.CREATE_TABLE;
import static io.eider.api.auth.Operation.INSERT_ROWS;
import static io.eider.api.auth.Operation.READ_TABLE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowQuery;
import io.eider.api.storage.Table;
import io.eider.rest.Secured;
import io.eider.rest.Secured.Place;
import io.eider.rest.Services;
import io.eider.rest.Streamed;
import io.eider.rest.body.QueryReader;
import io.eider.rest.body.RecordWriter;
import io.eider.rest.body.RecordWriter.Form;
import io.eider.rest.http.DeferredBody;
import io.eider.rest.http.GuardedResponse;
import io.eider.rest.reference.ReferenceBodies.MessageResponse;
import io.eider.rest.reference.ReferenceBodies.ProjectCreatedResponse;
import io.eider.rest.reference.ReferenceBodies.ProjectRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** The rows of the table that follows {@code project_schema} (ontology contract, section 2). */
@Path("/ops")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reference")
public final class OpsResource {
    private static final int HELD_BYTES = 64 * 1024;

    private final Services services;
    private final ReferenceTables tables;
    private final ProjectRows rows;

    /** Over these services. */
    public OpsResource(Services services) {
        this.services = services;
        this.tables = new ReferenceTables(services, Clock.systemUTC());
        this.rows = new ProjectRows(Clock.systemDefaultZone());
    }

    /** Makes the table. */
    @POST
    @Path("initialize")
    @Secured(value = CREATE_TABLE, place = Place.HOME)
    @Operation(operationId = "initializeOntology", summary = "Make the table of project_schema, or bring it to it")
    public MessageResponse initialize(@Context HttpServletRequest request) {
        tables.create(request);
        return new MessageResponse("Database initialized successfully");
    }

    /** Adds a row. */
    @POST
    @Path("projects")
    @Secured(value = INSERT_ROWS, place = Place.HOME)
    @Operation(operationId = "createOntologyProject", summary = "Add a row to the table of project_schema")
    public ProjectCreatedResponse create(@Context HttpServletRequest request, ProjectRow body) {
        Table table = tables.forRows(request);
        Map<String, Object> row = rows.row(table, body.values(), tables::allowed);
        services.storage().run(storage -> storage.rows()
                .insert(table.id(), new RowInsert(List.of(row), DedupMode.FAIL_ON_DUPLICATES)));
        Optional<String> id = column(table, ProjectRows.ID).map(row::get).map(String::valueOf);
        return new ProjectCreatedResponse("Project created successfully", id.orElse(null));
    }

    /** The rows. */
    @GET
    @Path("projects")
    @Streamed
    @Secured(value = READ_TABLE, place = Place.HOME)
    @Operation(
            operationId = "listOntologyProjects",
            summary = "Rows of the table of project_schema, the newest first",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(array = @ArraySchema(schema = @Schema(type = "object")))))
    public void list(
            @QueryParam("limit")
                    @DefaultValue("10000")
                    @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "10000"))
                    String limit,
            @QueryParam("offset")
                    @DefaultValue("0")
                    @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "2147483647"))
                    String offset,
            @Context HttpServletRequest request) {
        QueryReader query = new QueryReader();
        int most = query.integer("limit", limit, 1, RowQuery.MAX_ROWS);
        int before = query.integer("offset", offset, 0, Integer.MAX_VALUE);
        query.check();
        Optional<Table> table = tables.ifThere(request);
        Optional<RowQuery.Order> order = table.flatMap(t -> column(t, ProjectRows.CREATED))
                .map(name -> new RowQuery.Order(name, RowQuery.Direction.DESCENDING));
        RowQuery wanted = new RowQuery(Optional.empty(), order, most, before);
        send(request, table.map(Table::id), wanted, Form.LIST);
    }

    /** One row. */
    @GET
    @Path("projects/{record_id}")
    @Streamed
    @Secured(value = READ_TABLE, place = Place.HOME)
    @Operation(
            operationId = "getOntologyProject",
            summary = "One row of the table of project_schema",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(schema = @Schema(type = "object"))))
    public void get(@PathParam("record_id") String id, @Context HttpServletRequest request) {
        Table table = tables.ifThere(request).orElseThrow(OpsResource::missing);
        String column = column(table, ProjectRows.ID).orElseThrow(OpsResource::missing);
        RowQuery wanted = new RowQuery(Optional.of(new RowQuery.Equal(column, id)), Optional.empty(), 1, 0);
        send(request, Optional.of(table.id()), wanted, Form.ONE);
    }

    private void send(HttpServletRequest request, Optional<TableId> table, RowQuery query, Form form) {
        GuardedResponse response = GuardedResponse.of(request);
        Map<String, String> headers = Map.of("Content-Type", MediaType.APPLICATION_JSON);
        try (DeferredBody body = new DeferredBody(response, headers, HELD_BYTES)) {
            RecordWriter writer = new RecordWriter(body, form);
            table.ifPresent(
                    id -> services.storage().run(storage -> storage.tables().select(id, query, writer)));
            if (form == Form.ONE && writer.count() == 0) {
                throw missing();
            }
            writer.end();
            body.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            if (!response.isTaken()) {
                throw e;
            }
            response.abort(e);
        }
    }

    private static Optional<String> column(Table table, String name) {
        return table.columns().stream()
                .map(column -> column.name().value())
                .filter(name::equalsIgnoreCase)
                .findFirst();
    }

    private static ApiException missing() {
        return new ApiException(ErrorCode.OBJECT_NOT_FOUND, "Project not found");
    }
}
