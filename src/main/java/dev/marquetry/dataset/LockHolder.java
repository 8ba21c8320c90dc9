package dev.marquetry.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Who holds a lock, as its file says.
 *
 * @param run the run's id
 * @param host the name of the driver's host
 * @param boot what the host's processes were numbered in: the id of its boot and of the process namespace; empty where
 *     that cannot be known
 * @param pid the driver's process
 * @param processStarted when that process began, in milliseconds since 1970
 * @param user who runs it
 * @param started when the run began, in ISO 8601
 * @param renewed when the holder last renewed the lock by its own clock, in ISO 8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LockHolder(
        String run,
        String host,
        String boot,
        long pid,
        long processStarted,
        String user,
        String started,
        String renewed) {
    private static final Duration SAME_START = Duration.ofSeconds(5);

    /** Returns this process as the holder for a run. */
    static LockHolder thisProcess(RunId run) {
        ProcessHandle process = ProcessHandle.current();
        String now = Instant.now().toString();
        return new LockHolder(run.value(), thisHost(), thisBoot(), process.pid(), start(process), thisUser(), now, now);
    }

    LockHolder renewedAt(Instant time) {
        return new LockHolder(run, host, boot, pid, processStarted, user, started, time.toString());
    }

    /** Returns whether the holder ran on this host since it was last booted, and its process is gone. */
    boolean isDeadHere() {
        if (boot.isEmpty() || !boot.equals(thisBoot()) || !host.equals(thisHost())) {
            return false;
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> Math.abs(start(process) - processStarted) > SAME_START.toMillis())
                .orElse(true);
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisUser() {
        return System.getProperty("user.name", "unknown");
    }

    private static String thisHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException unknown) {
                return "unknown";
            }
        }
    }

    /** Two containers can have one host's boot and name, and process numbers of their own. */
    private static String thisBoot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }
}
