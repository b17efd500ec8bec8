/**
 * Meters and their text for Prometheus. Entry: PrometheusMeters. Knows no domain. Written by hand because the Prometheus
 * client (1.x) refuses names that the storage contract prescribes: gauges that end in {@code _total} and {@code _info}.
 */
package io.eider.metrics;
