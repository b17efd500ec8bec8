package io.eider.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.RegistryImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;

/** Karaf's own shell with all commands of this bundle and nobody at the terminal. */
final class Shell implements AutoCloseable {
    /** One for all shells: a command that was interrupted may end after its shell was closed, and puts the streams of its own back. */
    private static final ThreadIOImpl STREAMS = started();

    private final SessionFactoryImpl factory = new SessionFactoryImpl(STREAMS);

    Shell(Services services) {
        factory.getRegistry().register(services);
        RegistryImpl commands = new RegistryImpl(null);
        ManagerImpl manager = new ManagerImpl(factory.getRegistry(), commands, true);
        services().forEach(manager::register);
        commands.getCommands().forEach(command -> factory.getRegistry().register(new Worded(command)));
    }

    /** Runs a line and gives what it printed. */
    String run(String line) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = factory.create(new ByteArrayInputStream(new byte[0]), printed, printed);
        try {
            session.put("SCOPE", "eider:shell:*");
            session.execute(line);
        } finally {
            session.close();
        }
        return out.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Every class of the bundle that Karaf would register. */
    static List<Class<?>> services() {
        try {
            Path root = Path.of(EiderCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(root::relativize)
                        .map(Path::toString)
                        .filter(name -> name.endsWith(".class"))
                        .map(name -> name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'))
                        .<Class<?>>map(Shell::load)
                        .filter(type -> type.isAnnotationPresent(Service.class))
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ThreadIOImpl started() {
        ThreadIOImpl streams = new ThreadIOImpl();
        streams.start();
        return streams;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        factory.stop();
    }

    /** Gives a command words as strings, as Karaf's secured sessions do. */
    private record Worded(Command command) implements Command {
        @Override
        public Object execute(Session session, List<Object> arguments) throws Exception {
            List<Object> words = arguments.stream()
                    .<Object>map(word -> word instanceof CharSequence ? word.toString() : word)
                    .toList();
            return command.execute(session, words);
        }

        @Override
        public String getScope() {
            return command.getScope();
        }

        @Override
        public String getName() {
            return command.getName();
        }

        @Override
        public String getDescription() {
            return command.getDescription();
        }

        @Override
        public Completer getCompleter(boolean scoped) {
            return command.getCompleter(scoped);
        }

        @Override
        public Parser getParser() {
            return command.getParser();
        }
    }
}
