package io.eider.rest;

import io.eider.api.storage.Replays.Answer;
import io.eider.api.storage.Replays.Reserved;
import io.eider.rest.replay.ReplayKey;
import javax.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hold of a request on its idempotency key: ended once, by keeping the answer or by letting the key go. Whoever is
 * first decides; {@link EdgeFilter} ends what nobody did. Confined to the thread of the request.
 */
final class PendingAnswer {
    /** The attribute of the request with its hold. */
    static final String ATTRIBUTE = PendingAnswer.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(PendingAnswer.class);

    private final Services services;
    private final ReplayKey key;
    private final Reserved reservation;
    private final Runnable ended;
    private boolean isOpen = true;

    /**
     * A hold on a key.
     *
     * @param ended what to do when it ends, in any way
     */
    PendingAnswer(Services services, ReplayKey key, Reserved reservation, Runnable ended) {
        this.services = services;
        this.key = key;
        this.reservation = reservation;
        this.ended = ended;
    }

    /** Lets the key of a request go, if it holds one still: the request may be repeated and is executed then. */
    static void release(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof PendingAnswer pending) {
            pending.release();
        }
    }

    boolean isOpen() {
        return isOpen;
    }

    /**
     * Keeps the answer, unless that fails: what was done was done, so the client gets its answer. The storage may be another
     * one than that of the reservation.
     */
    void keep(int status, byte[] body) {
        boolean isKept = false;
        try {
            Answer answer = new Answer(status, key.seal(status, body));
            services.storage().run(storage -> storage.replays().complete(reservation, answer));
            isKept = true;
            isOpen = false;
            ended.run();
        } catch (RuntimeException e) { // whatever it is, the answer of the request is more important
            LOG.warn("The answer to a request with an idempotency key could not be kept", e);
        } finally {
            if (!isKept) {
                release();
            }
        }
    }

    /** Lets the key go without an answer. A storage that is gone took its reservations along, so none is waited for. */
    void release() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        try {
            services.storage().runIfBound(storage -> storage.replays().release(reservation));
        } finally {
            ended.run();
        }
    }
}
