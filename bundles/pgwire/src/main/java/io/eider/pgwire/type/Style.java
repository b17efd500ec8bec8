package io.eider.pgwire.type;

import java.time.ZoneId;

/**
 * How values are written.
 *
 * @param format 0 text, 1 binary
 * @param zone of the session, for {@code timestamptz} in text
 * @param enums whose OIDs stand in arrays in binary
 */
public record Style(int format, ZoneId zone, EnumTypes enums) {
    boolean isBinary() {
        return format == ValueWriter.BINARY;
    }
}
