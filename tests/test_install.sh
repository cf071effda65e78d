#!/bin/sh
# test_install.sh - what `make install` puts where, and that it works when it stands somewhere else than it was configured for.
#
# Run in the build directory. Each test is a function; its name is the behaviour it shows. With PACKAGE=FILE.deb it is the Debian package that is unpacked and tried, not what
# make installs: `make deb` does that.

srcdir=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
build=$PWD
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
root=$work/root
. "$srcdir/tests/cases.sh"

# Run the installed program, with nothing of the person's or of the build tree; leaves $status, out and err.
lunchrush() {
	(cd "$work" && timeout -k 5 120 env -i PATH=/usr/bin:/bin HOME="$work/home" LC_ALL=C.UTF-8 "$program" "$@" >"$work/out" 2>"$work/err" </dev/null)
	status=$?
}

out_has() { grep -qe "$1" "$work/out" || fail "stdout lacks '$1': $(head -c 300 "$work/out" "$work/err")"; }
status_is() { [ "$status" -eq "$1" ] || fail "exit status $status, not $1: $(head -c 300 "$work/err")"; }

if [ -n "$PACKAGE" ]; then
	dpkg -x "$PACKAGE" "$root" || exit 1
	prefix=$root/usr
else
	unset MAKEFLAGS MAKELEVEL MFLAGS
	make -s install DESTDIR="$root" prefix="/opt/somewhere" >"$work/log" 2>&1 || {
		cat "$work/log"
		echo "0 passed, 1 failed"
		exit 1
	}
	prefix=$work/elsewhere # moved after it was installed: nothing in it may know where it stood
	mv "$root/opt/somewhere" "$prefix"
fi
program=$prefix/bin/lunchrush
[ -x "$program" ] || program=$prefix/games/lunchrush
mkdir "$work/home"

it_has_all_its_files() {
	for file in share/man/man1/lunchrush.1 share/man/man5/lunchrush-recipe.5 share/man/man5/lunchrush-lesson.5 share/bash-completion/completions/lunchrush \
		share/zsh/*/_lunchrush share/fish/vendor_completions.d/lunchrush.fish share/applications/lunchrush.desktop \
		share/metainfo/org.lunchrush.Lunchrush.metainfo.xml share/icons/hicolor/scalable/apps/lunchrush.svg share/lunchrush/lessons/10-visits/lesson.ini share/lunchrush/themes/dark.ini; do
		[ -s "$(echo "$prefix"/$file)" ] || [ -s "$prefix/$file.gz" ] || fail "there is no $file"
	done
}

its_lessons_recipes_and_themes_are_found_beside_it() {
	for kind in lessons recipes themes; do
		lunchrush list --names $kind
		status_is 0
		[ "$(wc -l <"$work/out")" -gt 3 ] || fail "hardly any $kind: $(cat "$work/out")"
	done
	lunchrush doctor
	out_has " $prefix/share/lunchrush:" # in one piece, without ..
}

it_runs_counts_and_compares() {
	lunchrush run burgers --json --pace max --timeout 60
	status_is 0
	out_has '"outcome": *"done"'
	lunchrush run visits --schedule 'AB*A' --set workers=2 --set increments=1 --json
	status_is 1
	lunchrush explore visits --set workers=2 --set increments=1
	status_is 1
	out_has '4 of .*6'
	lunchrush compare squares --engines sequential,processes --runs 1 --plain --pace max
	status_is 0
}

it_talks_to_a_real_service_and_to_instances() {
	lunchrush run sites --json --pace max --timeout 60
	status_is 0
	lunchrush run coffees --json --pace max --timeout 60
	status_is 0
}

its_lessons_are_whole() {
	lunchrush check --quick visits burgers
	status_is 0
	lunchrush words deadlock
	status_is 0
}

its_desktop_files_are_valid() {
	if command -v desktop-file-validate >/dev/null; then
		desktop-file-validate "$prefix/share/applications/lunchrush.desktop" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
	fi
	if command -v appstreamcli >/dev/null; then
		appstreamcli validate --no-net "$prefix/share/metainfo/org.lunchrush.Lunchrush.metainfo.xml" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
	fi
	[ "$(sed -n 's/^Icon=//p' "$prefix/share/applications/lunchrush.desktop").svg" = "$(ls "$prefix/share/icons/hicolor/scalable/apps")" ] || fail "the icon has another name"
}

what_was_installed_is_taken_away_again() {
	[ -z "$PACKAGE" ] || return
	make -s install DESTDIR="$work/again" prefix=/opt/somewhere >"$work/log" 2>&1 || fail "$(cat "$work/log")"
	make -s uninstall DESTDIR="$work/again" prefix=/opt/somewhere >"$work/log" 2>&1 || fail "$(cat "$work/log")"
	left=$(find "$work/again" -type f)
	[ -z "$left" ] || fail "left there: $left"
}

run_cases \
	it_has_all_its_files its_lessons_recipes_and_themes_are_found_beside_it it_runs_counts_and_compares it_talks_to_a_real_service_and_to_instances \
	its_lessons_are_whole its_desktop_files_are_valid what_was_installed_is_taken_away_again
