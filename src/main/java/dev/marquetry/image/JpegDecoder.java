package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;

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
    public Raster decode(FileBytes file, Workspace workspace) throws ImageException {
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

    private static JpegHeader header(FileBytes file) throws ImageException {
        try {
            return JpegHeader.read(file);
        } catch (ImageException exception) {
            throw exception.fault() == Fault.TRUNCATED ? JpegEnd.explain(file, exception) : exception;
        }
    }

    @Override
    public int orientation(FileBytes file) throws ImageException {
        JpegHeader header = JpegHeader.read(file);
        Exif exif = new Exif();
        for (int[] segment : header.exifSegments()) {
            exif.addSegment(file, segment[0], segment[1]);
        }
        try {
            return exif.orientation();
        } catch (ImageException exception) {
            if (header.statesDensity()) {
                throw exception;
            }
            // Pillow looked for a density in the EXIF block when it opened the file, and forgot that it is broken.
            return 1;
        }
    }
}
