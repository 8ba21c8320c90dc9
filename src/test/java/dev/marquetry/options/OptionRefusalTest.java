package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRefusalTest {
    private static final String CSV = "input: {path: in, format: csv}\noutput.path: out\n";

    @Test
    void requiresTheTwoPaths() {
        assertThat(JobOptionsFixture.faults(""))
                .containsExactly("input.path is required: not set", "output.path is required: not set");
        assertThat(JobOptionsFixture.faults("input:\noutput.path: null\n"))
                .containsExactly("input.path is required: not set", "output.path is required: not set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    input.path         | ' '    | text
                    input.path         | [a]    | text
                    input.format       | jpeg   | one of images, parquet, csv, json, orc, text, table
                    image.mode         | rgb    | one of RGB, L
                    image.orientation  | true   | one of ignore, apply
                    image.max-pixels   | 0      | a whole number from 1 to 715827882
                    image.max-scan-pixels | 0   | a whole number of at least 1
                    image.slow-seconds | 0      | a whole number of at least 1
                    resize.method      | fit    | one of none, crop, squish, pad
                    resize.height      | 224.5  | a whole number from 1 to 65535
                    resize.width       | 65536  | a whole number from 1 to 65535
                    resize.pad-mode    | edge   | one of reflection, border, zeros
                    resize.pillow      | 11     | one of 12, 13
                    tensor.dtype       | int8   | one of uint8, float32, float16
                    tensor.normalize   | cifar  | one of none, imagenet
                    tensor.mean        | [a]    | a list of numbers
                    tensor.std         | [0]    | a list of numbers other than 0
                    tensor.layout      | NHWC   | one of HWC, CHW
                    engine.device      | tpu    | one of auto, cpu, gpu
                    engine.batch-size  | 0      | a whole number from 1 to 65536
                    model.path         | ' '    | text, or a list of these
                    model.column       | []     | text, or a list of these
                    model.input        | NCHW   | one of HWC, CHW, or a list of these
                    output.image       | no     | true or false
                    output.mode        | fail   | one of error, overwrite, append, update
                    output.encoding    | tensor | one of list, binary, npy
                    output.compression | gzip   | one of zstd, snappy, uncompressed
                    output.file-size   | 1023k  | a size of at least 1m (bytes, or with the unit k, m, g or t)
                    output.row-group-size | 0   | a size of at least 1m (bytes, or with the unit k, m, g or t)
                    rejects.max-ratio  | 5%     | a number from 0 to 1
                    """)
    void refusesAValueOfAnotherType(String key, String value, String rule) {
        String yaml = "'" + key + "': " + (value.isBlank() ? "'" + value + "'" : value) + "\n";
        String shown = value.isBlank() ? "'" + value + "'" : value;
        assertThat(JobOptionsFixture.faults(yaml))
                .contains(key + " must be " + rule + ": " + shown + " (line 1 of job.yaml)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"input.columns", "output.partition-by"})
    void refusesListsThatAreNotOfNames(String key) {
        assertThat(JobOptionsFixture.faults(CSV + key + ": [a, a]\n"))
                .containsExactly(key + " must be a list of names, each once: [a, a] (line 3 of job.yaml)");
        assertThat(JobOptionsFixture.faults(CSV + key + ": [a, [b]]\n"))
                .containsExactly(
                        key + " must be a list of names, each once: a list or tree within a list (line 3 of job.yaml)");
    }

    @Test
    void hintsAtTheKeyThatWasMeant() {
        assertRefused(
                "resize.heigth: 1\n",
                "resize.heigth is not an option (line 3 of job.yaml); did you mean resize.height?");
        assertRefused(
                "inptu.format: csv\n",
                "inptu.format is not an option (line 3 of job.yaml); did you mean input.format?");
        assertRefused("dtype: uint8\n", "dtype is not an option (line 3 of job.yaml); did you mean tensor.dtype?");
        assertRefused("colour: red\n", "colour is not an option (line 3 of job.yaml)");
        assertRefused(
                "input.path.a: b\n", "input.path.a is not an option (line 3 of job.yaml); did you mean input.path?");
    }

    @Test
    void refusesAnUnknownKeyOfASetting() {
        assertThat(JobOptionsFixture.faults(JobOptionsFixture.MINIMAL, "output.mod=append"))
                .containsExactly("output.mod is not an option (--set); did you mean output.mode?");
    }

    @Test
    void refusesAValueForAGroup() {
        assertRefused(
                "rejects: 1\n",
                "rejects is not an option but holds some (rejects.max-internal, rejects.max-ratio, rejects.on-excess)"
                        + " (line 3 of job.yaml)");
        assertThat(JobOptionsFixture.faults("input: samples/blossom\noutput.path: out\n"))
                .first()
                .asString()
                .startsWith("input is not an option but holds some (input.base, ")
                .endsWith(") (line 1 of job.yaml); did you mean input.path?");
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        assertRefused(
                "image:\n  mode: L\nimage.mode: RGB\n",
                "image.mode must be given once: L (line 4 of job.yaml), RGB (line 5 of job.yaml)");
    }

    @Test
    void requiresASizeWithAMethod() {
        assertRefused(
                "resize: {method: crop}\n",
                "resize.height is required, as resize.method is crop: not set",
                "resize.width is required, as resize.method is crop: not set");
        assertRefused(
                "resize: {method: squish, width: 224}\n",
                "resize.height is required, as resize.method is squish: not set");
    }

    @Test
    void refusesASizeWithoutAMethod() {
        assertRefused(
                "resize: {height: 224, width: 225}\n",
                "resize.height means nothing while resize.method is none: 224 (line 3 of job.yaml)",
                "resize.width means nothing while resize.method is none: 225 (line 3 of job.yaml)");
    }

    @Test
    void refusesAPadModeWithoutPadding() {
        assertRefused(
                "resize: {method: crop, height: 1, width: 1, pad-mode: zeros}\n",
                "resize.pad-mode is for resize.method pad only, and resize.method is crop: zeros"
                        + " (line 3 of job.yaml)");
    }

    @Test
    void refusesArraysThatJavaCannotHold() {
        assertRefused(
                "resize: {method: crop, height: 20000, width: 40000}\n",
                "resize.height is too large: with resize.width 40000 one array takes 2400000000 bytes,"
                        + " and the most is 2147483647: 20000 (line 3 of job.yaml)");
        assertThat(JobOptionsFixture.resolve(JobOptionsFixture.MINIMAL
                        + "resize: {method: crop, height: 20000, width: 40000}\nimage.mode: L\n"))
                .isNotNull();
    }

    @Test
    void requiresMeanAndDeviationTogether() {
        assertRefused(
                "tensor: {dtype: float32, mean: [0, 0, 0]}\n",
                "tensor.std is required along with tensor.mean: not set");
        assertRefused(
                "tensor: {dtype: float32, std: [1, 1, 1]}\n", "tensor.mean is required along with tensor.std: not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"imagenet", "none"})
    void refusesStatisticsOfTwoKinds(String normalize) {
        assertRefused(
                "tensor: {dtype: float32, mean: [0, 0, 0], std: [1, 1, 1], normalize: " + normalize + "}\n",
                "tensor.normalize must not be set along with tensor.mean and tensor.std: " + normalize
                        + " (line 3 of job.yaml)");
    }

    @Test
    void refusesToNormalizeIntegers() {
        assertRefused(
                "tensor: {normalize: imagenet}\n",
                "tensor.normalize needs tensor.dtype float32 or float16, which is uint8: imagenet"
                        + " (line 3 of job.yaml)");
        assertRefused(
                "tensor: {mean: [0, 0, 0], std: [1, 1, 1]}\n",
                "tensor.mean needs tensor.dtype float32 or float16, which is uint8: [0, 0, 0] (line 3 of job.yaml)",
                "tensor.std needs tensor.dtype float32 or float16, which is uint8: [1, 1, 1] (line 3 of job.yaml)");
    }

    @Test
    void refusesStatisticsOfAnotherNumberOfChannels() {
        assertRefused(
                "tensor: {dtype: float32, mean: [0, 0], std: [1]}\n",
                "tensor.mean must have one number per channel, 3 for image.mode RGB: [0, 0] (line 3 of job.yaml)",
                "tensor.std must have one number per channel, 3 for image.mode RGB: [1] (line 3 of job.yaml)");
        assertRefused(
                "image.mode: L\ntensor: {dtype: float32, normalize: imagenet}\n",
                "tensor.normalize needs image.mode RGB, which is L: imagenet (line 4 of job.yaml)");
    }

    @Test
    void refusesEncodingsAndSchemesThatMeanNothing() {
        assertRefused(
                "input: {length-column: a, encoding: UTF-16, schemes: [http]}\n",
                "input.schemes is for manifests only, and input.format is images: [http] (line 3 of job.yaml)",
                "input.length-column is for manifests with columns only, and input.format is images: a"
                        + " (line 3 of job.yaml)",
                "input.encoding is for manifests of text only, and input.format is images: UTF-16"
                        + " (line 3 of job.yaml)");
        assertRefused(
                "input: {format: csv, encoding: utf8x, schemes: [s3]}\n",
                "input.encoding must be the name of an encoding, such as UTF-8: utf8x (line 3 of job.yaml)",
                "input.schemes must not have s3, as only http, https, ftp, sftp need to be named: [s3]"
                        + " (line 3 of job.yaml)");
    }

    @Test
    void refusesWhatIsForManifestsWithoutOne() {
        assertRefused(
                "input: {path-column: p, columns: [a]}\noutput.partition-by: a\n",
                "input.path-column is for manifests with columns only, and input.format is images: p"
                        + " (line 3 of job.yaml)",
                "input.columns is for manifests with columns only, and input.format is images: [a]"
                        + " (line 3 of job.yaml)",
                "output.partition-by is for manifests with columns only, and input.format is images, but for the"
                        + " columns that derive.label and derive.split add: a (line 4 of job.yaml)");
        assertRefused(
                "input: {format: text, base: /x, columns: [a]}\n",
                "input.columns is for manifests with columns only, and input.format is text: [a]"
                        + " (line 3 of job.yaml)");
    }

    @Test
    void refusesToCarryWhatTheDatasetHasOfItsOwn() {
        assertThat(JobOptionsFixture.faults(CSV + "input.columns: [a, Image, A]\n"))
                .containsExactly(
                        "input.columns must not have the column Image, as the dataset has one of its own by this name:"
                                + " [a, Image, A] (line 3 of job.yaml)",
                        "input.columns must not have the column A, as another differs only in upper and lower case:"
                                + " [a, Image, A] (line 3 of job.yaml)");
    }

    @Test
    void refusesToPartitionByWhatIsNotCarried() {
        assertThat(JobOptionsFixture.faults(CSV + "input.columns: [a]\noutput.partition-by: [a, b, image]\n"))
                .containsExactly(
                        "output.partition-by must not have the column b, which input.columns leaves out: [a, b, image]"
                                + " (line 4 of job.yaml)",
                        "output.partition-by must not have the column image, which is the dataset's own and not"
                                + " carried through: [a, b, image] (line 4 of job.yaml)");
        assertThat(JobOptionsFixture.faults(CSV + "input.path-column: file\noutput.partition-by: [file]\n"))
                .containsExactly("output.partition-by must not have the column file, which is input.path-column: [file]"
                        + " (line 4 of job.yaml)");
        assertThat(JobOptionsFixture.faults(CSV + "output.partition-by: [path]\n"))
                .containsExactly("output.partition-by must not have the column path, which is the dataset's own and not"
                        + " carried through: [path] (line 3 of job.yaml)");
    }

    @Test
    void refusesModelsThatAreGivenIntegers() {
        assertRefused(
                "model.path: a.pt\n",
                "model.path needs tensor.dtype float32 or float16, as models are given the tensors, and it is uint8:"
                        + " a.pt (line 3 of job.yaml)");
    }

    @Test
    void refusesCredentialsInTheModelsPath() {
        assertRefused(
                "tensor.dtype: float32\nmodel.path: s3a://KEY:SECRET@bucket/a.pt\n",
                "model.path must not have credentials in it; give them to Spark, in the environment or as"
                        + " spark.hadoop.fs.s3a.* settings: s3a://***@bucket/a.pt (line 4 of job.yaml)");
    }

    @Test
    void refusesWhatIsForModelsWithoutOne() {
        assertRefused(
                "model: {column: a, engine: PyTorch, input: HWC}\noutput.image: false\n",
                "model.column means nothing without model.path: a (line 3 of job.yaml)",
                "model.engine means nothing without model.path: PyTorch (line 3 of job.yaml)",
                "model.input means nothing without model.path: HWC (line 3 of job.yaml)",
                "output.image leaves nothing to write without model.path: false (line 4 of job.yaml)");
    }

    @Test
    void requiresAColumnOfItsOwnForEveryModel() {
        assertRefused(
                "tensor.dtype: float32\nmodel.path: [a.pt, b.pt]\n",
                "model.column must name a column for each model of model.path, 2: not set");
        assertRefused(
                "tensor.dtype: float32\nmodel: {path: [a.pt, b.pt, c.pt], column: [a, A, image]}\n",
                "model.column must not have the column A, as another model has it: [a, A, image] (line 4 of job.yaml)",
                "model.column must not have the column image, as the dataset has one of its own by this name:"
                        + " [a, A, image] (line 4 of job.yaml)");
        assertThat(JobOptionsFixture.faults(
                        CSV + "input.columns: [label]\ntensor.dtype: float32\nmodel: {path: a.pt, column: Label}\n"))
                .containsExactly("model.column must not have the column Label, as input.columns carries one of this"
                        + " name through: Label (line 5 of job.yaml)");
    }

    @Test
    void requiresOneEngineAndInputForAllModelsOrOneForEach() {
        assertRefused(
                "tensor.dtype: float16\nmodel: {path: [a, b, c], column: [d, e, f], engine: [X, Y], input: [CHW, HWC]}",
                "model.engine must be one for all models, or one for each model of model.path, 3: [X, Y]"
                        + " (line 4 of job.yaml)",
                "model.input must be one for all models, or one for each model of model.path, 3: [CHW, HWC]"
                        + " (line 4 of job.yaml)");
    }

    @Test
    void refusesALayoutOfImagesThatAreNotWritten() {
        assertRefused(
                "tensor: {dtype: float32, layout: CHW}\nmodel.path: a.pt\noutput.image: false\n",
                "tensor.layout means nothing while output.image is false; model.input says what models are given: CHW"
                        + " (line 3 of job.yaml)");
    }

    @Test
    void refusesToWriteOverTheInput() {
        assertThat(JobOptionsFixture.faults("input.path: a\noutput.path: a\n"))
                .containsExactly("output.path must not be input.path: a (line 2 of job.yaml)");
    }

    @Test
    void tellsAllFaultsAtOnceAndEachOnce() {
        String yaml = "input.format: jpeg\nresize: {method: crop, height: x}\ntensor.mean: [0, 0, 0]\nfoo: 1\n";
        assertThatThrownBy(() -> JobOptionsFixture.resolve(yaml, "rejects.max-ratio=2"))
                .isInstanceOf(OptionFaults.class)
                .hasMessage("""
                        9 faults in the options of job.yaml
                          cause: input.format must be one of images, parquet, csv, json, orc, text, table: jpeg \
                        (line 1 of job.yaml)
                                 resize.height must be a whole number from 1 to 65535: x (line 2 of job.yaml)
                                 foo is not an option (line 4 of job.yaml)
                                 rejects.max-ratio must be a number from 0 to 1: 2 (--set)
                                 input.path is required: not set
                                 output.path is required: not set
                                 resize.width is required, as resize.method is crop: not set
                                 tensor.std is required along with tensor.mean: not set
                                 tensor.mean needs tensor.dtype float32 or float16, which is uint8: [0, 0, 0] \
                        (line 3 of job.yaml)
                          cure:  mend them; marquetry run --help lists all options""");
    }

    private static void assertRefused(String more, String... messages) {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add(0, JobOptionsFixture.MINIMAL);
        assertThat(JobOptionsFixture.faults(String.join("", lines))).containsExactly(messages);
    }

    @Test
    void refusesCredentialsInPathsWithoutShowingThem() {
        assertThat(JobOptionsFixture.faults("input.path: s3a://AKIAKEY:sec/ret@bucket/in\noutput.path: out\n"))
                .singleElement()
                .asString()
                .startsWith("input.path must not have credentials in it")
                .contains("s3a://***@bucket/in")
                .doesNotContain("AKIAKEY", "sec/ret");
        assertThat(JobOptionsFixture.faults("input.path: in\noutput.path: sftp://me:secret@host/out\n"))
                .singleElement()
                .asString()
                .contains("sftp://***@host/out");
        assertThat(JobOptionsFixture.faults("""
                        input.path: abfss://container@account/in
                        output.path: s3a://bucket/a:b@c
                        image.mode: rgb
                        """)).singleElement().asString().startsWith("image.mode ");
    }

    @Test
    void repeatsNoSecretThatWasMeantForSpark() {
        assertThat(JobOptionsFixture.faults(
                        JobOptionsFixture.MINIMAL + """
                        spark.hadoop.fs.s3a.access.key: HIDDEN
                        spark: {hadoop: {fs: {s3a: {secret: {key: HIDDEN}}}}}
                        spark.my.list: [HIDDEN, HIDDEN]
                        spark.my.list: HIDDEN
                        """,
                        "spark.hadoop.fs.s3a.secret.key=HIDDEN",
                        "spark.my.password='HIDDEN'"))
                .hasSize(5)
                .anySatisfy(
                        fault -> assertThat(fault).isEqualTo("spark.hadoop.fs.s3a.secret.key is not an option (--set)"))
                .noneMatch(fault -> fault.contains("HIDDEN"));
    }
}
