package io.eider.pgwire.session;

import io.eider.api.workspace.ResultColumn;
import io.eider.pgwire.dialect.OutputName;
import java.util.ArrayList;
import java.util.List;

/** Names of a result's columns as PostgreSQL gives them: those before the first star count from the left, those after the last from the right. */
final class ColumnNames {
    private ColumnNames() {}

    static List<String> of(List<ResultColumn> columns, List<OutputName> outputs) {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name()));
        int left = 0;
        while (left < outputs.size() && !outputs.get(left).isStar() && left < names.size()) {
            names.set(left, outputs.get(left).name());
            left++;
        }
        for (int back = 1; back <= outputs.size() - left && back <= names.size() - left; back++) {
            OutputName output = outputs.get(outputs.size() - back);
            if (output.isStar()) {
                break;
            }
            names.set(names.size() - back, output.name());
        }
        return names;
    }
}
