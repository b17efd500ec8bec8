package io.eider.pgwire.session;

import io.eider.pgwire.connection.Responses;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The settings that a client is told at its start and whenever they change. Source: PostgreSQL manual, "Asynchronous Operations". */
final class ReportedSettings {
    /** By the session's name of a setting, PostgreSQL's own. */
    private static final Map<String, String> NAMES = names();

    private final String user;
    private final Map<String, String> told = new HashMap<>();
    private Map<String, String> last; // a session gives the same map as long as nothing changes

    ReportedSettings(String user) {
        this.user = user;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : new String[] {
            "application_name",
            "client_encoding",
            "DateStyle",
            "default_transaction_read_only",
            "integer_datetimes",
            "IntervalStyle",
            "is_superuser",
            "server_encoding",
            "server_version",
            "standard_conforming_strings",
            "TimeZone"
        }) {
            names.put(name.toLowerCase(Locale.ROOT), name);
        }
        return names;
    }

    /** Tells all, at the start. */
    void tellAll(Map<String, String> settings, ByteBuf out) {
        Responses.parameterStatus(out, "in_hot_standby", "off");
        Responses.parameterStatus(out, "session_authorization", user);
        tellChanged(settings, out);
    }

    /** Tells what has changed since. */
    void tellChanged(Map<String, String> settings, ByteBuf out) {
        if (settings == last) {
            return;
        }
        last = settings;
        NAMES.forEach((key, name) -> {
            String value = settings.getOrDefault(key, "");
            if (!value.equals(told.put(key, value))) {
                Responses.parameterStatus(out, name, value);
            }
        });
    }
}
