#!/bin/sh
# test_completion.sh - the man pages and the completions that the build makes: nothing is missing in them, and shells really complete.
#
# Run in the build directory, where ./lunchrush is. Each test is a function; its name is the behaviour it shows. Shells that are not installed are left out.
# What a shell has completed is not looked at but run: so it was really there, where the cursor is.

build=$PWD
srcdir=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$build:$PATH
export PATH
. "$srcdir/tests/cases.sh"

commands() { lunchrush help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p'; }
options() { lunchrush help "$1" | sed -n 's/^  \(-[a-z], \)\{0,1\}--\([a-z0-9-]*\).*/\2/p'; }

# ---- the manual ----

the_manual_has_every_command_and_option() {
	[ "$(commands | wc -l)" -gt 10 ] || fail "help lists hardly any command"
	for command in $(commands); do
		awk -v of="$command" '$1 == ".SS" { on = $3 == of } $1 == ".SH" { on = 0 } on' "$build/doc/lunchrush.1" >"$work/part"
		[ -s "$work/part" ] || fail "lunchrush(1) has no part on $command"
		for option in $(options "$command"); do
			grep -qF -e "\\fB\\-\\-$(echo "$option" | sed 's/-/\\-/g')\\fR" "$work/part" || fail "lunchrush(1) has no $command --$option"
		done
	done
}

the_manual_of_recipes_has_every_word() {
	sed -n -e 's/.*lua_setfield(L, -2, "\([a-z]*\)").*/\1/p' "$srcdir"/src/kitchen/api_*.c >"$work/words"
	grep -ho '{ "[a-z][a-z_]*", [a-z_]*word_[a-z_]* }' "$srcdir"/src/kitchen/api_*.c | sed 's/{ "\([a-z_]*\)".*/\1/' >>"$work/words"
	[ "$(wc -l <"$work/words")" -gt 40 ] || fail "the sources name hardly any word"
	while read -r word; do
		grep -q "\b$word\b" "$srcdir/doc/lunchrush-recipe.5" || fail "lunchrush-recipe(5) lacks $word"
	done <"$work/words"
}

the_example_of_the_manual_runs_and_loses_a_visit() {
	sed -n '/^\.EX/,/^\.EE/{ /^\.E/d; p; }' "$srcdir/doc/lunchrush-recipe.5" >"$work/example.lua"
	lunchrush run "$work/example.lua" --schedule 'AB*A' --json >"$work/out" 2>"$work/err"
	[ $? -eq 1 ] || fail "the example should lose a visit: $(cat "$work/err")"
	grep -q '"violations":.*no visit is lost' "$work/out" || fail "the report does not say so: $(head -c 300 "$work/out")"
}

troff_has_nothing_to_say() {
	man --version 2>/dev/null | grep -q "^man " || return
	for page in "$build/doc/lunchrush.1" "$srcdir/doc/lunchrush-recipe.5" "$srcdir/doc/lunchrush-lesson.5"; do
		words=$(LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >"$work/page")
		[ -z "$words" ] || fail "$page: $words"
		[ "$(wc -l <"$work/page")" -gt 50 ] || fail "$page is not shown"
	done
}

prose_on_an_option_that_is_not_there_stops_the_build() {
	printf '@verb run\n@more no-such-option\nwords\n' >"$work/wrong.in"
	"$build/doc/manual" page "$work/wrong.in" >"$work/out" 2>"$work/err" && fail "it was taken"
	grep -q 'wrong.in:2: .*no such option' "$work/err" || fail "it does not say where: $(cat "$work/err")"
	printf '@verb nosuch\n' >"$work/wrong.in"
	"$build/doc/manual" page "$work/wrong.in" >"$work/out" 2>"$work/err" && fail "a command that is not there was taken"
	printf '@rest\n' >"$work/right.in"
	"$build/doc/manual" page "$work/right.in" >"$work/out" || fail "a page without prose is not made"
	[ "$(grep -c '^\.SS lunchrush' "$work/out")" -eq "$(commands | wc -l)" ] || fail "it has not every command"
}

# ---- bash ----

# What bash offers for these words; the last is the one that is typed.
bash_offers() {
	bash --norc --noprofile -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lunchrush; printf "%s\n" "${COMPREPLY[@]}"' "$build/doc/completions/lunchrush" lunchrush "$@" 2>"$work/err" | tr '\n' ' '
}

bash_is() {
	what=$1
	shift
	got=$(bash_offers "$@")
	[ "$got" = "$what " ] || fail "lunchrush $*: '$got', not '$what'; $(cat "$work/err")"
}

bash_completes_every_option_of_every_command() {
	for command in $(commands); do
		got=" $(bash_offers "$command" --)"
		for option in $(options "$command"); do
			case $got in
			*" --$option "*) ;;
			*) fail "$command --$option is not offered" ;;
			esac
		done
	done
	[ "$(bash_offers '' | wc -w)" -eq "$(commands | wc -l)" ] || fail "not every command is offered"
}

