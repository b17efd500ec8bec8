package io.eider.rest.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/**
 * An answer that a resource can take into its own hands, to stream it and to cut it off when it cannot be completed. What
 * the JAX-RS runtime does to it afterwards is dropped, above all the orderly end that would make a half answer look whole.
 * Confined to the thread of the request.
 */
public final class GuardedResponse extends HttpServletResponseWrapper {
    private static final String ATTRIBUTE = GuardedResponse.class.getName();

    private boolean answered;
    private boolean taken;
    private Exception cause;

    /** Guards the answer to a request. */
    public GuardedResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The answer to this request. */
    public static GuardedResponse of(HttpServletRequest request) {
        return (GuardedResponse) request.getAttribute(ATTRIBUTE);
    }

    /**
     * Takes the answer over. Nobody else can change it from here on.
     *
     * @return where the body goes
     */
    public OutputStream takeOver(int status, Map<String, String> headers) throws IOException {
        HttpServletResponse real = (HttpServletResponse) getResponse();
        real.setStatus(status);
        answered = true;
        headers.forEach(real::setHeader);
        taken = true;
        return real.getOutputStream();
    }

    /** Whether anybody has said how the request went; a status that nobody set would be a 200. */
    public boolean isAnswered() {
        return answered;
    }

    /** Whether a resource has taken the answer over. */
    public boolean isTaken() {
        return taken;
    }

    /** Cuts the answer off: the client sees a broken connection, not a short answer. */
    public void abort(Exception why) {
        cause = why;
    }

    /** Why the answer is to be cut off; empty if it is not. */
    public Optional<Exception> aborted() {
        return Optional.ofNullable(cause);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return taken ? new Nowhere() : super.getOutputStream();
    }

    @Override
    public void setStatus(int status) {
        answered = true;
        if (!taken) {
            super.setStatus(status);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (!taken) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!taken) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setContentType(String type) {
        if (!taken) {
            super.setContentType(type);
        }
    }

    @Override
    public void setContentLength(int length) {
        if (!taken) {
            super.setContentLength(length);
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (!taken) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!taken) {
            super.flushBuffer();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        answered = true;
        if (!taken) {
            super.sendError(status);
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        answered = true;
        if (!taken) {
            super.sendError(status, message);
        }
    }

    private static final class Nowhere extends ServletOutputStream {
        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("The answer is not asynchronous");
        }
    }
}
