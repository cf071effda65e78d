#!/bin/sh
# draw.sh PROGRAM FOLDER - the pictures of README, from real runs: recorded without a terminal along the tapes beside this file, then drawn.
#
# It takes about two minutes, since some of the runs are live. The pictures go into FOLDER once all are there.
set -eu
program=$(realpath "$1")
folder=$(realpath -m "$2")
tapes=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config" LANG=C.UTF-8 LC_ALL=C.UTF-8
unset NO_COLOR LUNCHRUSH_THEME LUNCHRUSH_GLYPHS LANGUAGE 2>/dev/null || true
cd "$work"

# drawn NAME SUBJECT [OPTIONS of record]: the last screen of a recording.
drawn() {
	name=$1
	shift
	"$program" record "$@" --tape "$tapes/$name.tape" -o "$name.cast"
	"$program" export "$name.cast" --svg -o "$name.svg"
	echo "$name.svg"
}

drawn menu menu
drawn lesson visits
# Their runs lose no visit, so that nothing of them is in the pictures' words.
drawn control visits --engine threads --schedule "A6 B6"
drawn schedules visits --engine threads --schedule "A6 B6"
drawn present visits --present --step three-things
# Kitchens are compared with the machine to themselves, or the figures say nothing of them.
for try in 1 2 3 4; do
	drawn compare jugglers --step side-by-side
	"$program" export compare.cast --text | grep -q 'others used' || break
	rm compare.svg
	[ $try = 4 ] && echo "somebody else used the machine each time: compare.svg stays as it is" || echo "somebody else used the machine meanwhile: once more"
done
"$program" run burgers --engine threads --json --trace burgers.trace >/dev/null
"$program" export burgers.trace --svg --animate --from 5min --to 9min --size 100x30 -o burgers.svg
echo burgers.svg
mkdir -p "$folder.new"
mv ./*.svg "$folder.new"
mkdir -p "$folder"
mv "$folder.new"/*.svg "$folder"
rmdir "$folder.new"
