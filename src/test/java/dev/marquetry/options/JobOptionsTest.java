package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobOptionsTest {
    private static final String BASE = """
            input: {path: in, format: csv}
            output.path: out
            resize: {method: pad, height: 8, width: 9}
            tensor: {dtype: float32, normalize: imagenet}
            """;

    @Test
    void writesWhatPlaysAPartInTheOrderOfTheTable() {
        assertThat(JobOptionsFixture.written(BASE).toString())
                .isEqualTo("{input.path=in, input.format=csv, input.path-column=path,"
                        + " input.encoding=UTF-8, input.schemes=[], input.rebase=false, image.mode=RGB,"
                        + " image.orientation=ignore, image.max-pixels=178956970,"
                        + " image.max-scan-pixels=8000000000, image.slow-seconds=10,"
                        + " resize.method=pad, resize.height=8,"
                        + " resize.width=9, resize.pad-mode=reflection, tensor.dtype=float32,"
                        + " tensor.normalize=imagenet, tensor.layout=HWC, engine.device=auto, engine.batch-size=32,"
                        + " engine.resize=auto,"
                        + " output.path=out, output.mode=error, output.encoding=list, output.compression=zstd,"
                        + " output.partition-by=[], output.file-size=256m, output.row-group-size=32m,"
                        + " output.path-column=path, output.duplicates=refuse, output.max-loss=0.5,"
                        + " rejects.max-ratio=1.0, rejects.max-internal=0, rejects.on-excess=fail,"
                        + " report.sample=auto, report.duplicates=false, run.takeover=false}");
    }

    /** Datasets of before there was a choice can be appended to. */
    @Test
    void writesThePillowWhereItIsNotTheDefault() {
        assertThat(JobOptionsFixture.written(BASE, "resize.pillow=12")).isEqualTo(JobOptionsFixture.written(BASE));
        assertThat(JobOptionsFixture.written(BASE, "resize.pillow=13")).containsEntry("resize.pillow", "13");
    }

    /** Datasets of before there were such columns can be appended to. */
    @Test
    void writesColumnsOfThePathWhereThereAreAny() {
        assertThat(JobOptionsFixture.written(BASE).keySet()).noneMatch(key -> key.startsWith("derive."));
        assertThat(JobOptionsFixture.written(BASE, "derive.label=parent"))
                .containsEntry("derive.label", "parent")
                .containsEntry("derive.label-index", false)
                .doesNotContainKeys("derive.split", "derive.valid-share", "derive.seed");
        assertThat(JobOptionsFixture.written(BASE, "derive.split=random", "derive.seed=3"))
                .containsEntry("derive.split", "random")
                .containsEntry("derive.valid-share", 0.2)
                .containsEntry("derive.seed", 3L)
                .doesNotContainKeys("derive.label", "derive.label-index");
    }

    @Test
    void changesTheFingerprintWithTheColumnsOfThePath() {
        assertThat(List.of(
                        JobOptionsFixture.fingerprint(BASE),
                        JobOptionsFixture.fingerprint(BASE, "derive.label=parent"),
                        JobOptionsFixture.fingerprint(BASE, "derive.label=parent", "derive.label-index=true"),
                        JobOptionsFixture.fingerprint(BASE, "derive.split=grandparent"),
                        JobOptionsFixture.fingerprint(BASE, "derive.split=random"),
                        JobOptionsFixture.fingerprint(BASE, "derive.split=random", "derive.seed=1"),
                        JobOptionsFixture.fingerprint(BASE, "derive.split=random", "derive.valid-share=0.1")))
                .doesNotHaveDuplicates();
    }

    @Test
    void writesModelsWhereThereAreAny() {
        assertThat(JobOptionsFixture.written(BASE, "model.path=a.pt"))
                .containsEntry("model.path", "a.pt")
                .containsEntry("model.column", "embedding")
                .containsEntry("model.engine", "PyTorch")
                .containsEntry("model.input", "CHW")
                .containsEntry("output.image", true);
        assertThat(JobOptionsFixture.written(BASE, "model.path=[a.pt, b.pt]", "model.column=[a, b]", "model.input=HWC"))
                .containsEntry("model.path", List.of("a.pt", "b.pt"))
                .containsEntry("model.column", List.of("a", "b"))
                .containsEntry("model.input", List.of("HWC", "HWC"));
    }

    @Test
    void writesStatisticsWithoutANameAsNumbers() {
        JobOptions options = JobOptionsFixture.resolve(
                BASE, "tensor.normalize=null", "tensor.mean=[0.1, 0.2, 0.3]", "tensor.std=[1, 2, 3]");
        assertThat(WrittenOptions.of(options))
                .containsEntry("tensor.mean", List.of(0.1f, 0.2f, 0.3f))
                .containsEntry("tensor.std", List.of(1f, 2f, 3f))
                .doesNotContainKey("tensor.normalize");
    }

    @Test
    void keepsTheFingerprintWhereTheArraysAreTheSame() {
        String fingerprint = JobOptionsFixture.fingerprint(BASE);
        assertThat(fingerprint).matches("[0-9a-f]{64}");
        assertThat(List.of(
                        "input.path=other",
                        "image.slow-seconds=1",
                        "engine.batch-size=1",
                        "engine.device=cpu",
                        "output.mode=append",
                        "output.compression=snappy",
                        "output.file-size=1m",
                        "output.row-group-size=1m",
                        "output.partition-by=label",
                        "rejects.max-ratio=0"))
                .allSatisfy(setting ->
                        assertThat(JobOptionsFixture.fingerprint(BASE, setting)).isEqualTo(fingerprint));
        assertThat(JobOptionsFixture.fingerprint(
                        BASE,
                        "tensor.normalize=",
                        "tensor.mean=[0.485, 0.456, 0.406]",
                        "tensor.std=[0.229, 0.224, 0.225]"))
                .isEqualTo(fingerprint);
    }

    @Test
    void changesTheFingerprintWithTheArrays() {
        assertThat(List.of(
                        "image.orientation=apply",
                        "image.max-pixels=1",
                        "image.max-scan-pixels=1",
                        "resize.method=crop",
                        "resize.height=9",
                        "resize.pad-mode=zeros",
                        "resize.pillow=13",
                        "tensor.dtype=float16",
                        "tensor.normalize=none",
                        "tensor.layout=CHW",
                        "output.encoding=npy",
                        "model.path=a.pt",
                        "model.path=b.pt",
                        ""))
                .map(setting -> setting.isEmpty()
                        ? JobOptionsFixture.fingerprint(BASE)
                        : JobOptionsFixture.fingerprint(BASE, setting))
                .doesNotHaveDuplicates();
    }

    @Test
    void handsAllStagesToTheConversion() {
        JobOptions options = JobOptionsFixture.resolve(BASE);
        assertThat(options.conversion().source()).isEqualTo(options.source());
        assertThat(options.conversion().image()).isEqualTo(options.image());
        assertThat(options.conversion().tensor()).isEqualTo(options.tensor());
        assertThat(options.conversion().engine()).isEqualTo(options.engine());
        assertThat(options.conversion().output()).isEqualTo(options.output());
    }
}
