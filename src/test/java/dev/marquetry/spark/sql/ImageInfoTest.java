package dev.marquetry.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected of each file is what Pillow 12.3.0 says of it, with its mode parted into letters and depth. */
class ImageInfoTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jpeg/rgb.jpg               | JPEG,RGB,8,1,1",
                "jpeg/grey-progressive.jpg  | JPEG,L,8,1,1",
                "jpeg/ycck.jpg              | JPEG,CMYK,8,1,1",
                "orientation/exif-6.jpg     | JPEG,RGB,8,6,1",
                "orientation/xmp.jpg        | JPEG,RGB,8,8,1",
                "png/grey-16.png            | PNG,L,16,1,1",
                "png/palette-4.png          | PNG,P,4,1,1",
                "png/grey-alpha.png         | PNG,LA,8,1,1",
                "png/rgba-16.png            | PNG,RGBA,16,1,1",
                "png/animated.png           | PNG,RGBA,8,1,3",
                "orientation/exif-after.png | PNG,RGB,8,7,1",
                "gif/animated.gif           | GIF,P,8,1,2",
                "gif/no-palette.gif         | GIF,L,8,1,1",
                "bmp/palette-4.bmp          | BMP,P,4,1,1",
                "bmp/bitonal.bmp            | BMP,L,1,1,1",
                "bmp/rgb-565.bmp            | BMP,RGB,5,1,1",
                "bmp/rgba-masks.bmp         | BMP,RGBA,8,1,1",
                "webp/lossy-odd.webp        | WEBP,RGB,8,1,1",
                "webp/lossy-alpha.webp      | WEBP,RGBA,8,1,1",
                "webp/lossless-alpha.webp   | WEBP,RGBA,8,1,1",
                "webp/animated.webp         | WEBP,RGB,8,1,2",
                "orientation/exif-6.webp    | WEBP,RGB,8,6,1",
                "tiff/pages.tif             | TIFF,RGB,8,1,2",
                "tiff/cmyk-lzw.tif          | TIFF,CMYK,8,1,1",
                "tiff/float-raw.tif         | TIFF,L,32,1,1",
                "tiff/grey-alpha-raw.tif    | TIFF,LA,8,1,1",
                "tiff/palette-4.tif         | TIFF,P,4,1,1",
                "orientation/tag-8.tif      | TIFF,RGB,8,8,1"
            })
    void tellsWhatTheHeaderSays(String file, String expected) throws IOException {
        Row row = info(ImageFiles.of(List.of(ImageFiles.GOLDEN.resolve(file))))
                .selectExpr("concat_ws(',', format, mode, bits, orientation, frames)", "error")
                .first();
        assertThat(row.getString(0)).isEqualTo(expected);
        assertThat(row.isNullAt(1)).isTrue();
    }

    @Test
    void statesTheSizeOfEveryImageThatIsDecoded() throws IOException {
        Dataset<Row> both = ImageFiles.golden()
                .selectExpr("path", "image_info(content) i", "image_array(content) a")
                .filter("a.error IS NULL");
        List<Row> rows = both.selectExpr("path", "i.error", "i.width", "i.height", "i.orientation", "a.*")
                .collectAsList();
        assertThat(rows).hasSizeGreaterThan(200).allSatisfy(row -> {
            assertThat(row.isNullAt(1)).as(row.getString(0)).isTrue();
            boolean turned = row.getString(0).endsWith(".tif") && row.getInt(4) >= 5;
            assertThat(row.<Integer>getAs(turned ? "source_height" : "source_width"))
                    .as(row.getString(0))
                    .isEqualTo(row.getInt(2));
            assertThat(row.<Integer>getAs(turned ? "source_width" : "source_height"))
                    .as(row.getString(0))
                    .isEqualTo(row.getInt(3));
        });
    }

    @Test
    void saysWhyThereIsNoHeaderInTheWordsOfTheDecoder() throws IOException {
        Map<String, String> errors =
                info(ImageFiles.golden()).filter("error IS NOT NULL").select("path", "error").collectAsList().stream()
                        .collect(Collectors.toMap(
                                row -> row.getString(0).replaceAll(".*/", ""),
                                row -> row.getStruct(1).toString()));
        assertThat(errors)
                .containsEntry("empty.jpg", "[decode,EMPTY,the file has no bytes]")
                .containsEntry("text.jpg", "[decode,NOT_AN_IMAGE,the file is no image but a text]")
                .containsEntry("avif.jpg", "[decode,UNSUPPORTED,AVIF files are not decoded]")
                .containsEntry("arithmetic.jpg", "[decode,UNSUPPORTED,arithmetic-coded JPEG is not decoded]")
                .containsKey("index.json")
                .doesNotContainKeys("cut-at-end.jpg", "enormous.png", "broken-data.png", "cut-short.gif");
        assertThat(errors.values()).noneMatch(error -> error.contains("INTERNAL"));
    }

    @Test
    void tellsOfNullAndNeedsNoWholeFile() {
        Row row = SparkSessions.shared()
                .sql("SELECT image_info(NULL).error.message, image_info(unhex('4749463839610500040080000000'"
                        + " || '00000000002C00000000050004000002')).width")
                .first();
        assertThat(row.getString(0)).isEqualTo("the column of the image's bytes is null");
        assertThat(row.getInt(1)).isEqualTo(5);
    }

    private static Dataset<Row> info(Dataset<Row> files) {
        return files.selectExpr("path", "image_info(content) i").select("path", "i.*");
    }
}
