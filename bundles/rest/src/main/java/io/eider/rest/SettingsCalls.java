package io.eider.rest;

import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.Storage;
import io.eider.rest.body.SnapshotSettingsBodies.SnapshotConfig;
import io.eider.rest.body.SnapshotSettingsBodies.SnapshotSettingsResponse;
import java.util.function.Function;

/** What the three levels of snapshot settings have in common. */
final class SettingsCalls {
    private final Services services;

    SettingsCalls(Services services) {
        this.services = services;
    }

    SnapshotSettingsResponse get(Function<Storage, Level> level) {
        return services.storage()
                .call(storage ->
                        SnapshotSettingsResponse.of(storage.snapshotSettings().get(level.apply(storage))));
    }

    SnapshotSettingsResponse set(Function<Storage, Level> level, SnapshotConfig body) {
        return services.storage()
                .call(storage -> SnapshotSettingsResponse.of(
                        storage.snapshotSettings().set(level.apply(storage), body.toPolicy())));
    }

    void reset(Function<Storage, Level> level) {
        services.storage().run(storage -> storage.snapshotSettings().reset(level.apply(storage)));
    }
}
