package io.eider.console.table;

import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.ProfileMode;
import io.eider.api.storage.TableProfile;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.TableCommand;
import java.util.Arrays;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Shows statistics of a table; looks at every value. */
@Service
@Command(scope = "eider", name = "table-profile", description = "Shows statistics of a table; looks at every value")
public final class TableProfileShow extends TableCommand {
    @Option(name = "--mode", description = "basic, full, distribution or quality")
    @Completion(
            value = StringsCompleter.class,
            values = {"basic", "full", "distribution", "quality"})
    String mode = "basic";

    @Override
    protected void run() throws CommandException {
        ProfileMode wanted = Arrays.stream(ProfileMode.values())
                .filter(one -> one.wireName().equals(mode))
                .findFirst()
                .orElseThrow(() -> failure("--mode is " + mode + ", not basic, full, distribution or quality", null));
        TableProfile profile = services.storage(storage -> storage.profiles().profile(id(), wanted));
        Grid grid = new Grid("")
                .left("Column")
                .left("Type")
                .right("Different")
                .right("NULL %")
                .left("Min")
                .left("Max")
                .left("Class");
        for (ColumnProfile column : profile.columns()) {
            grid.row(
                    column.column().name(),
                    column.column().type(),
                    Plain.count(column.distinct()),
                    column.nullPercentage(),
                    column.min(),
                    column.max(),
                    column.cardinalityClass());
        }
        StringBuilder text = new StringBuilder().append(grid);
        profile.issues().forEach(issue -> text.append(System.lineSeparator())
                .append(issue.severity())
                .append(": ")
                .append(Plain.cell(issue.column()))
                .append(": ")
                .append(issue.message()));
        show(document(profile), text + System.lineSeparator() + "Score " + profile.qualityScore());
    }

    private static Map<String, Object> document(TableProfile profile) {
        return Json.object(
                "row_count",
                profile.table().rowCount(),
                "quality_score",
                profile.qualityScore(),
                "columns",
                profile.columns().stream().map(TableProfileShow::document).toList(),
                "issues",
                profile.issues().stream()
                        .map(issue -> Json.object(
                                "column",
                                issue.column(),
                                "type",
                                issue.type(),
                                "severity",
                                issue.severity(),
                                "message",
                                issue.message()))
                        .toList());
    }

    private static Map<String, Object> document(ColumnProfile column) {
        return Json.object(
                "name",
                column.column().name(),
                "type",
                column.column().type(),
                "count",
                column.count(),
                "distinct",
                column.distinct(),
                "null_percentage",
                column.nullPercentage(),
                "min",
                column.min(),
                "max",
                column.max(),
                "cardinality_class",
                column.cardinalityClass());
    }
}
