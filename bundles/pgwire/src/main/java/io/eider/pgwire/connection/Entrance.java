package io.eider.pgwire.connection;

import io.eider.pgwire.tls.Certificates;
import java.util.concurrent.Executor;

/**
 * What all connections share.
 *
 * @param settings what they may do
 * @param certificates for TLS
 * @param check asks other bundles
 * @param aside where it is asked: a bounded executor of threads that may wait
 * @param cancelKeys of all sessions
 * @param conversations what comes after a login
 * @param failures of logins
 * @param meters of connections
 */
record Entrance(
        ConnectionSettings settings,
        Certificates certificates,
        LoginCheck check,
        Executor aside,
        CancelKeys cancelKeys,
        Conversations conversations,
        LoginFailures failures,
        ConnectionMeters meters) {}
