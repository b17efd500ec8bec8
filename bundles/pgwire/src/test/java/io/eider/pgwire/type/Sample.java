package io.eider.pgwire.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** A value as DuckDB is told of it, and what PostgreSQL 15 gives for the same one. */
record Sample(String duck, String postgres, int oid, int typmod, String text, byte[] binary) {
    static List<Sample> all() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Sample.class.getResourceAsStream("values.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Sample::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample of(String line) {
        String[] cells = line.split("\t", -1);
        String text = (String) JsonReader.read(cells[4]);
        byte[] binary = text == null ? null : HexFormat.of().parseHex(cells[5]);
        return new Sample(cells[0], cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]), text, binary);
    }

    @Override
    public String toString() {
        return duck.length() < 100 ? duck : duck.substring(0, 100);
    }
}
