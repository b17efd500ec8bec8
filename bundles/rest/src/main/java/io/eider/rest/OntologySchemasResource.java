package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SCHEMA;
import static io.eider.api.auth.Operation.REGISTER_SCHEMA;
import static io.eider.api.auth.Operation.VALIDATE_SCHEMA;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.SchemaForm;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.ontology.ServerState;
import io.eider.rest.body.MigrationAnswers.SchemaDiffResponse;
import io.eider.rest.body.OntologyBodies.SchemaRegister;
import io.eider.rest.body.OntologyBodies.SchemaValidate;
import io.eider.rest.body.QueryReader;
import io.eider.rest.body.SchemaAnswers.SchemaContent;
import io.eider.rest.body.SchemaAnswers.SchemaListResponse;
import io.eider.rest.body.SchemaAnswers.SchemaValidationResponse;
import io.eider.rest.body.SchemaAnswers.SchemaVersionResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

/** The schemas that tables can follow, and their versions (ontology contract, section 5.4). */
@Path("/ontology/schemas")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ontology")
public final class OntologySchemasResource {
    private static final String SOURCE = "X-Ontology-Source";

    private final Services services;

    OntologySchemasResource(Services services) {
        this.services = services;
    }

    /** The newest version of every schema. */
    @GET
    @Secured(READ_SCHEMA)
    @Operation(operationId = "listSchemas", summary = "The newest version of every schema, by id")
    public SchemaListResponse list() {
        return SchemaListResponse.of(services.ontology().call(ontology -> ontology.schemas()));
    }

    /** Keeps a document. */
    @POST
    @Created
    @Secured(REGISTER_SCHEMA)
    @Operation(
            operationId = "registerSchema",
            summary = "Keep what a document says as the newest version, unless it is that already",
            description =
                    "Without a document it is fetched from the ontology server; then X-Ontology-Source and Age say from where"
                            + " it comes and when it was last confirmed.",
            responses =
                    @ApiResponse(
                            responseCode = "201",
                            description = "OK",
                            content = @Content(schema = @Schema(implementation = SchemaVersionResponse.class))))
    public Response register(SchemaRegister body) {
        return body.toDocument()
                .map(document -> services.ontology().call(ontology -> ontology.register(document)))
                .map(kept -> Response.ok(SchemaVersionResponse.of(kept)).build())
                .orElseGet(() -> fetched(body.schemaId()));
    }

    private Response fetched(String schemaId) {
        FetchedSchema fetched = services.schemaServer().call(server -> {
            requireServer(server.state());
            return server.refresh(schemaId);
        });
        if (fetched.document().isEmpty()) {
            throw failure(schemaId, fetched);
        }
        SchemaVersion kept = services.ontology()
                .call(ontology -> ontology.register(fetched.document().get()));
        return Response.ok(SchemaVersionResponse.of(kept, fetched))
                .header(SOURCE, fetched.outcome().sourceName())
                .header("Age", fetched.age().toSeconds())
                .build();
    }

    private static void requireServer(ServerState state) {
        if (state.url().isBlank() && !state.mode().equals("mock")) {
            throw new ApiException(
                    ErrorCode.OPERATION_NOT_ALLOWED, "No ontology server is configured; send the document itself");
        }
    }

    private static ApiException failure(String schemaId, FetchedSchema fetched) {
        Map<String, Object> details =
                Map.of("schema_id", schemaId, "source", fetched.outcome().sourceName());
        if (fetched.outcome() == FetchOutcome.ABSENT) {
            return new ApiException(
                    ErrorCode.SCHEMA_NOT_FOUND, "The ontology server has no schema " + schemaId, details);
        }
        return new ApiException(
                fetched.outcome() == FetchOutcome.INVALID ? ErrorCode.INVALID_SCHEMA : ErrorCode.SERVICE_UNAVAILABLE,
                "Schema " + schemaId + " cannot be had from the ontology server: "
                        + fetched.problem().orElse("it gives no reason"),
                details);
    }

