package dev.marquetry.spark.sql;

import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.engine.ArrayColumn;
import dev.marquetry.spark.engine.CellConverter;
import dev.marquetry.spark.engine.EngineTableCheck;
import dev.marquetry.spark.engine.NativeCaches;
import dev.marquetry.spark.engine.PixelStep;
import dev.marquetry.tensor.EngineUnavailableException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Makes the struct of one image after another, with the buffers of one task. For one thread. */
final class ArrayConverter implements AutoCloseable {
    private final PixelStep pixelStep;
    private final CellConverter cells;

    private ArrayConverter(PixelStep pixelStep, CellConverter cells) {
        this.pixelStep = pixelStep;
        this.cells = cells;
    }

    /**
     * Opens it in a process that has shown that its engine gives the values of the column's lookup table.
     *
     * @throws IllegalStateException if this process has not the engine or the device that was asked for
     */
    static ArrayConverter open(ArrayOptions options) {
        ImageOptions image = options.image();
        EngineOptions engine = options.engine();
        TensorOptions samples =
                ArrayColumn.withoutTable(image, options.tensor()).cells();
        NativeCaches.prepare();
        try {
            EngineTableCheck.run(image.mode().channels(), options.tensor(), engine);
            return new ArrayConverter(PixelStep.open(image, engine), new CellConverter(samples, engine));
        } catch (EngineUnavailableException unavailable) {
            throw unavailable.asTaskFailure();
        }
    }

    /**
     * Converts one image.
     *
     * @param content the bytes of its file, or null
     * @return the struct of its array or of its error, owned by the caller
     */
    InternalRow convert(byte[] content) {
        if (content == null) {
            return ResultRows.reject(ResultRows.noContent());
        }
        DecodedImage image;
        try {
            image = decode(content);
        } catch (RejectException failure) {
            return rejected(Stage.DECODE, failure);
        } catch (OutOfMemoryError tooLarge) {
            return rejected(Stage.DECODE, RejectException.outOfMemory(content.length, tooLarge));
        }
        try {
            return row(image);
        } catch (EngineUnavailableException unavailable) {
            throw unavailable.asTaskFailure();
        } catch (OutOfMemoryError tooLarge) {
            long bytes = image.pixels().data().length;
            return rejected(Stage.CONVERT, RejectException.outOfMemory(bytes, tooLarge));
        } catch (RuntimeException failure) {
            return rejected(
                    Stage.CONVERT, new RejectException(RejectCode.ENGINE, "the engine failed: " + failure, failure));
        }
    }

    private static InternalRow rejected(Stage stage, RejectException failure) {
        return ResultRows.reject(ResultRows.error(stage, failure));
    }

    private DecodedImage decode(byte[] content) throws RejectException {
        try {
            return pixelStep.decode(content, content.length);
        } catch (LinkageError | StackOverflowError | AssertionError failure) {
            throw new IllegalStateException("at an image of " + content.length + " bytes: " + failure, failure);
        }
    }

    private InternalRow row(DecodedImage decoded) throws EngineUnavailableException {
        DecodedImage image = pixelStep.finish(List.of(decoded)).get(0);
        byte[] cell = cells.convert(List.of(image.pixels())).get(0);
        Pixels pixels = decoded.pixels();
        // The samples themselves may be the cell, which operators keep as long as they like.
        if (cell != pixels.data()) {
            pixelStep.takeBack(pixels);
        }
        return ResultRows.array(cell, image);
    }

    @Override
    public void close() {
        pixelStep.close();
        cells.close();
    }
}
