package io.eider.api.ontology;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The ontology server of this site, behind caches. No call waits longer than the deadline that is configured, and none throws for
 * what the server does: {@link FetchedSchema#outcome} says it. Thread-safe.
 *
 * <p>Source: ontology contract, sections 3 and 5.3.
 */
@ProviderType
public interface SchemaServer {
    /**
     * The document of a schema: the kept one while it is fresh, else what the server answers.
     *
     * @param schemaId 1 to 128 of {@code A-Za-z0-9._-}, the first no dot
     * @throws io.eider.api.error.ApiException INVALID_NAME
     */
    FetchedSchema fetch(String schemaId);

    /**
     * As {@link #fetch}, but asks the server even if the kept document is fresh.
     *
     * @throws io.eider.api.error.ApiException INVALID_NAME
     */
    FetchedSchema refresh(String schemaId);

    /**
     * Forgets what is kept of a schema, in memory and on disk.
     *
     * @throws io.eider.api.error.ApiException INVALID_NAME
     */
    void forget(String schemaId);

    /** Whether the server says at this moment that it is well. Asks it once, without a cache. */
    boolean isHealthy();

    /** What is known about the server without asking it. */
    ServerState state();
}
