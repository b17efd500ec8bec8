package io.eider.api.id;

import java.util.regex.Pattern;

/**
 * A table in a bucket. The name is a letter, digit or {@code _}, then up to 127 letters, digits, {@code .}, {@code _},
 * {@code -}.
 *
 * @param bucket where it lies
 * @param name the table's name
 */
public record TableId(BucketId bucket, String name) {
    private static final Pattern FORM = Pattern.compile("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$");

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the name's form is broken */
    public TableId {
        Names.require("table_name", name, FORM);
    }

    /** The owner. */
    public ProjectId project() {
        return bucket.project();
    }

    /** {@code bucket.table}, as people write it. */
    public String shortName() {
        return bucket.name() + "." + name;
    }

    /** {@code project/branch/bucket/table}, for messages of the log. */
    @Override
    public String toString() {
        return bucket + "/" + name;
    }
}
