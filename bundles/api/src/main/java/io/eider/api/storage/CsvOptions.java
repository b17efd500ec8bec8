package io.eider.api.storage;

/**
 * How a CSV file is written. Source: storage contract, section 1.9.
 *
 * @param delimiter between fields, 1 to 4 characters
 * @param quote around fields, one character or empty for none
 * @param escape before a quote inside quotes, one character or empty for the quote itself
 * @param header whether the first line names the columns
 * @param nullString the text that stands for NULL; empty: an empty unquoted field is NULL
 */
public record CsvOptions(String delimiter, String quote, String escape, Header header, String nullString) {
    /** Whether the first line names the columns. */
    public enum Header {
        /** The first line names the columns. */
        PRESENT,
        /** The first line is a row. */
        ABSENT
    }
}
