# What every script here shares: where tools and build caches live, and how to say what is going on.
# Sourced, never run.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Outside the checkout, so that the next clone finds tools and compiled dependencies again.
CACHE=${PSP_CONSOLE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/psp-console}
TOOLS=$CACHE/tools
mkdir -p "$TOOLS/bin"

CARGO_LEPTOS_VERSION=0.3.10
CARGO_FUZZ_VERSION=0.13.2
KUBERNETES=$CACHE/kubernetes-1.20.2

started=$SECONDS
say() { printf '\033[1m==> [%3ds] %s\033[0m\n' $((SECONDS - started)) "$*" >&2; }
die() { printf '\033[31mError:\033[0m %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Which Rust compiles the project: rustup's stable, or Debian's where rustup has no wasm32 target to give.
toolchain() { cat "$CACHE/toolchain" 2>/dev/null || true; }
use_toolchain() {
  PATH=$TOOLS/bin:$ROOT/style/node_modules/.bin:$PATH
  if [ "$(toolchain)" = debian ]; then
    PATH=/usr/bin:$PATH
    export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
  fi
  export PATH
}

# Compiled dependencies are shared by all checkouts; what a checkout itself compiles is not: cargo tells fresh
# from stale by file times, which mean nothing across checkouts. So a checkout that takes the cache over drops
# what the last one left of the workspace's own crates. One build at a time, since they would do that to each other.
share_build_cache() {
  export CARGO_BUILD_BUILD_DIR=$CACHE/build
  mkdir -p "$CARGO_BUILD_BUILD_DIR"
  exec 9>"$CACHE/build.lock"
  flock -n 9 || { say "another build is running; waiting for it"; flock 9; }
  if [ "$(cat "$CACHE/build.owner" 2>/dev/null)" != "$ROOT" ]; then
    local crate
    for crate in psp access manifest agent cluster embedded hydrate app server; do
      find "$CARGO_BUILD_BUILD_DIR" -type d -path '*/.fingerprint/*' -name "$crate-*" -prune -exec rm -rf {} +
    done
    find "$CARGO_BUILD_BUILD_DIR" -type d -name incremental -prune -exec rm -rf {} +
    printf '%s' "$ROOT" >"$CACHE/build.owner"
  fi
}

# apt_install WHY PACKAGE...: installs what is missing, or says what to install by hand.
apt_install() {
  local why=$1 missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  have apt-get || die "$why needs: ${missing[*]} (Debian's names); please install them"
  local sudo=()
  [ "$(id -u)" = 0 ] || { have sudo || die "$why needs: apt-get install ${missing[*]}"; sudo=(sudo); }
  say "installing Debian packages for $why: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$CACHE/apt.log" 2>&1 ||
    { tail -20 "$CACHE/apt.log" >&2; die "apt-get install failed"; }
}

# npm_install DIR: installs DIR's package.json once, and again when that changes. The versions in it are exact;
# there is no lock file, since npm writes only this platform's optional packages into one and then refuses it.
npm_install() {
  local stamp=$1/node_modules/.installed
  cmp -s "$1/package.json" "$stamp" && return
  have npm || die "npm is needed (Node.js 20 or newer)"
  say "installing npm packages of ${1#"$ROOT"/}"
  (cd "$1" && npm install --no-audit --no-fund --loglevel=error >&2)
  cp "$1/package.json" "$stamp"
}

# cargo_tool NAME VERSION COMMAND...: installs NAME into the cache unless that version is there.
cargo_tool() {
  local name=$1 version=$2
  shift 2
  grep -qs "\"$name $version " "$TOOLS/.crates2.json" && return
  if have cargo-binstall && cargo binstall --no-confirm --root "$TOOLS" "$name@$version" >"$CACHE/binstall.log" 2>&1; then
    return
  fi
  say "compiling $name $version (once; 3 to 8 minutes)"
  # A build tool that runs for seconds: compiling it without optimisation saves ten minutes. Its dependencies'
  # progress goes to the terminal, so that nobody takes it for hung.
  CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 \
    cargo install --debug --root "$TOOLS" --target-dir "$CACHE/tool-build" "$name@$version" "$@"
  rm -rf "$CACHE/tool-build"
}
