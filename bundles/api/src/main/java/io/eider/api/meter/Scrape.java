package io.eider.api.meter;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** All meters as text for Prometheus. Thread-safe. Source: Prometheus text exposition format. */
@ProviderType
public interface Scrape {
    /** The media type of what {@link #write} writes. */
    String contentType();

    /**
     * Writes the present values. Does not close {@code out}.
     *
     * @throws IOException if {@code out} throws it
     */
    void write(OutputStream out) throws IOException;
}
