package io.eider.ontology.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Freshness between 5 seconds and an hour, 5 minutes if nothing is said. */
class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Freshness freshness = new Freshness(Fetching.KEEPING);

    private static HttpHeaders headers(Map<String, String> headers) {
        return HttpHeaders.of(
                headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                (name, value) -> true);
    }

    private Duration of(String... pairs) {
        return freshness.of(headers(pairs.length == 2 ? Map.of(pairs[0], pairs[1]) : Map.of()), NOW);
    }

    @Test
    void serverSaysHowLongADocumentIsFresh() {
        assertThat(of()).isEqualTo(Duration.ofMinutes(5));
        assertThat(of("Cache-Control", "public, Max-Age=\"90\"")).isEqualTo(Duration.ofSeconds(90));
        assertThat(of("Expires", "Thu, 01 Jan 2026 00:10:00 GMT")).isEqualTo(Duration.ofMinutes(10));
        assertThat(freshness.of(headers(Map.of("cache-control", "max-age=100", "age", "40")), NOW))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void serverSaysItWithinLimits() {
        assertThat(of("Cache-Control", "max-age=0")).isEqualTo(Duration.ofSeconds(5));
        assertThat(of("Cache-Control", "no-cache, max-age=999")).isEqualTo(Duration.ofSeconds(5));
        assertThat(of("Cache-Control", "max-age=99999999999999999999")).isEqualTo(Duration.ofHours(1));
        assertThat(of("Cache-Control", "max-age=-1")).isEqualTo(Duration.ofSeconds(5));
        assertThat(of("Expires", "0")).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void serverSaysWhereADocumentMayBeKept() {
        assertThat(Freshness.storing(headers(Map.of()))).isEqualTo(Freshness.Storing.ANYWHERE);
        assertThat(Freshness.storing(headers(Map.of("Cache-Control", "no-store"))))
                .isEqualTo(Freshness.Storing.MEMORY_ONLY);
        assertThat(Freshness.storing(headers(Map.of("Cache-Control", "max-age=1, must-revalidate"))))
                .isEqualTo(Freshness.Storing.REVALIDATED);
    }

    @Test
    void serverSaysWhenToComeAgain() {
        assertThat(Freshness.retryAfter(headers(Map.of()), NOW)).isEmpty();
        assertThat(Freshness.retryAfter(headers(Map.of("Retry-After", "7")), NOW))
                .contains(Duration.ofSeconds(7));
        assertThat(Freshness.retryAfter(headers(Map.of("Retry-After", "Thu, 01 Jan 2026 00:00:09 GMT")), NOW))
                .contains(Duration.ofSeconds(9));
        assertThat(Freshness.retryAfter(headers(Map.of("Retry-After", "99999999")), NOW))
                .contains(Duration.ofHours(1));
        assertThat(Freshness.retryAfter(headers(Map.of("Retry-After", "soon")), NOW))
                .isEmpty();
    }
}
