package io.eider.rest.result;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which form of a result a client wants. Source: RFC 9110, section 12.5.1. */
public final class Accepted {
    private static final String JSON = "application/json";
    private static final Pattern WEIGHT = Pattern.compile(";\\s*q=([01](?:\\.\\d{0,3})?)");

    private Accepted() {}

    /** Whether an Accept header names Arrow, and not JSON at least as dearly; whoever names neither gets JSON. */
    public static boolean isArrow(String accept) {
        double arrow = 0;
        double json = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String name = range.split(";", 2)[0].strip();
            if (name.equals(ArrowResult.MEDIA_TYPE)) {
                arrow = Math.max(arrow, weight(range));
            } else if (name.equals(JSON)) {
                json = Math.max(json, weight(range));
            }
        }
        return arrow > json;
    }

    private static double weight(String range) {
        Matcher found = WEIGHT.matcher(range);
        return found.find() ? Double.parseDouble(found.group(1)) : 1;
    }
}
