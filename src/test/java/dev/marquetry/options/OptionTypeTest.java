package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTypeTest {
    @Test
    void readsTheNamesOfAnEnumAsTheyAreSpelled() {
        OptionType<ColorMode> type = OptionType.oneOf(ColorMode.class, ColorMode::name);
        assertThat(type.read(scalar("RGB"))).contains(ColorMode.RGB);
        assertThat(type.read(scalar("rgb"))).isEmpty();
        assertThat(type.rule()).isEqualTo("one of RGB, L");
        assertThat(type.write(ColorMode.L)).isEqualTo("L");
    }

    @Test
    void readsWholeNumbersUpToTheirBounds() {
        OptionType<Long> type = OptionType.wholeNumber(1, 10);
        assertThat(type.read(scalar("1"))).contains(1L);
        assertThat(type.read(scalar("10"))).contains(10L);
        assertThat(List.of("0", "11", "1.0", "1e1", "", "99999999999999999999"))
                .allSatisfy(text -> assertThat(type.read(scalar(text))).isEmpty());
    }

    @Test
    void readsSizesWithAndWithoutUnit() {
        OptionType<Long> type = OptionType.size(1024);
        assertThat(type.read(scalar("1024"))).contains(1024L);
        assertThat(type.read(scalar("2k"))).contains(2048L);
        assertThat(type.read(scalar("256m"))).contains(256L << 20);
        assertThat(type.read(scalar("1G"))).contains(1L << 30);
        assertThat(type.read(scalar("3t"))).contains(3L << 40);
        assertThat(List.of("1023", "256 m", "1.5g", "-1k", "m", "9000000000000t", "256mb"))
                .allSatisfy(text -> assertThat(type.read(scalar(text))).isEmpty());
    }

    @Test
    void writesSizesInTheLargestUnitThatDividesThem() {
        OptionType<Long> type = OptionType.size(0);
        assertThat(type.write(256L << 20)).isEqualTo("256m");
        assertThat(type.write(1L << 30)).isEqualTo("1g");
        assertThat(type.write(1025L)).isEqualTo("1025");
        assertThat(type.write(0L)).isEqualTo("0");
    }

    @Test
    void readsRatiosWithinZeroAndOne() {
        OptionType<Double> type = OptionType.ratio();
        assertThat(type.read(scalar("0"))).contains(0.0);
        assertThat(type.read(scalar("1e-3"))).contains(0.001);
        assertThat(type.read(scalar("1"))).contains(1.0);
        assertThat(List.of("-0.1", "1.01", "NaN", "5%"))
                .allSatisfy(text -> assertThat(type.read(scalar(text))).isEmpty());
    }

    @Test
    void takesAScalarForAListOfOne() {
        assertThat(OptionType.names().read(scalar("label"))).contains(List.of("label"));
        assertThat(OptionType.numbers().read(scalar("0.5"))).contains(List.of(0.5f));
    }

    @Test
    void readsNoNameTwice() {
        OptionType<List<String>> type = OptionType.names();
        assertThat(type.read(list())).contains(List.of());
        assertThat(type.read(list("a", "A"))).contains(List.of("a", "A"));
        assertThat(type.read(list("a", "a"))).isEmpty();
        assertThat(type.read(list("a", " "))).isEmpty();
    }

    @Test
    void readsNoNumberThatIsNotFinite() {
        assertThat(OptionType.numbers().read(list("0", "-1.5"))).contains(List.of(0f, -1.5f));
        assertThat(OptionType.numbers().read(list("0", "1e40"))).isEmpty();
        assertThat(OptionType.numbers().read(list("x"))).isEmpty();
        assertThat(OptionType.numbers().read(list())).isEmpty();
    }

    @Test
    void readsNoDivisorThatIsZero() {
        assertThat(OptionType.divisors().read(list("0.5", "2"))).contains(List.of(0.5f, 2f));
        assertThat(OptionType.divisors().read(list("0.5", "0"))).isEmpty();
        assertThat(OptionType.divisors().read(list("1e-60"))).isEmpty();
    }

    @Test
    void takesNoListForAScalarAndNothingNested() {
        assertThat(OptionType.text().read(list("a"))).isEmpty();
        assertThat(OptionType.text().read(GivenValue.nested("key", "here"))).isEmpty();
        assertThat(OptionType.names().read(GivenValue.nested("key", "here"))).isEmpty();
    }

    private static GivenValue scalar(String text) {
        return GivenValue.scalar("key", text, "here");
    }

    private static GivenValue list(String... texts) {
        return GivenValue.list("key", List.of(texts), "here");
    }
}
