package dev.marquetry.options;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The columns that are made of the images' paths, beside those that a manifest has. Immutable.
 *
 * @param label whether there is a column {@link #LABEL}, as by fastai's {@code parent_label}
 * @param index whether there is a column {@link #LABEL_INDEX}, as by fastai's {@code Categorize}; needs a label
 * @param split whether there is a column {@link #SPLIT}, as by fastai's {@code GrandparentSplitter} or {@code
 *     RandomSplitter}
 * @param validShare the share of images whose random split is {@code valid}, above 0 and below 1
 * @param seed what the random split is drawn by, at least 0
 */
public record DerivedColumns(Label label, LabelIndex index, Split split, double validShare, long seed)
        implements Serializable {
    /** The name of the column of labels. */
    public static final String LABEL = "label";

    /** The name of the column of the labels' numbers. */
    public static final String LABEL_INDEX = "label_index";

    /** The name of the column of splits. */
    public static final String SPLIT = "split";

    /** The share of images that are for validation, unless another is wanted. */
    public static final double DEFAULT_VALID_SHARE = 0.2;

    /** What the random split is drawn by, unless another number is wanted. */
    public static final long DEFAULT_SEED = 0;

    /** No columns. */
    public static final DerivedColumns NONE =
            new DerivedColumns(Label.NONE, LabelIndex.OMITTED, Split.NONE, DEFAULT_VALID_SHARE, DEFAULT_SEED);

    /** What an image's label is. */
    public enum Label {
        /** There is none. */
        NONE,
        /** The name of the folder that the image is in. */
        PARENT
    }

    /** Whether labels are numbered. */
    public enum LabelIndex {
        /** There are no numbers. */
        OMITTED,
        /** The numbers stand in a column, and the names in its metadata. */
        WRITTEN
    }

    /** What an image's split is. */
    public enum Split {
        /** There is none. */
        NONE,
        /** The name of the folder that holds the folder that the image is in. */
        GRANDPARENT,
        /** {@code train} or {@code valid}, by a hash of the path. */
        RANDOM
    }

    /** Checks the numbers, and that there are labels to be numbered. */
    public DerivedColumns {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(split, "split");
        if (index == LabelIndex.WRITTEN && label == Label.NONE) {
            throw new IllegalArgumentException("index needs a label: " + index);
        }
        if (!(validShare > 0 && validShare < 1)) {
            throw new IllegalArgumentException("validShare must be above 0 and below 1: " + validShare);
        }
        if (seed < 0) {
            throw new IllegalArgumentException("seed must be at least 0: " + seed);
        }
    }

    /** Returns columns that differ in the label. */
    public DerivedColumns withLabel(Label choice) {
        return new DerivedColumns(choice, index, split, validShare, seed);
    }

    /** Returns columns that differ in whether labels, which there must be, are numbered. */
    public DerivedColumns withIndex(LabelIndex choice) {
        return new DerivedColumns(label, choice, split, validShare, seed);
    }

    /** Returns columns that differ in the split. */
    public DerivedColumns withSplit(Split choice) {
        return new DerivedColumns(label, index, choice, validShare, seed);
    }

    /** Returns columns that differ in the share of images that are for validation. */
    public DerivedColumns withValidShare(double share) {
        return new DerivedColumns(label, index, split, share, seed);
    }

    /** Returns columns that differ in what the random split is drawn by. */
    public DerivedColumns withSeed(long number) {
        return new DerivedColumns(label, index, split, validShare, number);
    }

    /** Returns the names of the columns, in their order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (label != Label.NONE) {
            names.add(LABEL);
        }
        if (split != Split.NONE) {
            names.add(SPLIT);
        }
        if (index != LabelIndex.OMITTED) {
            names.add(LABEL_INDEX);
        }
        return names;
    }
}
