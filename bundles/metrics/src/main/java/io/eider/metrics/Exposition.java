package io.eider.metrics;

import java.util.List;

/**
 * Writes the text format.
 *
 * <pre>
 * # HELP name text
 * # TYPE name counter|gauge|histogram
 * name{label="value"} 1.0
 * </pre>
 *
 * <p>Source: Prometheus documentation, "Exposition formats", text format 0.0.4.
 */
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int FIRST_SIZE = 16 * 1024;

    private final StringBuilder text = new StringBuilder(FIRST_SIZE);

    void head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ');
        escaped(help, false);
        text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String name, List<String> labelNames, Labels labels, double value) {
        text.append(name);
        char before = '{';
        for (int i = 0; i < labelNames.size(); i++) {
            text.append(before).append(labelNames.get(i)).append("=\"");
            escaped(labels.values()[i], true);
            text.append('"');
            before = ',';
        }
        if (before == ',') {
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }

    private void escaped(String raw, boolean quoted) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                text.append("\\\\");
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '"' && quoted) {
                text.append("\\\"");
            } else {
                text.append(c);
            }
        }
    }
}
