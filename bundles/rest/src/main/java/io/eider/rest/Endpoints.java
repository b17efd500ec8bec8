package io.eider.rest;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;

/**
 * All resource methods, read once from their annotations, so that no request has to: who may call what, and which template a
 * path belongs to. Immutable.
 */
final class Endpoints {
    private final Map<Method, Endpoint> byMethod = new LinkedHashMap<>();
    private final Node root = new Node();

    /**
     * Reads the resources.
     *
     * @throws IllegalArgumentException if a resource method lacks {@link Secured}
     */
    Endpoints(Collection<Class<?>> resources) {
        for (Class<?> resource : resources) {
            for (Method method : resource.getDeclaredMethods()) {
                httpMethod(method).ifPresent(verb -> add(resource, method, verb));
            }
        }
    }

    private void add(Class<?> resource, Method method, String verb) {
        Secured secured = method.getAnnotation(Secured.class);
        if (secured == null) {
            throw new IllegalArgumentException(method + " does not say who may call it");
        }
        String template = template(resource, method);
        byMethod.put(
                method,
                new Endpoint(method, verb, template, secured.value(), body(method), status(method), secured.place()));
        root.add(template, verb);
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String template(Class<?> resource, Method method) {
        Path inner = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + "/" + (inner == null ? "" : inner.value());
        List<String> segments = segments(path);
        return "/" + String.join("/", segments);
    }

    /** The one parameter without annotation, as JAX-RS says. */
    private static Class<?> body(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getAnnotations().length == 0)
                .map(Parameter::getType)
                .findFirst()
                .orElse(null);
    }

    private static int status(Method method) {
        if (method.isAnnotationPresent(Created.class)) {
            return 201;
        }
        return method.getReturnType() == void.class && !method.isAnnotationPresent(Streamed.class) ? 204 : 200;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /** The endpoint of a resource method. */
    Endpoint of(Method method) {
        Endpoint endpoint = byMethod.get(method);
        if (endpoint == null) {
            throw new IllegalStateException("No endpoint is known for " + method);
        }
        return endpoint;
    }

    /** All, in the order of the resources. */
    Collection<Endpoint> all() {
        return byMethod.values();
    }

    /** The template that a path belongs to, whatever the HTTP method; empty if no endpoint has such a path. */
    Optional<String> template(String path) {
        return Optional.ofNullable(root.find(path, 1)).map(node -> node.template);
    }

    /** The HTTP methods of a path, in alphabetical order. */
    Set<String> methods(String path) {
        Node node = root.find(path, 1);
        return node == null ? Set.of() : node.methods;
    }

    /** A segment of the paths: fixed ones before the variable one. */
    private static final class Node {
        private final Map<String, Node> fixed = new LinkedHashMap<>();
        private Node variable;
        private String template;
        private final Set<String> methods = new TreeSet<>();

        private void add(String path, String method) {
            Node node = this;
            for (String segment : segments(path)) {
                node = node.child(segment);
            }
            node.template = path;
            node.methods.add(method);
        }

        private Node child(String segment) {
            if (!segment.startsWith("{")) {
                return fixed.computeIfAbsent(segment, s -> new Node());
            }
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }

        private Node find(String path, int start) {
            if (start > path.length() || path.length() == 1) {
                return template == null ? null : this;
            }
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end == start) {
                return null;
            }
            Node next = fixed.get(path.substring(start, end));
            Node found = next == null ? null : next.find(path, end + 1);
            return found != null || variable == null ? found : variable.find(path, end + 1);
        }
    }
}
