package io.eider.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is by its first bytes; its name says nothing. */
public enum FileKind {
    /** No bytes at all. */
    EMPTY("empty"),
    /** Parquet. */
    PARQUET("a Parquet file", 'P', 'A', 'R', '1'),
    /** gzip, hopefully around CSV. */
    GZIP("compressed with gzip", 0x1f, 0x8b),
    /** Zstandard. */
    ZSTD("compressed with zstd", 0x28, 0xb5, 0x2f, 0xfd),
    /** bzip2. */
    BZIP2("compressed with bzip2", 'B', 'Z', 'h'),
    /** xz. */
    XZ("compressed with xz", 0xfd, '7', 'z', 'X', 'Z'),
    /** A ZIP archive, which spreadsheets are too. */
    ZIP("a ZIP archive or a spreadsheet", 'P', 'K', 0x03, 0x04),
    /** Text in UTF-16, low byte first. */
    UTF_16_LE("text in UTF-16, not UTF-8", 0xff, 0xfe),
    /** Text in UTF-16, high byte first. */
    UTF_16_BE("text in UTF-16, not UTF-8", 0xfe, 0xff),
    /** Anything else: taken for text. */
    TEXT("plain text");

    private static final int LONGEST = 5;

    private final String description;
    private final byte[] magic;

    FileKind(String description, int... magic) {
        this.description = description;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /** Looks at the first bytes. */
    public static FileKind of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(LONGEST);
        }
        if (head.length == 0) {
            return EMPTY;
        }
        for (FileKind kind : values()) {
            if (kind.magic.length > 0 && kind.begins(head)) {
                return kind;
            }
        }
        return TEXT;
    }

    /** What it is, for people: "a Parquet file". */
    public String description() {
        return description;
    }

    private boolean begins(byte[] head) {
        return head.length >= magic.length && java.util.Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
