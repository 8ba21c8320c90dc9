"""What else converts a folder of images to Parquet, as contestants of scripts/bench --rivals.

usage: rivals.py RIVAL FOLDER OUTPUT

Answers "run": all images of the folder, cropped to 224 x 224 as fastai crops them, as uint8 in Parquet with zstd, on two
cores. RIVAL is one of the functions below; the library is started before the first request.
"""
import json
import os
import pathlib
import shutil
import sys
import time

import numpy as np

from pillow_rounds import SIZE, crop, decode

LENGTH = SIZE * SIZE * 3
CORES = 2


def pixels(content):
    return np.asarray(crop(decode(content))).reshape(-1)


def ray(folder, output):
    """Ray Data: a batch function over the files' bytes."""
    import ray

    ray.init(num_cpus=CORES, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    def convert(batch):
        return {'path': batch['path'], 'image': np.stack([pixels(content) for content in batch['bytes']])}

    def run():
        images = ray.data.read_binary_files(str(folder), include_paths=True)
        images.map_batches(convert, batch_size=64).write_parquet(str(output), compression='zstd')

    return run


def daft(folder, output):
    """Daft: its own download and decoding, with Pillow's crop as a function over batches."""
    import daft
    import pyarrow as pa

    @daft.func.batch(return_dtype=daft.DataType.list(daft.DataType.uint8()))
    def convert(contents):
        values = np.concatenate([pixels(content) for content in contents.to_pylist()])
        return pa.FixedSizeListArray.from_arrays(pa.array(values), LENGTH).cast(pa.list_(pa.uint8()))

    def run():
        paths = daft.from_glob_path(f'{folder}/*')
        images = paths.select(paths['path'], convert(paths['path'].download()).alias('image'))
        images.write_parquet(str(output), compression='zstd')

    return run


def pyspark(folder, output):
    """PySpark with a pandas UDF over binaryFile."""
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import pandas_udf

    spark = (SparkSession.builder.master(f'local[{CORES}]').config('spark.ui.enabled', 'false')
             .config('spark.sql.parquet.compression.codec', 'zstd')
             .config('spark.sql.execution.arrow.maxRecordsPerBatch', '64')
             .config('spark.sql.files.openCostInBytes', '65536').getOrCreate())
    spark.sparkContext.setLogLevel('ERROR')
    import pandas

    # Spark has no unsigned bytes.
    @pandas_udf('array<smallint>')
    def convert(contents: pandas.Series) -> pandas.Series:
        return contents.map(lambda content: pixels(content).astype(np.int16))

    def run():
        files = spark.read.format('binaryFile').load(str(folder))
        files.select('path', convert('content').alias('image')).write.parquet(str(output))

    return run


def main():
    rival, folder, output = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    # Their workers are processes of their own, which import what stands beside this script.
    os.environ['PYTHONPATH'] = str(pathlib.Path(__file__).parent)
    os.environ['PYSPARK_PYTHON'] = sys.executable
    images = sum(1 for _ in folder.iterdir())
    run = {'ray': ray, 'daft': daft, 'pyspark': pyspark}[rival](folder, output)
    for line in sys.stdin:
        shutil.rmtree(output, ignore_errors=True)
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        check(output, images)
        print(json.dumps({'images': images, 'seconds': seconds}), flush=True)


def check(output, images):
    """What was not written was not converted."""
    import pyarrow.parquet as pq

    rows = pq.read_table(str(output), columns=['image'])
    assert rows.num_rows == images, f'{rows.num_rows} rows of {images} images'
    # Ray's arrays have a type of their own.
    values = np.asarray(rows['image'][0].as_py()).size
    assert values == LENGTH, values


if __name__ == '__main__':
    main()
