package io.eider.pgwire;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the PostgreSQL front, PID {@code io.eider.pgwire}; the same keys and comments stand in {@code etc/io.eider.pgwire.cfg}. */
@ObjectClassDefinition(name = "Eider pgwire", description = "The PostgreSQL front of workspaces")
public @interface PgwireConfig {
    @AttributeDefinition(description = "Address that is listened on")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port that is listened on; 0 takes a free one", min = "0", max = "65535")
    int port() default 5432;
}
