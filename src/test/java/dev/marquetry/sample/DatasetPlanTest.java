package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DatasetPlanTest {
    @Test
    void dealsEveryEncodingAmongTheGoodOfEighty() {
        assertThat(DatasetPlan.of(80, 3))
                .filteredOn(plan -> plan.flaw() == Flaw.NONE)
                .extracting(PicturePlan::encoding)
                .contains(Encoding.values());
    }

    @Test
    void showsEveryFlawOnceInAHundred() {
        assertThat(DatasetPlan.of(100, 3))
                .extracting(PicturePlan::flaw)
                .filteredOn(flaw -> flaw != Flaw.NONE)
                .containsExactlyInAnyOrder(
                        Flaw.TRUNCATED_JPEG, Flaw.TEXT_NAMED_JPEG, Flaw.EMPTY, Flaw.TRUNCATED_PNG, Flaw.MISSING);
    }

    @Test
    void breaksOneInFortyOfMany() {
        assertThat(broken(4000)).isEqualTo(100);
        assertThat(broken(20)).isEqualTo(1);
        assertThat(broken(19)).isZero();
    }

    @Test
    void keepsAboutAFifthForValidation() {
        long valid = DatasetPlan.of(2000, 9).stream()
                .filter(plan -> plan.split().equals("valid"))
                .count();

        assertThat(valid).isBetween(340L, 460L);
        assertThat(DatasetPlan.of(2000, 9)).extracting(PicturePlan::split).containsOnly("train", "valid");
    }

    @Test
    void givesEachPictureAPathOfItsOwnInItsClass() {
        List<PicturePlan> plans = DatasetPlan.of(2000, 9);

        assertThat(plans).extracting(PicturePlan::path).doesNotHaveDuplicates();
        assertThat(plans).allSatisfy(plan -> assertThat(plan.path()).startsWith(plan.label() + "/"));
        assertThat(plans).extracting(PicturePlan::label).contains("landscape", "still life", "façade");
    }

    @Test
    void usesNamesThatAreEasilyMisread() {
        String paths = DatasetPlan.of(400, 9).stream().map(PicturePlan::path).collect(Collectors.joining("\n"));

        assertThat(paths).contains(" ", "%25", "#", "+", ",", "\"", "?", "ü", "写", ".JPG", ".jpeg");
    }

    @Test
    void mixesTinyAndLargeWithOrdinarySizes() {
        List<PicturePlan> plans = DatasetPlan.of(400, 9);

        assertThat(plans)
                .filteredOn(plan -> Math.max(plan.size().width(), plan.size().height()) == 500)
                .hasSizeGreaterThan(200);
        assertThat(plans)
                .filteredOn(plan -> Math.min(plan.size().width(), plan.size().height()) > 1000)
                .isNotEmpty()
                .hasSizeLessThan(20);
        assertThat(plans)
                .filteredOn(plan -> Math.max(plan.size().width(), plan.size().height()) <= 64)
                .isNotEmpty();
    }

    private static long broken(int count) {
        return DatasetPlan.of(count, 3).stream()
                .filter(plan -> plan.flaw() != Flaw.NONE)
                .count();
    }
}
