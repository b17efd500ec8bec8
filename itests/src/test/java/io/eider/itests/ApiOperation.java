package io.eider.itests;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.auth.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One operation of the OpenAPI document.
 *
 * @param method GET, ...
 * @param template the path with its variables
 * @param rule its row of the table of permissions, {@code x-eider-operation}
 * @param scope the least that opens it, {@code x-eider-scope}
 * @param mediaType of its body, empty if it takes none
 */
record ApiOperation(String method, String template, Operation rule, String scope, String mediaType) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    /** All of a document, and HEAD for every GET. */
    static List<ApiOperation> of(JsonNode document) {
        List<ApiOperation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                ApiOperation read = read(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue());
                operations.add(read);
                if (read.method.equals("GET")) {
                    operations.add(new ApiOperation("HEAD", read.template, read.rule, read.scope, ""));
                }
            }
        }
        return operations;
    }

    private static ApiOperation read(String method, String template, JsonNode described) {
        JsonNode rule = described.path("x-eider-operation");
        if (!rule.isTextual()) {
            throw new AssertionError(method + " " + template + " names no rule");
        }
        JsonNode content = described.path("requestBody").path("content");
        return new ApiOperation(
                method,
                template,
                Operation.valueOf(rule.textValue()),
                described.path("x-eider-scope").asText(),
                content.fieldNames().hasNext() ? content.fieldNames().next() : "");
    }

    /** Whether it only looks. */
    boolean isLook() {
        return method.equals("GET") || method.equals("HEAD") || rule.isRead();
    }

    /** Whether its path names a branch. */
    boolean hasBranch() {
        return template.contains("{branch_id}");
    }

    /** The path with these values, and {@code none} for a variable that has none. */
    String path(Map<String, String> values) {
        return VARIABLE.matcher(template).replaceAll(variable -> values.getOrDefault(variable.group(1), "none"));
    }

    /** The request with a body that is well-formed and, where something is required, incomplete. */
    Builder request(EiderClient client, Map<String, String> values) {
        String path = path(values);
        if (mediaType.startsWith("multipart/")) {
            return client.multipart(path, "x", BodyPublishers.ofString("x"));
        }
        String body = rule == Operation.VALIDATE_SCHEMA ? "{\"rows\":[{}]}" : "{}";
        return mediaType.isEmpty()
                ? client.request(path).method(method, BodyPublishers.noBody())
                : client.request(path).header("Content-Type", mediaType).method(method, BodyPublishers.ofString(body));
    }

    @Override
    public String toString() {
        return method + " " + template + " (" + rule + ", " + scope + ")";
    }
}
