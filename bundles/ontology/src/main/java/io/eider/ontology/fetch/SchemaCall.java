package io.eider.ontology.fetch;

import io.eider.api.ontology.SchemaDocument;
import io.eider.ontology.fetch.FetchSettings.Limits;
import io.eider.ontology.fetch.HttpCall.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** One conditional question for a schema: {@code GET {url}/schemas/{id}}. Thread-safe. */
final class SchemaCall {
    private static final Pattern VALIDATOR = Pattern.compile("[\\x20-\\x7e]{1,512}");

    private final HttpCall http;
    private final Limits limits;
    private final JsonLimits json;
    private final Freshness freshness;
    private final DocumentCheck check;

    SchemaCall(HttpCall http, FetchSettings settings, DocumentCheck check) {
        this.http = http;
        this.limits = settings.limits();
        this.json = new JsonLimits(limits);
        this.freshness = new Freshness(settings.keeping());
        this.check = check;
    }

    /**
     * Asks once.
     *
     * @param kept what is kept of the schema, so that the server need not send it again
     * @param requestId for the log of the server
     * @throws Unavailable if another try may help
     */
    Reply ask(String schemaId, Optional<Kept> kept, String requestId, Duration most) {
        try {
            Answer answer = http.get("/schemas/" + schemaId, request -> describe(request, kept, requestId), most);
            return understand(schemaId, kept, answer);
        } catch (UnusableDocument e) {
            return new Reply.Invalid(e.getMessage());
        }
    }

    private static void describe(HttpRequest.Builder request, Optional<Kept> kept, String requestId) {
        request.setHeader("Accept", MediaTypes.ACCEPT).setHeader("X-Request-Id", requestId);
        kept.flatMap(k -> k.document().etag()).ifPresent(etag -> request.setHeader("If-None-Match", etag));
        kept.flatMap(Kept::lastModified).ifPresent(date -> request.setHeader("If-Modified-Since", date));
    }

    private Reply understand(String schemaId, Optional<Kept> kept, Answer answer) throws UnusableDocument {
        int status = answer.status();
        if (status == 200) {
            return new Reply.Sent(read(schemaId, answer));
        }
        if (status == 304) {
            return new Reply.NotModified(kept.map(k -> confirmed(k, answer))
                    .orElseThrow(() -> new UnusableDocument("it says 304, but was not asked conditionally")));
        }
        if (status == 404 || status == 410) {
            return new Reply.Absent();
        }
        if (status >= 500 || status == 429 || status == 408 || status == 425) {
            Instant now = http.clock().instant();
            throw new Unavailable("it answered " + status, Freshness.retryAfter(answer.headers(), now));
        }
        if (status >= 400) {
            String hint = status == 401 || status == 403 ? "; check the authorization setting" : "; check the URL";
            return new Reply.Refused("it answered " + status + hint);
        }
        throw new UnusableDocument("it answered " + status);
    }

    private Kept confirmed(Kept kept, Answer answer) {
        Instant now = http.clock().instant();
        boolean saysMore = answer.headers().firstValue("cache-control").isPresent();
        return new Kept(
                kept.document(),
                kept.lastModified(),
                now,
                saysMore ? freshness.of(answer.headers(), now) : kept.fresh(),
                saysMore ? Freshness.storing(answer.headers()) : kept.storing());
    }

    private Kept read(String schemaId, Answer answer) throws UnusableDocument {
        String type = MediaTypes.base(answer.header("content-type"));
        if (!MediaTypes.isSchema(type)) {
            throw new UnusableDocument("its Content-Type is none of JSON, YAML or Turtle");
        }
        String text = Unpacked.text(answer.body(), answer.header("content-encoding"), limits.maxBytes());
        if (MediaTypes.isJson(type)) {
            json.check(text);
        }
        Instant now = http.clock().instant();
        SchemaDocument document = new SchemaDocument(
                schemaId, answer.from().toString(), type, text, sha256(text), validator(answer, "etag"), now);
        check.check(document);
        return new Kept(
                document,
                validator(answer, "last-modified"),
                now,
                freshness.of(answer.headers(), now),
                Freshness.storing(answer.headers()));
    }

    /** One that can be sent back. */
    private static Optional<String> validator(Answer answer, String header) {
        return answer.headers()
                .firstValue(header)
                .filter(v -> VALIDATOR.matcher(v).matches());
    }

    /** The hash of a text in UTF-8, in hex. */
    static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
