package io.eider.pgwire.type;

import io.eider.api.workspace.CharType;
import io.eider.api.workspace.Oids;
import io.eider.api.workspace.ResultColumn;
import java.util.List;
import java.util.Optional;

/** The OIDs of a workspace's ENUM types. DuckDB tells of a column only the labels of its type, not its name. */
@FunctionalInterface
public interface EnumTypes {
    /** Bytes of a value in PostgreSQL. */
    int LENGTH = 4;

    /** No ENUM has a type of its own: they are text. */
    EnumTypes NONE = labels -> Optional.empty();

    /** Those of a column, which has one at most. */
    static EnumTypes of(ResultColumn column) {
        return labels -> {
            if (labels.equals(CharType.LABELS)) {
                return Optional.of(PgTypes.CHAR);
            }
            if (column.enumName().isEmpty()) {
                return Optional.empty();
            }
            String schema = column.enumName().get(0).equals("main")
                    ? "public"
                    : column.enumName().get(0);
            String name = column.enumName().get(1);
            return Optional.of(new PgType(Oids.type(schema, name), name, LENGTH, Oids.arrayType(schema, name)));
        };
    }

    /** The type with exactly these labels in this order. */
    Optional<PgType> find(List<String> labels);
}
