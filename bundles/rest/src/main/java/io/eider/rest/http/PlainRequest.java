package io.eider.rest.http;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/**
 * A request without the headers that would make the JAX-RS runtime do what our contract does not know: {@code Accept} (answers
 * are JSON whatever is asked for, never 406) and CXF's {@code OnewayRequest} (an answer of 202 before the work is done). And its body
 * ends after it has failed: CXF reads what is left of a body before it sends the answer, and without this the answer to a
 * broken connection was an empty 200.
 */
public final class PlainRequest extends HttpServletRequestWrapper {
    private static final Set<String> HIDDEN = Set.of("accept", "onewayrequest");

    private ServletInputStream input;

    private static final String ACCEPT = PlainRequest.class.getName() + ".accept";

    /** Hides the headers of a request. */
    public PlainRequest(HttpServletRequest request) {
        super(request);
        setAttribute(ACCEPT, String.join(",", Collections.list(request.getHeaders("Accept"))));
    }

    /** The {@code Accept} of a request, for an answer that has another form too; empty if it has none. */
    public static String accept(HttpServletRequest request) {
        return (String) request.getAttribute(ACCEPT);
    }

    @Override
    public String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(PlainRequest::isHidden);
        return Collections.enumeration(names);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (input == null) {
            input = new Input(super.getInputStream());
        }
        return input;
    }

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A body that has ended once it has failed. */
    private static final class Input extends ServletInputStream {
        private final ServletInputStream in;
        private boolean failed;

        private Input(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (failed) {
                return -1;
            }
            boolean good = false;
            try {
                int read = in.read(target, offset, length);
                good = true;
                return read;
            } finally {
                failed = !good;
            }
        }

        @Override
        public int available() throws IOException {
            return failed ? 0 : in.available();
        }

        @Override
        public boolean isFinished() {
            return failed || in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
