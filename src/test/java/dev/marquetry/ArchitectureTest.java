package dev.marquetry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final String ROOT = "dev.marquetry";

    /** A pair that knows each other is one thought in two files; more than three are a knot. */
    private static final int LARGEST_CIRCLE = 3;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    /** Each package, and all that it may know. What is public at all, the command line may know. */
    @ParameterizedTest
    @CsvSource({
        "options,         ''",
        "files,           ''",
        "dataset,         options files",
        "source,          options files spark.internals",
        "image.resize,    options",
        "image.codec,     options image.resize",
        "image,           options image.resize image.codec",
        "tensor,          options image.resize",
        "parquet,         options files spark.internals",
        "show,            options dataset parquet report",
        "sample,          options",
        "report,          image.codec",
        "spark.internals, options",
        "spark.rows,      options source dataset",
        "spark.statistics, options image.codec image.resize spark.rows",
        "spark.engine,    options image image.resize tensor spark.rows spark.internals",
        "spark.model,     options files image.resize tensor spark.engine spark.internals",
        "spark.task,      options source image image.codec image.resize tensor dataset spark.rows spark.engine"
                + " spark.model spark.statistics spark.internals",
        "spark.sql,       options image image.codec image.resize tensor spark.rows spark.engine spark.internals",
        "spark.publish,   options source dataset parquet show spark.rows spark.engine spark.model spark.internals",
        "spark.description, options source dataset parquet spark.rows spark.model spark.statistics spark.task"
                + " spark.publish spark.internals",
        "spark.update,    options source dataset parquet spark.rows spark.task spark.publish spark.internals",
        "spark,           options files source image dataset parquet report show spark.rows spark.engine spark.model"
                + " spark.statistics spark.task spark.publish spark.update spark.description spark.internals",
        "'',              options source spark spark.description spark.engine spark.internals spark.rows spark.sql"
    })
    void knowsNoPackageButThoseBelowIt(String name, String known) {
        Set<String> allowed = new HashSet<>(List.of(known.split(" ")));
        allowed.add(name);
        List<String> unknown = packages().stream()
                .filter(other -> !allowed.contains(other))
                .map(ArchitectureTest::qualified)
                .toList();
        noClasses()
                .that()
                .resideInAPackage(qualified(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(unknown.toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void hasARuleForEveryPackage() {
        assertThat(packages())
                .containsExactlyInAnyOrder(
                        "",
                        "cli",
                        "options",
                        "files",
                        "dataset",
                        "source",
                        "image",
                        "image.resize",
                        "image.codec",
                        "tensor",
                        "parquet",
                        "show",
                        "sample",
                        "report",
                        "spark",
                        "spark.internals",
                        "spark.rows",
                        "spark.statistics",
                        "spark.engine",
                        "spark.model",
                        "spark.task",
                        "spark.sql",
                        "spark.publish",
                        "spark.update",
                        "spark.description");
    }

    private static Set<String> packages() {
        return CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.equals(ROOT) || name.startsWith(ROOT + "."))
                .map(name -> name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String qualified(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    /** Spark 4 has moved it. */
    @Test
    void asksASessionForItsStateAtOneDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackage(qualified("spark.internals"))
                .should()
                .callMethod(SparkSession.class, "sessionState")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesOfPackages() {
        slices().matching("dev.marquetry.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void hasNoKnotsOfClasses() {
        Map<JavaClass, Set<JavaClass>> known = new HashMap<>();
        for (JavaClass type : CLASSES) {
            Set<JavaClass> others = known.computeIfAbsent(outermost(type), key -> new HashSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass other = outermost(dependency.getTargetClass());
                if (other.getPackageName().equals(type.getPackageName()) && !other.equals(outermost(type))) {
                    others.add(other);
                }
            }
        }
        Map<JavaClass, Set<JavaClass>> reached = new HashMap<>();
        known.keySet().forEach(type -> reached.put(type, reach(type, known)));
        for (JavaClass type : known.keySet()) {
            List<String> circle = reached.get(type).stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(type))
                    .map(JavaClass::getSimpleName)
                    .sorted()
                    .toList();
            assertThat(circle)
                    .as("classes that know each other, of %s", type.getName())
                    .hasSizeLessThanOrEqualTo(LARGEST_CIRCLE);
        }
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static Set<JavaClass> reach(JavaClass from, Map<JavaClass, Set<JavaClass>> known) {
        Set<JavaClass> reached = new HashSet<>();
        List<JavaClass> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            for (JavaClass next : known.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    /** Programs can name what is promised without naming anything else. */
    @Test
    void promisesNothingThatNamesAnInternalType() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(ROOT)
                                || type.getPackageName().equals(ROOT + ".options"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(method -> method.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT))
                        .collect(Collectors.toSet()))
                .isSubsetOf(ROOT, ROOT + ".options");
    }

    /** The bundle for clusters leaves the package out. */
    @Test
    void drawsForOneCommandAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.marquetry.sample")
                .and()
                .doNotHaveFullyQualifiedName("dev.marquetry.cli.SampleCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.marquetry.sample")
                .check(CLASSES);
    }

    @Test
    void drawsDecodesAndConvertsWithoutSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.marquetry.image..", "dev.marquetry.tensor", "dev.marquetry.sample")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
                .check(CLASSES);
    }
}
