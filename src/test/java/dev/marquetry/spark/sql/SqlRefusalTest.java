package dev.marquetry.spark.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlRefusalTest {
    private final SparkSession spark = SparkSessions.shared();

    @BeforeEach
    void makeATable() {
        spark.sql("SELECT X'00' AS content, 'a.jpg' AS path, 1 AS number, 'crop' AS method")
                .createOrReplaceTempView("files");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String call) {
        return assertThatThrownBy(() -> spark.sql("SELECT " + call + " FROM files"))
                .isInstanceOf(AnalysisException.class);
    }

    @Test
    void tellsAllFaultsOfTheOptionsAtOnce() {
        assertRefused("image_array(content, map('resize.method', 'crop', 'resize.height', 0, 'tensor.dtyp', 'uint8',"
                        + " 'tensor.mean', '[0.5, x]', 'image.mode', NULL, 'image.mode', 'RGB'))")
                .hasMessageContainingAll(
                        "6 faults in the options of image_array",
                        "image.mode must be given once",
                        "resize.height must be a whole number from 1 to 65535: 0 (given)",
                        "resize.width is required, as resize.method is crop: not set",
                        "tensor.dtyp is not an option (given); did you mean tensor.dtype?",
                        "tensor.mean must be a list of numbers: [0.5, x] (given)",
                        "tensor.std is required along with tensor.mean");
    }

    @Test
    void refusesOptionsThatAFunctionDoesNotHave() {
        assertRefused("image_array(content, map('model.path', 'm.pt', 'input.path', 'x', 'output.mode', 'append',"
                        + " 'run.wait', '5m', 'image.slow-seconds', 3))")
                .hasMessageContainingAll(
                        "5 faults in the options of image_array",
                        "model.path is not available in a function; leave it out, and run models with",
                        "input.path is an option of jobs, and a function is given the bytes of its images; leave it"
                                + " out, and read files with spark.read.format('binaryFile')",
                        "output.mode is an option of jobs, and a function writes nothing; leave it out, and give",
                        "run.wait is an option of jobs",
                        "image.slow-seconds is not available in a function");
    }

    @Test
    void refusesOptionsThatAreNoConstants() {
        assertRefused("image_array(content, map('resize.method', method))")
                .hasMessageContainingAll(
                        "the options of image_array must be a map of constants, and the argument has",
                        "method, which is no constant",
                        "cure:  write, for example, map('resize.method', 'crop'");
        assertRefused("image_array(content, 'crop')").hasMessageContaining("the argument is 'crop' of type STRING");
        assertRefused("image_array(content, map('tensor.mean', array(0.5)))")
                .hasMessageContainingAll("has a key or a value of type ARRAY", "a list is a text in brackets");
        assertRefused("image_array(content, CAST(NULL AS MAP<STRING, STRING>))")
                .hasMessageContaining("must be a map of constants");
    }

    @Test
    void takesConstantsOfAnyWriting() {
        assertThatCode(() -> spark.sql("SELECT image_array(content, map()), image_array(content,"
                        + " str_to_map('image.mode=L;tensor.layout=CHW', ';', '=')), image_array(content,"
                        + " map('image.mode', concat('R', 'GB'), 'image.max-pixels', 10 * 10)), image_array(content,"
                        + " map_from_arrays(array('image.max-pixels'), array(5))) FROM files"))
                .doesNotThrowAnyException();
        spark.conf().set("spark.sql.ansi.enabled", "true");
        try {
            assertThatCode(() -> spark.sql("SELECT image_array(content, map('resize.method', 'crop', 'resize.height',"
                            + " 20, 'resize.width', 24, 'tensor.dtype', 'uint8')) FROM files"))
                    .doesNotThrowAnyException();
        } finally {
            spark.conf().unset("spark.sql.ansi.enabled");
        }
    }

    @Test
    void refusesWhatIsNotBytes() {
        assertRefused("image_array(path)")
                .hasMessageContainingAll(
                        "image_array takes a binary column, and files.path is of type STRING",
                        "cause: it is given the bytes of image files and opens no file itself",
                        "cure:  read the files, as spark.read.format('binaryFile') does",
                        "for a column of paths there is dev.marquetry.Images");
        assertRefused("image_array(number)").hasMessageContaining("files.number is of type INT");
        assertRefused("image_info(path)").hasMessageContaining("image_info takes a binary column");
    }

    /** Spark does so with all functions of extensions. */
    @Test
    void areTemporaryFunctionsToAPermanentView() {
        assertThatThrownBy(() -> spark.sql("CREATE VIEW permanent AS SELECT image_info(X'00') AS i"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContainingAll("temporary", "image_info");
    }

    @Test
    void refusesAnotherNumberOfArguments() {
        assertRefused("image_array()").hasMessageContaining("image_array is called with 0 arguments");
        assertRefused("image_array(content, map(), 3)")
                .hasMessageContaining("it takes the bytes of the image, and a map of options or none");
        assertRefused("image_info(content, map())")
                .hasMessageContainingAll(
                        "image_info is called with 2 arguments",
                        "it takes one argument, the bytes of the image",
                        "write, for example, image_info(content)");
    }
}
