#!/usr/bin/env python3
"""Writes down what Pillow 13 makes of golden files where it resizes them: src/test/resources/golden-pillow13/index.json.

Needs Pillow 13 and numpy, and make_golden_fixtures.py beside it, whose rules and form these are. Run by hand:

    src/test/python/make_pillow13_fixture.py

Sizes are such that either pass comes first, sizes of both sides of the rule among them.
"""
import itertools
import json
import sys
import warnings

import numpy as np
import PIL
from PIL import Image

import make_golden_fixtures as golden

TARGET = golden.ROOT.with_name('golden-pillow13')
FILES = ('jpeg/portrait.jpg', 'jpeg/photo.jpg', 'jpeg/tall.jpg', 'jpeg/grey.jpg', 'png/rgb.png', 'png/grey-8.png')
# Height and width: shrunk to, enlarged to, and left alone.
SIDES = (1, 7, 16, 24, 33, 60)


def sizes(path):
    """Targets, and those around the one where the height shrinks by just twice of what the width does."""
    with Image.open(path) as image:
        width, height = image.size
    yield from itertools.product(SIDES, SIDES)
    yield from ((height, side) for side in SIDES)
    yield from ((side, width) for side in SIDES)
    for less in (1, 3, 8):
        yield from ((height - 2 * less + step, width - less) for step in (-1, 0, 1))


def main():
    warnings.simplefilter('ignore')
    if PIL.__version__ != '13.0.0':
        sys.exit(f'this is of Pillow 13.0.0, not {PIL.__version__}')
    images = []
    for file in FILES:
        expectations = []
        for height, width in dict.fromkeys(size for size in sizes(golden.ROOT / file) if min(size) > 0):
            for method, mode in (('squish', 'RGB'), ('crop', 'L')):
                resize = method, height, width, 'reflection'
                array = golden.expected(golden.ROOT / file, mode, 'ignore', resize)
                expectations.append(golden.expectation(array, mode, 'ignore', resize))
        images.append({'file': file, 'expect': expectations})
    TARGET.mkdir(exist_ok=True)
    index = {'pillow': PIL.__version__, 'numpy': np.__version__, 'images': images, 'rejected': []}
    (TARGET / 'index.json').write_text(json.dumps(index, separators=(',', ':')) + '\n')
    print(f'{len(images)} images with {sum(len(i["expect"]) for i in images)} expectations')


if __name__ == '__main__':
    main()
