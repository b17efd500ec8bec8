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
}
