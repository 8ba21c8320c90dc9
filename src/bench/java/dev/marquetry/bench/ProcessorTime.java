package dev.marquetry.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM has had of the processors: all its threads, the garbage collector and the compiler too. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /** Returns the time since the start, in nanoseconds. */
    public static long nanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
