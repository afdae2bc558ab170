#!/bin/sh
# tools/lock.sh PYTHON_3_11 PYTHON_3_13: re-makes requirements/lock.txt, with hashes, from the .in files. Both Pythons
# need pip-tools; the first one's pip must find a CPU build of torch, else the CUDA packages land in the lock.
set -eu
cd "$(dirname "$0")/../requirements"

# What demucs asks for and the desk does without, and what that would bring along.
WITHOUT=
for package in huggingface-hub hf-xet httpx2 httpcore2 truststore lameenc sphn; do
    WITHOUT="$WITHOUT --unsafe-package $package"
done

compile() {
    python=$1
    shift
    "$python" -m piptools compile --quiet --generate-hashes --strip-extras --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --unsafe-package torch --unsafe-package webrtcvad --unsafe-package typing \
        $WITHOUT --output-file - "$@" |
        sed '/^# The following packages are considered/,$d'
}

lock=$(mktemp)
compile "$1" run.in test.in >"$lock"
compile "$2" python313.in | sed 's/^\([a-z].*==[^ ]*\) /\1 ; python_version >= "3.13" /' >>"$lock"
mv "$lock" lock.txt
chmod 644 lock.txt
