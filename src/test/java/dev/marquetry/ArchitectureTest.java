package dev.marquetry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final List<String> STAGES =
            List.of("source", "image", "tensor", "parquet", "dataset", "sample", "spark", "job");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.marquetry");

    /** A stage knows only the type that is handed to it; spark joins them, and job may know everything. */
    @ParameterizedTest
    @CsvSource({
        "source,  ''",
        "image,   ''",
        "tensor,  image",
        "parquet, ''",
        "dataset, ''",
        "sample,  ''",
        "spark,   source image tensor parquet dataset"
    })
    void knowsNoStageButThoseThatItIsHanded(String stage, String known) {
        List<String> unknown = new ArrayList<>(STAGES);
        unknown.removeAll(List.of(known.split(" ")));
        unknown.remove(stage);
        noClasses()
                .that()
                .resideInAPackage("dev.marquetry." + stage)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        unknown.stream().map(name -> "dev.marquetry." + name).toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.marquetry.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void sharesNothingThatKnowsAStage() {
        noClasses()
                .that()
                .resideInAPackage("dev.marquetry")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.marquetry.*")
                .check(CLASSES);
    }

    @Test
    void drawsDecodesAndConvertsWithoutSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.marquetry.image", "dev.marquetry.tensor", "dev.marquetry.sample")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
                .check(CLASSES);
    }
}
