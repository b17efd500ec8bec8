/** Meters over the Prometheus client. Entry: PrometheusMeters. Knows no domain. */
package io.eider.metrics;
