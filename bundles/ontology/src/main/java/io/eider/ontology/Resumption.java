package io.eider.ontology;

import io.eider.api.error.ApiException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes what a crash has interrupted as soon as there is a storage, on a thread of its own; once. Thread-safe. */
@Component(service = Resumption.class, immediate = true)
public final class Resumption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);
    private static final long CLOSE_MILLIS = 5_000;

    private final DuckOntology ontology;
    private final Services services;
    private final Thread thread;

    /** Begins when a storage is bound. */
    @Activate
    public Resumption(@Reference DuckOntology ontology, @Reference Services services) {
        this.ontology = ontology;
        this.services = services;
        this.thread = new Thread(this::resume, "eider-ontology-resume");
        thread.setDaemon(true);
        thread.start();
    }

    private void resume() {
        try {
            while (!isStorageThere() && !Thread.currentThread().isInterrupted()) {
                LOG.info("Waiting for the storage");
            }
            if (!Thread.currentThread().isInterrupted()) {
                ontology.resume();
            }
        } catch (RuntimeException e) { // the thread's edge
            LOG.error("Interrupted migrations could not be finished; the next start tries again", e);
        }
    }

    /** Waits some seconds for it. */
    private boolean isStorageThere() {
        try {
            return services.storage().call(storage -> true);
        } catch (ApiException e) {
            return false;
        }
    }

    @Override
    @Deactivate
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
