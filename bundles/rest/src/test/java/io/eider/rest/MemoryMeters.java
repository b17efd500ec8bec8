package io.eider.rest;

import io.eider.api.meter.Meters;
import io.eider.api.meter.Scrape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Meters for tests: the sum of everything by name and label values, {@code name[a, b]}. */
final class MemoryMeters implements Meters, Scrape {
    final Map<String, Double> values = new ConcurrentSkipListMap<>();

    @Override
    public Counter counter(String name, String help, String... labelNames) {
        return (amount, labels) -> values.merge(name + Arrays.toString(labels), amount, Double::sum);
    }

    @Override
    public Gauge gauge(String name, String help, String... labelNames) {
        return new Gauge() {
            @Override
            public void set(double value, String... labels) {
                values.put(name + Arrays.toString(labels), value);
            }

            @Override
            public void add(double amount, String... labels) {
                values.merge(name + Arrays.toString(labels), amount, Double::sum);
            }
        };
    }

    @Override
    public Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames) {
        return (value, labels) -> values.merge(name + Arrays.toString(labels), 1.0, Double::sum);
    }

    @Override
    public String contentType() {
        return "text/plain; version=1.0.0; charset=utf-8";
    }

    @Override
    public void write(OutputStream out) throws IOException {
        out.write(values.toString().getBytes(StandardCharsets.UTF_8));
    }
}
