package io.eider.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call, as a line for the shell and as a request. Path and body may name variables like {@code $FILE_ID}.
 *
 * @param method of HTTP
 * @param path from the root
 * @param key name of the variable that holds the key
 * @param body JSON, or {@code @} and the path of a file to upload, or empty
 */
record Curl(String method, String path, String key, String body) {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");
    private static final String BOUNDARY = "eider-demonstration-8d1f0c";

    static Curl get(String path, String key) {
        return new Curl("GET", path, key, "");
    }

    static Curl post(String path, String key, String json) {
        return new Curl("POST", path, key, json);
    }

    static Curl upload(String path, String key, Path file) {
        return new Curl("POST", path, key, "@" + file);
    }

    /** The line that repeats the call. */
    String line() {
        StringBuilder line = new StringBuilder("curl -sS");
        line.append(" -H \"Authorization: Bearer $").append(key).append('"');
        if (body.startsWith("@")) {
            line.append(" -F 'file=").append(body).append('\'');
        } else if (!body.isEmpty()) {
            String quoted = VARIABLE.matcher(body).replaceAll("'\"\\$$1\"'");
            line.append(" -H 'Content-Type: application/json' -d '")
                    .append(quoted)
                    .append('\'');
        }
        return line.append(" \"$EIDER").append(path).append('"').toString();
    }

    /** The request that the line would send. */
    HttpRequest request(Map<String, String> variables) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fill("$EIDER" + path, variables)))
                .header("Authorization", "Bearer " + variables.get(key));
        if (body.startsWith("@")) {
            return request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(multipart(Path.of(body.substring(1))))
                    .build();
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        BodyPublisher content =
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(fill(body, variables));
        return request.method(method, content).build();
    }

    private static BodyPublisher multipart(Path file) throws IOException {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: text/csv\r\n\r\n";
        return BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private static String fill(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }
}
