package io.eider.launcher;

import java.util.HashSet;
import java.util.Set;

/** What {@code --help} and {@code --version} print. */
final class Help {
    private Help() {}

    /** The version of this build. */
    static String version() {
        String version = Help.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked build)" : version;
    }

    static String text() {
        StringBuilder text = new StringBuilder(
                """
                Usage: eider [--demo] [--help] [--version]

                Starts the server in the foreground; SIGINT (Ctrl-C) or SIGTERM ends it.
                  --demo     once it is ready, create a project, load a table and export it, each call shown as curl
                  --version  print the version
                  --help     print this

                Settings, from the environment or from etc/*.cfg:
                """);
        Set<String> told = new HashSet<>();
        for (Setting setting : Setting.values()) {
            if (!told.add(setting.env())) {
                continue; // one variable for two files
            }
            text.append(String.format("  %-24s %s", setting.env(), setting.meaning()));
            if (!setting.defaultValue().isEmpty()) {
                text.append(" (default: ").append(setting.defaultValue()).append(')');
            }
            text.append(System.lineSeparator());
        }
        text.append(String.format("  %-24s %s%n", "JAVA_MAX_MEM", "largest Java heap (default: 768m)"));
        text.append(String.format("  %-24s %s", "JAVA_OPTS", "more options for the Java machine"));
        return text.toString();
    }
}
