package io.eider.ontology.fetch;

import io.eider.api.meter.Meters;
import io.eider.ontology.fetch.FetchSettings.Internal;
import io.eider.ontology.fetch.FetchSettings.Keeping;
import io.eider.ontology.fetch.FetchSettings.Limits;
import io.eider.ontology.fetch.FetchSettings.Mode;
import io.eider.ontology.fetch.FetchSettings.Persistence;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A fetcher as the tests use it: small limits, short waits and a clock that stands still until it is moved. */
public final class Fetching {
    static final Duration ATTEMPT = Duration.ofMillis(600);
    static final Duration DEADLINE = Duration.ofMillis(1500);
    static final int MAX_BYTES = 20_000;

    static final Limits LIMITS = new Limits(ATTEMPT, ATTEMPT, MAX_BYTES, 20, 1000, 3, Set.of(), Internal.REFUSED);
    static final Persistence PERSISTENCE = new Persistence(
            3, Duration.ofMillis(20), DEADLINE, Duration.ofSeconds(5), 20, 10, Duration.ofMillis(300), 2, 4);
    static final Keeping KEEPING = new Keeping(
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofSeconds(60),
            Duration.ofHours(24),
            Duration.ofSeconds(30),
            100);

    private Fetching() {}

    /** A clock that a test moves. */
    static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    static FetchSettings settings(Mode mode, URI url) {
        return new FetchSettings(mode, url, "", LIMITS, PERSISTENCE, KEEPING, false);
    }

    static FetchSettings limits(FetchSettings s, UnaryOperator<Limits> change) {
        return new FetchSettings(
                s.mode(), s.url(), s.authorization(), change.apply(s.limits()), s.persistence(), s.keeping(), false);
    }

    static FetchSettings allowing(FetchSettings settings, Internal internal, String... hosts) {
        return limits(
                settings,
                l -> new Limits(
                        l.connect(),
                        l.attempt(),
                        l.maxBytes(),
                        l.maxDepth(),
                        l.maxValues(),
                        l.maxRedirects(),
                        Set.of(hosts),
                        internal));
    }

    /** A fetcher that waits as long as a busy machine may need. */
    public static HttpSchemaServer fetcher(URI url, Path directory) {
        Duration longest = Duration.ofSeconds(20);
        Limits limits = new Limits(longest, longest, MAX_BYTES, 20, 1000, 3, Set.of(), Internal.REFUSED);
        Persistence persistence = new Persistence(
                3, Duration.ofMillis(20), longest, Duration.ofSeconds(5), 20, 10, Duration.ofMillis(300), 2, 4);
        FetchSettings patient = new FetchSettings(Mode.LIVE, url, "", limits, persistence, KEEPING, false);
        return fetcher(patient, directory, Clock.systemUTC());
    }

    /** A fetcher; documents with the word "unusable" are no schemas. */
    static HttpSchemaServer fetcher(FetchSettings settings, Path directory, Clock clock) {
        String url = String.valueOf(settings.url());
        DiskCache disk = new DiskCache(directory, url, settings.limits().maxBytes(), 100);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.limits().connect())
                .build();
        FetchMeters meters = new FetchMeters(count -> count.accept(Meters.NOOP), "test");
        return new HttpSchemaServer(
                settings,
                disk,
                new HttpCall(client, settings, clock),
                document -> {
                    if (document.text().contains("unusable")) {
                        throw new UnusableDocument("it has no columns");
                    }
                },
                meters);
    }
}
