package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.RejectException;
import java.util.function.Supplier;

/** Bounds how much a decoder goes through for one file: a small file can make that many times its pixels. */
final class ScanLimit {
    private ScanLimit() {}

    /**
     * Checks the work of a file, before anything is decoded.
     *
     * @param count how many pixels, or bytes, the decoder would go through
     * @param what says where they come from, for the message
     * @throws RejectException if that is more than {@code image.max-scan-pixels}
     */
    static void admit(Workspace workspace, long count, Supplier<String> what) throws RejectException {
        if (count > workspace.maxScanPixels()) {
            throw Refusal.SCANS.because(what.get() + ", " + count + " in all, and the limit is "
                    + workspace.maxScanPixels() + ": save the image anew, or raise image.max-scan-pixels");
        }
    }
}
