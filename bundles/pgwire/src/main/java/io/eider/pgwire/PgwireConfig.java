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

    @AttributeDefinition(description = "Threads that read and write connections", min = "1", max = "64")
    int event_threads() default 2;

    @AttributeDefinition(
            description = "Threads on which logins wait for other parts of the server",
            min = "1",
            max = "64")
    int login_threads() default 4;

    @AttributeDefinition(
            description = "How long a client may take from its first byte to its login, in seconds",
            min = "1")
    int login_timeout_seconds() default 10;

    @AttributeDefinition(
            description = "Failed logins of one address after which it is not heard for the rest of the minute",
            min = "1")
    int login_failures_per_minute() default 10;

    @AttributeDefinition(description = "Longest message before a login's end, in bytes", min = "1000", max = "1000000")
    int login_message_max_bytes() default 10_000;

    @AttributeDefinition(description = "Longest message of a client that is logged in, in bytes", min = "10000")
    int message_max_bytes() default 67_108_864;

    @AttributeDefinition(description = "Connections that are open at once", min = "1")
    int connection_max_total() default 200;

    @AttributeDefinition(description = "Connections that are open at once from one address", min = "1")
    int connection_max_per_address() default 100;

    @AttributeDefinition(description = "How passwords are asked for: scram, or cleartext inside TLS")
    String password_method() default "scram";

    @AttributeDefinition(
            description = "How long running statements may take to end when the server stops, in seconds",
            min = "0",
            max = "3600")
    int drain_seconds() default 30;

    @AttributeDefinition(description = "TLS: off, allow, require")
    String tls() default "off";

    @AttributeDefinition(description = "PEM file of the certificate and those that it is signed with")
    String tls_certificate() default "";

    @AttributeDefinition(description = "PEM file of the certificate's key, PKCS#8 without a password")
    String tls_key() default "";

    @AttributeDefinition(description = "Whether a certificate for trying TLS is made in data.dir/tls, if none is named")
    boolean tls_generate() default false;

    @AttributeDefinition(description = "Certificates of clients instead of passwords: off, allow, require")
    String tls_client_auth() default "off";

    @AttributeDefinition(description = "PEM file of the certificates that clients' certificates are signed with")
    String tls_client_ca() default "";

    @AttributeDefinition(description = "Root of all data, for the certificate that is made")
    String data_dir() default "./data";
}
