package io.eider.ontology.source;

/** Regular expressions of documents, which look for a part of a text, as those of rules, which are the whole text. */
final class Patterns {
    private static final String ANY = "(?s:.*)";

    private Patterns() {}

    /** The expression that is the whole of every text in which another one is found. */
    static String whole(String found) {
        boolean isPlain = found.indexOf('|') < 0 && !found.contains("\\Q");
        boolean begins = isPlain && found.startsWith("^");
        boolean ends = isPlain && found.endsWith("$") && !found.endsWith("\\$");
        String inside = found.substring(begins ? 1 : 0, Math.max(begins ? 1 : 0, found.length() - (ends ? 1 : 0)));
        if (begins && ends) {
            return inside;
        }
        return (begins ? "" : ANY) + "(?:" + inside + ")" + (ends ? "" : ANY);
    }
}
