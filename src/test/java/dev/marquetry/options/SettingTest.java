package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingTest {
    @Test
    void takesAPlainValueAsItStands() {
        assertThat(List.of("*.jpg", "s3a://bucket/a b#c", "a=b", "@x", "a: b", "%d"))
                .allSatisfy(value -> assertThat(Setting.parse("input.path=" + value))
                        .isEqualTo(GivenValue.scalar("input.path", value, "--set")));
    }

    @Test
    void readsAListInBrackets() {
        assertThat(Setting.parse("input.columns=[label, 'a, b', 007]"))
                .isEqualTo(GivenValue.list("input.columns", List.of("label", "a, b", "007"), "--set"));
    }

    @Test
    void unquotesText() {
        assertThat(Setting.parse("input.path='null'")).isEqualTo(GivenValue.scalar("input.path", "null", "--set"));
        assertThat(Setting.parse("input.path=\" a\"")).isEqualTo(GivenValue.scalar("input.path", " a", "--set"));
    }

    @Test
    void takesNullAndTheEmptyValueForNothing() {
        assertThat(List.of("", "null", "~", " "))
                .allSatisfy(value -> assertThat(Setting.parse("input.base=" + value))
                        .isEqualTo(GivenValue.nothing("input.base", "--set")));
    }

    @Test
    void refusesASettingWithoutKey() {
        assertThat(List.of("input.path", "=x", ""))
                .allSatisfy(setting -> assertThatThrownBy(() -> Setting.parse(setting))
                        .isInstanceOf(UserException.class)
                        .hasMessageStartingWith("--set takes key=value"));
        assertThatThrownBy(() -> Setting.parse("input.path")).hasMessageContaining("key=value: input.path\n");
    }

    @Test
    void repeatsNothingThatMayBeASecret() {
        assertThat(List.of("spark.hadoop.fs.s3a.secret.key:HIDDEN", "=HIDDEN", "spark.my.secret=['HIDDEN]"))
                .allSatisfy(setting -> assertThatThrownBy(() -> Setting.parse(setting))
                        .isInstanceOf(UserException.class)
                        .hasMessageStartingWith("--set ")
                        .hasMessageNotContaining("HIDDEN"));
    }

    @Test
    void refusesAListThatIsNotYaml() {
        assertThatThrownBy(() -> Setting.parse("input.columns=['a]"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("--set input.columns has a value that is not YAML: ['a]");
    }
}
