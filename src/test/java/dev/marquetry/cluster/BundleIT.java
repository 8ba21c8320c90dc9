package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.BuildFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleIT {
    private static final long MEBIBYTE = 1 << 20;

    /** Ours, what clusters do not bring, and what natives know by name. */
    private static final List<String> PACKAGES = List.of(
            "dev/marquetry/",
            "ai/djl/",
            "com/sun/jna/",
            "org/bytedeco/javacpp/",
            "org/bytedeco/openblas/",
            "org/bytedeco/opencv/",
            "picocli/",
            "me/tongfei/progressbar/",
            "freemarker/",
            "org/apache/batik/",
            "org/apache/xmlgraphics/",
            "org/knowm/xchart/",
            "org/apache/spark/internal/io/cloud/");

    @Test
    void hasNoClassesButThoseThatAClusterDoesNotBring() {
        assertThat(entries(bundle()))
                .filteredOn(entry -> entry.endsWith(".class"))
                .isNotEmpty()
                .allMatch(entry -> PACKAGES.stream().anyMatch(entry::startsWith));
    }

    @Test
    void sharesNoClassWithASparkHome() throws IOException {
        Set<String> ofSpark = new TreeSet<>();
        for (Path home : List.of(SparkHome.current(), SparkHome.withHadoop("3.3.4"))) {
            try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
                jars.forEach(jar -> ofSpark.addAll(entries(jar)));
            }
        }
        assertThat(ofSpark).contains("com/google/gson/Gson.class", "org/yaml/snakeyaml/Yaml.class");
        assertThat(entries(bundle()))
                .filteredOn(entry -> entry.endsWith(".class"))
                .doesNotContainAnyElementsOf(ofSpark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-x86_64", "linux-arm64"})
    void hasThePiecesOfOpenCvThatAreUsed(String platform) {
        String folder = "org/bytedeco/opencv/" + platform + "/";
        assertThat(entries(bundle()))
                .filteredOn(entry -> entry.startsWith(folder) && !entry.endsWith("/"))
                .filteredOn(entry -> !entry.startsWith(folder + "share/licenses/"))
                .extracting(entry -> entry.substring(folder.length()).replaceFirst("\\.so.*", ""))
                .containsExactlyInAnyOrder(
                        "libopencv_core",
                        "libopencv_imgproc",
                        "libopencv_imgcodecs",
                        "libjniopencv_core",
                        "libjniopencv_imgproc",
                        "libjniopencv_imgcodecs");
        assertThat(entries(bundle()))
                .contains(
                        "org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so",
                        "org/bytedeco/openblas/" + platform + "/libopenblas.so.0");
    }

    @Test
    void hasNothingThatDrawsPictures() {
        assertThat(entries(bundle()))
                .contains("dev/marquetry/cli/SampleCommand.class")
                .noneMatch(entry -> entry.startsWith("dev/marquetry/sample/"));
    }

    @Test
    void saysThatItDrawsNoPictures(@TempDir Path folder) {
        Path samples = folder.resolve("samples");
        Command.Outcome outcome = new Command(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                bundle() + ":" + SparkHome.current().resolve("jars/*"),
                                "dev.marquetry.cli.Main",
                                "sample",
                                samples.toString()),
                        Map.of())
                .run(Duration.ofMinutes(1));
        assertThat(outcome.error().lines())
                .containsExactly(
                        "marquetry: the bundle draws no pictures",
                        "  cause: what draws them is left out of the jar that executors get",
                        "  cure:  draw them in Marquetry's source folder: scripts/marquetry sample DIR");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(samples).doesNotExist();
    }

    @Test
    void leavesPyTorchItselfToTheCluster() {
        assertThat(entries(bundle()))
                .contains(
                        "jnilib/linux-x86_64/cpu/libdjl_torch.so",
                        "jnilib/linux-x86_64/cu128/libdjl_torch.so",
                        "jnilib/linux-aarch64/cpu/libdjl_torch.so")
                .noneMatch(entry -> entry.startsWith("native/lib") || entry.contains("libtorch"));
    }

    @Test
    void registersItsServices() throws IOException {
        assertThat(text("META-INF/services/org.apache.spark.sql.sources.DataSourceRegister"))
                .isEqualToIgnoringNewLines(
                        "dev.marquetry.parquet.MarquetryFileFormat\n" + "dev.marquetry.spark.ImageSource");
        assertThat(text("META-INF/services/ai.djl.engine.EngineProvider"))
                .contains("ai.djl.pytorch.engine.PtEngineProvider");
        assertThat(text("META-INF/services/com.fasterxml.jackson.core.JsonFactory"))
                .startsWith("dev.marquetry.bundled.");
    }

    /** The artefacts that the bundle is made of have an entry each in the list that the build makes of their POMs. */
    @Test
    void namesTheLicenceOfEveryArtefact() throws IOException {
        String artefacts = between(Files.readString(Path.of("pom.xml")), "<artifactSet>", "</artifactSet>");
        List<String> listed = text("META-INF/THIRD-PARTY.txt")
                .lines()
                .filter(line -> line.startsWith("     ("))
                .toList();
        List<String> included = Pattern.compile("<include>([^<]+)</include>")
                .matcher(artefacts.replace("_${scala.binary.version}", "_2.12"))
                .results()
                .map(match -> match.group(1))
                .filter(artefact -> !artefact.equals("dev.marquetry:marquetry"))
                .toList();
        assertThat(included)
                .isNotEmpty()
                .allSatisfy(artefact -> assertThat(listed)
                        .anySatisfy(line -> assertThat(line).contains(" (" + artefact.replace("*", ""))));
        assertThat(listed)
                .allSatisfy(line -> assertThat(included)
                        .anySatisfy(artefact -> assertThat(line).contains(" (" + artefact.replace("*", ""))));
        assertThat(listed).allMatch(line -> line.contains("(Apache-2.0)") || line.contains("(MIT) progressbar"));
    }

    @Test
    void namesTheLicenceOfEveryNativeLibrary() throws IOException {
        String notices = text("META-INF/NATIVE-LIBRARIES.txt");
        List<Pattern> named = Pattern.compile("lib[\\w*.]+\\.so[.\\d*]*")
                .matcher(notices)
                .results()
                .map(match -> Pattern.compile(match.group().replace(".", "\\.").replace("*", ".*") + "(\\.\\d+)*"))
                .toList();
        assertThat(entries(bundle()))
                .filteredOn(entry -> entry.matches(".*\\.so(\\.\\d+)*"))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    String name = entry.substring(entry.lastIndexOf('/') + 1);
                    assertThat(named)
                            .as(entry)
                            .anyMatch(library -> library.matcher(name).matches());
                });
    }

    @Test
    void hasTheTextsOfTheLicencesThatItNames() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License").contains("Version 2.0, January 2004");
        List<String> texts = Pattern.compile("META-INF/licenses/[\\w.-]+\\.txt")
                .matcher(text("META-INF/NATIVE-LIBRARIES.txt"))
                .results()
                .map(match -> match.group())
                .toList();
        assertThat(entries(bundle()))
                .containsAll(texts)
                .contains("META-INF/licenses/progressbar.txt")
                .contains("org/bytedeco/opencv/linux-x86_64/share/licenses/opencv4/libjpeg-turbo-LICENSE.md");
        assertThat(text("META-INF/NOTICE")).contains("Marquetry");
    }

    @Test
    void isSmallEnoughToBeSentToEveryExecutor() throws IOException {
        assertThat(Files.size(bundle())).isLessThan(52 * MEBIBYTE);
    }

    private static String between(String text, String start, String end) {
        assertThat(text).contains(start, end);
        return text.substring(text.indexOf(start) + start.length(), text.indexOf(end));
    }

    private static Path bundle() {
        return BuildFolder.bundle();
    }

    private static Set<String> entries(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(entry -> entry.getName()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(bundle().toFile())) {
            return new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
