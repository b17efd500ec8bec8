/** Certificates from PEM files, reloaded when they change; the entry is {@link io.eider.pgwire.tls.Certificates}. */
package io.eider.pgwire.tls;
