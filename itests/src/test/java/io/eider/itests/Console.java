package io.eider.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** The operator's login at the console, over ssh. */
final class Console implements AutoCloseable {
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final EiderProcess eider;

    /** The console of a server. */
    Console(EiderProcess eider) {
        this.eider = eider;
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    /** Runs a command as a script does, without a terminal: {@code ssh host command}. */
    Output run(String command) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ClientSession session = login();
                ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(text);
            channel.setErr(text);
            channel.open().verify(LONGEST);
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONGEST);
            if (!events.contains(ClientChannelEvent.CLOSED)) {
                throw new AssertionError("does not end: " + command);
            }
            return new Output(
                    channel.getExitStatus(),
                    text.toString(StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a terminal. */
    ConsoleShell shell() {
        try {
            ClientSession session = login();
            return new ConsoleShell(session, session.createShellChannel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.stop();
    }

    /** With the password that the server made; the server ends a session with its first command. */
    private ClientSession login() throws IOException {
        ClientSession session = client.connect("karaf", "127.0.0.1", Integer.parseInt(eider.setting("KARAF_SSH_PORT")))
                .verify(LONGEST)
                .getSession();
        session.addPasswordIdentity(Files.readString(eider.dataDir().resolve("karaf/console.password"))
                .strip());
        session.auth().verify(LONGEST);
        return session;
    }

    /**
     * What a command left behind.
     *
     * @param exitCode 0 if it ended well
     * @param text all it printed, without blanks at the ends
     */
    record Output(int exitCode, String text) {
        /** The text of a command that ended well. */
        String succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + text);
            }
            return text;
        }

        /** The text of a command that failed. */
        String failed() {
            if (exitCode == 0) {
                throw new AssertionError("did not fail: " + text);
            }
            return text;
        }
    }
}
