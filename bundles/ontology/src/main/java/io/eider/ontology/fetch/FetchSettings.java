package io.eider.ontology.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * How an ontology server is asked.
 *
 * @param mode where documents come from
 * @param url of the server; null in the modes that ask none
 * @param authorization the value of the header, or blank
 * @param limits of one request
 * @param persistence what is done when a request fails
 * @param keeping how long documents are kept
 * @param fallbackPackaged whether a packaged document is served when there is no other
 */
public record FetchSettings(
        Mode mode,
        URI url,
        String authorization,
        Limits limits,
        Persistence persistence,
        Keeping keeping,
        boolean fallbackPackaged) {

    /** Where documents come from. */
    public enum Mode {
        /** The server, and what is kept. */
        LIVE,
        /** What is kept; the server is never asked. */
        OFFLINE,
        /** What is part of Eider; the server is never asked. */
        MOCK
    }

    /**
     * Limits of one request.
     *
     * @param connect longest wait for a connection
     * @param attempt longest time of one request, its body included
     * @param maxBytes of a body, before and after it is unpacked
     * @param maxDepth of nested arrays and objects
     * @param maxValues scalars, arrays and objects of a document
     * @param maxRedirects that one request follows
     * @param allowedHosts {@code host} or {@code host:port}, lower case, that a redirect may lead to
     * @param internal whether those may have addresses of internal networks
     */
    public record Limits(
            Duration connect,
            Duration attempt,
            int maxBytes,
            int maxDepth,
            int maxValues,
            int maxRedirects,
            Set<String> allowedHosts,
            Internal internal) {
        /** Copies the set. */
        public Limits {
            allowedHosts = Set.copyOf(allowedHosts);
        }
    }

    /** Whether redirects may lead into internal networks. */
    public enum Internal {
        REFUSED,
        ALLOWED
    }

    /**
     * What is done when a request fails.
     *
     * @param tries of one question
     * @param pause the first pause between two tries is up to this, each further one up to twice as much
     * @param deadline of all tries of one question together
     * @param rest how long a schema is not asked for again after its question failed
     * @param breakerWindow the last so many requests count
     * @param breakerFailures so many failed ones of them open the breaker
     * @param breakerOpen how long it stays open
     * @param breakerProbes so many good requests close it again
     * @param concurrent questions at once
     */
    public record Persistence(
            int tries,
            Duration pause,
            Duration deadline,
            Duration rest,
            int breakerWindow,
            int breakerFailures,
            Duration breakerOpen,
            int breakerProbes,
            int concurrent) {}

    /**
     * How long documents are kept.
     *
     * @param fresh how long one is fresh if the server does not say
     * @param freshMin at least so long, whatever the server says
     * @param freshMax at most so long, whatever the server says
     * @param revalidate so long after its freshness it is served while it is asked for in the background
     * @param staleMax so long after its freshness it is served if the server fails
     * @param absent how long the answer that there is no such schema holds
     * @param maxSchemas in memory
     */
    public record Keeping(
            Duration fresh,
            Duration freshMin,
            Duration freshMax,
            Duration revalidate,
            Duration staleMax,
            Duration absent,
            int maxSchemas) {}
}
