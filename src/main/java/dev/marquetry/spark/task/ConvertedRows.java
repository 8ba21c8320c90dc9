package dev.marquetry.spark.task;

import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.options.RejectException;
import dev.marquetry.source.FetchedFile;
import dev.marquetry.source.Prefetcher;
import dev.marquetry.spark.engine.PixelStep;
import dev.marquetry.spark.rows.ContentHash;
import dev.marquetry.spark.rows.RejectKind;
import dev.marquetry.spark.rows.RejectedImage;
import dev.marquetry.tensor.EngineUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The rows that one task gives, made while Spark writes them.
 *
 * <p>Every input row ends once, here or in the rejects. Images wait for each other only while they have one shape, or
 * get it on the device, and together stay below a bound in bytes. A row is valid until the next one is asked for. After
 * the last row the task's outcome is handed over; Spark publishes the files of exactly the attempt whose outcome it
 * delivers.
 */
final class ConvertedRows implements Iterator<InternalRow> {
    private static final String DEADLY = "the process that decoded this image died each time, so it is no longer tried:"
            + " the file is damaged in a way that the decoder does not survive; save it anew, or leave it out";

    private final Prefetcher<InternalRow> files;
    private final PixelStep pixelStep;
    private final DecodingWatch watch;
    private final RowCells converter;
    private final Rejects rejects;
    private final ConversionTask task;
    /** That of the task, or null where none runs. */
    private final TaskContext context;

    private final TaskMeter meter;
    private final TaskStatistics statistics;
    private final List<Waiting> batch = new ArrayList<>();
    private final ArrayDeque<Ready> ready = new ArrayDeque<>();
    private long position;
    private long batchBytes;
    private long handedOver;
    private Pixels lent;
    private boolean finished;

    /** A decoded image that waits for its batch. */
    private record Waiting(InternalRow row, DecodedImage image, RowLayout.SourceFile source) {}

    /** A row, and the pixels of its image, if it has one, whose samples may be a cell of the row. */
    private record Ready(InternalRow row, Pixels pixels) {}

    ConvertedRows(
            Prefetcher<InternalRow> files,
            PixelStep pixelStep,
            DecodingWatch watch,
            RowCells converter,
            Rejects rejects,
            ConversionTask task) {
        this.files = files;
        this.pixelStep = pixelStep;
        this.watch = watch;
        this.converter = converter;
        this.rejects = rejects;
        this.task = task;
        this.context = TaskContext.get();
        this.meter = new TaskMeter(task.progress());
        this.statistics = task.statistics().open(task.image(), task.inputRows());
    }

