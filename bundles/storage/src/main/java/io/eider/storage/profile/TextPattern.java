package io.eider.storage.profile;

import io.eider.engine.Sql;
import java.util.Locale;

/** Forms of texts, each a regular expression (RE2) that the whole value has to match. */
enum TextPattern {
    EMAIL("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"),
    UUID("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"),
    URL("https?://[^\\s/]\\S*"),
    PHONE("\\+?[0-9 ()-]{10,20}"),
    IPV4("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"),
    DATE_ISO("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    DATETIME_ISO("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]"
            + "(:[0-5][0-9]([.,][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?");

    private final String regex;

    TextPattern(String regex) {
        this.regex = regex;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An aggregate that counts the values that have the form. */
    String count(String column) {
        return "count(*) FILTER (regexp_full_match(" + column + ", " + Sql.literal(regex) + "))";
    }
}
