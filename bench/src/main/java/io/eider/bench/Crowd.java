package io.eider.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Clients that work at once, each on a connection and a thread of its own, without a pause. */
final class Crowd {
    private Crowd() {}

    /** What each of them does again and again. */
    @FunctionalInterface
    interface Work {
        void run(Client client) throws Exception; // what fails ends the run
    }

    /** The durations of all that so many clients did in this time. */
    static Samples run(Client like, int clients, Duration time, Work work) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        return run(like, clients, () -> System.nanoTime() < end, work);
    }

    /** The durations of all that so many clients did while the condition held. */
    static Samples run(Client like, int clients, BooleanSupplier condition, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Samples>> parts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                parts.add(threads.submit(() -> one(like, condition, work)));
            }
            Samples all = new Samples();
            for (Future<Samples> part : parts) {
                all.addAll(part.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Samples one(Client like, BooleanSupplier condition, Work work) throws Exception {
        Samples samples = new Samples();
        try (Client client = like.another()) {
            while (condition.getAsBoolean()) {
                samples.time(() -> work.run(client));
            }
        }
        return samples;
    }
}
