package io.eider.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.rest.body.ApiKeyBodies.ApiKeyCreate;
import io.eider.rest.body.BucketBodies.BucketCreate;
import io.eider.rest.body.FileBodies.FilePrepare;
import io.eider.rest.body.FileBodies.FileRegister;
import io.eider.rest.body.JsonBody;
import io.eider.rest.body.ProjectBodies.ProjectCreate;
import io.eider.rest.body.ProjectBodies.ProjectUpdate;
import io.eider.rest.body.TableBodies.TableCreate;
import io.eider.rest.body.TransferBodies.Export;
import io.eider.rest.body.TransferBodies.ImportFromFile;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyReader;

/** Checks the JSON that {@link Gatekeeper} has parsed and makes the record of it that a resource method takes. */
public final class JsonReader implements MessageBodyReader<Object> {
    private static final Map<Class<?>, Function<JsonBody, ?>> READERS = Map.of(
            ProjectCreate.class, ProjectCreate::read,
            ProjectUpdate.class, ProjectUpdate::read,
            ApiKeyCreate.class, ApiKeyCreate::read,
            BucketCreate.class, BucketCreate::read,
            TableCreate.class, TableCreate::read,
            ImportFromFile.class, ImportFromFile::read,
            Export.class, Export::read,
            FilePrepare.class, FilePrepare::read,
            FileRegister.class, FileRegister::read);

    @Context
    private HttpServletRequest request;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return READERS.containsKey(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        return JsonBody.read((JsonNode) request.getAttribute(Gatekeeper.BODY), READERS.get(type));
    }
}
