package io.eider.rest.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/**
 * A file as an answer: whole, a part, or "you have it" (RFC 9110 sections 13 and 14).
 *
 * @param channel of the bytes; not closed
 * @param tag that changes when the bytes do; without quotes
 * @param modifiedAt when the bytes were written
 * @param contentType its media type
 * @param disposition under which name it is to be kept
 */
public record FileAnswer(FileChannel channel, String tag, Instant modifiedAt, String contentType, String disposition) {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    /**
     * Answers a GET or HEAD. The answer is taken over.
     *
     * @return how many bytes were sent
     * @throws IOException if the file cannot be read or the client has gone
     */
    public long send(HttpServletRequest request, GuardedResponse response) throws IOException {
        long size = channel.size();
        Map<String, String> headers = headers();
        if (hasIt(request.getHeader("If-None-Match"))) {
            response.takeOver(304, headers);
            return 0;
        }
        headers.put("Content-Type", contentType);
        headers.put("Content-Disposition", disposition);
        headers.put("X-Content-Type-Options", "nosniff");
        Optional<ByteRange> part =
                isRangeAllowed(request) ? ByteRange.of(request.getHeader("Range"), size) : Optional.empty();
        if (part.isPresent() && part.get().isUnsatisfiable()) {
            headers.put("Content-Range", "bytes */" + size);
            headers.put("Content-Length", "0");
            response.takeOver(416, headers);
            return 0;
        }
        part.ifPresent(
                range -> headers.put("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size));
        ByteRange range = part.orElse(ByteRange.whole(size));
        headers.put("Content-Length", String.valueOf(range.length()));
        OutputStream out = response.takeOver(part.isPresent() ? 206 : 200, headers);
        return request.getMethod().equals("HEAD") ? 0 : copy(range, out);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", quotedTag());
        headers.put("Last-Modified", HTTP_DATE.format(modifiedAt));
        headers.put("Accept-Ranges", "bytes");
        return headers;
    }

    private String quotedTag() {
        return '"' + tag + '"';
    }

    private boolean hasIt(String ifNoneMatch) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .map(text -> text.startsWith("W/") ? text.substring(2) : text)
                        .anyMatch(text -> text.equals("*") || text.equals(quotedTag()));
    }

    /** A part is sent only of what the client has the other parts of. */
    private boolean isRangeAllowed(HttpServletRequest request) {
        String condition = request.getHeader("If-Range");
        return condition == null || condition.equals(quotedTag()) || condition.equals(HTTP_DATE.format(modifiedAt));
    }

    private long copy(ByteRange range, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long position = range.first();
        while (position <= range.last()) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, range.last() + 1 - position));
            int read = channel.read(chunk, position);
            if (read < 0) {
                throw new EOFException("The file is shorter than it was");
            }
            out.write(chunk.array(), 0, read);
            position += read;
        }
        return range.length();
    }
}
