package io.eider.pgwire.session;

import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SqlSession;
import io.eider.pgwire.Services;
import io.eider.pgwire.connection.CancelKeys;
import io.eider.pgwire.connection.Conversations;
import io.eider.pgwire.connection.Login;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Conversations about sessions of workspaces. At most one worker for each connection, so that their limit is that of workers too. */
@Component(service = Conversations.class)
public final class SessionConversations implements Conversations, AutoCloseable {
    private static final long KEEP_SECONDS = 30;

    private static final long STALL_SECONDS = 300;

    private final Services services;
    private final CancelKeys cancelKeys;
    private final long stallSeconds;
    private final AtomicLong number = new AtomicLong();
    private final ExecutorService workers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "eider-pgwire-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    @Activate
    public SessionConversations(@Reference Services services, @Reference CancelKeys cancelKeys) {
        this(services, cancelKeys, STALL_SECONDS);
    }

    /** @param stallSeconds how long a client may take nothing of what waits for it */
    public SessionConversations(Services services, CancelKeys cancelKeys, long stallSeconds) {
        this.services = services;
        this.cancelKeys = cancelKeys;
        this.stallSeconds = stallSeconds;
    }

    @Override
    public ChannelHandler begin(Channel channel, Login login) {
        Conversation conversation = new Conversation(channel, login, workers, cancelKeys, stallSeconds);
        conversation.begin(this::open);
        return conversation;
    }

    private SqlSession open(Login login) {
        SessionClient client = new SessionClient(
                "pg",
                Optional.of(login.address()),
                Optional.ofNullable(login.parameters().get("application_name")));
        return services.workspaces().call(workspaces -> workspaces
                .sessions()
                .open(login.workspace().project(), login.workspace().id(), client));
    }

    /** Ends the workers; their connections are closed already. */
    @Override
    @Deactivate
    public void close() {
        workers.shutdownNow();
    }
}
