package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * One thing that is wrong with a request, in the words of pydantic, which clients of the reference service know.
 *
 * @param type what kind of error
 * @param loc where: {@code body} or {@code query}, then names and indexes
 * @param msg for people
 * @param input what was sent; null also if it was too large to be repeated
 * @param ctx limits that were broken; left out if null
 */
public record Violation(
        String type,
        List<Object> loc,
        String msg,
        Object input,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> ctx) {}
