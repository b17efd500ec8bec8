package io.eider.metrics;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.log.LogLevel;
import io.eider.api.log.LogLevels;
import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The level in the configuration of Pax Logging, which takes a change over at once. Thread-safe.
 *
 * <p>Source: Pax Logging, {@code org.ops4j.pax.logging.cfg} in the form of Log4j 2: {@code log4j2.logger.NAME.name} and {@code .level}.
 */
@Component(service = LogLevels.class)
public final class PaxLogLevels implements LogLevels {
    private static final String PID = "org.ops4j.pax.logging";
    private static final String OURS = "io.eider";
    private static final String LOGGER = "log4j2.logger.";
    private static final String NAME = ".name";
    private static final String LEVEL = ".level";
    private static final String ROOT = "log4j2.rootLogger.level";
    private static final String DEFAULT_KEY = LOGGER + "eider";
    /** With it Felix File Install would write the change into etc/, which other servers may share and the next start reads. */
    private static final String FILE = "felix.fileinstall.filename";

    private final ConfigurationAdmin configurations;

    /** As a component. */
    @Activate
    public PaxLogLevels(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    @Override
    public synchronized LogLevel level() {
        Dictionary<String, Object> properties = properties();
        return ours(properties)
                .map(key -> properties.get(key + LEVEL))
                .or(() -> Optional.ofNullable(properties.get(ROOT)))
                .map(level -> LogLevel.ofLog4j(level.toString()))
                .orElse(LogLevel.INFO);
    }

    @Override
    public synchronized void set(LogLevel level) {
        Dictionary<String, Object> properties = properties();
        String key = ours(properties).orElse(DEFAULT_KEY);
        properties.put(key + NAME, OURS);
        properties.put(key + LEVEL, level.log4jName());
        properties.remove(FILE);
        try {
            configuration().update(properties);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Dictionary<String, Object> properties() {
        try {
            Dictionary<String, Object> properties = configuration().getProperties();
            return properties == null ? new Hashtable<>() : properties;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Configuration configuration() throws IOException {
        return configurations.getConfiguration(PID, "?");
    }

    /** The front part of the keys of our logger. */
    private static Optional<String> ours(Dictionary<String, Object> properties) {
        return Collections.list(properties.keys()).stream()
                .filter(key -> key.startsWith(LOGGER) && key.endsWith(NAME))
                .map(key -> Map.entry(key, properties.get(key)))
                .filter(entry -> OURS.equals(entry.getValue()))
                .map(entry -> entry.getKey().substring(0, entry.getKey().length() - NAME.length()))
                .findFirst();
    }

    private static ApiException unavailable(IOException cause) {
        return new ApiException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The configuration of the log cannot be read or changed",
                Map.of(),
                cause);
    }
}
