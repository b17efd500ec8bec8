package io.eider.api.id;

import java.util.regex.Pattern;

/**
 * A bucket in a branch of a project. The name is a letter or digit, then up to 127 letters, digits, {@code .}, {@code _},
 * {@code -}; so it never begins with {@code _} or {@code .}, which the data directory keeps for itself.
 *
 * @param project the owner
 * @param branch the line of data
 * @param name the bucket's name
 */
public record BucketId(ProjectId project, BranchId branch, String name) {
    private static final Pattern FORM = Pattern.compile("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$");

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the name's form is broken */
    public BucketId {
        Names.require("bucket_name", name, FORM);
    }

    /** {@code project/branch/bucket}, for messages of the log. */
    @Override
    public String toString() {
        return project + "/" + branch + "/" + name;
    }
}
