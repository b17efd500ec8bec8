package io.eider.pgwire.connection;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and values of a StartupMessage. */
final class StartupParameters {
    private static final String EXTENSION = "_pq_.";

    private StartupParameters() {}

    /** Reads {@code (name 0 value 0)* 0}, which must be all there is. */
    static FirstPacket.Startup read(int minor, ByteBuf in) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> extensions = new ArrayList<>();
        String name = text(in);
        while (!name.isEmpty()) {
            String value = text(in);
            if (name.startsWith(EXTENSION)) {
                extensions.add(name);
            } else {
                parameters.put(name, value);
            }
            name = text(in);
        }
        if (in.isReadable()) {
            throw layout();
        }
        return new FirstPacket.Startup(minor, parameters, extensions);
    }

    private static String text(ByteBuf in) {
        int length = in.bytesBefore((byte) 0);
        if (length < 0) {
            throw layout();
        }
        String text = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
        in.skipBytes(length + 1);
        return text;
    }

    private static Refusal layout() {
        return new Refusal("08P01", "invalid startup packet layout: expected terminator as last byte");
    }

    /** The parameters with what stands in {@code options}, names in lower case; a parameter of its own wins over an option. */
    static Map<String, String> settings(Map<String, String> parameters) {
        Map<String, String> settings = new LinkedHashMap<>();
        options(words(parameters.getOrDefault("options", "")), settings);
        parameters.forEach((name, value) -> settings.put(name.toLowerCase(Locale.ROOT), value));
        return settings;
    }

    /** {@code -c name=value}, {@code -cname=value}, {@code --name=value}. Source: PostgreSQL manual, "postgres". */
    private static void options(List<String> words, Map<String, String> settings) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-c") && i + 1 < words.size()) {
                i++;
                option(words.get(i), word, settings);
            } else if (word.startsWith("--") || word.startsWith("-c")) {
                option(word.substring(2), word, settings);
            } else {
                throw unknown(word);
            }
        }
    }

    private static void option(String setting, String word, Map<String, String> settings) {
        int equals = setting.indexOf('=');
        if (equals <= 0) {
            throw unknown(word);
        }
        String name = setting.substring(0, equals).replace('-', '_').toLowerCase(Locale.ROOT);
        settings.put(name, setting.substring(equals + 1));
    }

    private static Refusal unknown(String word) {
        return new Refusal("42601", "invalid command-line argument for server process: " + word);
    }

    /** Words between white space; a backslash takes the next character as it is. */
    private static List<String> words(String options) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isEscaped = false;
        boolean isWord = false;
        for (int i = 0; i < options.length(); i++) {
            char c = options.charAt(i);
            if (!isEscaped && c == '\\') {
                isEscaped = true;
            } else if (!isEscaped && Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    isWord = false;
                }
                continue;
            } else {
                word.append(c);
                isEscaped = false;
            }
            isWord = true;
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
