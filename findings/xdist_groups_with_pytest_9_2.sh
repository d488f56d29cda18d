#!/usr/bin/env bash
# pytest-xdist 3.8.0 with pytest 9.2.0: --dist loadgroup passes the groups over without a word.
#
# Guess, written before these runs: tests that bear the same xdist_group run in one process, with either pytest.
#
# Seen: with pytest 9.1.1 the 40 tests of one group run in one process. With pytest 9.2.0 they run in both, and neither
# a warning nor an error says so.
#
# Cause: a worker of xdist adds the group to the private Item._nodeid, and the scheduler splits what Item.nodeid says.
# pytest 9.2 keeps the id in an object of its own and no longer reads _nodeid.
#
# It matters to whoever groups tests because they share a port, a display or a database: they run at once now.
# What holds with both is a scheduler of one's own by the hook pytest_xdist_make_scheduler, or --dist loadfile.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/test_grouped.py" <<'PYTHON'
import os
import time

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(40))
def test_grouped(number):
    time.sleep(0.02)
    with open("seen.txt", "a") as file:
        print(os.environ["PYTEST_XDIST_WORKER"], file=file)
PYTHON
python3 -m venv "$folder/venv"
seen=$(for version in 9.1.1 9.2.0; do
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "pytest==$version" pytest-xdist==3.8.0
  (cd "$folder" && rm -f seen.txt && venv/bin/python -m pytest -q -p no:cacheprovider -n 2 --dist loadgroup >out.txt)
  grep -ciE 'warn|group' "$folder/out.txt" >"$folder/said.txt" || true
  echo "pytest $version: processes $(sort -u "$folder/seen.txt" | wc -l), lines that speak of it $(cat "$folder/said.txt")"
done)
expected="pytest 9.1.1: processes 1, lines that speak of it 0
pytest 9.2.0: processes 2, lines that speak of it 0"
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
