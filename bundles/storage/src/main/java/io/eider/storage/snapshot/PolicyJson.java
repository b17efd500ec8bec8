package io.eider.storage.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.storage.catalog.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A policy as the catalog keeps it. */
final class PolicyJson {
    private PolicyJson() {}

    static String write(SnapshotPolicy policy) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        policy.triggers().forEach((trigger, on) -> json.put(trigger.wireName(), on));
        policy.manualDays().ifPresent(days -> json.put("manual_days", days));
        policy.autoDays().ifPresent(days -> json.put("auto_days", days));
        policy.enabled().ifPresent(on -> json.put("enabled", on));
        return json.toString();
    }

    static SnapshotPolicy read(String text) {
        JsonNode json = Json.tree(text);
        Map<SnapshotTrigger, Boolean> triggers = new EnumMap<>(SnapshotTrigger.class);
        for (SnapshotTrigger trigger : SnapshotTrigger.values()) {
            if (json.has(trigger.wireName())) {
                triggers.put(trigger, json.path(trigger.wireName()).asBoolean());
            }
        }
        return new SnapshotPolicy(
                triggers,
                number(json, "manual_days"),
                number(json, "auto_days"),
                json.has("enabled") ? Optional.of(json.path("enabled").asBoolean()) : Optional.empty());
    }

    private static OptionalInt number(JsonNode json, String name) {
        return json.has(name) ? OptionalInt.of(json.path(name).asInt()) : OptionalInt.empty();
    }
}
