package io.eider.metrics;

import io.eider.api.meter.Meters;
import io.eider.api.meter.Scrape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The meters of this process. Thread-safe; recording takes no lock. */
@Component(
        service = {Meters.class, Scrape.class},
        immediate = true) // else the counts would go with the last user
public final class PrometheusMeters implements Meters, Scrape {
    private final Map<String, Family<?>> families = new ConcurrentHashMap<>();
    private final ProcessMeters process;

    /** Nothing but what is known of every process. */
    @Activate
    public PrometheusMeters() {
        process = new ProcessMeters(this);
    }

    @Override
    public Counter counter(String name, String help, String... labelNames) {
        return family(CounterFamily.class, name, () -> new CounterFamily(name, help, labelNames), labelNames);
    }

    @Override
    public Gauge gauge(String name, String help, String... labelNames) {
        return family(GaugeFamily.class, name, () -> new GaugeFamily(name, help, labelNames), labelNames);
    }

    @Override
    public Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames) {
        HistogramFamily family = family(
                HistogramFamily.class,
                name,
                () -> new HistogramFamily(name, help, upperBounds, labelNames),
                labelNames);
        family.requireSameBounds(upperBounds);
        return family;
    }

    @Override
    public String contentType() {
        return Exposition.CONTENT_TYPE;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        process.refresh();
        Exposition text = new Exposition();
        new TreeMap<>(families).values().forEach(family -> family.write(text));
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private <F extends Family<?>> F family(Class<F> kind, String name, Supplier<F> make, String... labelNames) {
        Family<?> family = families.get(name);
        if (family == null) {
            Family<?> made = make.get();
            Family<?> other = families.putIfAbsent(name, made);
            family = other == null ? made : other;
        }
        family.requireSame(kind, labelNames);
        return kind.cast(family);
    }
}
