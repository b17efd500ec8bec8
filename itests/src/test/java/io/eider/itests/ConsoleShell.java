package io.eider.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.session.ClientSession;

/** A person at a terminal of the console. */
final class ConsoleShell implements AutoCloseable {
    private static final int COLUMNS = 250;
    /** What moves the cursor and colours the text. */
    private static final Pattern STYLE = Pattern.compile("\u001b(?:\\[[0-9;?]*[A-Za-z]|[=>])");

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ClientSession session;
    private final ChannelShell channel;
    private int seen;

    /** Opens the terminal and waits for the prompt; closes session and channel in the end. */
    ConsoleShell(ClientSession session, ChannelShell channel) {
        this.session = session;
        this.channel = channel;
        channel.setPtyType("xterm");
        channel.setPtyColumns(COLUMNS);
        channel.setOut(screen);
        try {
            channel.open().verify(Console.LONGEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("karaf@");
    }

    /** Types keys. */
    void type(String keys) {
        try {
            channel.getInvertedIn().write(keys.getBytes(StandardCharsets.UTF_8));
            channel.getInvertedIn().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text behind the one that was waited for last. */
    void await(String text) {
        try {
            Deadline.await("on the console: " + text, Console.LONGEST, () -> shows(text));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", but:\n" + shown(), e);
        }
    }

    private boolean shows(String text) {
        String shown = shown();
        int at = shown.indexOf(text, seen);
        seen = at < 0 ? seen : at + text.length();
        return at >= 0;
    }

    private String shown() {
        return STYLE.matcher(screen.toString(StandardCharsets.UTF_8)).replaceAll("");
    }

    @Override
    public void close() {
        channel.close(true);
        session.close(true);
    }
}
