package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.parquet.Version;
import org.apache.spark.package$;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The page on compatibility says what the POM, the checks and the libraries say. */
class CompatibilityTest {
    private static final Path PAGE = Path.of("src/site/markdown/compatibility.md");
    private static final List<String> PROFILES = List.of("", "scala-2.13", "spark-4.0", "spark-4.1");
    private static final int PARQUET = 4;

    /** To mend a difference, put what the test expected into the page. */
    @Test
    void listsTheLinesThatThePomHas() throws Exception {
        String checks = Files.readString(Path.of(".ci/run"));
        List<String> expected = new ArrayList<>();
        for (String profile : PROFILES) {
            Map<String, String> line = properties(profile);
            String state = state(profile, checks);
            expected.add(String.format(
                    "| %s | %s | %s | ? | `marquetry-*-spark-%s_%s.jar` | %s |",
                    line.get("spark.version"),
                    line.get("scala.binary.version"),
                    line.get("hadoop.version"),
                    line.get("spark.line"),
                    line.get("scala.binary.version"),
                    state));
        }
        assertThat(rows("lines").stream().map(row -> withCell(row, PARQUET, "?")))
                .containsExactlyElementsOf(expected);
    }

    private static String state(String profile, String checks) throws IOException {
        if (profile.isEmpty()) {
            return "tested";
        }
        // Its artefacts do not all resolve where the checks run.
        if (profile.equals("scala-2.13")) {
            return "not tried";
        }
        if (checks.contains("-P" + profile)) {
            return "tested in part";
        }
        String line = profile.replace("spark-", "");
        // On which lines the checks run whole jobs.
        return Files.readAllLines(Path.of("src/test/scripts/lines")).stream()
                        .anyMatch(loop -> loop.startsWith("for line in ") && loop.contains(" " + line))
                ? "runs"
                : "builds";
    }

    /** Each line's own tests look at its row. */
    @Test
    void saysWhichParquetSparkBrings() throws IOException {
        assertThat(rows("lines").stream().filter(row -> row.startsWith("| " + package$.MODULE$.SPARK_VERSION() + " |")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains(" | " + Version.VERSION_NUMBER + " | "));
    }

    @Test
    void listsTheVersionsOfTheOtherLibraries() throws Exception {
        Map<String, String> pom = properties("");
        assertThat(rows("versions"))
                .containsExactly(
                        "| Java | " + pom.get("maven.compiler.release") + " | tested |",
                        "| DJL | " + pom.get("djl.version") + " | tested |",
                        "| PyTorch | " + pom.get("pytorch.version") + " | tested |",
                        "| OpenCV | " + pom.get("opencv.version").replaceFirst("-.*", "") + " | tested |",
                        "| Pillow, whose pixels are matched | " + pillow("golden") + " | tested |",
                        "| Pillow, by `resize.pillow: 13` | " + pillow("golden-pillow13") + " | tested |");
    }

    /** Returns the version that made the expectations of a folder. */
    private static String pillow(String folder) throws IOException {
        Path index = Path.of("src/test/resources", folder, "index.json");
        return new ObjectMapper().readTree(index.toFile()).get("pillow").asText();
    }

    private static String withCell(String row, int cell, String value) {
        String[] cells = row.split(" \\| ", -1);
        cells[cell - 1] = value;
        return String.join(" | ", cells);
    }

    /** Returns the rows between the marks of a name, without the two of the head. */
    private static List<String> rows(String name) throws IOException {
        Matcher table = Pattern.compile("<!-- " + name + " -->\n(.*?)<!-- /" + name + " -->", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(table.find()).isTrue();
        return table.group(1).lines().skip(2).toList();
    }

    /** Returns the properties of the POM, those of a profile over the others. */
    private static Map<String, String> properties(String profile) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
        Map<String, String> properties = new HashMap<>();
        put(child(pom.getDocumentElement(), "properties"), properties);
        if (!profile.isEmpty()) {
            Element profiles = child(pom.getDocumentElement(), "profiles");
            for (Node node = profiles.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element
                        && child(element, "id").getTextContent().equals(profile)) {
                    put(child(element, "properties"), properties);
                    return properties;
                }
            }
            throw new AssertionError("the POM has no profile " + profile);
        }
        return properties;
    }

    private static void put(Element element, Map<String, String> properties) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element property) {
                properties.put(property.getTagName(), property.getTextContent());
            }
        }
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        throw new AssertionError(parent.getTagName() + " has no " + name);
    }
}
