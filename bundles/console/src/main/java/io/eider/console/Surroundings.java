package io.eider.console;

import io.eider.api.storage.Finding;
import io.eider.api.storage.Finding.State;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.ObjectName;

/** Looks at what the server stands on: Java and open files. */
final class Surroundings {
    private static final int OLDEST_JAVA = 17;
    private static final int NEWEST_JAVA = 23;
    private static final long FEW_FILES = 1_024;
    private static final long ENOUGH_FILES = 10_000;
    private static final double FULL = 0.8;

    private Surroundings() {}

    static Finding java() {
        int version = Runtime.version().feature();
        String text = "Java " + Runtime.version() + ", " + System.getProperty("java.vendor");
        if (version < OLDEST_JAVA) {
            return new Finding("Java", State.FAILED, text + "; needed is " + OLDEST_JAVA);
        }
        return version > NEWEST_JAVA
                ? new Finding("Java", State.WARNING, text + "; the console does not work above " + NEWEST_JAVA)
                : new Finding("Java", State.OK, text);
    }

    /** A workspace holds one file open for each table that it reads. */
    static Finding openFiles() {
        Map<String, Long> files = systemFigures("OpenFileDescriptorCount", "MaxFileDescriptorCount");
        if (files.size() < 2) {
            return new Finding("Open files", State.WARNING, "This system does not tell; look at ulimit -n");
        }
        return openFiles(files.get("OpenFileDescriptorCount"), files.get("MaxFileDescriptorCount"));
    }

    static Finding openFiles(long open, long most) {
        String text = Plain.count(open) + " of " + Plain.count(most) + " in use";
        if (most < FEW_FILES) {
            return new Finding("Open files", State.FAILED, text + "; raise ulimit -n to " + ENOUGH_FILES + " or more");
        }
        if (most < ENOUGH_FILES || open > most * FULL) {
            return new Finding("Open files", State.WARNING, text + "; raise ulimit -n");
        }
        return new Finding("Open files", State.OK, text);
    }

    /** Over the MBean server, because the Java type of these figures is no package that the framework exports. */
    private static Map<String, Long> systemFigures(String... names) {
        Map<String, Long> found = new HashMap<>();
        try {
            ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            for (Attribute attribute : ManagementFactory.getPlatformMBeanServer()
                    .getAttributes(system, names)
                    .asList()) {
                found.put(attribute.getName(), ((Number) attribute.getValue()).longValue());
            }
        } catch (JMException e) {
            found.clear(); // not told
        }
        return found;
    }
}
