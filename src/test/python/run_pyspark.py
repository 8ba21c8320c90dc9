#!/usr/bin/env python3
"""Runs the tests of the Python package and what the page on Python shows, on classic PySpark and over Spark Connect.

    python run_pyspark.py SPARK_CONNECT.jar

Needs the build, the dataset of scripts/quickstart, and a Python with pyspark[connect], pyarrow, numpy and the wheel of
scripts/wheel. Works in target/pyspark, a folder that looks like the project's own.
"""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORK = ROOT / 'target/pyspark'
PAGE = ROOT / 'src/site/markdown/python.md'
TESTS = pathlib.Path(__file__).with_name('test_marquetry.py')
BLOCK = re.compile(r'^<!-- pyspark -->\n```python\n(.*?)^```$', re.MULTILINE | re.DOTALL)
CLASSIC = "marquetry.configure(SparkSession.builder.master('local[2]'))"
MOST_SECONDS = 90


def prepare():
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / 'output').mkdir(parents=True)
    (WORK / 'samples').symlink_to(ROOT / 'samples')
    (WORK / 'output/quickstart').symlink_to(ROOT / 'output/quickstart')


def step(name, command, **environment):
    began = time.monotonic()
    result = subprocess.run(command, cwd=WORK, env={**os.environ, **environment}, capture_output=True, text=True)
    print(f'{"failed " if result.returncode else "ran    "} {name} ({time.monotonic() - began:.0f} s)', flush=True)
    if result.returncode:
        print(result.stdout + result.stderr)
    return result.returncode == 0


def both(name, remote=None):
    """Runs tests and page, classic or over a server."""
    text = '\n'.join(BLOCK.findall(PAGE.read_text()))
    if CLASSIC not in text:
        sys.exit(f'{PAGE} does not begin a session by {CLASSIC}')
    if remote:
        text = text.replace(CLASSIC, f'SparkSession.builder.remote({remote!r})')
    environment = {'MARQUETRY_REMOTE': remote} if remote else {}
    passed = step(f'{TESTS.name}, {name}', [sys.executable, str(TESTS)], **environment)
    return step(f'{PAGE.name}, {name}', [sys.executable, '-c', text]) and passed


def free_port():
    with socket.socket() as any_port:
        any_port.bind(('127.0.0.1', 0))
        return any_port.getsockname()[1]


def serve(connect_jar):
    """Starts a server of Spark Connect with Marquetry; returns it and its port once it listens."""
    import marquetry
    import pyspark
    port = free_port()
    home = pathlib.Path(pyspark.__file__).parent
    log = open(WORK / 'connect.log', 'w')
    server = subprocess.Popen(
        [str(home / 'bin/spark-submit'), '--master', 'local[2]', '--jars',
         ','.join([str(pathlib.Path(connect_jar).resolve()), *marquetry.jars()]),
         '--class', 'org.apache.spark.sql.connect.service.SparkConnectServer',
         '--conf', 'spark.sql.extensions=dev.marquetry.MarquetryExtensions', '--conf', 'spark.ui.enabled=false',
         '--conf', f'spark.connect.grpc.binding.port={port}', '--conf', 'spark.connect.grpc.binding.address=127.0.0.1',
         '--driver-java-options', '-Dai.djl.offline=true'],
        cwd=WORK, stdout=log, stderr=log, env={**os.environ, 'SPARK_HOME': str(home)})
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(('127.0.0.1', port)) == 0:
                return server, port
        time.sleep(0.5)
    stop(server)
    sys.exit('the server of Spark Connect did not start:\n' + (WORK / 'connect.log').read_text())


def stop(server):
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def main():
    prepare()
    passed = both('classic PySpark')
    server, port = serve(sys.argv[1])
    try:
        passed = both('Spark Connect', f'sc://127.0.0.1:{port}') and passed
    finally:
        stop(server)
    if not passed:
        sys.exit('the Python package does not do what its tests and its page say')


if __name__ == '__main__':
    main()
