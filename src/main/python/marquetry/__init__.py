"""Images as NumPy arrays on Spark, as fastai would decode them.

    import marquetry
    from pyspark.sql import SparkSession

    spark = marquetry.configure(SparkSession.builder).getOrCreate()
    rows = marquetry.read(spark, 'pictures', resize_method='crop', resize_height=224, resize_width=224)

A thin layer over names that Spark knows once Marquetry's jar is there: the data source ``marquetry-images``, the format
``marquetry`` and the SQL functions ``image_array`` and ``image_info``. It uses public PySpark alone, so it works on
classic PySpark and over Spark Connect. Options are the keys of a job file: as keywords, the first underscore stands for
the dot and the others for hyphens (``resize_pad_mode`` is ``resize.pad-mode``), or in one dict, as they are.
"""
from __future__ import annotations

import json
import pathlib
from typing import TYPE_CHECKING, Any, Mapping, Sequence

if TYPE_CHECKING:
    import numpy
    import pyarrow
    from pyspark.sql import Column, DataFrame, SparkSession

__all__ = ['configure', 'image_array', 'image_info', 'jars', 'options', 'read', 'tensor', 'to_numpy']

_EXTENSIONS = 'dev.marquetry.MarquetryExtensions'
_SOURCE = 'marquetry-images'
_TENSOR = 'marquetry.tensor'
_JAVA_OPTIONS = '-Dai.djl.offline=true -Djava.awt.headless=true'
_VECTOR = '-XX:+IgnoreUnrecognizedVMOptions --add-modules=jdk.incubator.vector'
# Code of images is compiled, not that of the start: see conf/run.options.
_COMPILER = ('-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000'
             ' -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000')
_DTYPES = ('uint8', 'float16', 'float32', 'float64', 'int32', 'int64')
_NO_JAR = ("this Spark session does not know Marquetry: build it with marquetry.configure(SparkSession.builder), or"
           ' start its server or cluster with the jars of marquetry.jars() in spark.jars and spark.sql.extensions='
           + _EXTENSIONS)


def jars() -> list[str]:
    """Returns the paths of the jars that this package carries: Marquetry's, and PyTorch's natives for CPUs.

    Raises FileNotFoundError in a checkout, where scripts/wheel has not put them.
    """
    found = sorted((pathlib.Path(__file__).parent / 'jars').glob('*.jar'))
    if not found:
        raise FileNotFoundError(f'{pathlib.Path(__file__).parent} has no jars: it is not an installed package; install'
                                ' the wheel that scripts/wheel builds')
    return [str(path) for path in found]


def configure(builder: SparkSession.Builder, *, more_jars: Sequence[str] = (),
              more_extensions: Sequence[str] = ()) -> SparkSession.Builder:
    """Puts Marquetry into a session of classic PySpark that is yet to be built, and returns the builder.

    It has no effect on a session that runs already, nor on a server of Spark Connect, which gets the jars when it starts.

    :param more_jars: other jars that the session is to have; ``spark.jars`` is set here
    :param more_extensions: other ``spark.sql.extensions``, which is set here
    """
    return (builder
            .config('spark.jars', ','.join([*jars(), *more_jars]))
            .config('spark.sql.extensions', ','.join([_EXTENSIONS, *more_extensions]))
            .config('spark.driver.defaultJavaOptions', f'{_JAVA_OPTIONS} {_VECTOR} {_COMPILER}')
            .config('spark.executor.defaultJavaOptions', f'{_JAVA_OPTIONS} {_VECTOR} {_COMPILER}'))


def options(keys: Mapping[str, Any] | None = None, /, **keywords: Any) -> dict[str, str]:
    """Returns options as Spark takes them: texts by the keys of a job file.

    :param keys: values by keys, such as ``{'resize.method': 'crop'}``
    :param keywords: values by keys with underscores, such as ``resize_method='crop'``; ``None`` stands for the default
    :raises TypeError: if an option is given twice, or a value is no text, number, boolean or list of these
    """
    given = dict(keys or {})
    for name, value in keywords.items():
        group, _, rest = name.partition('_')
        key = f"{group}.{rest.replace('_', '-')}" if rest else group
        if key in given:
            raise TypeError(f'the option {key} is given twice')
        given[key] = value
    return {key: _text(key, value) for key, value in given.items() if value is not None}


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return '[' + ', '.join(_text(key, element) for element in value) + ']'
    raise TypeError(f'the option {key} must be a text, a number, a boolean or a list of these, and is {value!r}')


def read(spark: SparkSession, path: str, keys: Mapping[str, Any] | None = None, /, **keywords: Any) -> DataFrame:
    """Returns a row for each image: its path, the columns carried through, ``image``, sizes, ``error``.

    Nothing is read before the rows are asked for, and then only what the columns of the query need. ``image`` is the
    bytes of a tensor, which ``write.format('marquetry')`` writes as an array; with ``image_cells='array'`` it is an
    array of numbers.

    :param path: folder, glob, or manifest (with ``input_format``)
    :param keys: options by their keys
    :param keywords: options by their keys with underscores
    :raises RuntimeError: if the session does not have Marquetry's jar
    :raises pyspark.errors.AnalysisException: if an option is at fault; all that are, are told at once
    """
    try:
        frame = spark.read.format(_SOURCE).options(**options(keys, **keywords)).load(path)
        frame.schema  # Over Spark Connect, faults show only now.
        return frame
    except Exception as failure:  # Of which kind it is, classic PySpark and Connect do not agree.
        if 'DATA_SOURCE_NOT_FOUND' in str(failure):
            raise RuntimeError(_NO_JAR) from None
        raise


