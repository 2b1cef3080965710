#!/bin/sh
# Make .venv with exactly the packages of requirements.txt: by uv, else by pip.
set -eu

python="${PYTHON:-python3}"
uv_version=0.13.9

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed; $python is older. Try: make PYTHON=python3.12" >&2
  exit 1
}
if ! "$python" -m pip --version >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q >/dev/null && apt-get install -qy python3-pip >/dev/null
  else
    echo "$python has no pip. Install it first (on Debian: apt install python3-pip)." >&2
    exit 1
  fi
fi

echo "Setting up Python packages …"
[ -x .venv/bin/python ] || "$python" -m venv --without-pip .venv
quiet_pip() {
  "$python" -m pip --python .venv/bin/python --disable-pip-version-check "$@"
}
if quiet_pip install -q "uv==$uv_version" 2>/dev/null &&
  .venv/bin/uv pip sync -q --require-hashes --python .venv/bin/python requirements.txt; then
  # `sync` leaves nothing that is not in the file, so uv itself comes back.
  quiet_pip install -q "uv==$uv_version" 2>/dev/null || true
else
  quiet_pip install -q --require-hashes --no-deps -r requirements.txt
fi
# The apps stand at the top level; this makes them importable everywhere.
site_packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site_packages/la_chan.pth"
touch .venv/.ready
