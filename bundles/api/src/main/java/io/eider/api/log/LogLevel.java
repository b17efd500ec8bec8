package io.eider.api.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How grave something has to be to be written, by the names that Python gives. Source: ontology contract, section 2. */
public enum LogLevel {
    /** Everything. */
    DEBUG("DEBUG"),
    /** What happens in the course of things. */
    INFO("INFO"),
    /** What somebody should look at. */
    WARNING("WARN"),
    /** What failed. */
    ERROR("ERROR"),
    /** What ends the server. */
    CRITICAL("FATAL");

    private final String log4j;

    LogLevel(String log4j) {
        this.log4j = log4j;
    }

    /** The name that Log4j has for it. */
    public String log4jName() {
        return log4j;
    }

    /** The names of all, the most talkative first. */
    public static List<String> names() {
        return Arrays.stream(values()).map(LogLevel::name).toList();
    }

    /** The level of this name; empty if there is none. Case counts. */
    public static Optional<LogLevel> of(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findFirst();
    }

    /** The level that a name of Log4j's comes closest to: TRACE is DEBUG, OFF is CRITICAL, an unknown one INFO. */
    public static LogLevel ofLog4j(String name) {
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "ALL", "TRACE", "DEBUG" -> DEBUG;
            case "WARN", "WARNING" -> WARNING;
            case "ERROR" -> ERROR;
            case "FATAL", "OFF" -> CRITICAL;
            default -> INFO;
        };
    }
}
