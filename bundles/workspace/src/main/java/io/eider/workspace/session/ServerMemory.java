package io.eider.workspace.session;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory the process has taken. DuckDB's own limits do not count the values that expressions make, so statements are ended when the
 * whole process comes near to what the machine or its container has.
 */
final class ServerMemory {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;
    private static final double MOST = 0.9;

    private final long limit;

    ServerMemory() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        this.limit = (long) (system.getTotalMemorySize() * MOST);
    }

    /** Whether statements have to end; never where the system does not tell. */
    boolean isExhausted() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ")[1]) * PAGE > limit;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
