package io.eider.rest.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file. Source: RFC 9110 section 14.
 *
 * @param first the first byte, from 0
 * @param last the last byte, included; before {@code first} if no byte of the file is asked for
 */
public record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");
    private static final ByteRange NOTHING = new ByteRange(0, -1);

    /**
     * What a {@code Range} header asks for.
     *
     * @param header its value, or null
     * @param size of the file
     * @return empty if the whole file is to be sent: no header, one that is not understood, or several ranges
     */
    public static Optional<ByteRange> of(String header, long size) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header);
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(matcher.group(2)));
            return Optional.of(length == 0 ? NOTHING : new ByteRange(size - length, size - 1));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
        if (last < first) {
            return Optional.empty();
        }
        return Optional.of(first >= size ? NOTHING : new ByteRange(first, Math.min(last, size - 1)));
    }

    /** The whole file. */
    public static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /** How many bytes it has. */
    public long length() {
        return last - first + 1;
    }

    /** Whether the file has none of the bytes that were asked for. */
    public boolean isUnsatisfiable() {
        return last < first;
    }
}
