package io.eider.rest.body;

import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Resolved;
import io.eider.api.storage.SnapshotTrigger;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Bodies of snapshot settings (storage contract, section 1.11). */
public final class SnapshotSettingsBodies {
    private static final List<String> TRIGGERS = Arrays.stream(SnapshotTrigger.values())
            .map(SnapshotTrigger::wireName)
            .toList();

    private SnapshotSettingsBodies() {}

    /** Settings of one level; a member that is null is inherited. */
    public record SnapshotConfig(
            @Schema(nullable = true) SnapshotTriggers autoSnapshotTriggers,
            @Schema(nullable = true) SnapshotRetention retention,
            @Schema(nullable = true) Boolean enabled) {
        /** Reads it. */
        public static SnapshotConfig read(JsonBody body) {
            return new SnapshotConfig(
                    body.child("auto_snapshot_triggers", SnapshotTriggers::read).orElse(null),
                    body.child("retention", SnapshotRetention::read).orElse(null),
                    body.bool("enabled").orElse(null));
        }

        /** The policy it asks for. */
        public SnapshotPolicy toPolicy() {
            return new SnapshotPolicy(
                    autoSnapshotTriggers == null ? Map.of() : autoSnapshotTriggers.toMap(),
                    days(retention == null ? null : retention.manualDays),
                    days(retention == null ? null : retention.autoDays),
                    Optional.ofNullable(enabled));
        }

        private static OptionalInt days(Integer days) {
            return days == null ? OptionalInt.empty() : OptionalInt.of(days);
        }

        static SnapshotConfig of(SnapshotPolicy policy) {
            Map<SnapshotTrigger, Boolean> on = policy.triggers();
            SnapshotTriggers triggers = new SnapshotTriggers(
                    on.get(SnapshotTrigger.DROP_TABLE),
                    on.get(SnapshotTrigger.TRUNCATE_TABLE),
                    on.get(SnapshotTrigger.DELETE_ALL_ROWS),
                    on.get(SnapshotTrigger.DROP_COLUMN));
            SnapshotRetention retention = new SnapshotRetention(number(policy.manualDays()), number(policy.autoDays()));
            return new SnapshotConfig(
                    on.isEmpty() ? null : triggers,
                    retention.isEmpty() ? null : retention,
                    policy.enabled().orElse(null));
        }

        private static Integer number(OptionalInt days) {
            return days.isPresent() ? days.getAsInt() : null;
        }
    }

    /** Which triggers take snapshots; other members are refused. */
    public record SnapshotTriggers(
            @Schema(nullable = true) Boolean dropTable,
            @Schema(nullable = true) Boolean truncateTable,
            @Schema(nullable = true) Boolean deleteAllRows,
            @Schema(nullable = true) Boolean dropColumn) {
        static SnapshotTriggers read(JsonBody body) {
            body.forbidOthers(TRIGGERS);
            return new SnapshotTriggers(
                    body.bool("drop_table").orElse(null),
                    body.bool("truncate_table").orElse(null),
                    body.bool("delete_all_rows").orElse(null),
                    body.bool("drop_column").orElse(null));
        }

        private Map<SnapshotTrigger, Boolean> toMap() {
            Map<SnapshotTrigger, Boolean> map = new EnumMap<>(SnapshotTrigger.class);
            put(map, SnapshotTrigger.DROP_TABLE, dropTable);
            put(map, SnapshotTrigger.TRUNCATE_TABLE, truncateTable);
            put(map, SnapshotTrigger.DELETE_ALL_ROWS, deleteAllRows);
            put(map, SnapshotTrigger.DROP_COLUMN, dropColumn);
            return map;
        }

        private static void put(Map<SnapshotTrigger, Boolean> map, SnapshotTrigger trigger, Boolean on) {
            if (on != null) {
                map.put(trigger, on);
            }
        }
    }

    /** How long snapshots are kept, 1 to 3650 days. */
    public record SnapshotRetention(
            @Schema(nullable = true) Integer manualDays, @Schema(nullable = true) Integer autoDays) {
        static SnapshotRetention read(JsonBody body) {
            return new SnapshotRetention(days(body, "manual_days"), days(body, "auto_days"));
        }

        /** What is out of bounds is said by the storage, which knows them. */
        private static Integer days(JsonBody body, String name) {
            OptionalLong days = body.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
            return days.isEmpty() ? null : (int) days.getAsLong();
        }

        private boolean isEmpty() {
            return manualDays == null && autoDays == null;
        }
    }

    /** What counts, where it comes from, and what is set at the level itself. */
    public record SnapshotSettingsResponse(
            SnapshotConfig effectiveConfig,
            Map<String, String> inheritance,
            @Schema(nullable = true) SnapshotConfig localConfig) {
        /** As it is on the wire. */
        public static SnapshotSettingsResponse of(Resolved resolved) {
            Map<String, String> origins = new LinkedHashMap<>();
            resolved.origins().forEach((name, origin) -> origins.put(name, origin.wireName()));
            return new SnapshotSettingsResponse(
                    SnapshotConfig.of(resolved.effective()),
                    origins,
                    resolved.local().map(SnapshotConfig::of).orElse(null));
        }
    }
}
