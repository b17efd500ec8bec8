package io.eider.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.meter.Meters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+})?) (\\S+)");
    private static final Pattern COMMENT =
            Pattern.compile("# (?:HELP [a-zA-Z_:]\\w* .*|TYPE [a-zA-Z_:]\\w* (?:counter|gauge|histogram))");

    private final PrometheusMeters meters = new PrometheusMeters();

    @Test
    void writesCountersAndGaugesWithTheirLabels() throws Exception {
        Meters.Counter requests = meters.counter("requests_total", "Requests", "method", "status");
        requests.add(1, "GET", "200");
        requests.add(2, "GET", "200");
        requests.add(1, "PUT", "404");
        Meters.Gauge running = meters.gauge("running", "Running");
        running.set(5);
        running.add(-1.5);
        assertThat(scrape())
                .containsEntry("requests_total{method=\"GET\",status=\"200\"}", 3.0)
                .containsEntry("requests_total{method=\"PUT\",status=\"404\"}", 1.0)
                .containsEntry("running", 3.5);
        assertThat(text()).contains("# HELP requests_total Requests\n# TYPE requests_total counter\n");
    }

    @Test
    void takesTheNamesOfTheContractForGauges() throws Exception {
        meters.gauge("duckdb_projects_total", "Projects").set(7);
        meters.gauge("duckdb_api_service_info", "Versions", "version").set(1, "0.1.0");
        assertThat(scrape())
                .containsEntry("duckdb_projects_total", 7.0)
                .containsEntry("duckdb_api_service_info{version=\"0.1.0\"}", 1.0);
        assertThat(text()).contains("# TYPE duckdb_projects_total gauge\n");
    }

    @Test
    void addsUpTheBucketsOfAHistogram() throws Exception {
        Meters.Histogram seconds = meters.histogram("wait_seconds", "Wait", List.of(0.005, 0.1, 1.0), "kind");
        for (double value : new double[] {0.001, 0.005, 0.0051, 0.5, 1, 17}) {
            seconds.observe(value, "read");
        }
        Map<String, Double> samples = scrape();
        assertThat(samples)
                .containsEntry("wait_seconds_bucket{kind=\"read\",le=\"0.005\"}", 2.0)
                .containsEntry("wait_seconds_bucket{kind=\"read\",le=\"0.1\"}", 3.0)
                .containsEntry("wait_seconds_bucket{kind=\"read\",le=\"1.0\"}", 5.0)
                .containsEntry("wait_seconds_bucket{kind=\"read\",le=\"+Inf\"}", 6.0)
                .containsEntry("wait_seconds_count{kind=\"read\"}", 6.0);
        assertThat(samples.get("wait_seconds_sum{kind=\"read\"}")).isBetween(18.511, 18.512);
    }

    @Test
    void aMeterWithoutLabelsIsThereBeforeItsFirstUse() throws Exception {
        meters.counter("hits_total", "Hits");
        meters.histogram("size_bytes", "Size", List.of(1.0));
        assertThat(scrape()).containsEntry("hits_total", 0.0).containsEntry("size_bytes_count", 0.0);
    }

    @Test
    void escapesWhatTheFormatReserves() throws Exception {
        meters.gauge("odd", "A \\ and\na line", "text").set(1, "say \"a\\b\"\nüé");
        assertThat(text()).contains("# HELP odd A \\\\ and\\na line\n");
        assertThat(scrape()).containsEntry("odd{text=\"say \\\"a\\\\b\\\"\\nüé\"}", 1.0);
    }

    @Test
    void writesWhatIsNoFiniteNumber() throws Exception {
        Meters.Gauge gauge = meters.gauge("odd", "Odd", "kind");
        gauge.set(Double.NaN, "nan");
        gauge.set(Double.POSITIVE_INFINITY, "up");
        gauge.set(Double.NEGATIVE_INFINITY, "down");
        assertThat(text()).contains("odd{kind=\"nan\"} NaN\n", "odd{kind=\"up\"} +Inf\n", "odd{kind=\"down\"} -Inf\n");
    }

    @Test
    void givesTheSameMeterForTheSameName() {
        assertThat(meters.counter("hits_total", "Hits", "a")).isSameAs(meters.counter("hits_total", "Hits", "a"));
        assertThat(meters.histogram("h", "H", List.of(1.0, 2.0)))
                .isSameAs(meters.histogram("h", "H", List.of(1.0, 2.0)));
    }

    @Test
    void refusesTheMisuseOfAMeter() {
        meters.counter("hits_total", "Hits", "a", "b");
        meters.histogram("h", "H", List.of(1.0, 2.0));
        assertMisuse(() -> meters.gauge("hits_total", "Hits", "a", "b"), "already a counter");
        assertMisuse(() -> meters.counter("hits_total", "Hits", "a"), "already a counter with labels [a, b]");
        assertMisuse(() -> meters.counter("hits_total", "Hits", "a", "b").add(1, "x"), "has the labels [a, b], but 1");
        assertMisuse(() -> meters.counter("hits_total", "Hits", "a", "b").add(-1, "x", "y"), "only grows");
        assertMisuse(() -> meters.counter("hits total", "Hits"), "Meter name is not of the form");
        assertMisuse(() -> meters.counter("hits", "Hits", "a-b"), "Label name of hits");
        assertMisuse(() -> meters.histogram("h", "H", List.of(1.0)), "already has the bounds [1.0, 2.0]");
        assertMisuse(() -> meters.histogram("g", "G", List.of(2.0, 1.0)), "do not ascend");
    }

    @Test
    void countsLabelValuesBeyondTheBoundTogether() throws Exception {
        Meters.Counter counter = meters.counter("paths_total", "Paths", "path");
        for (int i = 0; i < 10_050; i++) {
            counter.add(1, "/" + i);
        }
        assertThat(scrape()).hasSizeLessThan(10_100).containsEntry("paths_total{path=\"overflow\"}", 50.0);
    }

    @Test
    void losesNoCountUnderManyThreads() throws Exception {
        int threads = 8;
        int rounds = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(pool.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        String label = Integer.toString(i % 7);
                        meters.counter("hits_total", "Hits", "k").add(1, label);
                        meters.gauge("level", "Level").add(1);
                        meters.histogram("time_seconds", "Time", List.of(0.5)).observe(i % 2);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        Map<String, Double> samples = scrape();
        double hits = samples.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("hits_total{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertThat(hits).isEqualTo(threads * rounds);
        assertThat(samples)
                .containsEntry("level", (double) threads * rounds)
                .containsEntry("time_seconds_bucket{le=\"0.5\"}", threads * rounds / 2.0)
                .containsEntry("time_seconds_count", (double) threads * rounds);
    }

    @Test
    void tellsOfTheProcess() throws Exception {
        Map<String, Double> samples = scrape();
        assertThat(samples).containsEntry("duckdb_api_up", 1.0);
        assertThat(samples.get("duckdb_api_start_time_seconds"))
                .isEqualTo(samples.get("process_start_time_seconds"))
                .isBetween(1e9, System.currentTimeMillis() / 1e3);
        assertThat(samples.get("process_cpu_seconds_total")).isPositive();
        assertThat(samples.get("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
        assertThat(samples.get("process_resident_memory_bytes")).isGreaterThan(10e6);
        assertThat(samples.get("process_open_fds")).isBetween(3.0, samples.get("process_max_fds"));
    }

    @Test
    void namesItsMediaType() {
        assertThat(meters.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    private static void assertMisuse(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meters.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Every line has to be a comment or a sample of the text format. */
    private Map<String, Double> scrape() throws IOException {
        String text = text();
        assertThat(text).endsWith("\n");
        Map<String, Double> samples = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String value = sample.group(2).replace("Inf", "Infinity");
                assertThat(samples.put(sample.group(1), Double.valueOf(value))).isNull();
            } else {
                assertThat(line).matches(COMMENT);
            }
        }
        return samples;
    }
}
