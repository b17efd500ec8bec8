package io.eider.metrics;

import io.eider.api.meter.Meters;
import java.util.concurrent.atomic.AtomicLong;

/** Gauges of one name; each is the bits of a double, whose 0 is the 0 of a long. */
final class GaugeFamily extends Family<AtomicLong> implements Meters.Gauge {
    GaugeFamily(String name, String help, String... labelNames) {
        super(name, help, AtomicLong::new, labelNames);
    }

    @Override
    public void set(double value, String... labelValues) {
        series(labelValues).set(Double.doubleToRawLongBits(value));
    }

    @Override
    public void add(double amount, String... labelValues) {
        AtomicLong gauge = series(labelValues);
        long before = gauge.get();
        while (!gauge.compareAndSet(before, Double.doubleToRawLongBits(Double.longBitsToDouble(before) + amount))) {
            before = gauge.get();
        }
    }

    @Override
    String type() {
        return "gauge";
    }

    @Override
    void write(Exposition out, Labels labels, AtomicLong one) {
        out.sample(name(), labelNames(), labels, Double.longBitsToDouble(one.get()));
    }
}
