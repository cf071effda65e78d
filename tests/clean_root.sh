#!/bin/sh
# clean_root.sh - the Debian package in a root where there is nothing but what Debian cannot be without: installed by apt, used by a person, taken away.
#
#   PACKAGE=FILE.deb tests/clean_root.sh        `make deb-check` builds the package and does that; ends with "N passed, N failed"
#
# mmdebstrap makes the root, as root or with user namespaces (uidmap), from the sources that apt has on this machine: the package is for its release. SOURCES="FILE..." names others.
# The root is gone in the end. The second half of this script is what mmdebstrap runs when the root stands, with its path.

# What is installed, run and taken away stands in the root for one test after another, so they are in this order.
tests='apt_installs_it_with_what_it_needs a_person_asks_what_there_is it_runs_and_tells_in_words it_counts_all_schedules its_lessons_are_whole it_records_the_same_each_time
	it_is_drawn_on_a_terminal it_speaks_german nothing_is_left_when_it_is_taken_away its_manual_and_its_news_are_read its_completions_are_found_by_bash_zsh_and_fish it_goes_without_them_too'

if [ "$1" != --inside ]; then
	set -- "$(realpath "$0")"
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	chmod 755 "$work"
	command -v mmdebstrap >/dev/null || { echo "this test needs mmdebstrap: apt-get install mmdebstrap would be right"; exit 2; }
	[ -f "$PACKAGE" ] || { echo "PACKAGE=FILE.deb says which package to try; '$PACKAGE' is no file"; exit 2; }
	cp "$PACKAGE" "$work/lunchrush.deb" && cp "$1" "$work/clean_root.sh" && chmod 644 "$work/lunchrush.deb"
	apt-config dump | grep -i '^Acquire::.*proxy' >"$work/apt.conf"
	[ -n "$SOURCES" ] || for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do [ -s "$file" ] && SOURCES="$SOURCES $file"; done
	: >"$work/counts" && chmod 666 "$work/counts"
	# shellcheck disable=SC2016,SC2086 # mmdebstrap gives $1 its value; a list of words
	mmdebstrap --quiet --variant=apt --format=null --aptopt="$work/apt.conf" --customize-hook="sh $work/clean_root.sh --inside"' "$1"' '' /dev/null $SOURCES
	status=$?
	[ -s "$work/counts" ] || { echo "the root could not be made"; echo "0 passed, 1 failed"; exit 1; }
	cat "$work/counts"
	[ "$status" -eq 0 ]
	exit
fi

here=$(dirname "$0")
root=$2
passed=0
failed=0

fail() {
	why="$why
        $*"
}

# Run something in the root: as its root, or as a person with a home; leave $status, out and err.
as_root() {
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" >"$here/out" 2>"$here/err" </dev/null
	status=$?
}
as_person() {
	timeout -k 5 300 chroot --userspec=1000:1000 --groups= "$root" env -i -C /home/guest PATH=/usr/bin:/bin HOME=/home/guest LC_ALL=C.UTF-8 TERM=xterm-256color "$@" >"$here/out" 2>"$here/err" </dev/null
	status=$?
}
lunchrush() { as_person lunchrush "$@"; }

out_has() { grep -qe "$1" "$here/out" || fail "stdout lacks '$1': $(head -c 300 "$here/out" "$here/err")"; }
out_is() { [ "$(cat "$here/out")" = "$1" ] || fail "stdout is not '$1': $(head -c 300 "$here/out" "$here/err")"; }
status_is() { [ "$status" -eq "$1" ] || fail "exit status $status, not $1: $(tail -c 600 "$here/err")"; }

# All files of the root but what apt, dpkg and ldconfig note for themselves, and what is a person's own.
files() { (cd "$root" && find . \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./home -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \) -prune -o -print | sort); }

install() { as_root apt-get install -q -y --no-install-recommends "$@"; }

apt_installs_it_with_what_it_needs() {
	files >"$here/before"
	install /tmp/lunchrush.deb
	status_is 0
	as_root dpkg --audit
	out_is ''
	as_root dpkg-query -W -f '${db:Status-Status}' lunchrush
	out_is installed
	as_root ldd /usr/bin/lunchrush
	! grep 'not found' "$here/out" || fail 'it lacks libraries'
}

a_person_asks_what_there_is() {
	lunchrush --version
	status_is 0
	as_root dpkg-query -W -f '${Version}' lunchrush
	version=$(cat "$here/out")
	lunchrush --version
	out_has "$version"
	lunchrush list
	status_is 0
	for name in burgers visits philosophers; do out_has "^$name "; done
	lunchrush list --names themes
	out_has '^projector$'
	lunchrush doctor
	out_has ' /usr/share/lunchrush:'
	lunchrush words deadlock
	status_is 0
}

