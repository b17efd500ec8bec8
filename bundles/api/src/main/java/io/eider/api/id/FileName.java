package io.eider.api.id;

/**
 * The name of an uploaded file as its owner gives it: 1 to 200 bytes of UTF-8, one path segment, no control characters.
 *
 * @param value the name without any directory
 */
public record FileName(String value) {
    private static final int MAX_BYTES = 200;

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken */
    public FileName {
        boolean good = value != null
                && !value.isBlank()
                && value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_BYTES
                && !value.equals(".")
                && !value.equals("..")
                && value.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        if (!good) {
            throw Names.invalid("filename", value, "1 to 200 bytes, one path segment", "Invalid file name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
