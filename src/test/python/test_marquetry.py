"""Tests of the Python package, on classic PySpark or, where MARQUETRY_REMOTE names a server, over Spark Connect.

    python test_marquetry.py        run by run_pyspark.py, in a folder with the project's samples and output
"""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import marquetry
import numpy as np
import pyarrow.parquet
from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession, functions as F

REMOTE = os.environ.get('MARQUETRY_REMOTE')
SAMPLES = 'samples'
CROP = {'resize.method': 'crop', 'resize.height': 32, 'resize.width': 24, 'tensor.dtype': 'float32',
        'tensor.normalize': 'imagenet'}


def session():
    if REMOTE:
        return SparkSession.builder.remote(REMOTE).getOrCreate()
    return marquetry.configure(SparkSession.builder.master('local[2]')).config('spark.ui.enabled', 'false').getOrCreate()


def hashes(rows, path='path'):
    """Of each good image the SHA-256 of its cell, of each other one its error."""
    return {row[path].split('/samples/')[-1]:
            row['error'].error + row['error'].message if row['error'] else hashlib.sha256(row['image']).hexdigest()
            for row in rows.select(path, 'image', 'error').collect()}


class Options(unittest.TestCase):
    def test_keywords_are_keys(self):
        self.assertEqual(
            marquetry.options({'tensor.mean': [0.5, 0.25, 1]}, resize_pad_mode='zeros', output_image=False, run_wait=None),
            {'tensor.mean': '[0.5, 0.25, 1]', 'resize.pad-mode': 'zeros', 'output.image': 'false'})

    def test_refuses_what_is_no_option(self):
        with self.assertRaisesRegex(TypeError, 'resize.height is given twice'):
            marquetry.options({'resize.height': 1}, resize_height=2)
        with self.assertRaisesRegex(TypeError, 'must be a text'):
            marquetry.options(resize_height=object())

    def test_takes_no_path_for_a_table(self):
        with self.assertRaisesRegex(TypeError, 'of str: pass what pyarrow.parquet.read_table reads'):
            marquetry.to_numpy('output/quickstart/data')


class OnSpark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = session()
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def out(self, name):
        return str(pathlib.Path(self.folder.name) / name)

    def test_source_function_and_names_give_the_same(self):
        by_source = hashes(marquetry.read(self.spark, SAMPLES, CROP))
        self.assertGreater(len(by_source), 10)
        named = self.spark.read.format('marquetry-images').options(**{key: str(CROP[key]) for key in CROP}).load(SAMPLES)
        self.assertEqual(hashes(named), by_source)
        content = (self.spark.read.format('binaryFile').option('recursiveFileLookup', True).load(SAMPLES)
                   .select('path', marquetry.image_array('content', CROP).alias('a')).select('path', 'a.image', 'a.error'))
        by_function = hashes(content)
        common = set(by_function) & set(by_source)  # binaryFile takes the manifest too, and passes empty files over
        self.assertGreater(len(common), 10)
        self.assertEqual({name: by_source[name] for name in common}, {name: by_function[name] for name in common})

    def test_gives_the_arrays_of_the_quick_start(self):
        dataset = pyarrow.parquet.read_table('output/quickstart/data')
        arrays = dict(zip(dataset['path'].to_pylist(), marquetry.to_numpy(dataset)))
        height, width = next(iter(arrays.values())).shape[:2]
        rows = marquetry.read(self.spark, SAMPLES, resize_method='crop', resize_height=height, resize_width=width)
        good = {row.path: np.frombuffer(row.image, np.uint8)
                for row in rows.filter('error IS NULL').select('path', 'image').collect()}
        self.assertEqual(set(good), set(arrays))
        for path, array in arrays.items():
            np.testing.assert_array_equal(good[path], array.reshape(-1), path)

    def test_arrays_of_numbers(self):
        row = marquetry.read(self.spark, SAMPLES, resize_method='squish', resize_height=2, resize_width=2,
                             image_cells='array').filter('error IS NULL').select('image').first()
        self.assertEqual(len(row.image), 12)

    def test_writes_and_reads_tensors(self):
        vectors = np.arange(12, dtype=np.float32).reshape(4, 3)
        frame = self.spark.createDataFrame(
            [(index, bytearray(vector.tobytes())) for index, vector in enumerate(vectors)], ['id', 'vector'])
        for encoding in ['list', 'binary', 'npy']:
            marquetry.tensor(frame, 'vector', [3], 'float32').coalesce(1).sort('id').write.format('marquetry').option(
                'encoding', encoding).save(self.out(encoding))
            read = marquetry.to_numpy(pyarrow.parquet.read_table(self.out(encoding)), 'vector')
            np.testing.assert_array_equal(np.asarray(read), vectors)

    def test_arrays_of_varying_shape(self):
        marquetry.read(self.spark, SAMPLES).filter('error IS NULL').drop('error').write.format('marquetry').save(
            self.out('varying'))
        table = pyarrow.parquet.read_table(self.out('varying'))
        arrays = marquetry.to_numpy(table)
        self.assertEqual([array.shape for array in arrays],
                         list(zip(table['height'].to_pylist(), table['width'].to_pylist(), table['channels'].to_pylist())))

    def test_header_without_decoding(self):
        info = (self.spark.read.format('binaryFile').option('recursiveFileLookup', True).load(SAMPLES)
                .select(marquetry.image_info(F.col('content')).alias('i')).groupBy('i.format').count().collect())
        self.assertIn('JPEG', [row.format for row in info])

    def test_all_faults_at_once(self):
        with self.assertRaises(AnalysisException) as raised:
            marquetry.read(self.spark, SAMPLES, resize_metod='crop', tensor_dtype='int4')
        self.assertIn('did you mean resize.method?', str(raised.exception))
        self.assertIn('tensor.dtype must be one of', str(raised.exception))
        with self.assertRaisesRegex(AnalysisException, 'binary'):
            self.spark.range(1).select(marquetry.image_array(F.lit('a path'))).collect()

    def test_refuses_what_is_no_tensor(self):
        frame = self.spark.range(1)
        for shape, dtype, dimensions in [([], 'float32', ()), ([0], 'float32', ()), ([1], 'float', ()), ([1], 'uint8', 'HW')]:
            with self.assertRaises(ValueError):
                marquetry.tensor(frame, 'id', shape, dtype, dimensions)


@unittest.skipIf(REMOTE, 'a server has the jars or has not')
class WithoutJars(unittest.TestCase):
    def test_says_so_in_a_sentence(self):
        code = ("import marquetry\nfrom pyspark.sql import SparkSession\n"
                "marquetry.read(SparkSession.builder.master('local[1]').getOrCreate(), 'pictures')")
        result = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
        self.assertIn('RuntimeError: this Spark session does not know Marquetry: build it with marquetry.configure',
                      result.stderr)


if __name__ == '__main__':
    unittest.main()
