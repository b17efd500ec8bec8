package io.eider.itests;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the classes that need nothing special one server for all of them, as a parameter; a start takes long. Such a class
 * neither stops the server nor counts on being alone in it, but for its own projects.
 */
final class SharedEider implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(SharedEider.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EiderProcess.class;
    }

    @Override
    public EiderProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .eider;
    }

    /** Closed by JUnit after the last class. */
    private static final class Running implements CloseableResource {
        private final EiderProcess eider = EiderProcess.configure()
                .with("ONTO_PROJECT", "body1")
                .with("USE_MOCK_ONTO_SERVER", "true")
                .start();

        @Override
        public void close() {
            eider.close();
        }
    }
}
