package io.eider.ontology.source;

import static io.eider.ontology.schema.InvalidSchema.because;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.id.ColumnName;
import io.eider.api.ontology.Field;
import io.eider.api.ontology.FieldType;
import io.eider.api.ontology.OntologySchema;
import io.eider.api.ontology.SchemaDocument;
import io.eider.api.ontology.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The JSON of the reference service: {@code {"name", "description", "columns": [...]}}. Source: ontology contract, sections 3 and 5.1. */
@Component(service = SchemaSource.class, property = "service.ranking:Integer=10")
public final class ReferenceJson implements SchemaSource {
    @Override
    public String name() {
        return "reference-json";
    }

    @Override
    public boolean knows(SchemaDocument document) {
        return Documents.object(document)
                .filter(json -> json.path("columns").isArray())
                .isPresent();
    }

    @Override
    public OntologySchema read(SchemaDocument document) {
        JsonNode json = Documents.require(document);
        JsonNode columns = json.path("columns");
        if (!columns.isArray()) {
            throw because("there is no list called columns");
        }
        if (columns.size() > OntologySchema.MAX_FIELDS) {
            throw because("it has more than " + OntologySchema.MAX_FIELDS + " columns");
        }
        List<Field> fields = new ArrayList<>();
        for (JsonNode column : columns) {
            fields.add(field(column, "column " + (fields.size() + 1)));
        }
        return new OntologySchema(
                Documents.text(json, "name", "the schema").orElse("projects"),
                Documents.text(json, "description", "the schema"),
                Documents.text(json, "iri", "the schema"),
                fields,
                Documents.texts(json, "primary_key", "the schema"));
    }

    private static Field field(JsonNode column, String where) {
        ColumnName name = Documents.name(
                Documents.text(column, "name", where).orElseThrow(() -> because(where + " has no name")));
        String here = "column " + name;
        FieldType.Sized sized = Documents.type(
                Documents.text(column, "type", here).orElseThrow(() -> because(here + " has no type")), here);
        Optional<Integer> length = Documents.length(column, "max_length", here).or(sized::maxLength);
        Field.Rules rules = new Field.Rules(
                Documents.texts(column, "enum", here),
                Documents.number(column, "minimum", here),
                Documents.number(column, "maximum", here),
                length,
                Documents.text(column, "pattern", here));
        return new Field(
                name,
                sized.type(),
                Documents.flag(column, "required", true, here),
                Documents.defaultValue(column, here),
                rules,
                Documents.text(column, "description", here),
                Documents.text(column, "iri", here),
                Documents.texts(column, "previous_names", here).stream()
                        .map(Documents::name)
                        .toList());
    }
}
