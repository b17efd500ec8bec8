package io.eider.rest;

import io.eider.api.storage.Replays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Kept answers for tests. */
final class MemoryReplays implements Replays {
    final Map<String, Answered> kept = new ConcurrentHashMap<>();
    final Set<String> running = ConcurrentHashMap.newKeySet();
    volatile Runnable beforeKeeping = () -> {};

    @Override
    public Reservation reserve(String key, Request request) {
        Answered known = kept.get(key);
        if (known != null) {
            return known;
        }
        if (!running.add(key)) {
            return new InProgress();
        }
        known = kept.get(key);
        if (known != null) {
            running.remove(key);
            return known;
        }
        return new Reserved(key, request);
    }

    @Override
    public void complete(Reserved reservation, Answer answer) {
        try {
            beforeKeeping.run();
            kept.put(reservation.key(), new Answered(reservation.request(), answer));
        } finally {
            running.remove(reservation.key());
        }
    }

    @Override
    public void release(Reserved reservation) {
        running.remove(reservation.key());
    }

    @Override
    public long size() {
        return kept.size();
    }
}
