package dev.marquetry.sample;

/** What is to be seen in a picture, which is also its label and the name of its folder. */
enum Subject {
    LANDSCAPE("landscape"),
    STILL_LIFE("still life"),
    BLOSSOM("blossom"),
    FACADE("façade"),
    NOTICE("notice");

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Scene scene() {
        return switch (this) {
            case LANDSCAPE -> new Landscape();
            case STILL_LIFE -> new StillLife();
            case BLOSSOM -> new Blossom();
            case FACADE -> new Facade();
            case NOTICE -> new Notice();
        };
    }
}
