package io.eider.ontology.fetch;

import io.eider.ontology.fetch.CappedBody.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The text of a body. A small body that unpacks to a large one is stopped at the limit. */
final class Unpacked {
    private Unpacked() {}

    /**
     * Unpacks and decodes a body.
     *
     * @param encoding the value of Content-Encoding
     * @throws UnusableDocument if it is too long, packed in an unknown way, broken or not UTF-8
     */
    static String text(Body body, String encoding, int maxBytes) throws UnusableDocument {
        if (body.isTooLong()) {
            throw tooLong(maxBytes);
        }
        byte[] bytes =
                switch (encoding.strip().toLowerCase(Locale.ROOT)) {
                    case "", "identity" -> body.bytes();
                    case "gzip", "x-gzip" -> gunzip(body.bytes(), maxBytes);
                    default -> throw new UnusableDocument("its Content-Encoding is neither gzip nor identity");
                };
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableDocument("it is not text in UTF-8");
        }
    }

    private static byte[] gunzip(byte[] packed, int maxBytes) throws UnusableDocument {
        byte[] bytes;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new UnusableDocument("it is not packed as it says");
        }
        if (bytes.length > maxBytes) {
            throw tooLong(maxBytes);
        }
        return bytes;
    }

    private static UnusableDocument tooLong(int maxBytes) {
        return new UnusableDocument("it is longer than " + maxBytes + " bytes");
    }
}
