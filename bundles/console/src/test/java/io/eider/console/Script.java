package io.eider.console;

import io.eider.api.error.ApiException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Services of the other bundles as a test plays them: every call is noted and answered as the test said before; a call that it did not
 * speak of fails. What gives parts of a service ({@code storage.tables()}) needs no answer, it is the beginning of the name.
 */
final class Script {
    final List<String> calls = new ArrayList<>();
    private final Map<String, Object> answers = new HashMap<>();

    /** Answers a call, named as {@code tables.get}; an ApiException is thrown. */
    Script answer(String call, Object answer) {
        answers.put(call, answer);
        return this;
    }

    /** Lets a call without a result happen. */
    Script allow(String... names) {
        Arrays.stream(names).forEach(name -> answers.put(name, null));
        return this;
    }

    /** A service whose calls have names that begin so. */
    <T> T as(Class<T> service, String prefix) {
        return service.cast(Proxy.newProxyInstance(
                service.getClassLoader(),
                new Class<?>[] {service},
                (proxy, method, arguments) -> call(prefix, method, arguments == null ? new Object[0] : arguments)));
    }

    private Object call(String prefix, Method method, Object[] arguments) {
        String name = prefix + method.getName();
        boolean isPart = arguments.length == 0 && method.getReturnType().isInterface();
        if (isPart && !answers.containsKey(name)) {
            return as(method.getReturnType(), name + ".");
        }
        String call = Arrays.stream(arguments)
                .map(String::valueOf)
                .collect(Collectors.joining(" ", name + " ", ""))
                .strip();
        if (!answers.containsKey(name)) {
            throw new AssertionError("Unexpected: " + call);
        }
        calls.add(call);
        if (answers.get(name) instanceof ApiException refusal) {
            throw refusal;
        }
        return answers.get(name);
    }
}