bash_completes_what_the_place_wants() {
	bash_is run ru
	bash_is 'explore export' exp
	bash_is burgers run burg
	bash_is burgers run --engine loop burg
	bash_is burgers run --gil burg
	bash_is loop run --engine lo
	bash_is loop run burgers --engine lo
	bash_is loop run --engine = lo
	bash_is 'threads loop processes instances sequential' run --engine = ''
	bash_is 'threads,loop' compare burgers --engines threads,lo
	bash_is 'round-robin random' run visits --policy r
	bash_is high-contrast replay x.trace --theme high
	bash_is high-contrast --theme high
	bash_is --engine run visits --engi
	bash_is 'lesson recipe' new ''
	bash_is lesson new le
	bash_is '' new lesson ''
	bash_is '' run --seed ''
	bash_is explore help expl
	bash_is menu record men
	bash_is visits-for-real record visits-f
	bash_is 'visits visits-for-real visits-apart' learn visits
	bash_is deadlock words deadl
	mkdir -p "$work/mine/deep"
	printf '[lesson]\n[step:first-look]\n[step:second]\n' >"$work/mine/lesson.ini"
	bash_is first-look learn "$work/mine" --step fi
	steps=$(lunchrush list --names steps:visits-for-real | tr '\n' ' ')
	[ "$(echo "$steps" | wc -w)" -gt 2 ] || fail "list has no steps of visits-for-real: '$steps'"
	bash_is "${steps% }" learn visits-for-real --step ''
	bash_is "${steps% }" record visits-for-real --step ''
	bash_is "${steps%% *}" learn visits-for-real --step "${steps%% *}"
	bash_is 'visits visits-for-real visits-apart' record visits
	bash_is "$work/mine/deep" new lesson x --in "$work/mine/"
}

# Type a line with Tabs into a shell at a terminal, and look whether what it printed has this.
typed() {
	shell=$1 setup=$2 line=$3 wanted=$4
	printf '%s\n' "$setup" "printf '%s-%s\\n' at it" "$line" 'exit 0' >"$work/typed"
	timeout 60 script -qec "$shell" /dev/null <"$work/typed" >"$work/out" 2>&1
	sed '1,/at-it/d' "$work/out" | tr -d '\r' | grep -q "$wanted" || fail "typed '$line': $(tr -d '\033' <"$work/out" | tail -c 400)"
}

bash_completes_at_a_terminal() {
	command -v script >/dev/null || return
	typed 'bash --norc --noprofile -i' ". $build/doc/completions/lunchrush" "$(printf 'lunchrush li\t--nam\tthe\t')" '^projector'
}

# ---- fish and zsh ----

# Whether a shell is here; said where it is not.
is_here() {
	command -v "$1" >/dev/null && return
	echo "there is no $1 here: its completion is left out"
	return 1
}

