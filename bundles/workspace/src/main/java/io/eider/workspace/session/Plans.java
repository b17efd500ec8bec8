package io.eider.workspace.session;

import io.eider.api.workspace.ValueForm;
import io.eider.workspace.gate.Gate;
import io.eider.workspace.overlay.Overlay;
import io.eider.workspace.statement.CatalogNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that a session has seen last: one that comes again is not read again. Belongs to the session's thread. */
final class Plans {
    private static final Gate GATE = new Gate(Overlay.REPLACED);
    private static final int TEXTS = 64;
    /** A longer text is not kept. */
    private static final int LONG = 2_000;

    private final LiveSession session;
    private final Map<Text, List<Plan>> known = new LinkedHashMap<>(16, 0.75f, true);

    Plans(LiveSession session) {
        this.session = session;
    }

    private record Text(String sql, ValueForm form) {}

    /**
     * A plan for each statement of a text.
     *
     * @throws io.eider.api.error.ApiException as {@link Gate#check}
     */
    List<Plan> of(String sql, ValueForm form) {
        Text text = new Text(sql, form);
        List<Plan> plans = known.get(text);
        if (plans == null) {
            boolean isKept = sql.length() <= LONG;
            plans = GATE.check(sql).stream()
                    .map(statement -> new Plan(session, CatalogNames.replaced(statement), form, isKept))
                    .toList();
            if (isKept) {
                keep(text, plans);
            }
        }
        return plans;
    }

    private void keep(Text text, List<Plan> plans) {
        known.put(text, plans);
        if (known.size() > TEXTS) {
            known.remove(known.keySet().iterator().next()).forEach(Plan::forget);
        }
    }

    void forgetAll() {
        known.values().forEach(plans -> plans.forEach(Plan::forget));
        known.clear();
    }
}
