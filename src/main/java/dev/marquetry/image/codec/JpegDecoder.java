package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.image.resize.Workspace;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;

/**
 * JPEG: baseline, extended and progressive, 8 bits, grey, colour or CMYK.
 *
 * <p>Grey and colour by OpenCV, whose libjpeg-turbo gives Pillow's samples; CMYK apart, because OpenCV converts it.
 */
final class JpegDecoder implements FormatDecoder {
    private final NativeImages images;
    private final CmykJpeg cmyk = new CmykJpeg();

    JpegDecoder(NativeImages images) {
        this.images = images;
    }

    @Override
    public Raster decode(FileBytes file, Workspace workspace) throws RejectException {
        JpegHeader header = header(file);
        workspace.admit(header.width(), header.height());
        ScanLimit.admit(
                workspace,
                (long) header.width() * header.height() * header.scans(),
                () -> "the JPEG file has " + header.width() + " x " + header.height() + " pixels in " + header.scans()
                        + " scans");
        if (header.components() == 4) {
            return cmyk.decode(file, header, workspace);
        }
        Raster raster = workspace.raster(header.height(), header.width(), header.components());
        images.decode(file.data(), file.length(), raster, "JPEG");
        return raster;
    }

    private static JpegHeader header(FileBytes file) throws RejectException {
        try {
            return JpegHeader.read(file);
        } catch (RejectException exception) {
            throw exception.code() == RejectCode.TRUNCATED ? JpegEnd.explain(file, exception) : exception;
        }
    }

    @Override
    public int orientation(FileBytes file) throws RejectException {
        return orientation(file, JpegHeader.read(file));
    }

    /** Returns the orientation that the segments in front of the first scan state, as Pillow finds it. */
    static int orientation(FileBytes file, JpegHeader header) throws RejectException {
        Exif exif = new Exif();
        for (int[] segment : header.exifSegments()) {
            exif.addSegment(file, segment[0], segment[1]);
        }
        try {
            return exif.orientation();
        } catch (RejectException exception) {
            if (header.statesDensity()) {
                throw exception;
            }
            // Pillow looked for a density in the EXIF block when it opened the file, and forgot that it is broken.
            return 1;
        }
    }
}
