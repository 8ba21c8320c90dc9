package dev.marquetry.tensor;

import java.util.List;

/** What an engine says is wrong, without the stack of the model's code that it was in. */
final class EngineWords {
    private EngineWords() {}

    /** Returns the failure that all others come from. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    static String of(Throwable failure) {
        Throwable root = root(failure);
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return root.toString();
        }
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        // TorchScript tells its stack first and then, on its own line, what is wrong.
        return lines.stream()
                .filter(line -> line.matches("[\\w.]*(?:Error|Exception): .*"))
                .reduce((first, second) -> second)
                .orElse(lines.get(0));
    }
}
