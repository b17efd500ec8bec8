package io.eider.rest;

import io.eider.rest.http.GuardedResponse;
import io.eider.rest.http.PlainRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The outermost layer, around every request, also those that no resource serves: request id, CORS, redirects of paths with a
 * slash at the end, request metrics, and cutting off answers that cannot be completed (storage contract, sections 0.1 and
 * 4). Thread-safe.
 */
@Component(service = Filter.class, property = "osgi.http.whiteboard.filter.pattern=/*")
public final class EdgeFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeFilter.class);
    private static final String REQUEST_ID = "X-Request-ID";
    private static final String REQUEST_ID_ATTRIBUTE = EdgeFilter.class.getName() + ".id";
    private static final String FAILURE_ATTRIBUTE = EdgeFilter.class.getName() + ".failure";
    private static final Pattern GOOD_REQUEST_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final String NO_ENDPOINT = "{unmatched}";
    /**
     * What a path may be made of (RFC 3986, section 3.3) without the semicolon, whose parameters JAX-RS would drop: then two
     * texts would mean one path.
     */
    private static final Pattern GOOD_PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@%/-]*");

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Pattern NOT_COUNTED =
            Pattern.compile("/(metrics|monitoring/metrics|docs(/.*)?|redoc|openapi\\.json)");

    private final RestMeters meters;
    private final Endpoints endpoints;

    /** As a component. */
    @Activate
    public EdgeFilter(@Reference Services services) {
        this(new RestMeters(services), new Endpoints(EiderApplication.RESOURCES));
    }

    /** A filter that knows the paths of some endpoints. */
    EdgeFilter(RestMeters meters, Endpoints endpoints) {
        this.meters = meters;
        this.endpoints = endpoints;
    }

    /** The id of a request, for the log. */
    static String requestId(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(REQUEST_ID_ATTRIBUTE));
    }

    /** Notes that a request failed for a cause that nobody foresaw. */
    static void failed(HttpServletRequest request, Throwable cause) {
        request.setAttribute(FAILURE_ATTRIBUTE, cause.getClass().getSimpleName());
    }

    @Override
    public void init(FilterConfig config) {
        // nothing to prepare
    }

    @Override
    public void destroy() {
        // nothing to release
    }

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        GuardedResponse response = new GuardedResponse(request, (HttpServletResponse) out);
        identify(request, response);
        try {
            count(request, response, chain);
        } finally {
            PendingAnswer.release(request);
            MDC.remove(REQUEST_ID);
        }
        Optional<Exception> cause = response.aborted();
        if (cause.isPresent()) {
            throw new IOException("The answer to request " + requestId(request) + " was cut off", cause.get());
        }
    }

    private static void identify(HttpServletRequest request, HttpServletResponse response) {
        String given = request.getHeader(REQUEST_ID);
        boolean isGood = given != null && GOOD_REQUEST_ID.matcher(given).matches();
        String id = isGood ? given : UUID.randomUUID().toString();
        request.setAttribute(REQUEST_ID_ATTRIBUTE, id);
        response.setHeader(REQUEST_ID, id);
        MDC.put(REQUEST_ID, id);
    }

    private void count(HttpServletRequest request, GuardedResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        if (NOT_COUNTED.matcher(path).matches()) {
            serve(request, response, chain);
            return;
        }
        long start = System.nanoTime();
        String method = request.getMethod();
        meters.begun(method);
        try {
            serve(request, response, chain);
        } finally {
            String endpoint = endpoints.template(path).orElse(NO_ENDPOINT);
            Object failure = request.getAttribute(FAILURE_ATTRIBUTE);
            if (failure != null) {
                meters.failed(failure.toString(), endpoint);
            }
            meters.ended(method, endpoint, response.getStatus(), System.nanoTime() - start);
        }
    }

    private void serve(HttpServletRequest request, GuardedResponse response, FilterChain chain)
            throws IOException, ServletException {
        allowOrigin(request, response);
        Optional<String> straight = withoutSlash(request);
        if (!isGood(request)) {
            answer(response, 400, "{\"detail\":\"Bad Request\"}");
        } else if (isPreflight(request)) {
            answerPreflight(request, response);
        } else if (straight.isPresent()) {
            response.setStatus(307);
            response.setHeader("Location", straight.get());
        } else {
            pass(request, response, chain);
            if (!response.isAnswered()) {
                response.abort(new IllegalStateException("Nobody answered the request"));
            }
        }
    }

    /** The server's own page for a fault would show its stack. */
    private static void pass(HttpServletRequest request, GuardedResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(new PlainRequest(request), response);
        } catch (ServletException | RuntimeException e) { // the edge: whatever nobody foresaw
            LOG.error("Request {} failed outside of its resource", requestId(request), e);
            failed(request, e);
            if (response.isTaken() || response.isCommitted()) {
                response.abort(e);
                return;
            }
            response.resetBuffer();
            answer(response, 500, "{\"error\":\"internal_server_error\",\"message\":\"An internal error occurred\"}");
        }
    }

    private static boolean isGood(HttpServletRequest request) {
        String query = request.getQueryString();
        return GOOD_PATH.matcher(request.getRequestURI()).matches()
                && (query == null || !BROKEN_ESCAPE.matcher(query).find());
    }

    private static void answer(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(json.getBytes(StandardCharsets.US_ASCII));
    }

    private static void allowOrigin(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void answerPreflight(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
        response.setHeader("Access-Control-Max-Age", "600");
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write("OK".getBytes(StandardCharsets.US_ASCII));
    }

    /** Where a path goes that has a slash too much; empty if it has none or is nobody's path without it too. */
    private Optional<String> withoutSlash(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.length() < 2 || !path.endsWith("/")) {
            return Optional.empty();
        }
        String query = request.getQueryString();
        String shorter = path.substring(0, path.length() - 1);
        return endpoints.template(shorter).map(t -> query == null ? shorter : shorter + "?" + query);
    }
}
