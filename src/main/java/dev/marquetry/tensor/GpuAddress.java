package dev.marquetry.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster calls a GPU, and PyTorch's number for it.
 *
 * <p>A cluster names a GPU of the machine by its index or by its name ({@code GPU-...}, {@code MIG-...}). PyTorch
 * counts from zero those that the process sees, which {@code CUDA_VISIBLE_DEVICES} or a container may restrict.
 */
final class GpuAddress {
    static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private GpuAddress() {}

    /**
     * Returns PyTorch's number.
     *
     * @param address what the cluster calls the GPU
     * @param count the number of GPUs that this process sees, at least 1
     * @param visible the value of {@code CUDA_VISIBLE_DEVICES}, if it is set
     * @throws EngineUnavailableException if it cannot be known which one is meant
     */
    static int index(String address, int count, Optional<String> visible) throws EngineUnavailableException {
        int listed = visible.map(GpuAddress::addresses)
                .map(addresses -> addresses.indexOf(address.strip()))
                .orElse(-1);
        if (listed >= 0 && listed < count) {
            return listed;
        }
        if (count == 1) {
            return 0;
        }
        // Where the list names others, the machine's numbers are not those of this process.
        if (visible.isEmpty() && address.strip().matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(address.strip());
            if (number < count) {
                return number;
            }
        }
        throw new EngineUnavailableException(
                "the GPU that Spark assigned cannot be found here: " + address,
                "this executor sees " + count + " GPUs, numbered from 0"
                        + visible.map(list -> " in the order of " + VISIBLE + " (" + list + ")")
                                .orElse(""),
                "let the discovery script give the indexes that nvidia-smi shows to the executor, as scripts/gpus does,"
                        + " or set " + VISIBLE + " to the addresses that it gives",
                null);
    }

    private static List<String> addresses(String visible) {
        return Arrays.stream(visible.split(",", -1)).map(String::strip).toList();
    }
}
