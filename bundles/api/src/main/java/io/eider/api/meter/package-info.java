/** Counters, gauges and histograms without a metrics library; the entry is {@link io.eider.api.meter.Meters}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.meter;
