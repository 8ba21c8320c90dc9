"""Makes src/test/resources/statistics/pixels.json: arrays, and what NumPy says of their pixels.

    python3 -m venv target/venv && target/venv/bin/pip install numpy==2.4.6
    target/venv/bin/python src/test/python/make_statistics_fixture.py
"""

import base64
import json
import pathlib

import numpy as np

TARGET = pathlib.Path(__file__).parents[1] / "resources" / "statistics" / "pixels.json"


def described(arrays):
    """Returns arrays of HWC, uint8, and the statistics of each channel over all their pixels."""
    channels = arrays[0].shape[2]
    pixels = np.concatenate([array.reshape(-1, channels) for array in arrays])
    scaled = pixels.astype(np.float64) / 255
    return {
        "arrays": [
            {"shape": list(array.shape), "base64": base64.b64encode(array.tobytes()).decode()} for array in arrays
        ],
        "mean": scaled.mean(axis=0).tolist(),
        "std": scaled.std(axis=0).tolist(),
        "histograms": [np.bincount(pixels[:, channel], minlength=256).tolist() for channel in range(channels)],
        "means": [float((array / 255).mean()) for array in arrays],
        "deviations": [float(np.sqrt((array / 255).var(axis=(0, 1)).mean())) for array in arrays],
    }


def main():
    random = np.random.default_rng(20261128)
    shapes = [(17, 23), (1, 1), (40, 9), (5, 31)]
    color = [
        np.clip(random.normal([90, 128, 200], [20, 60, 9], (*shape, 3)), 0, 255).astype(np.uint8) for shape in shapes
    ]
    color.append(np.broadcast_to(np.array([255, 0, 7], np.uint8), (6, 4, 3)).copy())
    grey = [random.integers(0, 256, (*shape, 1)).astype(np.uint8) for shape in shapes]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps({"rgb": described(color), "l": described(grey)}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
