package io.eider.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Standard output that remembers the admin key which the server shows at its first start, so that the demonstration can use
 * it. Thread-safe.
 */
final class KeyWatch extends FilterOutputStream {
    private static final Pattern KEY = Pattern.compile("eider_admin_[0-9a-f]{32}");
    private static final int KEPT = 8_192;

    private final StringBuilder seen = new StringBuilder(); // guarded by this

    KeyWatch(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        out.write(b);
        keep(Character.toString((char) (b & 0xff)));
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        keep(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    /** The key, if it was shown. */
    synchronized Optional<String> key() {
        Matcher found = KEY.matcher(seen);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    private void keep(String text) {
        if (seen.length() < KEPT) {
            seen.append(text);
        }
    }
}
