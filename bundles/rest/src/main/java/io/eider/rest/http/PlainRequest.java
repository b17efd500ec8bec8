package io.eider.rest.http;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/**
 * A request without the headers that would make the JAX-RS runtime do what our contract does not know: {@code Accept} (answers
 * are JSON whatever is asked for, never 406) and CXF's {@code OnewayRequest} (an answer of 202 before the work is done).
 */
public final class PlainRequest extends HttpServletRequestWrapper {
    private static final Set<String> HIDDEN = Set.of("accept", "onewayrequest");

    /** Hides the headers of a request. */
    public PlainRequest(HttpServletRequest request) {
        super(request);
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

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }
}
