package io.eider.ontology.fetch;

import io.eider.ontology.fetch.FetchSettings.Internal;
import io.eider.ontology.fetch.FetchSettings.Keeping;
import io.eider.ontology.fetch.FetchSettings.Limits;
import io.eider.ontology.fetch.FetchSettings.Mode;
import io.eider.ontology.fetch.FetchSettings.Persistence;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings from a configuration. Each error names the setting that is wrong. */
final class ConfiguredSettings {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 200_000;
    private static final int MAX_REDIRECTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES_OF_DEADLINE = 3;

    private ConfiguredSettings() {}

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static FetchSettings of(FetchConfig config) {
        URI url = url(config.url().strip());
        return new FetchSettings(
                mode(config),
                url,
                authorization(config, url),
                limits(config),
                persistence(config),
                keeping(config),
                config.fallback_packaged());
    }

    private static Mode mode(FetchConfig config) {
        if (config.mock()) {
            return Mode.MOCK;
        }
        return switch (config.mode().strip().toLowerCase(Locale.ROOT)) {
            case "live" -> Mode.LIVE;
            case "offline" -> Mode.OFFLINE;
            default -> throw new IllegalArgumentException("mode must be live or offline, not " + config.mode());
        };
    }

    private static URI url(String text) {
        if (text.isEmpty()) {
            return null;
        }
        URI url;
        try {
            url = URI.create(text.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url (ONTO_SERVER_URL) is no URL", e);
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean isPlain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null || !isPlain) {
            throw new IllegalArgumentException(
                    "url (ONTO_SERVER_URL) must be an http or https URL without user, query and fragment");
        }
        return url;
    }

    private static String authorization(FetchConfig config, URI url) {
        String bearer = config.auth_bearer_file().strip();
        String basic = config.auth_basic_file().strip();
        if (!bearer.isEmpty() && !basic.isEmpty()) {
            throw new IllegalArgumentException("Only one of auth.bearer.file and auth.basic.file may be set");
        }
        if (bearer.isEmpty() && basic.isEmpty()) {
            return "";
        }
        if (url == null) {
            throw new IllegalArgumentException("A secret for the ontology server is set, but no url (ONTO_SERVER_URL)");
        }
        if (!bearer.isEmpty()) {
            return "Bearer " + SecretFile.read("auth.bearer.file", bearer);
        }
        byte[] pair = SecretFile.read("auth.basic.file", basic).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Limits limits(FetchConfig config) {
        Duration attempt = Duration.ofSeconds(config.timeout_seconds());
        Set<String> hosts = Arrays.stream(config.allowed_hosts())
                .flatMap(hostList -> Arrays.stream(hostList.split(",")))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new Limits(
                attempt,
                atLeast("timeout.seconds", attempt, 1),
                config.document_max_bytes(),
                MAX_DEPTH,
                MAX_VALUES,
                MAX_REDIRECTS,
                hosts,
                config.internal_addresses_allowed() ? Internal.ALLOWED : Internal.REFUSED);
    }

    private static Persistence persistence(FetchConfig config) {
        int deadline = config.deadline_seconds() == 0
                ? TRIES_OF_DEADLINE * config.timeout_seconds()
                : config.deadline_seconds();
        if (config.breaker_failures() > config.breaker_window()) {
            throw new IllegalArgumentException("breaker.failures must not be more than breaker.window");
        }
        return new Persistence(
                config.retry_tries(),
                PAUSE,
                atLeast("deadline.seconds", Duration.ofSeconds(deadline), 1),
                atLeast("retry.rest.seconds", Duration.ofSeconds(config.retry_rest_seconds()), 0),
                config.breaker_window(),
                config.breaker_failures(),
                atLeast("breaker.open.seconds", Duration.ofSeconds(config.breaker_open_seconds()), 1),
                config.breaker_probes(),
                config.concurrent_max());
    }

    private static Keeping keeping(FetchConfig config) {
        return new Keeping(
                atLeast("cache.ttl.seconds", Duration.ofSeconds(config.cache_ttl_seconds()), 0),
                atLeast("cache.ttl.min.seconds", Duration.ofSeconds(config.cache_ttl_min_seconds()), 0),
                atLeast(
                        "cache.ttl.max.seconds",
                        Duration.ofSeconds(config.cache_ttl_max_seconds()),
                        config.cache_ttl_min_seconds()),
                atLeast("cache.revalidate.seconds", Duration.ofSeconds(config.cache_revalidate_seconds()), 0),
                atLeast("cache.stale.max.seconds", Duration.ofSeconds(config.cache_stale_max_seconds()), 0),
                atLeast("cache.absent.seconds", Duration.ofSeconds(config.cache_absent_seconds()), 0),
                config.cache_schemas_max());
    }

    private static Duration atLeast(String setting, Duration value, int seconds) {
        if (value.getSeconds() < seconds) {
            throw new IllegalArgumentException(setting + " must be at least " + seconds);
        }
        return value;
    }
}
