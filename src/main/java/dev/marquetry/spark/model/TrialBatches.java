package dev.marquetry.spark.model;

import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.engine.CellConverter;
import dev.marquetry.spark.engine.NativeCaches;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.ModelBatch;
import dev.marquetry.tensor.ModelOutput;
import dev.marquetry.tensor.TensorConverter;
import dev.marquetry.tensor.TensorEngine;
import dev.marquetry.tensor.TensorModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What one model is tried with, on an executor.
 *
 * <p>Batches of one, two and three images go through the model, of one size where images are resized and of two where
 * they are not: what it gives must be one array per image, of one type and one shape.
 *
 * @param model the model
 * @param image what is made of a file
 * @param tensor what pixels are converted to
 * @param engine how the engine is run
 * @param settings Hadoop's settings for the model's file system
 */
record TrialBatches(
        ModelOptions model,
        ImageOptions image,
        TensorOptions tensor,
        EngineOptions engine,
        Broadcast<SerializableConfiguration> settings)
        implements Serializable {
    /** As many as tell the size of a batch from a constant of the model's. */
    private static final int MOST_IMAGES = 3;

    TrialOutcome run() {
        NativeCaches.prepare();
        try {
            TensorEngine device = TensorEngine.open(engine.device(), CellConverter.assignedGpu());
            Configuration configuration = settings.value().value();
            String sha256 = LoadedModels.fetch(model.path(), configuration);
            TensorModel loaded = LoadedModels.load(model, sha256, device, configuration);
            try (TensorConverter converter = new TensorConverter(tensor, device)) {
                return attempt(loaded, converter, sha256, device.deviceName());
            }
        } catch (EngineUnavailableException unavailable) {
            return TrialOutcome.unavailable(unavailable);
        } catch (FileNotFoundException missing) {
            return TrialOutcome.failed("there is no such file or folder");
        } catch (IOException failure) {
            return TrialOutcome.failed("it cannot be fetched: " + failure);
        } catch (RejectException failure) {
            return TrialOutcome.failed("it cannot be loaded: " + failure.getMessage());
        }
    }

    private TrialOutcome attempt(TensorModel loaded, TensorConverter converter, String sha256, String device) {
        ModelOutput first = null;
        for (List<Pixels> images : batches()) {
            try (ModelBatch batch = converter.batch(images)) {
                ModelOutput output = loaded.run(batch, model.input());
                if (first == null) {
                    first = output;
                } else if (!output.dtype().equals(first.dtype())
                        || !output.shape().equals(first.shape())) {
                    return TrialOutcome.failed("all images must give arrays of one type and one shape, and one of "
                            + shape(batches().get(0)) + " gives " + first.dtype() + first.shape() + ", one of "
                            + shape(images) + " " + output.dtype() + output.shape());
                }
            } catch (RejectException | RuntimeException | OutOfMemoryError failure) {
                String words = failure instanceof RejectException ? failure.getMessage() : failure.toString();
                return TrialOutcome.failed("given a batch of shape " + shape(images) + ": " + words);
            }
        }
        return TrialOutcome.succeeded(first.dtype(), first.shape(), sha256, device);
    }

    private List<List<Pixels>> batches() {
        List<List<Pixels>> batches = new ArrayList<>();
        for (Resize size : sizes()) {
            Pixels grain = grain(size.height(), size.width());
            // The run hands no more over at once, so no more is tried.
            long most = Math.min(engine.batchSize(), EngineOptions.MOST_BATCH_BYTES / grain.data().length);
            for (int count = 1; count <= Math.min(MOST_IMAGES, Math.max(1, most)); count++) {
                batches.add(Collections.nCopies(count, grain));
            }
        }
        return batches;
    }

    /** Where there is no resize that says the size, the model must take more than one. */
    private List<Resize> sizes() {
        Resize resize = image.resize();
        return resize.method() == ResizeMethod.NONE
                ? List.of(
                        new Resize(ResizeMethod.SQUISH, 224, 224, resize.padMode()),
                        new Resize(ResizeMethod.SQUISH, 192, 256, resize.padMode()))
                : List.of(resize);
    }

    /** Neither black nor white nor plain. */
    private Pixels grain(int height, int width) {
        int channels = image.mode().channels();
        byte[] samples = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = (byte) (index * 31 % 251);
        }
        return new Pixels(height, width, channels, samples);
    }

    private List<Integer> shape(List<Pixels> images) {
        Pixels one = images.get(0);
        return model.input() == Layout.CHW
                ? List.of(images.size(), one.channels(), one.height(), one.width())
                : List.of(images.size(), one.height(), one.width(), one.channels());
    }
}
