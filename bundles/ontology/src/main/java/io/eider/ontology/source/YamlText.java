package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;
import static io.eider.ontology.schema.InvalidSchema.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as JSON, with bounds: no tags but those of JSON's values, no merge keys, no key twice, and what aliases name is counted each time.
 * Nothing is ever made of a document but texts, numbers, lists and objects. Belongs to one thread.
 */
final class YamlText {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_VALUES = 50_000;
    private static final int MAX_TEXT = 4 << 20;
    private static final int MAX_NUMBER = 100;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int values;

    private YamlText() {}

    /** @throws io.eider.api.error.ApiException INVALID_SCHEMA if it is not one document of YAML within the bounds */
    static JsonNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_TEXT);
        options.setProcessComments(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw because("the document is empty");
            }
            return new YamlText().json(root, 0);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : " at line " + (e.getProblemMark().getLine() + 1);
            throw because("the document is no YAML" + line + ": " + shown(String.valueOf(e.getProblem())));
        } catch (YAMLException e) {
            throw because("the document is no YAML within the limits");
        }
    }

    private JsonNode json(Node node, int depth) {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw because("the document is deeper than " + MAX_DEPTH + " levels or has more than " + MAX_VALUES
                    + " values, those of aliases counted each time");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            requireTag(node, Tag.SEQ);
            ArrayNode list = JSON.arrayNode();
            sequence.getValue().forEach(item -> list.add(json(item, depth + 1)));
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        requireTag(mapping, Tag.MAP);
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
                throw because(at(tuple.getKeyNode()) + "a key is no text, or merges");
            }
            if (object.has(key.getValue())) {
                throw because(at(key) + "the key " + shown(key.getValue()) + " is there twice");
            }
            object.set(key.getValue(), json(tuple.getValueNode(), depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
            return JSON.textNode(text);
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(node, text);
        }
        throw because(at(node) + "the tag " + shown(tag.getValue()) + " is not allowed");
    }

    private static JsonNode number(ScalarNode node, String text) {
        boolean isOctal = text.matches("[-+]?0[0-9_]+");
        if (text.length() > MAX_NUMBER || isOctal) {
            throw because(at(node) + "the number " + shown(text) + " has to be decimal and short");
        }
        try {
            return JSON.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw because(at(node) + "the number " + shown(text) + " has to be decimal and short");
        }
    }

    private static void requireTag(Node node, Tag tag) {
        if (!node.getTag().equals(tag)) {
            throw because(at(node) + "the tag " + shown(node.getTag().getValue()) + " is not allowed");
        }
    }

    private static String at(Node node) {
        return node.getStartMark() == null ? "" : "line " + (node.getStartMark().getLine() + 1) + ": ";
    }
}
