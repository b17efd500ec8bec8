package io.eider.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All series of one name. Bounded: label values beyond the bound are counted under {@code overflow}. Thread-safe; recording
 * in a series that is there takes no lock.
 *
 * @param <S> one series
 */
abstract class Family<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Family.class);
    private static final int MAX_SERIES = 10_000;
    private static final String OVERFLOW = "overflow";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final String name;
    private final String help;
    private final List<String> labelNames;
    private final Supplier<S> newSeries;
    private final ConcurrentMap<Labels, S> series = new ConcurrentHashMap<>();

    Family(String name, String help, Supplier<S> newSeries, String... labelNames) {
        this.name = require(NAME, "Meter name", name);
        this.help = help;
        this.newSeries = newSeries;
        this.labelNames = List.of(labelNames);
        this.labelNames.forEach(label -> require(LABEL_NAME, "Label name of " + name, label));
        if (labelNames.length == 0) {
            series.put(new Labels(), newSeries.get()); // a meter without labels is there from the first scrape on
        }
    }

    abstract String type();

    abstract void write(Exposition out, Labels labels, S one);

    final String name() {
        return name;
    }

    final List<String> labelNames() {
        return labelNames;
    }

    final S series(String... labelValues) {
        S one = series.get(new Labels(labelValues));
        return one != null ? one : add(labelValues);
    }

    final void write(Exposition out) {
        out.head(name, help, type());
        series.entrySet().stream()
                .sorted(Map.Entry.comparingByKey((a, b) -> Arrays.compare(a.values(), b.values())))
                .forEach(entry -> write(out, entry.getKey(), entry.getValue()));
    }

    final void requireSame(Class<?> kind, String... otherLabelNames) {
        if (getClass() != kind || !labelNames.equals(List.of(otherLabelNames))) {
            throw new IllegalArgumentException("Meter " + name + " is already a " + type() + " with labels "
                    + labelNames + ", not " + kind.getSimpleName() + " with labels " + List.of(otherLabelNames));
        }
    }

    private S add(String... labelValues) {
        if (labelValues.length != labelNames.size()) {
            throw new IllegalArgumentException("Meter " + name + " has the labels " + labelNames + ", but "
                    + labelValues.length + " values came: " + Arrays.toString(labelValues));
        }
        Labels labels = new Labels(labelValues).copy();
        if (series.size() < MAX_SERIES) {
            return series.computeIfAbsent(labels, missing -> newSeries.get());
        }
        Arrays.fill(labels.values(), OVERFLOW);
        return series.computeIfAbsent(labels, missing -> {
            LOG.warn("Meter {} has {} sets of label values; more are counted as {}", name, MAX_SERIES, OVERFLOW);
            return newSeries.get();
        });
    }

    private static String require(Pattern form, String what, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is not of the form " + form + ": " + text);
        }
        return text;
    }
}
