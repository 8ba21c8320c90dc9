package dev.marquetry.options;

/** Where images are resized. The pixels are the same everywhere. */
public enum ResizePlace {
    /** On the engine's device where that is a GPU which was asked for or assigned, else in the decoder. */
    AUTO,
    /** In the decoder, on the CPU. */
    DECODER,
    /** On the engine's device, by the same fixed-point arithmetic. */
    DEVICE
}
