package dev.marquetry.options;

import java.util.List;

/** Everything that is wrong with a job's options, found at once. */
final class OptionFaults extends UserException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    /**
     * Makes the exception.
     *
     * @param job the name of the job file
     * @param faults one message per fault, at least one
     */
    OptionFaults(String job, List<String> faults) {
        super(
                Kind.USAGE,
                (faults.size() == 1 ? "a fault" : faults.size() + " faults") + " in the options of " + job,
                String.join("\n         ", faults),
                "mend them; marquetry run --help lists all options");
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
