package io.eider.pgwire.connection;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.Workspace;
import io.eider.pgwire.connection.ConnectionCounts.Admission;
import io.eider.pgwire.connection.ConnectionSettings.Passwords;
import io.eider.pgwire.connection.FirstPacket.Cancel;
import io.eider.pgwire.connection.FirstPacket.GssRequest;
import io.eider.pgwire.connection.FirstPacket.Startup;
import io.eider.pgwire.connection.FirstPacket.TlsRequest;
import io.eider.pgwire.connection.FirstPacket.Unspoken;
import io.eider.pgwire.tls.TlsIdentity;
import io.eider.pgwire.tls.TlsUse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection from its first packet until its client is logged in; then a conversation takes its place.
 *
 * <pre>
 * client: [SSLRequest] StartupMessage            SASLInitialResponse  SASLResponse
 * server: [S, TLS]                    SASL                 SASLContinue      SASLFinal AuthenticationOk
 * </pre>
 *
 * Runs on the channel's event loop; what may wait is done aside. Source: PostgreSQL manual, "Start-up".
 */
final class LoginHandler extends ChannelInboundHandlerAdapter {
    /** Who is logged in on a channel; not set before. */
    static final AttributeKey<Login> LOGIN = AttributeKey.valueOf(LoginHandler.class, "login");

