package io.eider.rest.reference;

import io.eider.rest.reference.ReferenceBodies.SystemResponse;
import java.io.File;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is in use of the machine. The figures come over the MBean server, whose Java type the framework does not export. Thread-safe. */
final class SystemUse {
    private static final String SYSTEM = "java.lang:type=OperatingSystem";
    private static final File ROOT = new File("/");

    /** In percent, with one digit after the point; 0 for what the system does not tell. */
    SystemResponse now() {
        double total = attribute("TotalMemorySize");
        double used = total - attribute("FreeMemorySize");
        double disk = ROOT.getTotalSpace();
        double taken = disk - ROOT.getUsableSpace();
        return new SystemResponse(percent(attribute("CpuLoad"), 1), percent(used, total), percent(taken, disk));
    }

    private static double percent(double part, double whole) {
        if (!(whole > 0)) {
            return 0;
        }
        return Math.round(Math.min(1, Math.max(0, part / whole)) * 1000) / 10.0;
    }

    private static double attribute(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(SYSTEM), name);
            return value instanceof Number number ? number.doubleValue() : 0;
        } catch (JMException e) {
            return 0; // another JVM
        }
    }
}
