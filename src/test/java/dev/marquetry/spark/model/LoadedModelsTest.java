package dev.marquetry.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.Layout;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.tensor.EngineUnavailableException;
import dev.marquetry.tensor.TensorEngine;
import dev.marquetry.tensor.TensorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelsTest {
    private static final Path MODELS = Path.of("src/test/resources/models").toAbsolutePath();

    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();
    private TensorEngine engine;

    @BeforeEach
    void open() throws EngineUnavailableException {
        assertThat(SparkSessions.shared()).isNotNull();
        engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
    }

    @Test
    void loadsAModelOnceForAllTasks() throws Exception {
        ModelOptions model = model(MODELS.resolve("means.pt"));
        String sha256 = LoadedModels.fetch(model.path(), configuration);
        TensorModel first = LoadedModels.load(model, sha256, engine, configuration);
        assertThat(LoadedModels.load(model, sha256, engine, configuration)).isSameAs(first);
        assertThat(LoadedModels.fetch(model.path(), configuration)).isEqualTo(sha256);
        assertThat(LoadedModels.load(model, sha256, engine, configuration)).isSameAs(first);
    }

    @Test
    void fetchesAModelThatWasTriedElsewhere() throws Exception {
        Path model = newModel("a note");
        String sha256 = ModelFiles.fetch(model.toString(), configuration).sha256();
        assertThat(LoadedModels.load(model(model), sha256, engine, configuration))
                .isNotNull();
    }

    @Test
    void refusesAModelThatIsNoLongerTheOneThatWasTried() throws IOException {
        Path model = newModel("a note");
        String tried = ModelFiles.fetch(model.toString(), configuration).sha256();
        Files.writeString(model.resolve("note.txt"), "another note");
        assertThatThrownBy(() -> LoadedModels.load(model(model), tried, engine, configuration))
                .isInstanceOf(IOException.class)
                .hasMessage("the model was changed while the job ran: " + model);
    }

    /** A folder that nobody has fetched yet: its name is new and so are its contents. */
    private Path newModel(String note) throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.copy(MODELS.resolve("means.pt"), model.resolve("model.pt"));
        Files.writeString(model.resolve("note.txt"), note + " in " + folder);
        return model;
    }

    private static ModelOptions model(Path file) {
        return new ModelOptions(file.toString(), "embedding", ModelOptions.DEFAULT_ENGINE, Layout.CHW);
    }
}
