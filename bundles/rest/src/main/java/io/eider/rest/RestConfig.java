package io.eider.rest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the REST front, PID {@code io.eider.rest}. */
@ObjectClassDefinition(name = "Eider REST")
@interface RestConfig {
    String PID = "io.eider.rest";

    @AttributeDefinition(description = "Whether the answer to an unforeseen fault carries the fault's text.")
    boolean debug() default false;

    @AttributeDefinition(description = "Largest JSON body in bytes; a larger one is answered with 413.")
    int request_max_bytes() default 10_000_000;

    @AttributeDefinition(description = "Whether /docs shows the API in Swagger UI.")
    boolean docs_enabled() default true;

    @AttributeDefinition(description = "Seconds that a request waits for a part of the server that is being replaced.")
    int swap_wait_seconds() default 10;

    @AttributeDefinition(description = "Host that answers name for PostgreSQL clients.")
    String pgwire_host() default "localhost";

    @AttributeDefinition(description = "Port that answers name for PostgreSQL clients.")
    int pgwire_port() default 5432;

    @AttributeDefinition(
            description =
                    "Token of a PostgreSQL front in another process on this machine; empty: /internal/pgwire is not there.")
    String _pgwire_service_token() default "";

    @AttributeDefinition(description = "Largest answer to SQL over HTTP in bytes.")
    long query_max_bytes() default 1_073_741_824;
}
