package dev.marquetry.cli;

/** Ends this process when the script that started it is gone: killed by SIGKILL, it can pass nothing on. */
final class LauncherWatch {
    /** The process id of the script, set by it. */
    private static final String LAUNCHER = "marquetry.launcher";

    private static final int TERMINATED = 143;

    private LauncherWatch() {}

    /** Begins to watch, where a script has started this process. */
    static void begin() {
        Long launcher = Long.getLong(LAUNCHER);
        if (launcher != null) {
            Thread watch = new Thread(() -> await(launcher), "marquetry-launcher");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void await(long launcher) {
        ProcessHandle.of(launcher).ifPresent(script -> script.onExit().join());
        System.exit(TERMINATED);
    }
}
