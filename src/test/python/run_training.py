#!/usr/bin/env python3
"""Runs the loops of the page on training, holds their batches against the dataset, and says how fast they are.

    pip install torch pyarrow numpy Pillow
    python run_training.py DATASET PICTURES

DATASET is a dataset of one shape with a column label, PICTURES the folder of class folders that it was made of. Beside
them, a loader that decodes and crops the JPEGs with Pillow, which is what these loops spare. Not run by .ci/run: the
package index has torch for GPUs alone, gigabytes.
"""
import collections
import os
import pathlib
import re
import statistics
import sys
import tempfile
import time

import numpy as np
import pyarrow.parquet as pq
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset

ROOT = pathlib.Path(__file__).resolve().parents[3]
BLOCK = re.compile(r'^## ([^\n]*)\n.*?<!-- training -->\n```python\n(.*?)^```$', re.MULTILINE | re.DOTALL)
ROUNDS = 5


class Decoding(Dataset):
    """Pictures that are decoded, scaled and cropped when they are asked for."""

    def __init__(self, folder, size):
        self.files = sorted(pathlib.Path(folder).glob('*/*.jpg'))
        self.names = sorted({file.parent.name for file in self.files})
        self.size = size

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        file = self.files[index]
        image = Image.open(file).convert('RGB')
        ratio = self.size / min(image.size)
        image = image.resize([max(self.size, round(side * ratio)) for side in image.size], Image.BILINEAR)
        left, top = ((side - self.size) // 2 for side in image.size)
        image = image.crop((left, top, left + self.size, top + self.size))
        return torch.from_numpy(np.array(image)), self.names.index(file.parent.name)


def rate(loader):
    """Goes through a loader once, as a loop would; returns the samples per second."""
    count = 0
    began = time.monotonic()
    for image, _ in loader:
        image.permute(0, 3, 1, 2).float().div_(255)
        count += len(image)
    return count / (time.monotonic() - began)


def samples(loader):
    """Counts which sum of samples came with which label."""
    seen = collections.Counter()
    for image, label in loader:
        seen.update(zip(image.flatten(1).sum(1).tolist(), label.tolist()))
    return seen


def main():
    dataset, pictures = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    table = pq.read_table(dataset / 'data', columns=['image', 'label'])
    images = table['image'].combine_chunks().to_numpy_ndarray()
    names = sorted(set(table['label'].to_pylist()))
    expected = collections.Counter(zip(images.reshape(len(images), -1).sum(1, dtype=np.int64).tolist(),
                                       (names.index(label) for label in table['label'].to_pylist())))
    loaders = {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir('output')
        os.symlink(dataset, 'output/quickstart')
        page = (ROOT / 'src/site/markdown/training.md').read_text()
        for name, code in BLOCK.findall(page):
            # Workers import the classes of a module.
            pathlib.Path(f'{name.split()[0].lower()}_loop.py').write_text(code)
            sys.path.insert(0, folder)
            loaders[name] = __import__(f'{name.split()[0].lower()}_loop').loader
        loaders['decoding JPEGs, 2 workers'] = DataLoader(
            Decoding(pictures, images.shape[1]), 64, shuffle=True, num_workers=2)
        for name, loader in loaders.items():
            if not name.startswith('decoding') and samples(loader) != expected:
                sys.exit(f'{name}: other samples than the dataset has')
        rates = collections.defaultdict(list)
        for _ in range(ROUNDS):
            for name, loader in loaders.items():
                rates[name].append(rate(loader))
    for name, each in rates.items():
        print(f'{name}: {statistics.median(each):,.0f} samples a second')


if __name__ == '__main__':
    main()
