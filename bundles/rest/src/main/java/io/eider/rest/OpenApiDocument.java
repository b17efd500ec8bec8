package io.eider.rest;

import io.eider.api.auth.Scope;
import io.eider.rest.body.ErrorBodies.BareError;
import io.eider.rest.body.ErrorBodies.RoutingError;
import io.eider.rest.body.ErrorBodies.ServiceError;
import io.eider.rest.body.ErrorBodies.ValidationError;
import io.eider.rest.body.Json;
import io.eider.rest.reference.ReferenceErrors;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the OpenAPI 3 document: swagger-core reads the resources and records, this class adds what they do not say, the
 * statuses of success, the errors and who has to show a key.
 */
final class OpenApiDocument {
    private static final String JSON = javax.ws.rs.core.MediaType.APPLICATION_JSON;
    /** The reference service says "Bearer Auth", but a key of a component has no blanks (OpenAPI 3.0, Components Object). */
    private static final String SCHEME = "BearerAuth";

    private static final String IDEMPOTENCY_KEY = "IdempotencyKey";

    private final OpenAPI api;

    private OpenApiDocument(Set<Class<?>> resources) {
        Info info = new Info().title(ServiceResource.API_TITLE).version(ServiceResource.API_VERSION);
        OpenAPI base = new OpenAPI().info(info).components(new Components());
        api = new Reader(new SwaggerConfiguration().openAPI(base)).read(resources);
    }

    /** The document in JSON. */
    static byte[] of(Collection<Endpoint> endpoints) {
        Set<Class<?>> resources = new LinkedHashSet<>();
        endpoints.forEach(endpoint -> resources.add(endpoint.method().getDeclaringClass()));
        // the converters are swagger-core's own and outlive this bundle, so ours must not stay there
        ModelResolver naming =
                new ModelResolver(io.swagger.v3.core.util.Json.mapper().copy().setPropertyNamingStrategy(Json.NAMING));
        ModelConverters.getInstance().addConverter(naming);
        try {
            OpenApiDocument document = new OpenApiDocument(resources);
            document.describeErrors();
            document.describeIdempotencyKey();
            endpoints.forEach(document::complete);
            document.requireAllOfResponses();
            return io.swagger.v3.core.util.Json.mapper().writeValueAsBytes(document.api);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ModelConverters.getInstance().removeConverter(naming);
        }
    }

    private void describeErrors() {
        Components components = api.getComponents();
        components.addSecuritySchemes(
                SCHEME,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("Bearer Auth"));
        for (Class<?> form : List.of(ServiceError.class, ValidationError.class, BareError.class, RoutingError.class)) {
            ModelConverters.getInstance().readAll(form).forEach(components::addSchemas);
        }
        for (Fault fault : Fault.values()) {
            Schema<?> form = new Schema<>().$ref("#/components/schemas/" + fault.form.getSimpleName());
            components.addResponses(
                    fault.key(),
                    new ApiResponse()
                            .description(fault.description)
                            .content(new Content().addMediaType(JSON, new MediaType().schema(form))));
        }
    }

