package io.eider.api.id;

import java.util.regex.Pattern;

/**
 * The id of a snapshot, made by the server: {@code snap_{table}_{YYYYMMDD}_{HHMMSS}_{mmm}}.
 *
 * @param value the id as clients write it
 */
public record SnapshotId(String value) {
    private static final Pattern FORM =
            Pattern.compile("^snap_[A-Za-z0-9_][A-Za-z0-9._-]{0,127}_[0-9]{8}_[0-9]{6}_[0-9]{3}$");

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken; see {@link #isWellFormed} */
    public SnapshotId {
        Names.require("snapshot_id", value, FORM);
    }

    /** Whether a text could be the id of a snapshot; a text that could not be one names no snapshot (404). */
    public static boolean isWellFormed(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
