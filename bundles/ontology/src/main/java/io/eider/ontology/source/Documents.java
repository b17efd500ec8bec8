package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eider.api.error.ApiException;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.SchemaDocument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the readers share: JSON with bounds, and fields of it with errors that say where. */
public final class Documents {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_DIGITS = 400;
    private static final int MAX_NAME = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Documents() {}

    /** The document as a JSON object; empty if it is none. */
    static Optional<JsonNode> object(SchemaDocument document) {
        try {
            JsonNode json = MAPPER.readTree(document.text());
            return Optional.ofNullable(json).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a document that begins as JSON does and is none; empty if that is not what is wrong. */
    public static Optional<String> problem(SchemaDocument document) {
        String text = document.text().stripLeading();
        if (text.isEmpty()) {
            return Optional.of("the document is empty");
        }
        if (text.charAt(0) != '{'
                && text.charAt(0) != '['
                && !document.mediaType().endsWith("json")) {
            return Optional.empty();
        }
        try {
            MAPPER.readTree(text);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of("the document is no JSON: " + shown(e.getOriginalMessage()));
        }
    }

    /** @throws ApiException INVALID_SCHEMA */
    static JsonNode require(SchemaDocument document) {
        try {
            JsonNode json = MAPPER.readTree(document.text());
            if (json == null || !json.isObject()) {
                throw because("the document is no JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw because("the document is no JSON: " + shown(e.getOriginalMessage()));
        }
    }

    /** A text member, if there is one. */
    static Optional<String> text(JsonNode json, String member, String where) {
        JsonNode value = json.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw because(where + ": " + member + " is no text");
        }
        return Optional.of(value.asText());
    }

    /** A member of two values, with what it is if it is not there. */
    static boolean flag(JsonNode json, String member, boolean otherwise, String where) {
        JsonNode value = json.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw because(where + ": " + member + " is neither true nor false");
        }
        return value.asBoolean();
    }

    /** A number, if there is one. */
    static Optional<BigDecimal> number(JsonNode json, String member, String where) {
        JsonNode value = json.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw because(where + ": " + member + " is no number");
        }
        return Optional.of(bounded(value.decimalValue(), where + ": " + member));
    }

    /** A number that may be written without an exponent. */
    private static BigDecimal bounded(BigDecimal number, String where) {
        if (Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
            throw because(where + " is out of bounds");
        }
        return number;
    }

    /** A number without digits after the point. */
    static BigDecimal whole(BigDecimal number, RoundingMode rounding) {
        return number.setScale(0, rounding);
    }

    /** A whole positive number, if there is one. */
    static Optional<Integer> length(JsonNode json, String member, String where) {
        return number(json, member, where).map(number -> {
            try {
                return number.intValueExact();
            } catch (ArithmeticException e) {
                throw because(where + ": " + member + " is no length");
            }
        });
    }

    /** A list of scalars as texts; empty if it is not there. */
    static List<String> texts(JsonNode json, String member, String where) {
        JsonNode value = json.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw because(where + ": " + member + " is no list");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode item : value) {
            all.add(scalar(item, where + ": " + member));
        }
        return all;
    }

    /** A scalar as text. */
    static String scalar(JsonNode value, String where) {
        if (!value.isValueNode() || value.isNull()) {
            throw because(where + " holds something that is no text, number or truth value");
        }
        return value.isNumber() ? bounded(value.decimalValue(), where).toPlainString() : value.asText();
    }

    /** A default, if there is one that is not null. */
    static Optional<String> defaultValue(JsonNode json, String where) {
        JsonNode value = json.path("default");
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        boolean isEmpty = value.isContainerNode() && value.isEmpty();
        return Optional.of(isEmpty ? value.toString() : scalar(value, where + ": default"));
    }

    /** The name of a table: a title with {@code _} for what no name has, or the schema's id. */
    static String tableName(Optional<String> title, String schemaId) {
        String name = title.orElse(schemaId).strip().replaceAll("[^A-Za-z0-9_]", "_");
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    /** A STRUCT of parts that a document names. */
    static FieldType struct(List<FieldType.Part> parts, String where) {
        try {
            return FieldType.struct(parts);
        } catch (IllegalArgumentException e) {
            throw because(where + " has no parts, more than " + FieldType.MAX_PARTS
                    + " or names that are no names or there twice");
        }
    }

    /** A name that may be a column's. */
    static ColumnName name(String text) {
        try {
            return new ColumnName(text);
        } catch (ApiException e) {
            throw because("the name " + shown(text) + " cannot be a column's");
        }
    }

    /** A type of the closed list. */
    static FieldType.Sized type(String text, String where) {
        return FieldType.parse(text).orElseThrow(() -> because(where + ": the type " + shown(text) + " is not known"));
    }
}
