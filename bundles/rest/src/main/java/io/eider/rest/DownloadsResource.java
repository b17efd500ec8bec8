package io.eider.rest;

import static io.eider.api.auth.Operation.READ_FILE;

import io.eider.api.id.FileId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.FileContent;
import io.eider.rest.http.ContentDisposition;
import io.eider.rest.http.FileAnswer;
import io.eider.rest.http.GuardedResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.HEAD;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

/** The bytes of a file, whole or in part (storage contract, section 1.10). */
@Path("/projects/{project_id}/files/{file_id}/download")
@Tag(name = "files")
public final class DownloadsResource {
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+(\\s*;[\\x20-\\x7e]*)?");

    private final Services services;
    private final RestMeters meters;

    DownloadsResource(Services services, RestMeters meters) {
        this.services = services;
        this.meters = meters;
    }

    /** Sends the bytes. */
    @GET
    @Streamed
    @Secured(READ_FILE)
    @Operation(
            operationId = "downloadFile",
            summary = "The bytes of a file; honours Range, If-Range and If-None-Match",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "The whole file",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                                        schema = @Schema(type = "string", format = "binary"))),
                @ApiResponse(
                        responseCode = "206",
                        description = "A part of the file",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                                        schema = @Schema(type = "string", format = "binary"))),
                @ApiResponse(responseCode = "304", description = "The client has it already"),
                @ApiResponse(responseCode = "416", description = "The file has none of these bytes")
            })
    public void download(
            @PathParam("project_id") String project,
            @PathParam("file_id") String file,
            @Context HttpServletRequest request) {
        answer(project, file, request);
    }

    /** The headers alone. */
    @HEAD
    @Streamed
    @Secured(READ_FILE)
    @Operation(hidden = true)
    public void head(
            @PathParam("project_id") String project,
            @PathParam("file_id") String file,
            @Context HttpServletRequest request) {
        answer(project, file, request);
    }

    /** The open file is independent of the storage service, so a slow client does not hold up its replacement. */
    private void answer(String project, String file, HttpServletRequest request) {
        ProjectId id = new ProjectId(project);
        FileContent content = services.storage().call(storage -> storage.files().open(id, new FileId(file)));
        GuardedResponse response = GuardedResponse.of(request);
        try (var channel = content.channel()) {
            FileAnswer answer = new FileAnswer(
                    channel,
                    content.file().id().value(),
                    content.modifiedAt(),
                    mediaType(content.file().contentType().orElse("")),
                    ContentDisposition.attachment(content.file().name()));
            meters.downloaded(answer.send(request, response));
        } catch (IOException e) {
            meters.downloadFailed();
            if (!response.isTaken()) {
                throw new UncheckedIOException(e);
            }
            response.abort(e);
        }
    }

    /** What the owner said the file is, if it can be a header; text is said to be in UTF-8 if nothing is said. */
    private static String mediaType(String announced) {
        if (!MEDIA_TYPE.matcher(announced).matches()) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
        String lower = announced.toLowerCase(Locale.ROOT);
        return lower.startsWith("text/") && !lower.contains("charset=") ? announced + "; charset=utf-8" : announced;
    }
}
