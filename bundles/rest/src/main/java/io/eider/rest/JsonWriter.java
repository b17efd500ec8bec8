package io.eider.rest;

import io.eider.rest.body.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyWriter;

/** Writes every record as JSON. */
public final class JsonWriter implements MessageBodyWriter<Object> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        byte[] bytes = value instanceof Written written ? written.json() : Json.bytes(value);
        headers.putSingle("Content-Type", MediaType.APPLICATION_JSON);
        headers.putSingle("Content-Length", String.valueOf(bytes.length));
        out.write(bytes);
    }

    /**
     * A body that is JSON already.
     *
     * @param json in UTF-8
     * @param value what was written, for filters that look at it
     */
    record Written(byte[] json, Object value) {
        /** What an answer says, written or not. */
        static Object valueOf(Object entity) {
            return entity instanceof Written written ? written.value : entity;
        }
    }
}
