package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of other languages that the tests start; their files are resources beside this class. */
final class ClientProgram {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private ClientProgram() {}

    /** The file or folder of a resource, by its path below this package. */
    static Path resource(String name) {
        URL found = ClientProgram.class.getResource(name);
        if (found == null) {
            throw new AssertionError("no resource " + name);
        }
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(name, e);
        }
    }

    /** Whether a command ends with 0, so that what it needs is installed. */
    static boolean works(String... command) {
        try {
            return run(List.of(command), Map.of(), "").exit() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /**
     * Runs a command to its end, which must come in time.
     *
     * @param environment what it gets beside its own
     * @param input what it reads from standard input
     */
    static Output run(List<String> command, Map<String, String> environment, String input) throws IOException {
        Path folder = Files.createTempDirectory("eider-client");
        Path in = Files.writeString(folder.resolve("in"), input);
        Process process = null;
        try {
            process = start(command, environment, folder, in);
            return end(process, folder);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            for (String file : List.of("in", "out", "err")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    /** Starts a command that writes to the files {@code out} and {@code err} of a folder. */
    static Process start(List<String> command, Map<String, String> environment, Path folder, Path in)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for the end of a started command. */
    static Output end(Process process, Path folder) throws IOException {
        try {
            boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            String text = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
            String errors = Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError("the client still runs\n" + text + errors);
            }
            return new Output(process.exitValue(), text, errors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * What a program left.
     *
     * @param exit its exit code
     * @param text its standard output
     * @param errors its standard error
     */
    record Output(int exit, String text, String errors) {
        /** The lines of checks that did not succeed, and what else a program says that fails. */
        List<String> failures() {
            return Stream.concat(text.lines(), exit == 0 ? Stream.empty() : errors.lines())
                    .filter(line -> !line.startsWith("ok "))
                    .toList();
        }

        /**
         * All checks of a program ran, and exactly those failed that {@code pgclients/open.txt} lists.
         *
         * @param checks of the program
         */
        void requireChecks(String client, int checks) throws IOException {
            List<String> open = Files.readAllLines(resource("pgclients/open.txt")).stream()
                    .filter(line -> line.startsWith(client + " "))
                    .map(line -> line.substring(client.length() + 1))
                    .toList();
            List<String> failed = text.lines()
                    .filter(line -> line.startsWith("FAIL "))
                    .map(line -> line.substring("FAIL ".length(), line.indexOf(':')))
                    .toList();
            assertThat(failed)
                    .as(() -> client + ": " + String.join("\n", failures()))
                    .containsExactlyInAnyOrderElementsOf(open);
            assertThat(successes()).as("checks that succeed").isEqualTo(checks - open.size());
        }

        /** The number of checks that succeeded. */
        long successes() {
            return text.lines().filter(line -> line.startsWith("ok ")).count();
        }
    }
}
