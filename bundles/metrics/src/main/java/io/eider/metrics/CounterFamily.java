package io.eider.metrics;

import io.eider.api.meter.Meters;
import java.util.concurrent.atomic.DoubleAdder;

/** Counters of one name. */
final class CounterFamily extends Family<DoubleAdder> implements Meters.Counter {
    CounterFamily(String name, String help, String... labelNames) {
        super(name, help, DoubleAdder::new, labelNames);
    }

    @Override
    public void add(double amount, String... labelValues) {
        if (!(amount >= 0)) {
            throw new IllegalArgumentException("Counter " + name() + " only grows, not by " + amount);
        }
        series(labelValues).add(amount);
    }

    @Override
    String type() {
        return "counter";
    }

    @Override
    void write(Exposition out, Labels labels, DoubleAdder one) {
        out.sample(name(), labelNames(), labels, one.sum());
    }
}
