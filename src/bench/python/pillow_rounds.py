"""Pillow, and Pillow with pyarrow, as contestants of scripts/bench.

usage: pillow_rounds.py FOLDER OUTPUT [REQUEST]

Answers "decode", "resize" (one thread, files in memory), "checksum", and "uint8" or "float32": two processes that decode,
crop, normalise and write Parquet. With a request it answers that one and ends.
"""
import io
import json
import multiprocessing
import pathlib
import sys
import time
import zlib

import numpy as np
import PIL
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

SIZE = 224
BATCH = 64
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def decode(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image.convert('RGB')


def crop(image):
    width, height = image.size
    scale = min(width / SIZE, height / SIZE)
    box_width, box_height = int(scale * SIZE), int(scale * SIZE)
    left, top = int(0.5 * (width - box_width)), int(0.5 * (height - box_height))
    if (width, height) != (box_width, box_height):
        image = image.crop((left, top, left + box_width, top + box_height))
    return image.resize((SIZE, SIZE), Image.BILINEAR)


def write(paths, target, dtype):
    """Writes the crops of files as one Parquet file and returns the seconds of CPU that it took."""
    began = time.process_time()
    kind = pa.uint8() if dtype == 'uint8' else pa.float32()
    schema = pa.schema([('path', pa.string()), ('image', pa.list_(kind, SIZE * SIZE * 3))])
    with pq.ParquetWriter(target, schema, compression='zstd') as writer:
        for start in range(0, len(paths), BATCH):
            batch = paths[start:start + BATCH]
            pixels = np.stack([np.asarray(crop(decode(path.read_bytes()))) for path in batch])
            values = pixels if dtype == 'uint8' else (pixels / np.float32(255) - MEAN) / STD
            cells = pa.FixedSizeListArray.from_arrays(pa.array(values.reshape(-1)), SIZE * SIZE * 3)
            writer.write_table(pa.table([pa.array([str(path) for path in batch]), cells], schema))
    return time.process_time() - began


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).iterdir())
    output = pathlib.Path(sys.argv[2])
    contents = [] if sys.argv[3:] else [path.read_bytes() for path in paths]

    def answer(request, pool):
        start = time.perf_counter()
        cpu_start = time.process_time()
        in_children = 0
        if request == 'checksum':
            whole = cropped = 0
            for content in contents:
                image = decode(content)
                whole = zlib.crc32(image.tobytes(), whole)
                cropped = zlib.crc32(crop(image).tobytes(), cropped)
            return {'whole': whole, 'crop': cropped, 'version': PIL.__version__}
        if request == 'decode':
            for content in contents:
                decode(content)
        elif request == 'resize':
            for content in contents:
                crop(decode(content))
        else:
            half = (len(paths) + 1) // 2
            in_children = sum(pool.starmap(write, [(paths[:half], output / 'pillow-0.parquet', request),
                                                   (paths[half:], output / 'pillow-1.parquet', request)]))
        return {'images': len(paths), 'seconds': time.perf_counter() - start,
                'cpu': time.process_time() - cpu_start + in_children}

    with multiprocessing.Pool(2) as pool:
        for line in sys.argv[3:] or sys.stdin:
            print(json.dumps(answer(line.strip(), pool)), flush=True)


if __name__ == '__main__':
    main()
