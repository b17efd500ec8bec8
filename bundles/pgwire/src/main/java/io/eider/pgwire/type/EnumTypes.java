package io.eider.pgwire.type;

import java.util.List;
import java.util.Optional;

/** The OIDs of a workspace's ENUM types. DuckDB tells of a column only the labels of its type, not its name. */
@FunctionalInterface
public interface EnumTypes {
    /** No ENUM has a type of its own: they are text. */
    EnumTypes NONE = labels -> Optional.empty();

    /** The type with exactly these labels in this order. */
    Optional<PgType> find(List<String> labels);
}
