package io.eider.rest.http;

import java.nio.charset.StandardCharsets;

/** The header that names a download. Source: RFC 6266, RFC 8187. */
public final class ContentDisposition {
    private static final String PLAIN_MARKS = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /**
     * {@code attachment; filename="name"}; a name that is not plain ASCII is given a second time in {@code filename*}. Nothing
     * of the name can end the header or the quotes.
     */
    public static String attachment(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.codePoints().forEach(c -> plain.append(isQuotable(c) ? (char) c : '_'));
        String header = "attachment; filename=\"" + plain + '"';
        return plain.toString().equals(name) ? header : header + "; filename*=UTF-8''" + percentEncoded(name);
    }

    private static boolean isQuotable(int c) {
        return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%';
    }

    private static String percentEncoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN_MARKS.indexOf(c) >= 0);
            text.append(isPlain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }
}
