package io.eider.api.meter;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes meters. The same name gives the same meter again. Label values must come from a bounded set. Thread-safe.
 *
 * <p>Source: storage contract, section 4.
 */
@ProviderType
public interface Meters {
    /** A count that only grows. */
    Counter counter(String name, String help, String... labelNames);

    /** A value that goes up and down. */
    Gauge gauge(String name, String help, String... labelNames);

    /**
     * A distribution.
     *
     * @param upperBounds of the buckets, ascending, in the unit that the name says (seconds, bytes)
     */
    Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames);

    /** A count that only grows. */
    @FunctionalInterface
    interface Counter {
        /** Adds to the count of one set of label values, given in the order of the names. */
        void add(double amount, String... labelValues);
    }

    /** A value that goes up and down. */
    interface Gauge {
        /** Sets the value for one set of label values. */
        void set(double value, String... labelValues);

        /** Adds to the value, which may be negative, for one set of label values. */
        void add(double amount, String... labelValues);
    }

    /** A distribution. */
    @FunctionalInterface
    interface Histogram {
        /** Records one observation for one set of label values. */
        void observe(double value, String... labelValues);
    }

    /** Meters that count nothing. */
    Meters NOOP = new Meters() {
        @Override
        public Counter counter(String name, String help, String... labelNames) {
            return (amount, values) -> {};
        }

        @Override
        public Gauge gauge(String name, String help, String... labelNames) {
            return new Gauge() {
                @Override
                public void set(double value, String... labelValues) {}

                @Override
                public void add(double amount, String... labelValues) {}
            };
        }

        @Override
        public Histogram histogram(String name, String help, List<Double> upperBounds, String... labelNames) {
            return (value, values) -> {};
        }
    };
}
