#!/usr/bin/env bash
# The README's commands on what looks like a fresh machine: a clone of the last commit, an empty HOME, no fonts, no
# settings and no caches of one's own. Arguments are pytest's; without any all tests run, nightly for example.
#   tests/fresh_machine.sh tests/document -x      a part
#   PYTHON=python3.12 tests/fresh_machine.sh      by another Python
#   KEEP="PIP_INDEX_URL PIP_CERT" tests/fresh_machine.sh      what a machine behind a mirror needs
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
python=$(command -v "${PYTHON:-python3}")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/home" "$place/tmp"
printf '<?xml version="1.0"?>\n<fontconfig><cachedir>%s</cachedir></fontconfig>\n' "$place/tmp/fonts" >"$place/fonts.conf"

kept=()
for name in ${KEEP:-}; do
  if [ -n "${!name+set}" ]; then kept+=("$name=${!name}"); fi
done

fresh() {
  env -i HOME="$place/home" TMPDIR="$place/tmp" PATH="$(dirname "$python"):/usr/bin:/bin" \
    FONTCONFIG_FILE="$place/fonts.conf" "${kept[@]}" "$@"
}

git clone --quiet "file://$repository" "$place/nnblocks"
cd "$place/nnblocks"
fresh make test PYTHON="$python" ARGS="$*"

# `make run` ends with the app's address in one line, and the app answers there.
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("localhost", 0)); print(s.getsockname()[1])')
fresh make run PYTHON="$python" ARGS="--server.port $port --server.headless true" >"$place/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  if grep -q "^nnblocks is running at http://localhost:$port" "$place/log"; then break; fi
  kill -0 "$server" 2>/dev/null || break
  sleep 1
done
answer=$("$python" - "$port" <<'ASK' || true
import sys, urllib.request
print(urllib.request.urlopen(f"http://localhost:{sys.argv[1]}/_stcore/health", timeout=60).read().decode())
ASK
)
cat "$place/log"
# The server is make's child: it ends with the signal to the process that listens.
kill "$(ps -o pid= --ppid "$server" | head -1)" 2>/dev/null || kill "$server"
wait "$server" 2>/dev/null || true
[ "$answer" = ok ] || { echo "The app did not answer at http://localhost:$port."; exit 1; }
