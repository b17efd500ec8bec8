package io.eider.ontology.export;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.OntologySchema;
import java.util.ArrayList;
import java.util.List;

/** A page that people read: what the table holds, field by field. */
final class MarkdownText {
    private MarkdownText() {}

    static String of(OntologySchema schema) {
        StringBuilder text = new StringBuilder("# ").append(cell(schema.name())).append("\n\n");
        schema.description().ifPresent(said -> text.append(line(said)).append("\n\n"));
        text.append("| field | type | required | default | rules | description |\n|---|---|---|---|---|---|\n");
        for (Field field : schema.fields()) {
            int key = schema.primaryKey().indexOf(field.name().value());
            text.append("| ")
                    .append(String.join(
                            " | ",
                            cell(field.name().value()) + (key < 0 ? "" : " (key " + (key + 1) + ")"),
                            cell(field.type().sql()),
                            field.isRequired() ? "yes" : "no",
                            cell(field.defaultValue().orElse("")),
                            cell(rules(field.rules())),
                            cell(field.description().orElse(""))))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String rules(Field.Rules rules) {
        List<String> said = new ArrayList<>();
        if (!rules.allowed().isEmpty()) {
            said.add("one of " + String.join(", ", rules.allowed()));
        }
        rules.minimum().ifPresent(number -> said.add("at least " + number.toPlainString()));
        rules.maximum().ifPresent(number -> said.add("at most " + number.toPlainString()));
        rules.maxLength().ifPresent(length -> said.add("at most " + length + " characters"));
        rules.pattern().ifPresent(pattern -> said.add("matches " + pattern));
        return String.join("; ", said);
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Nothing of a schema is Markdown or HTML. */
    private static String cell(String text) {
        return line(text).replaceAll("([\\\\`*_{}\\[\\]<>#|&])", "\\\\$1");
    }
}
