#!/bin/sh
# Write requirements/run.txt, requirements/gif.txt and requirements/dev.txt anew from pyproject.toml: newest versions that fit,
# with the hash of every file of each, so that one lock serves Linux, macOS and Windows from Python 3.11 on.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m pip install --quiet --upgrade uv

# --no-config and the --no-emit options keep addresses of this machine's registries out of the lock.
# One version of numpy for every Python (fork-strategy), so that the same seed gives the same rows on all.
lock() {
    .venv/bin/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --upgrade "$@"
}

lock --output-file requirements/run.txt
# With what animated GIFs need beside.
lock --extra gif --constraint requirements/run.txt --output-file requirements/gif.txt
# The runtime lock is a constraint here, so that both locks agree wherever they overlap.
lock --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
