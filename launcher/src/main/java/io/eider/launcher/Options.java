package io.eider.launcher;

import java.util.List;

/**
 * What the command line asks for.
 *
 * @param action what to do
 * @param demo what to do when the server is ready
 */
record Options(Action action, Demonstration demo) {
    /** What to do. */
    enum Action {
        SERVE,
        HELP,
        VERSION
    }

    /** Whether the demonstration runs once the server is ready. */
    enum Demonstration {
        SHOWN,
        OMITTED
    }

    /**
     * Reads the command line.
     *
     * @throws StartFailure naming an argument that is not known
     */
    static Options parse(List<String> args) {
        Demonstration demo = Demonstration.OMITTED;
        for (String arg : args) {
            switch (arg) {
                case "--help", "-h" -> {
                    return new Options(Action.HELP, demo);
                }
                case "--version" -> {
                    return new Options(Action.VERSION, demo);
                }
                case "--demo" -> demo = Demonstration.SHOWN;
                default -> throw new StartFailure(arg + ": not an option; see --help");
            }
        }
        return new Options(Action.SERVE, demo);
    }
}
