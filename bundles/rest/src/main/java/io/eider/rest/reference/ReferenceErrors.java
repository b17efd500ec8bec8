package io.eider.rest.reference;

import java.util.regex.Pattern;

/** Which paths answer errors in the form of the reference service, {@code {"detail": "text"}}. */
public final class ReferenceErrors {
    private static final Pattern PATHS = Pattern.compile("/(ops|admin|monitoring)(/.*)?");

    private ReferenceErrors() {}

    /** Whether this path does. */
    public static boolean isOneOf(String path) {
        return PATHS.matcher(path).matches();
    }
}
