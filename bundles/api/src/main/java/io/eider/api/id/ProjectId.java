package io.eider.api.id;

import java.util.regex.Pattern;

/**
 * The id of a project (tenant): a letter or digit, then up to 63 letters, digits, {@code _} and {@code -}. Ids that end like
 * the directory of a branch ({@code _branch_} and eight hex digits) are refused, so that no project can sit in another
 * project's branch directory.
 *
 * @param value the id as clients write it
 */
public record ProjectId(String value) {
    private static final Pattern FORM =
            Pattern.compile("^(?!.*_branch_[0-9A-Fa-f]{8}$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}$");

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken */
    public ProjectId {
        Names.require("project_id", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
