package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.SqlSession;
import io.eider.pgwire.connection.CancelKeys;
import io.eider.pgwire.connection.Drain;
import io.eider.pgwire.connection.ErrorFields;
import io.eider.pgwire.connection.Login;
import io.eider.pgwire.connection.Message;
import io.eider.pgwire.connection.Responses;
import io.eider.pgwire.connection.Severity;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop's end of a conversation: takes messages as they come and lets a worker deal with them one after another, so that DuckDB
 * never runs on the event loop. Reads no faster than the worker works.
 */
final class Conversation extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    /** Parameters of a StartupMessage that are no settings; those within {@code options} stand beside it. */
    private static final Set<String> OF_CONNECTION = Set.of("user", "database", "replication", "options");

    private static final int MANY_BYTES = 1024 * 1024;
    private static final int FEW_BYTES = 256 * 1024;

    private final Channel channel;
    private final Login login;
    private final Executor workers;
    private final CancelKeys cancelKeys;
    private final Outbox outbox;
    private final Queue<Object> mailbox = new ArrayDeque<>(); // messages, and tasks of the worker; guarded by itself
    private int waitingBytes; // guarded by mailbox
    private boolean isWorking; // guarded by mailbox
    private volatile boolean isDraining;
    private volatile boolean isGone;
    private volatile SqlSession session;
    private volatile ApiException ended;
    private CancelKeys.Key key;
    private Backend backend; // of the worker

    Conversation(Channel channel, Login login, Executor workers, CancelKeys cancelKeys, long stallSeconds) {
        this.channel = channel;
        this.login = login;
        this.workers = workers;
        this.cancelKeys = cancelKeys;
        this.outbox = new Outbox(channel, stallSeconds);
    }

    /** Opens the session and greets the client. */
    void begin(Function<Login, SqlSession> sessions) {
        post(() -> open(sessions), 0);
    }

    private void open(Function<Login, SqlSession> sessions) {
        if (isGone) {
            return;
        }
        SqlSession opened = sessions.apply(login);
        session = opened;
        opened.onEnd(this::endedByOthers);
        ReportedSettings reported = new ReportedSettings(login.workspace().username());
        backend = new Backend(opened, outbox, reported);
        Map<String, String> asked = new LinkedHashMap<>(login.parameters());
        asked.keySet().removeIf(Conversation::isOfConnection);
        opened.begin(asked);
        key = cancelKeys.add(login.protocolMinor(), opened.info().id().pid(), opened::cancel);
        reported.tellAll(opened.settings(), outbox.next());
        Responses.backendKeyData(outbox.next(), key);
        backend.ready();
    }

    private static boolean isOfConnection(String name) {
        return OF_CONNECTION.contains(name) || name.startsWith("_pq_");
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        post(message, ((Message) message).content().readableBytes());
    }

    private void post(Object work, int bytes) {
        synchronized (mailbox) {
            mailbox.add(work);
            waitingBytes += bytes;
            if (waitingBytes > MANY_BYTES) {
                channel.config().setAutoRead(false);
            }
            if (isWorking) {
                return;
            }
            isWorking = true;
        }
        workers.execute(this::work);
    }

    private void post(Runnable work, int bytes) {
        post((Object) work, bytes);
    }

    private void work() {
        for (Object next = take(); next != null; next = take()) {
            try {
                if (next instanceof Runnable task) {
                    task.run();
                } else if (next instanceof Message message && !isGone) {
                    handle(message);
                }
            } catch (Outbox.Gone e) {
                LOG.debug("Session of {}: {}", login.address(), e.getMessage());
                leave();
            } catch (Backend.FatalError e) {
                farewell(e.fields());
            } catch (ApiException e) {
                farewell(ErrorFields.of(Severity.FATAL, e));
            } catch (RuntimeException | Error e) {
                farewell(ErrorFields.of(Severity.FATAL, e)); // it goes into the log
            } finally {
                ReferenceCountUtil.release(next);
            }
        }
    }

    private Object take() {
        synchronized (mailbox) {
            Object next = mailbox.poll();
            if (next == null) {
                isWorking = false;
            } else if (next instanceof Message message) {
                waitingBytes -= message.content().readableBytes();
                if (waitingBytes < FEW_BYTES && !channel.config().isAutoRead()) {
                    channel.config().setAutoRead(true);
                }
            }
            return next;
        }
    }

    private void handle(Message message) {
        if (backend == null) {
            return; // it could not be opened
        }
        if (message.kind() == 'X') {
            leave();
            return;
        }
        backend.handle(message);
        checkEnd();
    }

    /** Between two messages: whether others have ended the session, or the server stops. */
    private void checkEnd() {
        if (ended != null) {
            farewell(ErrorFields.of(Severity.FATAL, ended));
        } else if (isDraining && (backend == null || backend.isReady())) {
            leaveQuietly();
            Drain.goodbye(channel);
        }
    }

    private void endedByOthers(ApiException reason) {
        ended = reason;
        post(this::checkEnd, 0);
    }

    private void farewell(ErrorFields fields) {
        if (!isGone) {
            Responses.error(outbox.next(), fields);
            try {
                outbox.flush();
            } catch (Outbox.Gone e) {
                LOG.debug("Nobody is told: {}", fields.message());
            }
        }
        leave();
    }

    private void leave() {
        leaveQuietly();
        channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }

    private void leaveQuietly() {
        isGone = true;
        if (key != null) {
            cancelKeys.remove(key);
        }
        if (backend != null) {
            backend.close();
        }
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        isGone = true;
        outbox.wake();
        SqlSession open = session;
        if (open != null) {
            open.cancel();
        }
        post(this::leaveQuietly, 0);
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        outbox.wake();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Drain.EVENT) {
            isDraining = true;
            post(this::checkEnd, 0);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("Connection of {}: {}", login.address(), cause.toString());
        ctx.close();
    }
}
