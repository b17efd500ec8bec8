package io.eider.pgwire.session;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones by their names in settings. */
final class Zones {
    private Zones() {}

    /** The zone; UTC for a name that only DuckDB knows. */
    static ZoneId of(String name) {
        try {
            return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
