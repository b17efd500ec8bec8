package io.eider.pgwire.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that connections get, as its files say. Connections keep the one that they began with. Thread-safe: {@link #refresh} by
 * one thread at a time, {@link #current} by any and without waiting.
 */
public final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final TlsSettings settings;
    private volatile Optional<TlsIdentity> identity = Optional.empty();
    private List<String> stamps = List.of();

    /** Reads the files. @throws IllegalArgumentException saying which file is of no use, and why */
    public Certificates(TlsSettings settings) {
        this.settings = settings;
        if (settings.use() != TlsUse.OFF) {
            stamps = stamps();
            identity = Optional.of(PemFiles.read(settings));
        }
    }

    /** What a new connection gets; empty if TLS is off. */
    public Optional<TlsIdentity> current() {
        return identity;
    }

    /** How connections are encrypted. */
    public TlsSettings settings() {
        return settings;
    }

    /** Reads the files if one of them has changed; those that are of no use are logged, and what was before stays. */
    public synchronized void refresh() {
        if (settings.use() == TlsUse.OFF) {
            return;
        }
        List<String> now = stamps();
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        try {
            identity = Optional.of(PemFiles.read(settings));
            LOG.info("The certificate in {} was read again", settings.certificate());
        } catch (IllegalArgumentException e) {
            LOG.error("The changed certificate is not used, the one from before stays: {}", e.getMessage());
        }
    }

    private List<String> stamps() {
        List<String> now = new ArrayList<>();
        Stream.concat(Stream.of(settings.certificate(), settings.key()), settings.clientCa().stream())
                .forEach(file -> now.add(stamp(file)));
        return now;
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "none";
        }
    }
}
