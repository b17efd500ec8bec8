package io.eider.ontology.fetch;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the headers of an answer say about keeping it (RFC 9111, sections 4.2 and 5.2; RFC 9110, section 10.2.3). */
final class Freshness {
    private static final long MAX_SECONDS = Duration.ofDays(3650).toSeconds();

    private final FetchSettings.Keeping keeping;

    Freshness(FetchSettings.Keeping keeping) {
        this.keeping = keeping;
    }

    /** Where a document may be kept, and whether it may be served while it is asked for anew. */
    enum Storing {
        /** Memory and disk. */
        ANYWHERE,
        /** Memory and disk, but it is not served past its freshness while the server can be asked. */
        REVALIDATED,
        /** Memory. */
        MEMORY_ONLY
    }

    /** How long an answer is fresh from now on, between the floor and the ceiling. */
    Duration of(HttpHeaders headers, Instant now) {
        Map<String, String> control = control(headers);
        Duration said = keeping.fresh();
        if (control.containsKey("no-store") || control.containsKey("no-cache")) {
            said = Duration.ZERO;
        } else if (control.containsKey("max-age")) {
            said = seconds(control.get("max-age")).orElse(Duration.ZERO);
            said = said.minus(
                    headers.firstValue("age").flatMap(Freshness::seconds).orElse(Duration.ZERO));
        } else if (headers.firstValue("expires").isPresent()) {
            Instant date = headers.firstValue("date").flatMap(Freshness::date).orElse(now);
            said = headers.firstValue("expires")
                    .flatMap(Freshness::date)
                    .map(until -> Duration.between(date, until))
                    .orElse(Duration.ZERO);
        }
        return clamp(said);
    }

    /** Where it may be kept. */
    static Storing storing(HttpHeaders headers) {
        Map<String, String> control = control(headers);
        if (control.containsKey("no-store")) {
            return Storing.MEMORY_ONLY;
        }
        boolean isStrict = control.containsKey("no-cache") || control.containsKey("must-revalidate");
        return isStrict ? Storing.REVALIDATED : Storing.ANYWHERE;
    }

    /** How long the server wants to be left alone, at most an hour. */
    static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        Optional<String> text = headers.firstValue("retry-after");
        Optional<Duration> wait = text.flatMap(Freshness::seconds)
                .or(() -> text.flatMap(Freshness::date).map(until -> Duration.between(now, until)));
        return wait.map(d -> d.isNegative() ? Duration.ZERO : min(d, Duration.ofHours(1)));
    }

    private Duration clamp(Duration said) {
        Duration most = min(said, keeping.freshMax());
        return most.compareTo(keeping.freshMin()) < 0 ? keeping.freshMin() : most;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Map<String, String> control(HttpHeaders headers) {
        Map<String, String> directives = new HashMap<>();
        for (String line : headers.allValues("cache-control")) {
            for (String part : line.split(",")) {
                String[] pair = part.strip().split("=", 2);
                String value = pair.length == 1 ? "" : pair[1].strip().replace("\"", "");
                directives.putIfAbsent(pair[0].strip().toLowerCase(Locale.ROOT), value);
            }
        }
        return directives;
    }

    private static Optional<Duration> seconds(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long seconds = digits.length() > 10 ? MAX_SECONDS : Math.min(MAX_SECONDS, Long.parseLong(digits));
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
