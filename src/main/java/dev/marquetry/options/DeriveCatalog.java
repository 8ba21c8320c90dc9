package dev.marquetry.options;

import dev.marquetry.options.DerivedColumns.Label;
import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.DerivedColumns.Split;
import java.util.function.Function;

/** The options of columns that are made of the images' paths. */
final class DeriveCatalog {
    static final Option<Label> DERIVE_LABEL = Option.withDefault(
            "derive.label",
            OptionType.oneOf(Label.class, OptionCatalog::lowerCase),
            Label.NONE,
            "Adds a column label: the name of the image's folder, fastai's parent_label.",
            job -> labelled(job) ? derived(job).label() : null);

    static final Option<Boolean> DERIVE_LABEL_INDEX = Option.withDefault(
            "derive.label-index",
            OptionType.flag(),
            false,
            "Adds a column label_index: the number of the label, by the order of the names, as fastai's Categorize.",
            job -> labelled(job) ? derived(job).index() == LabelIndex.WRITTEN : null);

    static final Option<Split> DERIVE_SPLIT = Option.withDefault(
            "derive.split",
            OptionType.oneOf(Split.class, OptionCatalog::lowerCase),
            Split.NONE,
            "Adds a column split: the name of the folder above the image's (fastai's GrandparentSplitter), or train or"
                    + " valid by a hash of the path.",
            job -> derived(job).split() == Split.NONE ? null : derived(job).split());

    static final Option<Double> DERIVE_VALID_SHARE = Option.withDefault(
            "derive.valid-share",
            OptionType.share(),
            DerivedColumns.DEFAULT_VALID_SHARE,
            "Share of images whose random split is valid: fastai's valid_pct.",
            job -> ofRandom(job, DerivedColumns::validShare));

    static final Option<Long> DERIVE_SEED = Option.withDefault(
            "derive.seed",
            OptionType.wholeNumber(0),
            DerivedColumns.DEFAULT_SEED,
            "Another number makes another random split.",
            job -> ofRandom(job, DerivedColumns::seed));

    private DeriveCatalog() {}

    private static DerivedColumns derived(JobOptions job) {
        return job.source().derived();
    }

    private static boolean labelled(JobOptions job) {
        return derived(job).label() != Label.NONE;
    }

    private static <T> T ofRandom(JobOptions job, Function<DerivedColumns, T> value) {
        return derived(job).split() == Split.RANDOM ? value.apply(derived(job)) : null;
    }
}
