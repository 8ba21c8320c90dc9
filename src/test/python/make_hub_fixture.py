#!/usr/bin/env python3
"""Makes src/test/resources/hub: images as Hugging Face's datasets writes them, bytes in a struct beside a label.

    pip install datasets==4.4.1 Pillow
    python src/test/python/make_hub_fixture.py
"""
import pathlib
import shutil

import datasets

ROOT = pathlib.Path(__file__).resolve().parents[3]
GOLDEN = ROOT / 'src/test/resources/golden'
TARGET = ROOT / 'src/test/resources/hub'
PICTURES = [('png/rgb.png', 'good'), ('jpeg/wide-61.jpg', 'good'), ('rejected/cut-short.jpg', 'broken')]


def main():
    features = datasets.Features({'image': datasets.Image(), 'label': datasets.ClassLabel(names=['good', 'broken'])})
    rows = {'image': [{'bytes': (GOLDEN / name).read_bytes(), 'path': pathlib.Path(name).name} for name, _ in PICTURES],
            'label': [label for _, label in PICTURES]}
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    datasets.Dataset.from_dict(rows, features).to_parquet(TARGET / 'train-00000-of-00001.parquet')


if __name__ == '__main__':
    main()
