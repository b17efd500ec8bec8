package io.eider.pgwire.session;

import io.eider.api.workspace.ResultColumn;
import io.eider.pgwire.connection.Responses;
import io.eider.pgwire.type.PgType;
import io.eider.pgwire.type.PgTypes;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Writes RowDescription and ParameterDescription. Source: PostgreSQL manual, "Message Formats". */
final class RowDescriptions {
    private RowDescriptions() {}

    /** @param formats one for each column */
    static void write(ByteBuf out, List<ResultColumn> columns, List<String> names, int[] formats) {
        write(out, columns, names, formats, new int[columns.size()][2]);
    }

    /** @param origins of each column its table and its number there */
    static void write(ByteBuf out, List<ResultColumn> columns, List<String> names, int[] formats, int[][] origins) {
        int start = Responses.begin(out, 'T');
        out.writeShort(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String duckType = columns.get(i).type();
            PgType type = PgTypes.of(columns.get(i));
            Responses.text(out, names.get(i));
            out.writeInt(origins[i][0]);
            out.writeShort(origins[i][1]);
            out.writeInt(type.oid());
            out.writeShort(type.length());
            out.writeInt(PgTypes.typmod(duckType));
            out.writeShort(formats[i]);
        }
        Responses.end(out, start);
    }

    static void parameters(ByteBuf out, int[] oids) {
        int start = Responses.begin(out, 't');
        out.writeShort(oids.length);
        for (int oid : oids) {
            out.writeInt(oid);
        }
        Responses.end(out, start);
    }
}
