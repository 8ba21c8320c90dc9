package dev.marquetry.cli;

import dev.marquetry.options.JobSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Short flags for the options that most jobs have. */
final class JobFlags {
    private static final String SIZE = "--size";

    @Option(
            names = SIZE,
            paramLabel = "N|ROWSxCOLUMNS",
            description = "resize.height and resize.width; by a crop unless --method says otherwise.")
    private Optional<String> size = Optional.empty();

    @Option(names = "--method", paramLabel = "METHOD", description = "resize.method: crop, squish, pad or none.")
    private Optional<String> method = Optional.empty();

    @Option(names = "--dtype", paramLabel = "DTYPE", description = "tensor.dtype: uint8, float32 or float16.")
    private Optional<String> dtype = Optional.empty();

    @Option(names = "--normalize", paramLabel = "STATISTICS", description = "tensor.normalize: imagenet or none.")
    private Optional<String> normalize = Optional.empty();

    @Option(names = "--layout", paramLabel = "LAYOUT", description = "tensor.layout: HWC or CHW.")
    private Optional<String> layout = Optional.empty();

    @Option(names = "--label", paramLabel = "LABEL", description = "derive.label: parent or none.")
    private Optional<String> label = Optional.empty();

    @Option(names = "--columns", paramLabel = "NAME,NAME", description = "input.columns, those of a manifest.")
    private Optional<String> columns = Optional.empty();

    @Option(names = "--mode", paramLabel = "MODE", description = "output.mode: error, overwrite, append or update.")
    private Optional<String> mode = Optional.empty();

    /** Adds what was given. */
    void addTo(JobSettings settings) {
        size.ifPresent(text -> settings.size(SIZE, text));
        method.ifPresent(text -> settings.flag("--method", "resize.method", text));
        dtype.ifPresent(text -> settings.flag("--dtype", "tensor.dtype", text));
        normalize.ifPresent(text -> settings.flag("--normalize", "tensor.normalize", text));
        layout.ifPresent(text -> settings.flag("--layout", "tensor.layout", text));
        label.ifPresent(text -> settings.flag("--label", "derive.label", text));
        columns.ifPresent(text -> settings.flag("--columns", "input.columns", text));
        mode.ifPresent(text -> settings.flag("--mode", "output.mode", text));
    }
}
