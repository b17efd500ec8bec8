package io.eider.ontology.fetch;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the ontology server, PID {@code io.eider.ontology}; the same keys and comments stand in {@code etc/io.eider.ontology.cfg}. */
@ObjectClassDefinition(name = "Eider ontology", description = "The server whose schemas tables follow")
public @interface FetchConfig {
    @AttributeDefinition(description = "URL of the ontology server, http or https; empty: there is none")
    String url() default "";

    @AttributeDefinition(description = "Longest time of one request, in seconds", min = "1", max = "300")
    int timeout_seconds() default 5;

    @AttributeDefinition(
            description = "Longest time of one question with all its tries, in seconds; 0: three times timeout.seconds",
            min = "0",
            max = "900")
    int deadline_seconds() default 0;

    @AttributeDefinition(description = "Where schemas come from: live, or offline (from what is kept)")
    String mode() default "live";

    @AttributeDefinition(description = "Whether the packaged schema is served and no server asked")
    boolean mock() default false;

    @AttributeDefinition(description = "Whether the packaged schema is served when there is no other")
    boolean fallback_packaged() default false;

    @AttributeDefinition(description = "Project that /ops and /admin serve; empty: they are not there")
    String project() default "";

    @AttributeDefinition(description = "Bucket of that project, in which the tables are")
    String bucket() default "in.c-ontology";

    @AttributeDefinition(description = "File with the bearer token for the server; empty: none")
    String auth_bearer_file() default "";

    @AttributeDefinition(description = "File with user:password for the server; empty: none")
    String auth_basic_file() default "";

    @AttributeDefinition(description = "PEM file of the certificates that the server's is signed with; empty: Java's")
    String tls_ca() default "";

    @AttributeDefinition(description = "PKCS#12 file of a certificate that is shown to the server; empty: none")
    String tls_client_keystore() default "";

    @AttributeDefinition(description = "File with the password of that file")
    String tls_client_password_file() default "";

    @AttributeDefinition(description = "Hosts, or host:port, that a redirect may lead to besides the server itself")
    String[] allowed_hosts() default {};

    @AttributeDefinition(description = "Whether those may have addresses of internal networks")
    boolean internal_addresses_allowed() default false;

    @AttributeDefinition(description = "Largest document, in bytes", min = "1024", max = "104857600")
    int document_max_bytes() default 1_048_576;

    @AttributeDefinition(description = "How long a schema is fresh if the server does not say, in seconds", min = "0")
    int cache_ttl_seconds() default 300;

    @AttributeDefinition(description = "Shortest freshness, whatever the server says, in seconds", min = "0")
    int cache_ttl_min_seconds() default 5;

    @AttributeDefinition(description = "Longest freshness, whatever the server says, in seconds", min = "0")
    int cache_ttl_max_seconds() default 3600;

    @AttributeDefinition(
            description = "How long after its freshness a schema is served while it is asked for, in seconds",
            min = "0")
    int cache_revalidate_seconds() default 60;

    @AttributeDefinition(
            description = "How long after its freshness a schema is served if the server fails, in seconds",
            min = "0")
    int cache_stale_max_seconds() default 604_800;

    @AttributeDefinition(description = "How long it holds that there is no such schema, in seconds", min = "0")
    int cache_absent_seconds() default 30;

    @AttributeDefinition(description = "Schemas in memory and on disk", min = "1", max = "100000")
    int cache_schemas_max() default 1000;

    @AttributeDefinition(description = "Tries of one question", min = "1", max = "10")
    int retry_tries() default 3;

    @AttributeDefinition(description = "How long a schema is not asked for after it failed, in seconds", min = "0")
    int retry_rest_seconds() default 5;

    @AttributeDefinition(description = "Requests that the breaker looks back at", min = "1", max = "1000")
    int breaker_window() default 20;

    @AttributeDefinition(description = "So many failed ones of them open the breaker", min = "1", max = "1000")
    int breaker_failures() default 10;

    @AttributeDefinition(description = "How long the breaker stays open, in seconds", min = "1", max = "3600")
    int breaker_open_seconds() default 30;

    @AttributeDefinition(description = "So many good requests close it again", min = "1", max = "100")
    int breaker_probes() default 2;

    @AttributeDefinition(description = "Questions to the server at once", min = "1", max = "64")
    int concurrent_max() default 4;

    @AttributeDefinition(
            description = "How often tables are compared with their schemas and follow them, in seconds; 0: never",
            min = "0",
            max = "86400")
    int drift_interval_seconds() default 900;
}
