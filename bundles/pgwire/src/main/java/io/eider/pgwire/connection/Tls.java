package io.eider.pgwire.connection;

import io.eider.pgwire.tls.TlsIdentity;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** TLS of one connection. */
final class Tls {
    private Tls() {}

    static SslHandler handler(ChannelHandlerContext context, TlsIdentity identity, Entrance entrance) {
        SslHandler handler = identity.context().newHandler(context.alloc());
        handler.setHandshakeTimeoutMillis(entrance.settings().loginTimeout().toMillis());
        return handler;
    }

    /** The common name in the client's certificate, whose signature was checked; empty without one, or with several. */
    static Optional<String> commonName(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate first = tls.engine().getSession().getPeerCertificates()[0];
            return first instanceof X509Certificate certificate ? commonName(certificate) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it has none
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            List<Rdn> names = new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .toList();
            return names.size() == 1 ? Optional.of(names.get(0).getValue().toString()) : Optional.empty();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