    /** The newest version. */
    @GET
    @Path("{schema_id}")
    @Secured(READ_SCHEMA)
    @Operation(
            operationId = "getSchema",
            summary = "The newest version of a schema; honours If-None-Match",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(schema = @Schema(implementation = SchemaVersionResponse.class))))
    public Response get(@PathParam("schema_id") String schema, @Context Request request) {
        return answer(version(schema, OptionalInt.empty()), request);
    }

    /** Its versions. */
    @GET
    @Path("{schema_id}/versions")
    @Secured(READ_SCHEMA)
    @Operation(operationId = "listSchemaVersions", summary = "All versions of a schema, the newest first")
    public SchemaListResponse versions(@PathParam("schema_id") String schema) {
        List<SchemaVersion> all = services.ontology().call(ontology -> ontology.versions(schema));
        return SchemaListResponse.of(all);
    }

    /** A version. */
    @GET
    @Path("{schema_id}/versions/{version}")
    @Secured(READ_SCHEMA)
    @Operation(
            operationId = "getSchemaVersion",
            summary = "A version of a schema; honours If-None-Match",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(schema = @Schema(implementation = SchemaVersionResponse.class))))
    public Response version(
            @PathParam("schema_id") String schema,
            @PathParam("version") @Parameter(schema = @Schema(type = "integer")) String version,
            @Context Request request) {
        return answer(version(schema, OptionalInt.of(number(schema, version))), request);
    }

    /** Two versions compared. */
    @GET
    @Path("{schema_id}/diff")
    @Secured(READ_SCHEMA)
    @Operation(operationId = "diffSchema", summary = "What one version of a schema changes of another")
    public SchemaDiffResponse diff(
            @PathParam("schema_id") String schema,
            @QueryParam("from")
                    @Parameter(
                            description = "left out: the one before",
                            schema = @Schema(type = "integer", minimum = "1"))
                    String from,
            @QueryParam("to")
                    @Parameter(description = "left out: the newest", schema = @Schema(type = "integer", minimum = "1"))
                    String to) {
        QueryReader query = new QueryReader();
        OptionalInt first = optional(query, "from", from);
        OptionalInt second = optional(query, "to", to);
        query.check();
        return services.ontology().call(ontology -> {
            int newer = ontology.version(schema, second).version();
            int older = first.orElse(Math.max(1, newer - 1));
            return SchemaDiffResponse.of(schema, older, newer, ontology.diff(schema, older, newer));
        });
    }

    /** A version for others. */
    @GET
    @Path("{schema_id}/export")
    @Secured(READ_SCHEMA)
    @Operation(
            operationId = "exportSchema",
            summary = "A version of a schema as JSON Schema, Avro, SQL or Markdown",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(mediaType = "*/*", schema = @Schema(type = "string"))))
    @Produces(MediaType.WILDCARD)
    public Response export(
            @PathParam("schema_id") String schema,
            @QueryParam("format")
                    @DefaultValue("jsonschema")
                    @Parameter(schema = @Schema(allowableValues = {"jsonschema", "avro", "ddl", "markdown"}))
                    String format,
            @QueryParam("version")
                    @Parameter(description = "left out: the newest", schema = @Schema(type = "integer", minimum = "1"))
                    String version) {
        QueryReader query = new QueryReader();
        String wanted = query.literal("format", format, List.of("jsonschema", "avro", "ddl", "markdown"));
        OptionalInt which = optional(query, "version", version);
        query.check();
        return switch (wanted) {
            case "avro" -> text(schema, which, SchemaForm.AVRO, "application/vnd.apache.avro+json");
            case "ddl" -> text(schema, which, SchemaForm.DDL, "text/plain;charset=utf-8");
            case "markdown" -> text(schema, which, SchemaForm.MARKDOWN, "text/markdown;charset=utf-8");
            default -> text(schema, which, SchemaForm.JSON_SCHEMA, "application/schema+json");
        };
    }

    private Response text(String schema, OptionalInt version, SchemaForm form, String mediaType) {
        String text = services.ontology().call(ontology -> ontology.export(schema, version, form));
        return Response.ok(text.getBytes(StandardCharsets.UTF_8), mediaType).build();
    }

    /** Looks at a document, or at rows. */
    @POST
    @Path("{schema_id}/validate")
    @Secured(VALIDATE_SCHEMA)
    @Operation(
            operationId = "validateSchema",
            summary = "What a document says, or what is wrong with rows by the schema; nothing is kept")
    public SchemaValidationResponse validate(@PathParam("schema_id") String schema, SchemaValidate body) {
        return services.ontology()
                .call(ontology -> body.document() == null
                        ? SchemaValidationResponse.of(schema, ontology.check(schema, body.toVersion(), body.rows()))
                        : SchemaValidationResponse.of(
                                schema, SchemaContent.of(ontology.read(body.toDocument(schema)))));
    }

    private SchemaVersion version(String schema, OptionalInt version) {
        return services.ontology().call(ontology -> ontology.version(schema, version));
    }

    /** A version never changes, so its hash names it. */
    private static Response answer(SchemaVersion version, Request request) {
        EntityTag tag = new EntityTag(version.sha256());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.build();
        }
        return Response.ok(SchemaVersionResponse.of(version))
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    private static OptionalInt optional(QueryReader query, String name, String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(query.integer(name, text, 1, Integer.MAX_VALUE));
    }

    private static int number(String schema, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ApiException(
                    ErrorCode.SCHEMA_NOT_FOUND,
                    "Schema " + schema + " has no version " + text,
                    Map.of("schema_id", schema, "version", text));
        }
    }
}