fish_completes_what_the_place_wants() {
	is_here fish || return
	fish --no-config -n "$build/doc/completions/lunchrush.fish" 2>"$work/err" || fail "fish does not read it: $(cat "$work/err")"
	for pair in 'expl=explore' 'run burg=burgers' 'run --engine lo=loop' 'run --engi=--engine' 'compare burgers --engines threads,lo=threads,loop' 'new le=lesson' '--theme high=high-contrast' 'help expl=explore' 'record men=menu' 'words deadl=deadlock' 'learn visits-for-real --step sma=small' 'record visits-for-real --step sma=small' 'record visits-for-r=visits-for-real'; do
		got=$(fish --no-config -c "source $build/doc/completions/lunchrush.fish; complete -C 'lunchrush ${pair%=*}'" 2>&1 | cut -f 1)
		[ "$got" = "${pair##*=}" ] || fail "lunchrush ${pair%=*}: '$got', not '${pair##*=}'"
	done
	got=$(fish --no-config -c "source $build/doc/completions/lunchrush.fish; complete -C 'lunchrush run --'" | wc -l)
	[ "$got" -gt "$(options run | wc -l)" ] || fail "only $got options of run are offered"
}

# Each line is typed, completed by Tab and taken away again by Ctrl-Y, which prints what had become of it. One shell for all.
zsh_completes_what_the_place_wants() {
	is_here zsh && command -v script >/dev/null || return
	cat >"$work/pairs" <<-'END'
		expl=explore
		run burg=run burgers
		run --engine lo=run --engine loop
		run visits --engi=run visits --engine
		run visits --policy round=run visits --policy round-robin
		compare burgers --engines threads,lo=compare burgers --engines threads,loop
		learn visits-f=learn visits-for-real
		learn visits-for-real --step sma=learn visits-for-real --step small
		record men=record menu
		replay x.trace --theme high=replay x.trace --theme high-contrast
		words deadl=words deadlock
		new le=new lesson
	END
	{
		printf '%s\n' "fpath=($build/doc/completions \$fpath); autoload -U compinit; compinit -u -D; unsetopt zle_bracketed_paste 2>/dev/null"
		printf '%s\n' 'tell() { print; print -r -- "[$BUFFER]"; BUFFER= }; zle -N tell; bindkey "^Y" tell'
		while read -r pair; do printf 'lunchrush %s\t\031' "${pair%=*}"; done <"$work/pairs"
		printf 'exit 0\n'
	} >"$work/typed"
	timeout 60 script -qec 'env TERM=dumb zsh -f -i' /dev/null <"$work/typed" 2>&1 | tr -d '\r' >"$work/out"
	while read -r pair; do
		grep -qxF -e "[lunchrush ${pair#*=} ]" -e "[lunchrush ${pair#*=},]" -e "[lunchrush ${pair#*=}]" "$work/out" || fail "lunchrush ${pair%=*} does not become '${pair#*=}'"
	done <"$work/pairs"
	[ -z "$why" ] || fail "it printed: $(grep '^\[' "$work/out")"
}

zsh_completes_at_a_terminal() {
	is_here zsh || return
	zsh -n "$build/doc/completions/_lunchrush" 2>"$work/err" || fail "zsh does not read it: $(cat "$work/err")"
	command -v script >/dev/null || return
	setup="fpath=($build/doc/completions \$fpath); autoload -U compinit; compinit -u -D; unsetopt zle_bracketed_paste 2>/dev/null"
	typed 'env TERM=dumb zsh -f -i' "$setup" "$(printf 'lunchrush li\t--nam\tthe\t')" '^projector'
	typed 'env TERM=dumb zsh -f -i' "$setup" "$(printf 'lunchrush help expl\t')" '^  .*--max-steps'
}

run_cases \
	the_manual_has_every_command_and_option the_manual_of_recipes_has_every_word the_example_of_the_manual_runs_and_loses_a_visit troff_has_nothing_to_say \
	prose_on_an_option_that_is_not_there_stops_the_build bash_completes_every_option_of_every_command bash_completes_what_the_place_wants \
	bash_completes_at_a_terminal fish_completes_what_the_place_wants zsh_completes_what_the_place_wants zsh_completes_at_a_terminal
