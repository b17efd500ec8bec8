package io.eider.rest;

import static io.eider.api.auth.Operation.DELETE_FILE;
import static io.eider.api.auth.Operation.READ_FILE;
import static io.eider.api.auth.Operation.REGISTER_FILE;
import static io.eider.api.auth.Operation.UPLOAD_FILE;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.UploadKey;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Storage;
import io.eider.api.storage.UploadedContent;
import io.eider.rest.body.FileBodies.FileListResponse;
import io.eider.rest.body.FileBodies.FilePrepare;
import io.eider.rest.body.FileBodies.FilePrepareResponse;
import io.eider.rest.body.FileBodies.FileRegister;
import io.eider.rest.body.FileBodies.FileResponse;
import io.eider.rest.body.FileBodies.FileUploadResponse;
import io.eider.rest.body.InvalidFields;
import io.eider.rest.body.QueryReader;
import io.eider.rest.http.HeaderParameters;
import io.eider.rest.http.MultipartStream;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** Uploaded files: prepare, upload, register (storage contract, section 1.10). */
@Path("/projects/{project_id}/files")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "files")
public final class FilesResource {
    private static final String PART = "file";

    private final Services services;
    private final RestMeters meters;

    FilesResource(Services services, RestMeters meters) {
        this.services = services;
        this.meters = meters;
    }

    /** Announces an upload. */
    @POST
    @Path("prepare")
    @Secured(UPLOAD_FILE)
    @Operation(operationId = "prepareFile", summary = "Announce an upload")
    public FilePrepareResponse prepare(@PathParam("project_id") String project, FilePrepare body) {
        ProjectId id = new ProjectId(project);
        NewUpload upload = body.toUpload();
        return services.storage()
                .call(storage -> FilePrepareResponse.of(id, storage.files().prepare(id, upload)));
    }

    /** Receives the bytes, in flat memory. */
    @POST
    @Path("upload/{upload_key}")
    @Secured(UPLOAD_FILE)
    @Operation(
            operationId = "uploadFile",
            summary = "Send the bytes; may be repeated",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA,
                                            schemaProperties =
                                                    @SchemaProperty(
                                                            name = PART,
                                                            schema = @Schema(type = "string", format = "binary")))))
    public FileUploadResponse upload(
            @PathParam("project_id") String project,
            @PathParam("upload_key") String upload,
            @Context HttpServletRequest request) {
        ProjectId id = new ProjectId(project);
        UploadKey key = new UploadKey(upload);
        long start = System.nanoTime();
        try {
            UploadedContent content = services.storage().call(storage -> receive(storage, id, key, request));
            meters.uploaded(content.sizeBytes(), System.nanoTime() - start);
            return FileUploadResponse.of(content);
        } catch (RuntimeException e) {
            meters.uploadFailed();
            throw e;
        }
    }

    private static UploadedContent receive(
            Storage storage, ProjectId project, UploadKey key, HttpServletRequest request) {
        storage.files().requireUpload(project, key);
        try {
            Optional<InputStream> part = part(request);
            if (part.isEmpty()) {
                throw InvalidFields.missing("body", PART);
            }
            return storage.files().receive(project, key, part.get());
        } catch (IOException e) {
            throw new ApiException(
                    ErrorCode.UPLOAD_INCOMPLETE,
                    "The upload is not a complete multipart body; nothing was kept",
                    Map.of("upload_key", key.value()),
                    e);
        }
    }

    private static Optional<InputStream> part(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA)) {
            return Optional.empty();
        }
        Optional<String> boundary = HeaderParameters.of(type, "boundary").filter(text -> !text.isEmpty());
        return boundary.isEmpty()
                ? Optional.empty()
                : new MultipartStream(request.getInputStream(), boundary.get()).part(PART);
    }

    /** Makes the bytes a file. */
    @POST
    @Created
    @Secured(REGISTER_FILE)
    @Operation(operationId = "registerFile", summary = "Make the uploaded bytes a file")
    public FileResponse register(@PathParam("project_id") String project, FileRegister body) {
        ProjectId id = new ProjectId(project);
        Optional<FileName> name = Optional.ofNullable(body.name()).map(FileName::new);
        UploadKey key = new UploadKey(body.uploadKey());
        return services.storage()
                .call(storage -> FileResponse.of(storage.files().register(id, key, name, body.tags())));
    }

    /** Files, newest first. */
    @GET
    @Secured(READ_FILE)
    @Operation(operationId = "listFiles", summary = "Files, newest first")
    public FileListResponse list(
            @PathParam("project_id") String project,
            @QueryParam("include_staged")
                    @DefaultValue("false")
                    @Parameter(description = "without effect", schema = @Schema(type = "boolean"))
                    String includeStaged,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
                    String limit,
            @QueryParam("offset") @DefaultValue("0") @Parameter(schema = @Schema(type = "integer", minimum = "0"))
                    String offset) {
        QueryReader query = new QueryReader();
        query.bool("include_staged", includeStaged);
        PageRequest page = new PageRequest(
                query.integer("limit", limit, 1, 1000), query.integer("offset", offset, 0, Integer.MAX_VALUE));
        query.check();
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage -> FileListResponse.of(storage.files().list(id, page)));
    }

    /** One file. */
    @GET
    @Path("{file_id}")
    @Secured(READ_FILE)
    @Operation(operationId = "getFile", summary = "One file")
    public FileResponse get(@PathParam("project_id") String project, @PathParam("file_id") String file) {
        ProjectId id = new ProjectId(project);
        return services.storage()
                .call(storage -> FileResponse.of(storage.files().get(id, new FileId(file))));
    }

    /** Removes a file. */
    @DELETE
    @Path("{file_id}")
    @Secured(DELETE_FILE)
    @Operation(operationId = "deleteFile", summary = "Delete a file")
    public void delete(@PathParam("project_id") String project, @PathParam("file_id") String file) {
        ProjectId id = new ProjectId(project);
        services.storage().run(storage -> storage.files().delete(id, new FileId(file)));
    }
}