it_runs_and_tells_in_words() {
	lunchrush run visits --plain
	status_is 0
	out_has '^Done after'
	# With what is loaded late: a service, and requests to it; processes; instances.
	for recipe in sites coffees; do
		lunchrush run $recipe --json --pace max --timeout 60
		status_is 0
	done
	lunchrush run squares --engine processes --json --pace max --timeout 60
	status_is 0
}

it_counts_all_schedules() {
	lunchrush explore visits
	status_is 1
	out_has '924 schedules, .*904 fail'
}

its_lessons_are_whole() {
	lunchrush check --quick
	status_is 0
	lunchrush check visits
	status_is 0
	lunchrush learn visits --plain
	status_is 0
}

it_records_the_same_each_time() {
	lunchrush record visits --policy fifo -o /tmp/x.cast
	status_is 0
	cp "$root/tmp/x.cast" "$here/first.cast"
	lunchrush record visits --policy fifo -o /tmp/x.cast
	cmp -s "$here/first.cast" "$root/tmp/x.cast" || fail 'the two recordings differ'
	head -n 1 "$root/tmp/x.cast" >"$here/out"
	out_has '"version": *2'
	[ "$(wc -l <"$here/first.cast")" -gt 10 ] || fail 'hardly anything was recorded'
	lunchrush export /tmp/x.cast.trace --svg -o /tmp/x.svg
	status_is 0
	grep -q '</svg>' "$root/tmp/x.svg" || fail 'there is no picture'
}

# script(1) is the terminal. q is typed when the menu stands there.
it_is_drawn_on_a_terminal() {
	as_person sh -c '(until grep -q juggle screen 2>/dev/null; do sleep 0.1; done; echo q) | timeout 60 script -fqec "stty cols 100 rows 30; lunchrush" screen'
	status_is 0
}

it_speaks_german() {
	as_person env LANGUAGE=de lunchrush help run
	status_is 0
	out_has '^Ein Rezept laufen lassen'
}

nothing_is_left_when_it_is_taken_away() {
	as_root apt-get purge -q -y --autoremove lunchrush
	status_is 0
	files >"$here/after"
	cmp -s "$here/before" "$here/after" || fail "this is another than before: $(diff "$here/before" "$here/after" | grep '^[<>]' | head -n 20)"
}

its_manual_and_its_news_are_read() {
	install man-db bash-completion zsh fish /tmp/lunchrush.deb
	status_is 0
	for page in 'lunchrush 1' 'lunchrush-recipe 5' 'lunchrush-lesson 5'; do
		as_person man ${page#* } ${page% *}
		status_is 0
		[ "$(wc -l <"$here/out")" -gt 50 ] || fail "${page% *} is short: $(cat "$here/out" "$here/err")"
		! [ -s "$here/err" ] || fail "man says: $(cat "$here/err")"
	done
	for file in NEWS reference.md copyright changelog; do [ -s "$root/usr/share/doc/lunchrush/$file" ] || [ -s "$root/usr/share/doc/lunchrush/$file.gz" ] || fail "there is no $file"; done
}

its_completions_are_found_by_bash_zsh_and_fish() {
	as_person bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader lunchrush; COMP_WORDS=(lunchrush run burg) COMP_CWORD=2; _lunchrush; echo "$(complete -p lunchrush) ${COMPREPLY[*]}"'
	out_has '^complete .*_lunchrush lunchrush burgers$'
	as_person zsh -f -c 'autoload -U compinit; compinit -D; print $_comps[lunchrush]; autoload +X _lunchrush && print found'
	out_has '^_lunchrush$'
	out_has '^found$'
	as_person fish -c "complete -C 'lunchrush run burg'"
	out_has '^burgers'
}

it_goes_without_them_too() {
	as_root apt-get purge -q -y lunchrush
	status_is 0
	left=$(files | grep -i lunchrush)
	[ -z "$left" ] || fail "left there: $left"
}

cp "$here/lunchrush.deb" "$root/tmp/" && chmod 1777 "$root/tmp"
echo 'guest:x:1000:1000::/home/guest:/bin/sh' >>"$root/etc/passwd"
mkdir "$root/home/guest" && chown 1000:1000 "$root/home/guest"
for name in $tests; do
	why=
	"$name"
	if [ -z "$why" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name:$why"
	fi
done

echo "$passed passed, $failed failed" >"$here/counts"
[ "$failed" -eq 0 ]
