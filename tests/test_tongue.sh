#!/bin/sh
# test_tongue.sh - the program in another language: German where LANGUAGE asks for it, English where not, the same data in both.
#
# Run in the build directory, where ./lunchrush and ./locale are. Without msgfmt no words were built, and only what needs none is tested.

program=$PWD/lunchrush
built=$PWD/locale
srcdir=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export XDG_CONFIG_HOME="$work/config" XDG_STATE_HOME="$work/state" LC_ALL=C.UTF-8
unset LANGUAGE LC_MESSAGES LANG
. "$srcdir/tests/cases.sh"

# said LANGUAGE FILE ARGUMENTS...: what the program says goes to FILE, what it says of trouble to FILE.err.
said() {
	language=$1 file=$2
	shift 2
	LANGUAGE=$language timeout -k 5 60 "$program" "$@" >"$file" 2>"$file.err" </dev/null
	status=$?
	[ "$status" -le 1 ] || fail "LANGUAGE=$language lunchrush $*: exit status $status: $(head -c 200 "$file.err")"
}

has() { grep -qe "$2" "$1" || fail "$1 lacks '$2'; it begins: $(head -c 300 "$1")"; }
lacks() { ! grep -qe "$2" "$1" || fail "$1 should not say '$2': $(grep -me 1 "$2" "$1")"; }

# both GERMAN ENGLISH ARGUMENTS...: each in its own language only.
both() {
	german=$1 english=$2
	shift 2
	said de de.out "$@"
	has de.out "$german"
	lacks de.out "$english"
	said '' en.out "$@"
	has en.out "$english"
	lacks en.out "$german"
}

help_is_in_the_persons_language() {
	both 'Ohne Befehl öffnet sich das Menü' 'Without a command the menu opens' help
	both 'Ein Rezept laufen lassen' 'Run a recipe' help run
}

standing_is_in_the_persons_language() { both 'Drei Arten zu jonglieren' 'Three ways to juggle' learn --status; }

# Names and the columns that scripts read are the same.
a_list_through_a_pipe_is_the_same() {
	said de de.out list
	said '' en.out list
	cmp -s de.out en.out || fail "list differs: $(diff de.out en.out | head -3)"
}

a_run_is_told_in_the_persons_language() {
	both 'Die Küche öffnet (Startwert 1)' 'The kitchen opens (seed 1)' run visits --plain --seed 1 --schedule ABBA --set increments=1
	both 'A waiter 1 ist fertig' 'A waiter 1 is done' run visits --plain --seed 1 --schedule ABBA --set increments=1
}

numbers_keep_their_dot() {
	said de de.out run visits --plain --schedule ABBA --set increments=1
	has de.out '^ *[0-9]*\.[0-9][0-9]* s '
}

mistakes_are_told_in_the_persons_language() {
	LANGUAGE=de "$program" run --nonsense >out 2>err </dev/null && fail "it should refuse"
	has err "es gibt keine Option '--nonsense'"
}

a_lessons_page_is_in_the_persons_language() { both 'Ein Laden will wissen' 'A shop wants to know' learn visits --plain; }

# The frame of a lesson that nobody translated is German, its page English.
a_lesson_without_a_translation_is_english() {
	other=$(for folder in "$srcdir"/lessons/*/; do [ -e "$folder/lesson.ini" ] && [ ! -e "$folder/prose.de.md" ] && basename "$folder" && break; done)
	line=$(sed -n '/^## /,$p' "$srcdir/lessons/$other/prose.md" | grep -m1 '^[A-Z][a-z ]*' | cut -d' ' -f1-3)
	said de de.out learn "${other#*-}" --plain
	has de.out 'Schritt 1 von'
	grep -qF "$line" de.out || fail "the page of $other should begin '$line': $(head -c 300 de.out)"
}

translated_lessons_are_without_mistakes() {
	said de de.out check --quick jugglers sandwich visits
	[ "$status" -eq 0 ] || fail "check: $(cat de.out de.out.err)"
}

# What is measured anew each time is left out of both.
same_data() {
	said de de.out "$@"
	said '' en.out "$@"
	for file in de.out en.out; do
		sed -E 's/"(pid|tid|cpu_s|wait_s|elapsed_s|voluntary|involuntary)":[0-9.e-]+/"\1":0/g' $file >$file.bare
	done
	[ -s en.out.bare ] || fail "$*: no data"
	cmp -s de.out.bare en.out.bare || fail "$*: data differ: $(diff de.out.bare en.out.bare | head -c 300)"
}

data_are_the_same_in_every_language() {
	same_data list --json
	same_data learn --status --json
	same_data learn --status visits --json
	same_data run visits --seed 1 --schedule ABBA --set increments=1 --json
	same_data run opposed --seed 1 --schedule ABAB --json
	same_data explore visits --set increments=1 --json
	same_data explore opposed --json
}

# English is what a person without a locale gets, too.
the_c_locale_is_english() {
	LC_ALL=C LANGUAGE=de "$program" help >out 2>err </dev/null
	has out 'Without a command the menu opens'
}

words_are_whole() {
	command -v msgfmt >/dev/null || return 0
	msgfmt -c --statistics -o /dev/null "$srcdir/po/de.po" 2>err || fail "msgfmt: $(head -c 300 err)"
	! grep -q 'untranslated\|fuzzy' err || fail "msgfmt: $(cat err)"
}

# installed WORDS: a program as it is when installed, with this file as its German words.
installed() {
	rm -rf place
	mkdir -p place/bin place/share/locale/de/LC_MESSAGES
	cp "$program" place/bin/lunchrush
	cp "$1" place/share/locale/de/LC_MESSAGES/lunchrush.mo
}

installed_help() { LANGUAGE=de timeout -k 5 60 place/bin/lunchrush help >out 2>err </dev/null || fail "$1: exit status $?"; }

words_are_found_where_they_are_installed() {
	installed "$words"
	installed_help whole
	has out 'Ohne Befehl öffnet sich das Menü'
	[ ! -s err ] || fail "stderr should be empty: $(head -c 300 err)"
}

# Cut off anywhere, with other bytes in its tables, empty, or something else: it is told, and the program speaks English.
damaged_words_do_not_break_it() {
	size=$(wc -c <"$words")
	for keep in 0 20 28 1000 $((size / 2)) $((size - 1)); do
		head -c "$keep" "$words" >damaged
		installed damaged
		installed_help "cut to $keep bytes"
		has out 'Without a command the menu opens'
		has err 'is damaged'
	done
	for at in 8 12 16 20 24 40 2000; do
		cp "$words" damaged
		printf '\377\377\377\177' | dd of=damaged bs=1 seek="$at" conv=notrunc 2>/dev/null
		installed damaged
		installed_help "other bytes at $at"
		has out 'Without a command the menu opens'
		has err 'is damaged'
	done
}

words=$built/de/LC_MESSAGES/lunchrush.mo
tests='a_list_through_a_pipe_is_the_same translated_lessons_are_without_mistakes data_are_the_same_in_every_language the_c_locale_is_english words_are_whole'
if [ -e "$words" ]; then
	tests="$tests help_is_in_the_persons_language standing_is_in_the_persons_language a_run_is_told_in_the_persons_language numbers_keep_their_dot
		mistakes_are_told_in_the_persons_language a_lessons_page_is_in_the_persons_language a_lesson_without_a_translation_is_english
		words_are_found_where_they_are_installed damaged_words_do_not_break_it"
fi
# shellcheck disable=SC2086 # a list of words
run_cases $tests
