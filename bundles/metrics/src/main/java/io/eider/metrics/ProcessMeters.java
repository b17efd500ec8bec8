package io.eider.metrics;

import io.eider.api.meter.Meters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of this process, looked up at each scrape. The system's figures come over the MBean server, because its Java
 * type is no package that the framework exports; what a system does not tell is left out.
 *
 * <p>Source: Prometheus documentation, "Writing client libraries", standard metrics.
 */
final class ProcessMeters {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessMeters.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final long KIB = 1024;

    private final Meters meters;
    private double cpuSeconds; // guarded by this

    ProcessMeters(Meters meters) {
        this.meters = meters;
        double start = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
        set("duckdb_api_up", "Whether the server runs", 1);
        set("duckdb_api_start_time_seconds", "Start of the process, in seconds since 1970", start);
        set("process_start_time_seconds", "Start of the process, in seconds since 1970", start);
    }

    /** Looks everything up. */
    synchronized void refresh() {
        memory("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        memory("nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        set(
                "jvm_threads_current",
                "Threads of the JVM",
                ManagementFactory.getThreadMXBean().getThreadCount());
        Map<String, Long> system = attributes("ProcessCpuTime", "OpenFileDescriptorCount", "MaxFileDescriptorCount");
        cpu(system.get("ProcessCpuTime"));
        known("process_open_fds", "Open file descriptors", system.get("OpenFileDescriptorCount"));
        known("process_max_fds", "Most file descriptors that may be open", system.get("MaxFileDescriptorCount"));
        Map<String, Long> status = status();
        known("process_resident_memory_bytes", "Resident memory", status.get("VmRSS"));
        known("process_virtual_memory_bytes", "Virtual memory", status.get("VmSize"));
    }

    private void memory(String area, MemoryUsage usage) {
        meters.gauge("jvm_memory_used_bytes", "Memory in use", "area").set(usage.getUsed(), area);
        meters.gauge("jvm_memory_committed_bytes", "Memory taken from the system", "area")
                .set(usage.getCommitted(), area);
        if (usage.getMax() > 0) {
            meters.gauge("jvm_memory_max_bytes", "Most memory that may be taken", "area")
                    .set(usage.getMax(), area);
        }
    }

    private void cpu(Long nanos) {
        if (nanos != null && nanos / NANOS > cpuSeconds) {
            meters.counter("process_cpu_seconds_total", "Processor time").add(nanos / NANOS - cpuSeconds);
            cpuSeconds = nanos / NANOS;
        }
    }

    private void known(String name, String help, Long value) {
        if (value != null && value >= 0) {
            set(name, help, value);
        }
    }

    private void set(String name, String help, double value) {
        meters.gauge(name, help).set(value);
    }

    private static Map<String, Long> attributes(String... names) {
        Map<String, Long> found = new HashMap<>();
        try {
            ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            for (Attribute attribute : ManagementFactory.getPlatformMBeanServer()
                    .getAttributes(system, names)
                    .asList()) {
                found.put(attribute.getName(), ((Number) attribute.getValue()).longValue());
            }
        } catch (JMException e) {
            LOG.debug("Figures of the process: {}", e.toString());
        }
        return found;
    }

    /** Lines like {@code VmRSS:   123456 kB}, in bytes. */
    private static Map<String, Long> status() {
        Map<String, Long> found = new HashMap<>();
        try {
            for (String line : Files.readAllLines(STATUS)) {
                String[] words = line.split("\\s+");
                if (words.length == 3 && words[2].equals("kB")) {
                    found.put(words[0].substring(0, words[0].length() - 1), Long.parseLong(words[1]) * KIB);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.trace("Not on Linux");
        } catch (IOException e) {
            LOG.debug("Memory of the process: {}", e.toString());
        }
        return found;
    }
}
