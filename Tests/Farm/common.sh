# What the tests of engines have in common; read by them after `set -euo pipefail`.
#
# $segue is the program, $work a folder that is removed at the end, $film the folder with the preset and
# the outputs.  Every process named to `started` is stopped at the end, by its number.

[ $# -ge 1 ] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2; exit 64; }
segue=$(realpath -- "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/segue-farm.XXXXXX")
film="$work/it's \$(touch x) \"q\" %d%%j{}.d"
pids=()

say() { echo "${0##*/}: $*" >&2; }
fail() { say "$*"; exit 1; }
skip() { say "left out: $*"; exit 69; }
started() { pids+=("$1"); }

# Stops what was started, the last first, and waits for it.
stop_all() {
    local index pid
    for ((index = ${#pids[@]} - 1; index >= 0; index--)); do
        pid=${pids[index]}
        kill "$pid" 2>/dev/null || continue
        for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        kill -9 "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
}

finish() {
    local code=$?
    trap - EXIT
    stop_all
    if [ "$code" -ne 0 ] && [ "$code" -ne 69 ]; then show_logs >&2 || true; fi
    [ -n "${SEGUE_KEEP_FARM:-}" ] && say "kept $work" || rm -rf "$work"
    exit "$code"
}
show_logs() { :; }
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# Waits until a command succeeds: until_true SECONDS COMMAND…
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# A film of 48 frames in segments of 4, in three formats; small ones, so that the networks take the time and
# not the encoders.
make_preset() {
    mkdir -p "$film"
    cp "$root/Examples/Pictures/harbour.png" "$film/harbour.png"
    cat >"$film/film.yaml" <<'PRESET'
version: 1
input: harbour.png
networks: {monet: builtin:monet, vangogh: builtin:vangogh}
timeline: {fps: 24, keys: [{at: 0s, mix: monet}, {at: 47f, mix: vangogh}]}
output:
  - {path: out.mp4, width: 320}
  - {path: out.gif, width: 160}
  - {path: "frames/out.%06d.png", depth: 16, width: 160}
PRESET
}

render_options=(--scale "${SEGUE_FARM_SCALE:-0.25}")

# Renders the film plainly, and keeps the outputs' hashes.
render_plainly() {
    (cd "$film" && "$segue" render film.yaml "${render_options[@]}" --progress none >/dev/null)
    hashes >"$work/expected"
    [ "$(wc -l <"$work/expected")" -eq 50 ] || fail "the plain render made no 50 files"
    remove_outputs
}

hashes() { (cd "$film" && sha256sum out.mp4 out.gif frames/*.png); }
remove_outputs() { (cd "$film" && rm -rf out.mp4 out.gif frames); }

# Writes an engine's files: farm ENGINE [OPTION…]; the segments' folder is $folder.
folder="$film/out.mp4.segments"
farm() {
    (cd "$film" && "$segue" farm "$1" film.yaml "${render_options[@]}" --segment-length 4 \
        "${@:2}")
}

# The outputs are those of the plain render, byte for byte.
check_outputs() {
    hashes >"$work/found" || fail "outputs are missing"
    diff "$work/expected" "$work/found" >&2 || fail "other outputs than the plain render's"
    [ ! -e "$film/x" ] && [ ! -e "$folder/x" ] || fail "a path was run as a command"
    remove_outputs
}
