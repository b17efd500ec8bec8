package io.eider.rest;

import static io.eider.api.auth.Operation.EXPORT_TO_FILE;
import static io.eider.api.auth.Operation.IMPORT_FROM_FILE;

import io.eider.api.error.ApiException;
import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Storage;
import io.eider.rest.body.TransferBodies.Export;
import io.eider.rest.body.TransferBodies.ExportResponse;
import io.eider.rest.body.TransferBodies.ImportFromFile;
import io.eider.rest.body.TransferBodies.ImportResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Import and export (storage contract, section 1.9). */
@Path("/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "import and export")
public final class TransfersResource {
    private final Services services;
    private final RestMeters meters;

    TransfersResource(Services services, RestMeters meters) {
        this.services = services;
        this.meters = meters;
    }

    /** Loads a file into a table. */
    @POST
    @Path("{table_name}/import/file")
    @Secured(IMPORT_FROM_FILE)
    @Operation(operationId = "importFile", summary = "Load a file into a table; all of it or nothing")
    public ImportResponse importFile(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            ImportFromFile body) {
        ImportRequest wanted = body.toRequest();
        return services.storage().call(storage -> {
            TableId id = new TableId(PathIds.bucket(storage, project, branch, bucket), table);
            return ImportResponse.of(meters.imported(
                    wanted,
                    () -> storage.transfers().importFile(id, wanted, Progress.NONE),
                    () -> sizeOf(storage, id.project(), wanted.file())));
        });
    }

    /** The file may have been deleted while it was imported. */
    private static long sizeOf(Storage storage, ProjectId project, FileId file) {
        try {
            return storage.files().get(project, file).sizeBytes();
        } catch (ApiException e) {
            return 0;
        }
    }

    /** Writes a table into a file. */
    @POST
    @Path("{table_name}/export")
    @Secured(EXPORT_TO_FILE)
    @Operation(operationId = "exportTable", summary = "Write a table into a new file")
    public ExportResponse export(
            @PathParam("project_id") String project,
            @PathParam("branch_id") String branch,
            @PathParam("bucket_name") String bucket,
            @PathParam("table_name") String table,
            Export body) {
        ExportRequest wanted = body.toRequest();
        return services.storage().call(storage -> {
            TableId id = new TableId(PathIds.bucket(storage, project, branch, bucket), table);
            return ExportResponse.of(
                    meters.exported(wanted.format(), () -> storage.transfers().exportFile(id, wanted, Progress.NONE)));
        });
    }
}
