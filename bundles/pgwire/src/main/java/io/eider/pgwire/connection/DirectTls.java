package io.eider.pgwire.connection;

import io.eider.pgwire.tls.TlsIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import java.util.Optional;

/**
 * Tells by the first byte whether a client begins with TLS at once, without an SSLRequest, as PostgreSQL 17 allows. Such a client must ask
 * for the protocol {@code postgresql} by ALPN, so that nobody can send it here from a page of another protocol.
 */
final class DirectTls extends ByteToMessageDecoder {
    private static final byte HANDSHAKE = 0x16;
    private static final String PROTOCOL = "postgresql";

    private final Entrance entrance;
    private final LoginHandler login;

    DirectTls(Entrance entrance, LoginHandler login) {
        this.entrance = entrance;
        this.login = login;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.getByte(in.readerIndex()) != HANDSHAKE) {
            ctx.pipeline().remove(this); // which hands on what has arrived
            return;
        }
        Optional<TlsIdentity> identity = entrance.certificates().current();
        if (identity.isEmpty()) {
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        login.encrypted(identity.get());
        SslHandler handler = Tls.handler(ctx, identity.get(), entrance);
        ctx.pipeline().addAfter(ctx.name(), "alpn", new RequireProtocol());
        ctx.pipeline().replace(this, "tls", handler);
    }

    private static final class RequireProtocol extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
                if (PROTOCOL.equals(ctx.pipeline().get(SslHandler.class).applicationProtocol())) {
                    ctx.pipeline().remove(this);
                } else {
                    ctx.close();
                }
            }
            ctx.fireUserEventTriggered(event);
        }
    }
}
