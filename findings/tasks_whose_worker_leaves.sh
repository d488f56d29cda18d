#!/usr/bin/env bash
# distributed 2026.8.0: how often, and until when, a task runs whose future is cancelled or whose worker leaves, with
# retries=0 and allowed-failures 0.
#
# Guess, written before these runs: cancel() leaves the task going; a worker that is killed ends it with an error; one
# that is asked to leave, by SIGTERM or by retire_workers(), ends it too, and Dask begins it elsewhere.
#
# Seen: as guessed for cancel() and SIGKILL. After SIGTERM the future has an error at once; the task goes on to its end
# where no nanny kills the worker. After retire_workers() the task goes on to its end, nanny or not, and is begun at
# once on another worker as well: two run at the same time for all of its length, whatever retries says.
#
# Cause: a thread cannot be stopped from outside. retire_workers() takes the worker out of the scheduler's books, and a
# task that it had is then one that nobody runs; to leave in good order counts as no failure, and retries counts
# exceptions of the task alone.
#
# It matters to whoever writes files in a task: scaling down makes two writers. A task that looks at get_worker().status
# can give way when that is closing_gracefully, and a lock on what it writes has to be waited for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check distributed==2026.8.0
cat >"$folder/seen.py" <<'PYTHON'
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from distributed import Client

SECONDS = 12.0


def task(file):
    """Write a line ten times a second for some seconds, each with the process that writes it."""
    end = time.time() + SECONDS
    while time.time() < end:
        with open(file, "a") as lines:
            lines.write(f"{os.getpid()} {time.time()}\n")
        time.sleep(0.1)


def start(part, *args):
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    command = [sys.executable, "-m", f"distributed.cli.dask_{part}", "--no-dashboard", "--host", "127.0.0.1", *args]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def told(file):
    """Return for each process when its first and its last line were written."""
    spans = {}
    for line in file.read_text().splitlines():
        pid, at = line.split()
        spans[pid] = (spans.get(pid, (float(at),))[0], float(at))
    return list(spans.values())


def seen(what, do, nanny):
    folder = Path(tempfile.mkdtemp())
    file, address = folder / "lines", folder / "scheduler"
    parts = [start("scheduler", "--port", "0", "--scheduler-file", address)]
    for _ in range(2):
        more = [] if nanny else ["--no-nanny"]
        parts.append(start("worker", "--scheduler-file", address, "--nthreads", "1", "--local-directory", folder, *more))
    with Client(scheduler_file=address) as client:
        client.wait_for_workers(2)
        future = client.submit(task, str(file), pure=False, retries=0)
        while not file.exists():
            time.sleep(0.05)
        time.sleep(1)
        pid = int(file.read_text().split()[0])
        began = time.time()
        do(client, future, pid)
        time.sleep(SECONDS + 3)
        spans = told(file)
        end = "goes on to its end" if spans[0][1] - began > SECONDS / 2 else "ends at once"
        also = ", another beside it" if len(spans) > 1 else ""
        print(f"{what}{', nanny' if nanny else ''}: {future.status}; the task {end}{also}", flush=True)
    for part in parts:
        part.kill()


def retire(client, future, pid):
    worker = next(address for address, found in client.run(os.getpid).items() if found == pid)
    client.retire_workers([worker])


if __name__ == "__main__":
    for nanny in (False, True):
        seen("future.cancel()", lambda client, future, pid: future.cancel(), nanny)
        seen("SIGTERM to the worker", lambda client, future, pid: os.kill(pid, signal.SIGTERM), nanny)
        seen("SIGKILL to the worker", lambda client, future, pid: os.kill(pid, signal.SIGKILL), nanny)
        seen("client.retire_workers()", retire, nanny)
PYTHON
seen=$("$folder/venv/bin/python" "$folder/seen.py" 2>"$folder/log") || { cat "$folder/log"; exit 1; }
expected="future.cancel(): cancelled; the task goes on to its end
SIGTERM to the worker: error; the task goes on to its end
SIGKILL to the worker: error; the task ends at once
client.retire_workers(): finished; the task goes on to its end, another beside it
future.cancel(), nanny: cancelled; the task goes on to its end
SIGTERM to the worker, nanny: error; the task ends at once
SIGKILL to the worker, nanny: error; the task ends at once
client.retire_workers(), nanny: finished; the task goes on to its end, another beside it"
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
