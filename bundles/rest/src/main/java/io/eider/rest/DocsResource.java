package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SERVICE;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.CacheControl;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

/** The API in Swagger UI. Everything it needs comes from this bundle, nothing from elsewhere. Immutable. */
@Path("/docs")
@Hidden
public final class DocsResource {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html;charset=utf-8",
            "start.js", "text/javascript;charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript;charset=utf-8",
            "swagger-ui.css", "text/css;charset=utf-8",
            "favicon-32x32.png", "image/png");
    private static final int CACHE_SECONDS = 3600;

    private final Map<String, Asset> assets = new HashMap<>();

    DocsResource(boolean enabled) {
        if (enabled) {
            TYPES.keySet().forEach(name -> assets.put(name, load(name)));
        }
    }

    private static Asset load(String name) {
        try (InputStream in = DocsResource.class.getResourceAsStream("/docs/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks docs/" + name);
            }
            byte[] content = in.readAllBytes();
            return new Asset(content, new EntityTag(Integer.toHexString(Arrays.hashCode(content))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page. */
    @GET
    @Secured(READ_SERVICE)
    public Response page(@Context Request request) {
        return asset("index.html", request);
    }

    /** What the page needs. */
    @GET
    @Path("{asset}")
    @Secured(READ_SERVICE)
    public Response asset(@PathParam("asset") String name, @Context Request request) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new NotFoundException();
        }
        CacheControl cache = new CacheControl();
        cache.setMaxAge(CACHE_SECONDS);
        cache.setNoTransform(false);
        Response.ResponseBuilder known = request.evaluatePreconditions(asset.tag());
        Response.ResponseBuilder answer = known == null ? Response.ok(asset.content(), TYPES.get(name)) : known;
        return answer.tag(asset.tag())
                .cacheControl(cache)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private record Asset(byte[] content, EntityTag tag) {}
}
