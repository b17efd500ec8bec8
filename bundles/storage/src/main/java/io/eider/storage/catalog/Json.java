package io.eider.storage.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as the catalog keeps it. */
public final class Json {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public static Map<String, Object> object(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalog holds bad JSON", e);
        }
    }

    public static List<String> strings(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(item -> all.add(item.asText()));
        return all;
    }

    public static List<String> strings(String json) {
        return strings(tree(json));
    }

    public static String columns(List<Column> columns) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Column column : columns) {
            var node = array.addObject();
            node.put("name", column.name().value());
            node.put("type", column.type());
            node.put("nullable", column.nullable());
            node.put("default", column.defaultExpression().orElse(null));
        }
        return array.toString();
    }

    public static List<Column> columns(String json) {
        List<Column> all = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            all.add(new Column(
                    new ColumnName(node.path("name").asText()),
                    node.path("type").asText(),
                    node.path("nullable").asBoolean(),
                    node.path("default").isTextual()
                            ? Optional.of(node.path("default").asText())
                            : Optional.empty()));
        }
        return all;
    }

    public static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalog holds bad JSON", e);
        }
    }
}
