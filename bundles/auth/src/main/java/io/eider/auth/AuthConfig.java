package io.eider.auth;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Settings of the keys, PID {@code io.eider.auth}; the same keys and comments stand in {@code etc/io.eider.auth.cfg}. The
 * underscore in front is a dot in the file: such a setting is not a property of the service, where everybody could read it.
 */
@ObjectClassDefinition(name = "Eider auth", description = "Who may open the server")
public @interface AuthConfig {
    @AttributeDefinition(
            description = "The server's admin key; empty: one is made and printed at the first start",
            type = AttributeType.PASSWORD)
    String _admin_api_key() default "";
}