    @Override
    public boolean hasNext() {
        if (handedOver != 0) {
            meter.written(System.nanoTime() - handedOver);
            handedOver = 0;
        }
        if (lent != null) {
            pixelStep.takeBack(lent);
            lent = null;
        }
        while (ready.isEmpty() && !finished) {
            advance();
        }
        return !ready.isEmpty();
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all images were converted");
        }
        Ready next = ready.remove();
        lent = next.pixels();
        handedOver = System.nanoTime();
        return next.row();
    }

    private void advance() {
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException();
        }
        long start = System.nanoTime();
        boolean more = files.hasNext();
        FetchedFile<InternalRow> file = more ? files.next() : null;
        meter.fetched(System.nanoTime() - start, more ? file.length() : 0);
        if (more) {
            decode(file);
            position++;
        } else {
            convertBatch();
            String rejectsFile = rejects.finish();
            statistics.finish();
            task.outcomes().add(meter.outcome(rejectsFile));
            finished = true;
        }
    }

    private void decode(FetchedFile<InternalRow> file) {
        long start = System.nanoTime();
        RowLayout.SourceFile source =
                new RowLayout.SourceFile(InputRows.knownLength(file.request()).orElse(-1), null);
        byte[] bytes;
        try {
            bytes = file.bytes();
            source = new RowLayout.SourceFile(file.length(), ContentHash.of(bytes, file.length()));
        } catch (RejectException failure) {
            reject(file.request(), Stage.FETCH, failure, source);
            return;
        }
        try {
            if (watch.isBlocklisted(position)) {
                throw new RejectException(RejectCode.PROCESS_DIED, DEADLY);
            }
            DecodedImage image = watched(file.request(), bytes, file.length());
            meter.decoded(image);
            statistics.decoded(file.request(), bytes, file.length(), image);
            add(new Waiting(file.request(), image, source));
        } catch (RejectException failure) {
            meter.failedToDecode(System.nanoTime() - start);
            reject(file.request(), Stage.DECODE, failure, source);
        } catch (OutOfMemoryError tooLarge) {
            reject(file.request(), Stage.DECODE, RejectException.outOfMemory(file.length(), tooLarge), source);
        }
    }

    private DecodedImage watched(InternalRow row, byte[] bytes, int length) throws RejectException {
        String path = shown(row);
        watch.enter(position, path);
        try {
            return pixelStep.decode(bytes, length);
        } catch (LinkageError | StackOverflowError | AssertionError failure) {
            throw new ImageFailure(path, failure);
        } finally {
            watch.leave();
        }
    }

    private void add(Waiting waiting) {
        Pixels pixels = waiting.image().pixels();
        if (!batch.isEmpty()) {
            Pixels first = batch.get(0).image().pixels();
            boolean sameShape = first.height() == pixels.height() && first.width() == pixels.width();
            boolean fits = sameShape || !pixelStep.isDone();
            if (!fits || batchBytes + pixels.data().length > EngineOptions.MOST_BATCH_BYTES) {
                convertBatch();
            }
        }
        batch.add(waiting);
        batchBytes += pixels.data().length;
        if (batch.size() >= batchSize()) {
            convertBatch();
        }
    }

    private int batchSize() {
        return pixelStep.isDone()
                ? converter.batchSize()
                : task.conversion().engine().batchSize();
    }

    private void convertBatch() {
        if (!batch.isEmpty()) {
            long start = System.nanoTime();
            long modelsBefore = converter.modelNanos();
            long resizeBefore = pixelStep.nanos();
            convert(batch);
            batch.clear();
            batchBytes = 0;
            long inModels = converter.modelNanos() - modelsBefore;
            long inResize = pixelStep.nanos() - resizeBefore;
            meter.modelled(inModels);
            meter.resized(inResize);
            meter.converted(System.nanoTime() - start - inModels - inResize);
        }
    }

    /** Converts images; a batch that fails is tried again in halves, an image that fails alone is rejected. */
    private void convert(List<Waiting> images) {
        List<DecodedImage> resized;
        List<byte[][]> cells;
        try {
            resized = pixelStep.finish(images.stream().map(Waiting::image).toList());
            cells = converter.convert(resized.stream().map(DecodedImage::pixels).toList());
        } catch (EngineUnavailableException unavailable) {
            throw unavailable.asTaskFailure();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (RejectException | RuntimeException | OutOfMemoryError failure) {
            if (images.size() == 1) {
                rejectConverted(images.get(0), failure);
            } else {
                meter.halved();
                convert(images.subList(0, images.size() / 2));
                convert(images.subList(images.size() / 2, images.size()));
            }
            return;
        }
        for (int index = 0; index < cells.size(); index++) {
            Waiting waiting = images.get(index);
            byte[][] row = cells.get(index);
            InternalRow data = task.layout().data(waiting.row(), waiting.source(), resized.get(index), row);
            statistics.converted(waiting.row(), resized.get(index).pixels());
            ready.add(new Ready(data, waiting.image().pixels()));
            meter.countArrays(row, task.checksum().of(waiting.row()));
        }
    }

    private void rejectConverted(Waiting alone, Throwable failure) {
        if (failure instanceof RejectException byModel) {
            reject(alone.row(), Stage.MODEL, byModel, alone.source());
        } else if (failure instanceof OutOfMemoryError tooLarge) {
            long bytes = alone.image().pixels().data().length;
            reject(alone.row(), Stage.CONVERT, RejectException.outOfMemory(bytes, tooLarge), alone.source());
        } else {
            RejectException byEngine = new RejectException(RejectCode.ENGINE, "the engine failed: " + failure, failure);
            reject(alone.row(), Stage.CONVERT, byEngine, alone.source());
        }
    }

    private void reject(InternalRow row, Stage stage, RejectException failure, RowLayout.SourceFile source) {
        RejectKind kind = new RejectKind(stage, failure.code());
        String message = failure.getMessage();
        rejects.take(row, kind, message, source).ifPresent(inline -> ready.add(new Ready(inline, null)));
        meter.countReject(kind, task.checksum().of(row));
        statistics.rejected(new RejectedImage(shown(row), kind, message));
    }

    private String shown(InternalRow row) {
        return task.inputRows().shown(row);
    }
}
