package io.eider.pgwire.type;

import java.io.ByteArrayOutputStream;

/** DuckDB's text of a BLOB: printable ASCII as it is, everything else as {@code \xAA}. */
final class DuckBlob {
    private static final String HEX = "0123456789ABCDEF";

    private DuckBlob() {}

    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '\\') {
                bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
                i += 4;
            } else {
                bytes.write(text.charAt(i));
                i++;
            }
        }
        return bytes.toByteArray();
    }

    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b >= ' ' && b <= '~' && b != '\\' && b != '"' && b != '\'') {
                text.append((char) b);
            } else {
                text.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return text.toString();
    }
}
