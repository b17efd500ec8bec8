package io.eider.storage.schema;

import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.table.Columns;
import io.eider.storage.table.TableShape;
import io.eider.storage.table.UniqueKey;
import java.util.List;

/** The statements of single changes; each gives the primary key from now on. */
final class SchemaChanges {
    private SchemaChanges() {}

    static List<String> add(TableSession session, Table table, Column column) {
        session.execute(
                "ALTER TABLE " + session.table() + " ADD COLUMN " + TableShape.definitions(List.of(column), List.of()));
        return table.primaryKey();
    }

    /** @throws io.eider.api.error.ApiException COLUMN_NOT_FOUND; CANNOT_DROP_LAST_COLUMN; COLUMN_IN_PRIMARY_KEY */
    static List<String> drop(TableSession session, Table table, String name) {
        Column column = SchemaRules.requireDroppable(table, name);
        session.execute("ALTER TABLE " + session.table() + " DROP COLUMN "
                + Sql.identifier(column.name().value()));
        return table.primaryKey();
    }

    /** @throws io.eider.api.error.ApiException UNKNOWN_COLUMN; INVALID_PRIMARY_KEY; PRIMARY_KEY_EXISTS; DUPLICATE_KEY */
    static List<String> setKey(TableSession session, Table table, List<String> columns) {
        List<Column> key = SchemaRules.requireKey(table, columns);
        UniqueKey.require(session, table.columns(), Columns.names(key));
        for (Column column : key) {
            if (column.nullable()) {
                session.execute("ALTER TABLE " + session.table() + " ALTER COLUMN "
                        + Sql.identifier(column.name().value()) + " SET NOT NULL");
            }
        }
        return Columns.names(key);
    }
}
