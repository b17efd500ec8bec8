package io.eider.metrics;

import io.eider.api.meter.Meters;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Histograms of one name. */
final class HistogramFamily extends Family<HistogramFamily.Series> implements Meters.Histogram {
    private final List<Double> upperBounds;
    private final double[] bounds;

    HistogramFamily(String name, String help, List<Double> upperBounds, String... labelNames) {
        super(name, help, () -> new Series(upperBounds.size() + 1), labelNames);
        this.upperBounds = List.copyOf(upperBounds);
        this.bounds = upperBounds.stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < bounds.length; i++) {
            if (!Double.isFinite(bounds[i]) || i > 0 && bounds[i] <= bounds[i - 1]) {
                throw new IllegalArgumentException("Bounds of " + name + " do not ascend: " + upperBounds);
            }
        }
    }

    @Override
    public void observe(double value, String... labelValues) {
        int place = Arrays.binarySearch(bounds, value);
        Series one = series(labelValues);
        one.buckets[place >= 0 ? place : -place - 1].increment();
        one.sum.add(value);
    }

    @Override
    String type() {
        return "histogram";
    }

    /** The count is the last bucket, so the two always agree. */
    @Override
    void write(Exposition out, Labels labels, Series one) {
        List<String> names =
                Stream.concat(labelNames().stream(), Stream.of("le")).toList();
        long count = 0;
        for (int i = 0; i < one.buckets.length; i++) {
            count += one.buckets[i].sum();
            String bound = i < bounds.length ? Double.toString(bounds[i]) : "+Inf";
            String[] values = Arrays.copyOf(labels.values(), names.size());
            values[names.size() - 1] = bound;
            out.sample(name() + "_bucket", names, new Labels(values), count);
        }
        out.sample(name() + "_count", labelNames(), labels, count);
        out.sample(name() + "_sum", labelNames(), labels, one.sum.sum());
    }

    void requireSameBounds(List<Double> others) {
        if (!upperBounds.equals(others)) {
            throw new IllegalArgumentException(
                    "Meter " + name() + " already has the bounds " + upperBounds + ", not " + others);
        }
    }

    /** One bucket more than bounds: the last is for what is above all. */
    static final class Series {
        private final LongAdder[] buckets;
        private final DoubleAdder sum = new DoubleAdder();

        private Series(int count) {
            buckets = Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
        }
    }
}