    private void complete(Endpoint endpoint) {
        PathItem path = api.getPaths().get(endpoint.template());
        Operation operation =
                path == null ? null : path.readOperationsMap().get(PathItem.HttpMethod.valueOf(endpoint.httpMethod()));
        if (operation == null) {
            return;
        }
        ApiResponses responses = operation.getResponses();
        ApiResponse success = responses.remove("default");
        if (success != null) {
            String description = endpoint.status() == 204 ? "Done" : "OK";
            Content content = endpoint.status() == 204 ? null : success.getContent();
            responses.addApiResponse(
                    String.valueOf(endpoint.status()),
                    success.description(description).content(content));
        }
        if (endpoint.body() != null && operation.getRequestBody() != null) {
            operation.getRequestBody().required(true).setContent(json(operation));
        }
        operation.addExtension("x-eider-operation", endpoint.operation().name());
        operation.addExtension("x-eider-scope", scope(endpoint));
        if (!endpoint.operation().isPublic()) {
            operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
        }
        if (takesIdempotencyKey(endpoint)) {
            operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + IDEMPOTENCY_KEY));
        }
        for (Fault fault : Fault.values()) {
            if (fault.isOf(endpoint)) {
                responses.addApiResponse(String.valueOf(fault.status), answer(fault, endpoint));
            }
        }
    }

    private static ApiResponse answer(Fault fault, Endpoint endpoint) {
        if (fault == Fault.INVALID_FIELDS || !ReferenceErrors.isOneOf(endpoint.template())) {
            return new ApiResponse().$ref("#/components/responses/" + fault.key());
        }
        Schema<?> text = new Schema<>().$ref("#/components/schemas/RoutingError");
        return new ApiResponse()
                .description(fault.description)
                .content(new Content().addMediaType(JSON, new MediaType().schema(text)));
    }

    /** The least that a caller has to show. */
    private static String scope(Endpoint endpoint) {
        io.eider.api.auth.Operation rule = endpoint.operation();
        if (endpoint.place() == Secured.Place.ANYWHERE) {
            return "server_admin";
        }
        return rule.leastScope().map(Scope::wireName).orElse(rule.isPublic() ? "none" : "server_admin");
    }

    private void describeIdempotencyKey() {
        Parameter header = new HeaderParameter()
                .name(ReplayFilter.HEADER)
                .description("A repetition with the same key is answered like the first request, for ten minutes")
                .schema(new StringSchema().minLength(1).maxLength(255));
        api.getComponents().addParameters(IDEMPOTENCY_KEY, header);
    }

    private static boolean takesIdempotencyKey(Endpoint endpoint) {
        return ReplayFilter.METHODS.contains(endpoint.httpMethod())
                && !endpoint.operation().isPublic();
    }

    /** A body is JSON whatever the client calls it; the document names the one name. */
    private static Content json(Operation operation) {
        MediaType first =
                operation.getRequestBody().getContent().values().iterator().next();
        return new Content().addMediaType(JSON, first);
    }

    /** An answer always has all its members, null ones too. */
    private void requireAllOfResponses() {
        api.getComponents().getSchemas().forEach((name, schema) -> {
            if (name.endsWith("Response") || name.equals("ColumnInfo")) {
                requireAll(schema);
            }
        });
    }

    private static void requireAll(Schema<?> schema) {
        schema.setRequired(List.copyOf(schema.getProperties().keySet()));
    }

    /** The families of errors, each described once. */
    private enum Fault {
        BAD_REQUEST(400, ServiceError.class, "A name or a field is not acceptable"),
        UNAUTHORIZED(401, ServiceError.class, "No or a wrong key"),
        FORBIDDEN(403, ServiceError.class, "The key does not open this project"),
        NOT_FOUND(404, ServiceError.class, "Something the path names is not there"),
        CONFLICT(409, ServiceError.class, "The request contradicts the present state"),
        GONE(410, ServiceError.class, "It was there and its time is over"),
        TOO_LARGE(413, ServiceError.class, "The body is over the limit"),
        INVALID_FIELDS(422, ValidationError.class, "Fields are missing or of the wrong type"),
        LIMIT(429, ServiceError.class, "All that may be there is there, or may run runs"),
        INTERNAL(500, BareError.class, "A fault of the server"),
        UNAVAILABLE(503, ServiceError.class, "Busy, starting or being replaced; repeat later");

        private final int status;
        private final Class<?> form;
        private final String description;

        Fault(int status, Class<?> form, String description) {
            this.status = status;
            this.form = form;
            this.description = description;
        }

        private String key() {
            return "Error" + status;
        }

        private boolean isOf(Endpoint endpoint) {
            boolean isOfProject = endpoint.template().contains("{") || endpoint.place() == Secured.Place.HOME;
            return switch (this) {
                case UNAUTHORIZED -> !endpoint.operation().isPublic();
                case FORBIDDEN, NOT_FOUND -> isOfProject;
                case BAD_REQUEST -> isOfProject || endpoint.body() != null;
                case CONFLICT ->
                    !endpoint.httpMethod().equals("GET")
                            && !endpoint.operation().isPublic();
                case GONE -> endpoint.template().contains("{workspace_id}");
                case LIMIT ->
                    endpoint.template().contains("/workspaces")
                            && endpoint.httpMethod().equals("POST");
                case TOO_LARGE -> endpoint.body() != null || endpoint.template().contains("upload");
                case INVALID_FIELDS ->
                    endpoint.body() != null || endpoint.template().contains("upload") || endpoint.hasQuery();
                case INTERNAL, UNAVAILABLE -> true;
            };
        }
    }
}
