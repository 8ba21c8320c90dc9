package dev.marquetry.spark;

/** What whoever runs a conversion adds to the dataset. */
public interface RunReport {
    /** Returns what tells conversions apart: datasets of another fingerprint are not appended to. */
    String fingerprint();

    /**
     * Returns the text of {@code report/run.json}, which has the fingerprint under the key {@code fingerprint}.
     *
     * @param result what was committed
     */
    String json(ConversionResult result);
}
