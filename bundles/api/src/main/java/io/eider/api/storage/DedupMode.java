package io.eider.api.storage;

/** What an import into a table with a primary key does with a key that occurs twice. */
public enum DedupMode {
    /** The newer row wins: the later one of the file, and the file's over the table's. */
    UPDATE_DUPLICATES,
    /** Refused with DUPLICATE_KEY. */
    INSERT_DUPLICATES,
    /** Refused with DUPLICATE_KEY. */
    FAIL_ON_DUPLICATES;

    /** By wire name; any other text means UPDATE_DUPLICATES (storage contract, section 1.9). */
    public static DedupMode of(String text) {
        return switch (text) {
            case "insert_duplicates" -> INSERT_DUPLICATES;
            case "fail_on_duplicates" -> FAIL_ON_DUPLICATES;
            default -> UPDATE_DUPLICATES;
        };
    }
}
