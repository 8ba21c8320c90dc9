#!/usr/bin/env python3
"""Runs what README.md and the pages of the site show, as a reader would: the commands, then the Python that reads.

    python run_snippets.py [FILE.md ...]

Needs the build, the dataset of scripts/quickstart, and the libraries that the snippets import. Works in target/snippets,
a folder made anew that looks like the project's own, so that all paths are those of the text. In the order of each file,
two files at once:

    every ```python block   is run, in a process of its own, with warnings as errors
    <!-- run -->            the ```bash block below is run; it must end with 0
    <!-- file: NAME -->     the block below is written to a file of that name
    <!-- not run: WHY -->   the ```python block below is left out
    <!-- pyspark -->        the ```python block below is run by run_pyspark.py

A block that imports torch is skipped where there is no torch: Python's package index has it for GPUs only, gigabytes.
"""
import concurrent.futures
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORK = ROOT / 'target/snippets'
LINKS = ['scripts', 'samples', 'jobs', 'conf']
# Runs of seconds gain nothing by Java's slow compiler.
ENVIRONMENT = {**os.environ, 'MARQUETRY_JAVA_OPTS': '-XX:TieredStopAtLevel=1'}
MAY_BE_MISSING = ['torch']
BLOCK = re.compile(r'(?:^<!-- (?P<mark>[^>]*?) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


def prepare():
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / 'output').mkdir(parents=True)
    for name in LINKS:
        (WORK / name).symlink_to(ROOT / name)
    (WORK / 'output/quickstart').symlink_to(ROOT / 'output/quickstart')


def missing(text):
    return [name for name in MAY_BE_MISSING
            if re.search(rf'^(import|from) {name}\b', text, re.MULTILINE) and importlib.util.find_spec(name) is None]


def action(language, mark, text):
    """Returns the command that runs a block; or nothing and, where a reader may wonder, why."""
    if mark.startswith('file: '):
        (WORK / mark.removeprefix('file: ')).write_text(text)
        return None, ''
    if language == 'bash' and mark == 'run':
        return ['bash', '-euo', 'pipefail', '-c', text], ''
    if language != 'python':
        return None, ''
    if mark == 'pyspark':
        return None, ''
    if mark.startswith('not run: '):
        return None, mark.removeprefix('not run: ')
    if missing(text):
        return None, 'there is no ' + ', '.join(missing(text))
    return [sys.executable, '-W', 'error', '-c', text], ''


def run(file):
    """Runs the blocks of a file in their order; returns what there is to say, and how many failed."""
    content = file.read_text()
    lines = []
    failed = 0
    for block in BLOCK.finditer(content):
        place = f'{file.relative_to(ROOT)}:{content.count(chr(10), 0, block.start("text")) + 1}'
        command, why = action(block['language'], block['mark'] or '', block['text'])
        if why:
            lines.append(f'skipped {place}: {why}')
        if command:
            began = time.monotonic()
            result = subprocess.run(command, cwd=WORK, env=ENVIRONMENT, capture_output=True, text=True)
            lines.append(f'{"failed " if result.returncode else "ran    "} {place} ({time.monotonic() - began:.1f} s)')
            if result.returncode:
                failed += 1
                lines.append(block['text'] + result.stdout + result.stderr)
    return lines, failed


def main():
    files = [pathlib.Path(name).resolve() for name in sys.argv[1:]]
    files = files or [ROOT / 'README.md', *sorted((ROOT / 'src/site/markdown').glob('*.md'))]
    prepare()
    # Two files at once: their runs start Java and wait for Spark, mostly.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, files))
    for lines, _ in results:
        print(*lines, sep='\n', end='\n' if lines else '')
    failed = sum(count for _, count in results)
    if failed:
        sys.exit(f'{failed} snippets failed')


if __name__ == '__main__':
    main()
