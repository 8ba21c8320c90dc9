package dev.marquetry.bench;

/**
 * A row of the table.
 *
 * @param label what is measured
 * @param cores how many cores it has
 */
record Row(String label, int cores) {
    static final Row DECODE = new Row("(a) decode, bare loop", 1);
    static final Row RESIZE = new Row("(b) decode + resize, bare loop", 1);
    static final Row WITH_MODEL = new Row("(d) job, float32, crop, and a model", 1);
    static final Row NAIVE = new Row("(e) naive Spark job, float32, 224", 2);
    static final Row PILLOW_DECODE = new Row("(f) Pillow, decode", 1);
    static final Row PILLOW_RESIZE = new Row("(f) Pillow, decode + resize", 1);
    static final Row PILLOW_UINT8 = new Row("(f) Pillow + pyarrow, 2 processes, uint8, crop", 2);
    static final Row PILLOW_FLOAT32 = new Row("(f) Pillow + pyarrow, 2 processes, float32, crop", 2);

    /** Returns the row of a whole job. */
    static Row job(int cores, String dtype, String method) {
        return new Row("(d) job, " + dtype + ", " + size(method), cores);
    }

    /** Returns the row of a whole job that leaves out Zstandard: the difference is what that costs. */
    static Row uncompressed(int cores, String method) {
        return new Row("(d) job, uint8, " + size(method) + ", uncompressed", cores);
    }

    private static String size(String method) {
        return method.equals("crop") ? "crop" : "no resize";
    }
}