    private static final Logger LOG = LoggerFactory.getLogger(LoginHandler.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("io.eider.pgwire.audit");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int OLD_MAJOR = 2;
    private static final long PENALTY_SECONDS = 1;
    private static final String TOO_MANY_FAILURES = "too many failed logins from this address; try again in a minute";

    private enum Step {
        FIRST_PACKETS,
        SCRAM_FIRST,
        SCRAM_LAST,
        PASSWORD,
        /** Something is done aside. */
        ASIDE,
        /** Logged in, or sent away. */
        OVER
    }

    private final Entrance entrance;
    private final Address address;
    private final Admission admission;
    private final MessageDecoder decoder;
    private Step step = Step.FIRST_PACKETS;
    private Optional<TlsIdentity> identity = Optional.empty();
    private Startup startup;
    private Map<String, String> settings = Map.of();
    private ScramExchange exchange;
    private ChannelHandlerContext context;
    private Future<?> deadline;

    LoginHandler(Entrance entrance, Address address, Admission admission, MessageDecoder decoder) {
        this.entrance = entrance;
        this.address = address;
        this.admission = admission;
        this.decoder = decoder;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        long millis = entrance.settings().loginTimeout().toMillis();
        deadline = ctx.executor().schedule(this::outOfTime, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline.cancel(false);
    }

    /** The connection is encrypted from now on, or tries to be. */
    void encrypted(TlsIdentity with) {
        identity = Optional.of(with);
        decoder.isEncrypted();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        try {
            if (step == Step.OVER) {
                return;
            }
            if (received instanceof Message message) {
                message(message);
            } else if (received instanceof Refusal refusal) {
                throw refusal;
            } else {
                firstPacket((FirstPacket) received);
            }
        } catch (Refusal e) {
            refuse(e.fields());
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    private void firstPacket(FirstPacket packet) {
        if (packet instanceof TlsRequest) {
            tls();
        } else if (packet instanceof GssRequest) {
            answer('N');
        } else if (packet instanceof Cancel cancel) {
            cancel(cancel);
        } else if (packet instanceof Unspoken unspoken) {
            unspoken(unspoken.protocol());
        } else if (packet instanceof Startup message) {
            startup(message);
        }
    }

    private void tls() {
        Optional<TlsIdentity> current = entrance.certificates().current();
        if (current.isEmpty()) {
            answer('N');
            return;
        }
        answer('S');
        context.pipeline()
                .addBefore(ConnectionInitializer.DECODER, "tls", Tls.handler(context, current.get(), entrance));
        encrypted(current.get());
    }

    private void answer(char letter) {
        context.writeAndFlush(Unpooled.buffer(1).writeByte(letter));
    }

    /** Nothing is answered, whether or not the key was right. */
    private void cancel(Cancel cancel) {
        step = Step.OVER;
        try {
            entrance.aside()
                    .execute(() -> entrance.cancelKeys().cancel(cancel.pid(), Unpooled.wrappedBuffer(cancel.secret())));
        } catch (RejectedExecutionException e) {
            LOG.warn("Too busy to cancel a statement for {}", address.text());
        }
        context.close();
    }

    private void unspoken(int protocol) {
        int major = protocol >>> Short.SIZE;
        ErrorFields fields = ErrorFields.fatal(
                "0A000",
                "unsupported frontend protocol " + major + "." + (protocol & 0xFFFF) + ": server supports 3.0 to 3."
                        + FirstPacket.NEWEST_MINOR);
        if (major > OLD_MAJOR) {
            throw new Refusal(fields);
        }
        over(fields);
        ByteBuf out = context.alloc().buffer();
        Responses.oldError(out, fields);
        Farewell.send(context.channel(), out);
    }

    private void startup(Startup message) {
        startup = message;
        if (message.isNegotiated()) {
            ByteBuf out = context.alloc().buffer();
            Responses.negotiateProtocolVersion(out, message.spokenMinor(), message.extensions());
            context.write(out);
        }
        if (admission == Admission.REFUSED) {
            throw new Refusal("53300", "sorry, too many clients already");
        }
        if (entrance.certificates().settings().use() == TlsUse.REQUIRE && identity.isEmpty()) {
            throw new Refusal("28000", "connection requires TLS, set sslmode=require");
        }
        settings = StartupParameters.settings(message.parameters());
        if (user().isEmpty()) {
            throw new Refusal("28000", "no PostgreSQL user name specified in startup packet");
        }
        if (!settings.getOrDefault("replication", "false").matches("(?i)false|off|no|0")) {
            throw new Refusal("0A000", "replication is not supported");
        }
        if (entrance.failures().isRefused(address)) {
            penalty();
        } else if (hasCertificate()) {
            admit();
        } else if (entrance.settings().passwords() == Passwords.CLEARTEXT && identity.isPresent()) {
            ask(Step.PASSWORD, Responses::authenticationCleartextPassword);
        } else {
            aside(() -> entrance.check().verifier(user()), verifier -> {
                exchange = new ScramExchange(
                        verifier, identity.flatMap(TlsIdentity::binding), ScramExchange.newNonce(RANDOM));
                ask(Step.SCRAM_FIRST, out -> Responses.authenticationSasl(out, exchange.mechanisms()));
            });
        }
    }

    /** Guessing passwords costs time, but none of a thread. */
    private void penalty() {
        step = Step.ASIDE;
        context.executor()
                .schedule(
                        () -> {
                            if (step == Step.ASIDE) {
                                refuse(ErrorFields.fatal("28000", TOO_MANY_FAILURES));
                            }
                        },
                        PENALTY_SECONDS,
                        TimeUnit.SECONDS);
    }

    /** Whether the client's certificate names the user. */
    private boolean hasCertificate() {
        TlsUse use = entrance.certificates().settings().clients();
        if (use == TlsUse.OFF || identity.isEmpty()) {
            return false;
        }
        boolean isUser =
                Tls.commonName(context.pipeline()).filter(user()::equals).isPresent();
        if (!isUser && use == TlsUse.REQUIRE) {
            failed();
            throw new Refusal("28000", "certificate authentication failed for user \"" + LoginCheck.cut(user()) + "\"");
        }
        return isUser;
    }

    private void message(Message message) {
        if (message.kind() != 'p') {
            throw new Refusal("08P01", "expected password response, got message type " + (int) message.kind());
        }
        ByteBuf body = message.content();
        switch (step) {
            case SCRAM_FIRST -> {
                String challenge = scramFirst(body);
                ask(Step.SCRAM_LAST, out -> Responses.authenticationSaslContinue(out, challenge));
            }
            case SCRAM_LAST -> scramLast(bytes(body, body.readableBytes()));
            case PASSWORD -> password(body);
            case FIRST_PACKETS, ASIDE, OVER -> throw new Refusal("08P01", "message out of turn");
        }
    }

    /** {@code mechanism 0 | int32 length of what follows, -1 for none | client first}. */
    private String scramFirst(ByteBuf body) {
        int end = body.bytesBefore((byte) 0);
        if (end < 0 || body.readableBytes() < end + 1 + Integer.BYTES) {
            throw malformed();
        }
        String mechanism = new String(bytes(body, end), StandardCharsets.UTF_8);
        body.skipBytes(1);
        if (body.readInt() != body.readableBytes()) {
            throw malformed();
        }
        return exchange.first(mechanism, bytes(body, body.readableBytes()));
    }

    private void scramLast(byte[] message) {
        if (entrance.failures().isRefused(address)) {
            penalty(); // others of this address have failed in the meantime
            return;
        }
        String outcome = exchange.last(message).orElseThrow(this::wrongPassword);
        ByteBuf out = context.alloc().buffer();
        Responses.authenticationSaslFinal(out, outcome);
        context.write(out);
        admit();
    }

    private void password(ByteBuf body) {
        int end = body.bytesBefore((byte) 0);
        if (end < 0 || end != body.readableBytes() - 1) {
            throw malformed();
        }
        String password = new String(bytes(body, end), StandardCharsets.UTF_8);
        Supplier<Boolean> check = () -> {
            if (entrance.failures().isRefused(address)) { // others of this address have failed in the meantime
                throw new Refusal("28000", TOO_MANY_FAILURES);
            }
            return entrance.check().fits(user(), password);
        };
        aside(check, fits -> {
            if (!fits) {
                throw wrongPassword();
            }
            admit();
        });
    }

    private Refusal wrongPassword() {
        failed();
        return LoginCheck.wrongPassword(user());
    }

    private void failed() {
        entrance.failures().add(address);
        entrance.meters().failedLogin();
    }

    private void admit() {
        aside(() -> entrance.check().workspace(user(), settings), this::converse);
    }

    private void converse(Workspace workspace) {
        Login login = new Login(workspace, settings, startup.spokenMinor(), address.text(), identity.isPresent());
        step = Step.OVER;
        context.channel().attr(LOGIN).set(login);
        AUDIT.info(
                "connected workspace={} user={} address={} tls={}",
                workspace.id(),
                workspace.username(),
                address.text(),
                identity.isPresent());
        ByteBuf out = context.alloc().buffer();
        Responses.authenticationOk(out);
        context.write(out);
        ChannelHandler conversation = entrance.conversations().begin(context.channel(), login);
        context.pipeline().replace(this, "conversation", conversation);
        decoder.converse(entrance.settings().messageBytes());
    }

    private String user() {
        return settings.getOrDefault("user", "");
    }

    private void ask(Step next, Consumer<ByteBuf> question) {
        step = next;
        ByteBuf out = context.alloc().buffer();
        question.accept(out);
        context.writeAndFlush(out);
        decoder.proceed();
    }

    /** Does what may wait on a thread that may, and goes on here with what came of it. */
    private <T> void aside(Supplier<T> work, Consumer<T> then) {
        step = Step.ASIDE;
        try {
            entrance.aside().execute(() -> {
                Runnable next;
                try {
                    T result = work.get();
                    next = () -> then.accept(result);
                } catch (RuntimeException e) { // whatever another bundle throws is the client's answer
                    next = () -> refuse(ErrorFields.of(Severity.FATAL, e));
                }
                resume(next);
            });
        } catch (RejectedExecutionException e) {
            refuse(ErrorFields.of(
                    Severity.FATAL, new ApiException(ErrorCode.TOO_BUSY, "too many logins at once; try again")));
        }
    }

    private void resume(Runnable next) {
        context.executor().execute(() -> {
            if (step != Step.ASIDE || !context.channel().isActive()) {
                return;
            }
            try {
                next.run();
            } catch (RuntimeException e) { // a conversation that cannot begin, among others
                refuse(ErrorFields.of(Severity.FATAL, e));
            }
        });
    }

    private void refuse(ErrorFields fields) {
        over(fields);
        Farewell.say(context.channel(), fields);
    }

    private void over(ErrorFields fields) {
        step = Step.OVER;
        entrance.meters().refused(fields.sqlState());
        AUDIT.info(
                "refused user={} address={} sqlstate={} reason={}",
                LoginCheck.cut(user()).replaceAll("[^!-~]", "?"),
                address.text(),
                fields.sqlState(),
                fields.message().replaceAll("\\p{Cntrl}", "?"));
    }

    private void outOfTime() {
        if (step == Step.OVER && context.channel().attr(LOGIN).get() != null) {
            return;
        }
        if (step != Step.OVER && startup != null) {
            refuse(ErrorFields.fatal("57014", "canceling authentication due to timeout"));
        } else if (step != Step.OVER) {
            entrance.meters().refused("57014");
        }
        context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Drain.EVENT && step != Step.OVER) {
            step = Step.OVER;
            Drain.goodbye(ctx.channel());
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof io.netty.handler.codec.DecoderException) {
            LOG.debug("The connection of {} failed: {}", address.text(), cause.toString());
        } else {
            LOG.error("The login of {} failed", address.text(), cause);
        }
        ctx.close();
    }

    private static byte[] bytes(ByteBuf body, int length) {
        byte[] bytes = new byte[length];
        body.readBytes(bytes);
        return bytes;
    }

    private static Refusal malformed() {
        return new Refusal("08P01", "invalid message format");
    }
}
