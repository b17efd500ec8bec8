package io.eider.rest;

import io.eider.api.auth.Operation;
import java.lang.reflect.Method;
import java.util.Arrays;
import javax.ws.rs.QueryParam;

/**
 * One resource method, as its annotations describe it.
 *
 * @param method that serves it
 * @param httpMethod {@code GET}, ...
 * @param template the path with its variables, {@code /projects/{project_id}}
 * @param operation who may call it
 * @param body the record of its JSON body, or null if it takes none
 * @param status of its success
 * @param place where a request says what it is about
 */
record Endpoint(
        Method method,
        String httpMethod,
        String template,
        Operation operation,
        Class<?> body,
        int status,
        Secured.Place place) {
    /** Whether it takes parameters of a query string. */
    boolean hasQuery() {
        return Arrays.stream(method.getParameters()).anyMatch(p -> p.isAnnotationPresent(QueryParam.class));
    }
}
