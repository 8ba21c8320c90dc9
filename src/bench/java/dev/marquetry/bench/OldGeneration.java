package dev.marquetry.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** The memory of this JVM in which objects are that have lived for long. */
public final class OldGeneration {
    private OldGeneration() {}

    /** Forgets the peak so far. */
    public static void resetPeak() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** Returns the most that was used at a time since the reset, in MiB. */
    public static long peakMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().contains("Old Gen"))
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }
}
