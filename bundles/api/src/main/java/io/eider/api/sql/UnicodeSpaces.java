package io.eider.api.sql;

/** Spaces beyond ASCII that DuckDB replaces by blanks before it reads a text, where it believes to be outside quotes. */
public final class UnicodeSpaces {
    private UnicodeSpaces() {}

    /** Whether one of them is in a text. */
    public static boolean in(String text) {
        return text.chars().anyMatch(c -> contains((char) c));
    }

    /** Whether it is one of them. */
    public static boolean contains(char c) {
        return switch (c) {
            case 0x00A0, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF -> true;
            default -> c >= 0x2000 && c <= 0x200D;
        };
    }
}
