package io.eider.ontology.fetch;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The media types that schemas are written in. */
final class MediaTypes {
    /** What is asked for, the best first. */
    static final String ACCEPT = "application/json, application/schema+json;q=0.9,"
            + " application/vnd.apache.avro+json;q=0.9, application/*+json;q=0.8,"
            + " application/yaml;q=0.7, text/yaml;q=0.6, text/turtle;q=0.5, */*;q=0.1";

    private static final Set<String> KNOWN = Set.of(
            "application/json",
            "text/json",
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml",
            "text/turtle");
    private static final Pattern SUFFIX = Pattern.compile("application/[a-z0-9.-]{1,80}\\+(json|yaml)");

    private MediaTypes() {}

    /** Type and subtype of a Content-Type, lower case. */
    static String base(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a schema may have this type. */
    static boolean isSchema(String base) {
        return KNOWN.contains(base) || SUFFIX.matcher(base).matches();
    }

    /** Whether it is JSON. */
    static boolean isJson(String base) {
        return base.endsWith("/json") || base.endsWith("+json");
    }
}
