package io.eider.console.snapshot;

import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotTrigger;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Replaces the snapshot settings of a project, bucket or table. */
@Service
@Command(
        scope = "eider",
        name = "snapshot-settings-set",
        description = "Replaces the snapshot settings of a project, bucket or table")
public final class SnapshotSettingsSet extends SettingsCommand {
    @Option(
            name = "--on",
            description = "A trigger that takes snapshots: drop_table, drop_column, ...",
            multiValued = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"drop_table", "truncate_table", "delete_all_rows", "drop_column"})
    List<String> on = List.of();

    @Option(name = "--off", description = "A trigger that takes none", multiValued = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"drop_table", "truncate_table", "delete_all_rows", "drop_column"})
    List<String> off = List.of();

    @Option(name = "--manual-days", description = "Lifetime of manual snapshots")
    Integer manualDays;

    @Option(name = "--auto-days", description = "Lifetime of automatic snapshots")
    Integer autoDays;

    @Option(name = "--enabled", description = "true or false")
    @Completion(
            value = StringsCompleter.class,
            values = {"true", "false"})
    String enabled; // a Boolean would be a flag without a value

    @Override
    protected void run() throws CommandException {
        Map<SnapshotTrigger, Boolean> triggers = new EnumMap<>(SnapshotTrigger.class);
        for (String name : on) {
            triggers.put(trigger(name), true);
        }
        for (String name : off) {
            triggers.put(trigger(name), false);
        }
        SnapshotPolicy policy = new SnapshotPolicy(triggers, days(manualDays), days(autoDays), enabled());
        show(services.storage(storage -> storage.snapshotSettings().set(level(), policy)));
    }

    private static SnapshotTrigger trigger(String name) throws CommandException {
        return Arrays.stream(SnapshotTrigger.values())
                .filter(trigger -> trigger.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> failure("there is no trigger " + name, null));
    }

    private Optional<Boolean> enabled() throws CommandException {
        if (enabled != null && !enabled.equals("true") && !enabled.equals("false")) {
            throw failure("--enabled is " + enabled + ", not true or false", null);
        }
        return Optional.ofNullable(enabled).map(Boolean::valueOf);
    }

    private static OptionalInt days(Integer days) {
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }
}
