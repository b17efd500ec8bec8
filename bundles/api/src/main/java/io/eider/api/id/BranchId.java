package io.eider.api.id;

import java.util.regex.Pattern;

/**
 * The id of a branch: {@code default} (production) or the eight lower-case hex digits of a dev branch.
 *
 * @param value the id as clients write it
 */
public record BranchId(String value) {
    private static final Pattern FORM = Pattern.compile("^(default|[0-9a-f]{8})$");

    /** Production. */
    public static final BranchId DEFAULT = new BranchId("default");

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken; see {@link #isWellFormed} */
    public BranchId {
        Names.require("branch_id", value, FORM);
    }

    /** Whether a text could be the id of a branch; a text that could not be one names no branch (404). */
    public static boolean isWellFormed(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    /** Whether this is production. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }

    @Override
    public String toString() {
        return value;
    }
}
