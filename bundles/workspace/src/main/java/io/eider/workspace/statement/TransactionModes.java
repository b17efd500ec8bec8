package io.eider.workspace.statement;

import java.util.List;
import java.util.Optional;

/**
 * What BEGIN, SET TRANSACTION and SET SESSION CHARACTERISTICS ask for. Source: PostgreSQL manual, "SET TRANSACTION".
 *
 * @param isolation the level in lower case
 * @param isReadOnly READ ONLY or READ WRITE
 */
public record TransactionModes(Optional<String> isolation, Optional<Boolean> isReadOnly) {
    private static final List<String> LEVELS = List.of("read uncommitted", "read committed", "repeatable read");

    /**
     * Reads the modes among words.
     *
     * @throws io.eider.api.error.ApiException SQL_ERROR 0A000 for SERIALIZABLE, which a snapshot does not give; 42601
     */
    public static TransactionModes of(List<String> words) {
        String text = " " + String.join(" ", words) + " ";
        Optional<Boolean> readOnly = text.contains(" read only ")
                ? Optional.of(true)
                : text.contains(" read write ") ? Optional.of(false) : Optional.empty();
        int level = text.indexOf(" isolation level ");
        if (level < 0) {
            return new TransactionModes(Optional.empty(), readOnly);
        }
        return new TransactionModes(Optional.of(level(text.substring(level + " isolation level ".length()))), readOnly);
    }

    /**
     * The level that a text begins with. All three that can be had are one: the snapshot that a transaction takes.
     *
     * @throws io.eider.api.error.ApiException as {@link #of}
     */
    public static String level(String text) {
        String wanted = text.strip();
        if (wanted.startsWith("serializable")) {
            throw SqlFailures.of(
                    "0A000",
                    "Transactions are not SERIALIZABLE here: two may each write what the other has read",
                    "BEGIN ISOLATION LEVEL REPEATABLE READ gives the snapshot that every transaction has.");
        }
        return LEVELS.stream()
                .filter(wanted::startsWith)
                .findFirst()
                .orElseThrow(() -> SqlFailures.of("42601", "The isolation level cannot be read", "REPEATABLE READ"));
    }
}
