package io.eider.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Processor time of the machine and of this process; Linux only. */
final class Machine {
    /** Of the clock that {@code /proc} counts in: USER_HZ, the same on every Linux. */
    static final double TICKS_PER_SECOND = 100;

    private static final double NANOS = 1e9;
    private static final double QUIET = 0.1;

    private Machine() {}

    /** Processors. */
    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Processor time of everything since the machine's start. */
    static double busySeconds() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        long ticks = 0;
        for (int i = 1; i <= 8; i++) { // user nice system idle iowait irq softirq steal
            ticks += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Processor time of this process since its start. */
    static double ownSeconds() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / NANOS;
    }

    /** Waits until the machine has little else to do, but not longer than this. */
    static void awaitQuiet(int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < seconds; i++) {
            double before = busySeconds();
            TimeUnit.SECONDS.sleep(1);
            if (busySeconds() - before < QUIET * processors()) {
                return;
            }
        }
    }
}
