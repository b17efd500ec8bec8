package io.eider.ontology.fetch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Reads a JSON document once without keeping it, to see that it is well-formed and neither too deep nor too full. */
final class JsonLimits {
    private static final int MAX_NAME = 1024;
    private static final int MAX_NUMBER = 64;

    private final JsonFactory factory;
    private final int maxDepth;
    private final int maxValues;

    JsonLimits(FetchSettings.Limits limits) {
        this.maxDepth = limits.maxDepth();
        this.maxValues = limits.maxValues();
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNumberLength(MAX_NUMBER)
                .maxNameLength(MAX_NAME)
                .build();
        this.factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    void check(String text) throws UnusableDocument {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnusableDocument("it is no JSON object");
            }
            int values = 1;
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += token == JsonToken.FIELD_NAME || token.isStructEnd() ? 0 : 1;
                if (depth > maxDepth || values > maxValues) {
                    throw new UnusableDocument(
                            "it is deeper than " + maxDepth + " levels or has more than " + maxValues + " values");
                }
            }
            if (parser.nextToken() != null) {
                throw new UnusableDocument("something stands behind its end");
            }
        } catch (IOException e) { // Jackson's exceptions are some of them
            throw new UnusableDocument("it is not JSON within the limits");
        }
    }
}
