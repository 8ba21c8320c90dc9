package dev.marquetry.options;

/** The order of a tensor's axes in memory. */
public enum Layout {
    /** Height, width, channels: NumPy's order for images. */
    HWC,
    /** Channels, height, width: PyTorch's order. */
    CHW
}