def image_array(content: Column | str, keys: Mapping[str, Any] | None = None, /, **keywords: Any) -> Column:
    """Returns a struct of ``image``, ``height``, ``width``, ``channels``, ``source_height``, ``source_width``, ``error``.

    :param content: a column of the bytes of images' files, as ``spark.read.format('binaryFile')`` gives them
    :param keys: options by their keys: ``image.*``, ``resize.*``, ``tensor.*``, ``engine.*``
    :param keywords: options by their keys with underscores
    """
    from pyspark.sql import functions
    given = [functions.lit(text) for entry in options(keys, **keywords).items() for text in entry]
    return functions.call_function('image_array', _column(content), *([functions.create_map(*given)] if given else []))


def image_info(content: Column | str) -> Column:
    """Returns a struct of what the headers of images' files say: ``format``, ``width``, ``height``, ``mode``, ``bits``,
    ``orientation``, ``frames``, ``error``. Nothing is decoded.
    """
    from pyspark.sql import functions
    return functions.call_function('image_info', _column(content))


def _column(column: Column | str) -> Column:
    from pyspark.sql import functions
    return functions.col(column) if isinstance(column, str) else column


def tensor(frame: DataFrame, column: str, shape: Sequence[int], dtype: str,
           dimensions: Sequence[str] = ()) -> DataFrame:
    """Declares that a column of bytes holds tensors, so that ``write.format('marquetry')`` writes them as arrays.

    :param column: a column of ``binary``: the values of one tensor in each row, row-major and little-endian, as
        ``array.tobytes()`` gives them
    :param shape: the shape of every tensor
    :param dtype: NumPy's name of the type: uint8, float16, float32, float64, int32 or int64
    :param dimensions: names of the axes, such as ``['H', 'W', 'C']``
    """
    if dtype not in _DTYPES:
        raise ValueError(f"dtype must be one of {', '.join(_DTYPES)}, and is {dtype!r}")
    if not shape or any(size < 1 for size in shape):
        raise ValueError(f'a shape has one size or more, each at least 1, and this is {list(shape)}')
    if dimensions and len(dimensions) != len(shape):
        raise ValueError(f'{len(shape)} sizes need {len(shape)} names, and these are {list(dimensions)}')
    declared: dict[str, Any] = {'dtype': dtype, 'shape': [int(size) for size in shape]}
    if dimensions:
        declared['dimensions'] = list(dimensions)
    return frame.withMetadata(column, {_TENSOR: declared})


def to_numpy(table: pyarrow.Table, column: str = 'image') -> numpy.ndarray | list[numpy.ndarray]:
    """Returns the arrays of a table that pyarrow has read from a dataset's Parquet files.

    One array with an axis of rows in front, without a copy where the table has one chunk; where shapes vary, a list of
    arrays, for which the table must have the columns of their sizes. Arrays over the table's own memory are read-only.

    :raises KeyError: if the files do not say what the column holds
    :raises TypeError: if it is no table of pyarrow's
    """
    import numpy
    import pyarrow
    if not isinstance(table, pyarrow.Table):
        raise TypeError(f'it takes a table of pyarrow, and this is of {type(table).__name__}: pass what'
                        " pyarrow.parquet.read_table reads from a dataset's folder data/")
    said = json.loads((table.schema.metadata or {}).get(b'marquetry', b'{"columns": []}'))
    described = next((entry for entry in said['columns'] if entry['name'] == column), None)
    if described is None:
        raise KeyError(f'the table does not say what the column {column} holds: read it with its metadata by'
                       " pyarrow.parquet.read_table, or pyarrow.dataset, from a dataset's folder data/")
    if described['encoding'] == 'npy':
        import io
        return [numpy.load(io.BytesIO(cell.as_py()), allow_pickle=False) for cell in table.column(column)]
    cells = table.column(column).combine_chunks()
    if hasattr(cells, 'to_numpy_ndarray'):  # Arrow's own tensors, by the schema in the footer.
        return cells.to_numpy_ndarray()
    if described['encoding'] == 'binary':
        rows = [numpy.frombuffer(cell.as_buffer(), described['dtype']) for cell in cells]
        flat = numpy.concatenate(rows) if rows else numpy.empty(0, described['dtype'])
        ends = numpy.cumsum([0, *(len(row) for row in rows)])
    else:
        flat = cells.flatten().to_numpy(zero_copy_only=False)
        ends = numpy.asarray(cells.offsets) - (cells.offsets[0].as_py() if len(cells) else 0)
    if 'shape' in described:
        return flat.reshape(len(cells), *described['shape'])
    shapes = zip(*(table.column(_SIZES[axis]).to_pylist() for axis in described['dimensions']))
    return [flat[ends[row]:ends[row + 1]].reshape(shape) for row, shape in enumerate(shapes)]


_SIZES = {'H': 'height', 'W': 'width', 'C': 'channels'}
