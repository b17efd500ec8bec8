package io.eider.rest.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters of a header value such as {@code form-data; name="file"}. Source: RFC 9110 section 5.6.6. */
public final class HeaderParameters {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:\\\\.|[^\"\\\\])*+)\"|([^;\\s\"]*))");

    private HeaderParameters() {}

    /** The value of a parameter without its quotes; empty if it is not there. */
    public static Optional<String> of(String headerValue, String name) {
        Matcher matcher = PARAMETER.matcher(headerValue);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                String quoted = matcher.group(2);
                return Optional.of(quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        return Optional.empty();
    }
}
