#!/bin/sh
# test_cli.sh - the program from its command line: what it prints where, and its exit status.
#
# Run in the build directory, where ./lunchrush is. Each test is a function; its name is the behaviour it shows.

program=$PWD/lunchrush
srcdir=$(cd "${srcdir:-$(dirname "$0")/..}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export XDG_CONFIG_HOME="$work/config"
. "$srcdir/tests/cases.sh"

# Run the program; leaves $status, and what it printed in the files out and err.
lunchrush() {
	timeout -k 5 60 "$program" "$@" >out 2>err </dev/null
	status=$?
}

status_is() { [ "$status" -eq "$1" ] || fail "exit status $status, not $1: $(head -c 300 err)"; }
out_has() { grep -qe "$1" out || fail "stdout lacks '$1'; it begins: $(head -c 300 out)"; }
err_has() { grep -qe "$1" err || fail "stderr lacks '$1'; it is: $(head -c 300 err)"; }
out_is_empty() { [ ! -s out ] || fail "stdout should be empty; it begins: $(head -c 300 out)"; }
err_is_empty() { [ ! -s err ] || fail "stderr should be empty; it is: $(head -c 300 err)"; }
err_is_one_line() { [ "$(wc -l <err)" -eq 1 ] || fail "stderr should be one line; it is: $(head -c 300 err)"; }

# One usage error: status 2, nothing on stdout, one line on stderr that has these words.
refuses() {
	words=$1
	shift
	lunchrush "$@"
	status_is 2
	out_is_empty
	err_is_one_line
	err_has "$words"
}

# Wait until a command succeeds, for at most ten seconds.
until_true() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1))
		[ "$tries" -lt 1000 ] || return 1
		sleep 0.01
	done
}

cat >soup.lua <<'RECIPE'
recipe{title = "Soup of the day", engine = "threads", engines = {"threads", "loop"}}
local bowls = param("bowls", 3, {min = 1, max = 50, help = "how many to cook"})
local counter = queue("counter", 2)
eaten = 0
task("cook", function()
	for i = 1, bowls do
		work("stir", 0.01)
		counter:put(i)
	end
	counter:close()
end)
task("guest", function()
	for bowl in counter:each() do
		eaten = eaten + 1
		serve(bowl)
	end
end)
expect("every bowl is eaten", function() return eaten == bowls end)
RECIPE

cat >endless.lua <<'RECIPE'
task("sleeper", function()
	say("off to bed")
	while true do
		sleep(1)
	end
end)
RECIPE

# ---- words ----

help_names_every_command() {
	lunchrush --help
	status_is 0
	err_is_empty
	for word in menu words pages chooser run explore compare measure replay list doctor help; do
		out_has "^  $word "
	done
}

help_of_a_command_lists_its_options() {
	lunchrush help run
	status_is 0
	out_has '--engine NAME'
	out_has '--gil-interval MS'
	cp out first
	lunchrush run --help
	status_is 0
	cmp -s out first || fail "'run --help' differs from 'help run'"
}

version_is_one_line() {
	lunchrush --version
	status_is 0
	out_has '^lunchrush [0-9]'
	[ "$(wc -l <out)" -eq 1 ] || fail "more than one line"
}

a_near_miss_is_suggested() {
	refuses "is 'replay' meant" repaly
	refuses "is --engine meant" run --engin=loop --enjine=loop
	refuses "'contrast' is not a command" contrast
	refuses "is 'doctor' meant" help docter
	refuses "is 'run ./soup.lua' meant" ./soup.lua
}

wrong_options_are_refused_in_one_line() {
	refuses 'needs a value' run soup.lua --engine
	refuses 'takes no value' run soup.lua --json=yes
	refuses "threads, loop, processes, instances or sequential" run soup.lua --engine fibers
	refuses 'a number from' run soup.lua --pace fast
	refuses 'a number from' run soup.lua --timeout -1
	refuses 'whole number' run soup.lua --seed 1.5
	refuses 'NAME=VALUE' run soup.lua --set bowls
	refuses 'do not go together' run soup.lua --json --plain
	refuses 'one of the two' run soup.lua --json --no-trace --trace x
	refuses 'too much' run soup.lua soup.lua
	refuses 'too much' list soup
	refuses 'which file' replay
	refuses 'one recipe is to be named' explore
	refuses 'threads, loop and processes are right' explore soup.lua --engine fibers
	refuses 'no number of a schedule' explore soup.lua --nth 0
	refuses 'no number of a schedule' explore soup.lua --nth '3 good'
	refuses 'no size of a sample' explore soup.lua --sample 0
	refuses 'whole number' explore soup.lua --sample 1.5
	refuses 'whole number' explore soup.lua --preemptions -1
	refuses 'number of steps' explore soup.lua --max-steps 0
	refuses 'do not go together' explore soup.lua --nth 1 --sample 1
	refuses 'neither is given' explore soup.lua --failing
	refuses 'one line, spelled out, with a lock' explore visits --set how=badly
	refuses 'numbered from 1 to 924' explore visits --nth 925
	refuses 'a recipe is to be named' compare
	refuses 'is threads+gil meant' compare soup.lua --engines threads,thread+gil
	refuses 'a list of sequential, threads' compare soup.lua --engines fibers
	refuses 'a list of sequential, threads' compare soup.lua --engines threads,
	refuses 'loop stands there twice' compare soup.lua --engines loop,threads,loop
	refuses 'no number of runs' compare soup.lua --runs 0
	refuses 'whole number' compare soup.lua --runs few
	refuses 'NAME=VALUE' compare soup.lua --set bowls
	refuses 'has no setting' compare soup.lua --set spoons=3
	refuses 'there is no recipe' compare soup.lua nothing-of-the-kind
	refuses 'nobody chooses who goes next' run soup.lua --engine sequential --policy random --json
}

a_recipe_that_is_not_there_is_one_line() {
	refuses 'there is no recipe' run nothing-of-the-kind --plain
	refuses 'No such file' run ./nothing.lua --plain
	refuses 'a folder without a recipe.lua' run ./ --plain
	refuses 'there is no recipe' run .. --plain
	near=$("$program" list | head -n 1 | cut -d' ' -f1)
	refuses "is '$near' meant" run "${near}x" --plain
}

# ---- lists ----

list_prints_name_title_and_engines() {
	lunchrush list
	status_is 0
	err_is_empty
	out_has 'threads,loop'
	lines=$(wc -l <out)
	lunchrush list --json
	status_is 0
	[ "$(grep -c '"engine"' out)" -eq "$lines" ] || fail "the JSON has another number of recipes than the $lines lines"
}

list_gives_bare_names_for_completion() {
	lunchrush list --names lessons
	status_is 0
	err_is_empty
	out_has '^visits$'
	lunchrush list --names recipes
	out_has '^visits$'
	lunchrush list --names themes
	out_has '^dark$'
	lunchrush list --names steps:visits-for-real
	status_is 0
	out_has '^small$'
	refuses "there is no lesson 'nosuch'" list --names steps:nosuch
	refuses 'recipes, lessons or themes would be right' list --names spoons
	refuses 'do not go together' list --names themes --json
	lunchrush list --json
	out_has '"kind": "lesson"'
}

without_a_terminal_the_menu_is_commands_to_type() {
	lunchrush
	status_is 0
	out_has 'lunchrush learn visits '
	out_has 'lunchrush chooser'
	refuses 'the menu takes no names' menu soup
}

words_and_pages_are_printed() {
	lunchrush words
	status_is 0
	out_has '^blocking '
	lunchrush words Blocking
	out_has 'without giving control up'
	lunchrush words io-bound
	out_has '^I/O bound$'
	refuses "is 'blocking' meant" words blokking
	refuses 'too much' words blocking lock
	lunchrush pages
	out_has '^comparison '
	lunchrush pages human-time
	out_has 'a person takes it for at once'
	lunchrush pages comparison
	out_has 'Cloud instances'
	refuses 'there is no page' pages nothing
	refuses 'no page.s name' pages ../words
}

the_chooser_asks_and_ends_at_a_kitchen() {
	printf '2\n1\n0\n1\n9\nx\n1\n' | "$program" chooser >out 2>err
	status=$?
	status_is 0
	err_is_empty
	out_has 'A number from 1 to'
	out_has 'Your way:'
	out_has '  lunchrush run '
	out_has '  lunchrush learn '
	"$program" chooser --plain >out 2>err </dev/null
	status=$?
	status_is 0
	refuses 'takes no names' chooser soup
}

doctor_says_that_kitchens_run_here() {
	lunchrush doctor
	status_is 0
	out_has '^ok     processes'
	out_has '^ok     data'
}

# ---- runs ----

plain_tells_the_run_and_sums_it_up() {
	for engine in threads loop; do
		lunchrush run soup.lua --plain --engine $engine --pace max
		status_is 0
		err_is_empty
		out_has 'cook'
		out_has '^Done after'
		out_has "on $engine"
	done
}

plain_is_what_comes_without_a_terminal() {
	lunchrush run soup.lua --pace max
	status_is 0
	out_has '^Done after'
}

all_tells_more_than_the_story() {
	lunchrush run soup.lua --plain --pace max --engine loop
	story=$(wc -l <out)
	lunchrush run soup.lua --plain --all --pace max --engine loop
	status_is 0
	[ "$(wc -l <out)" -gt "$story" ] || fail "no more than $story lines"
}

json_is_one_object_on_stdout() {
	lunchrush run soup.lua --json --pace max --set bowls=7 --seed 42
	status_is 0
	err_is_empty
	[ "$(wc -l <out)" -eq 1 ] || fail "not one line"
	out_has '^{.*}$'
	out_has '"outcome": *"done"'
	out_has '"seed": *42'
	out_has '"bowls": *7'
	out_has '"eaten": *7'
}

the_first_recipe_runs_without_a_name() {
	env --default-signal=INT "$program" run >out 2>err </dev/null &
	pid=$!
	until_true grep -q ' s  ' out || fail 'nothing was told'
	kill -INT $pid
	wait $pid
	[ -s out ] || fail 'nothing on stdout'
}

settings_that_cannot_be_are_wrong_usage() {
	for way in --json --plain; do
		for wrong in bolws=7 bowls=many bowls=0; do
			lunchrush run soup.lua $way --pace max --set $wrong
			status_is 2
			err_is_one_line
			err_has "${wrong%=*}"
		done
	done
	! grep -q '^Failed after' out || fail 'a run is summed up that should not have been'
}

a_gil_on_a_loop_is_told_to_change_nothing() {
	lunchrush run soup.lua --json --pace max --engine loop --gil
	status_is 0
	err_is_one_line
	err_has 'an event loop has no GIL'
	sed 's/engine = "threads"/engine = "loop"/' soup.lua >loop.lua
	lunchrush run loop.lua --json --pace max --gil
	err_has 'an event loop has no GIL'
	lunchrush run soup.lua --json --pace max --gil
	err_is_empty
}

a_run_of_ten_thousand_tasks_reports_them_all() {
	for engine in threads loop; do
		lunchrush run "$srcdir/tests/recipes/many.lua" --json --engine $engine --trace many.trace
		status_is 0
		err_is_empty
		[ "$(grep -o '"name": *"t[0-9]*"' out | wc -l)" -eq 10000 ] || fail "not all are in the report of $engine"
		cp out first
		lunchrush replay many.trace --json
		status_is 0
		cmp -s out first || fail "the trace of $engine holds another report"
	done
}

a_wait_for_an_end_names_no_holder() {
	cat >circle.lua <<'RECIPE'
local q = queue("q")
local b = task("b", function() q:get() end)
task("a", function() b:join() end)
RECIPE
	lunchrush run circle.lua --plain --pace max
	status_is 1
	out_has '^a waits for the end of b\.$'
}

what_is_served_without_arrivals_did_not_come_in() {
	lunchrush run soup.lua --plain --pace max
	status_is 0
	out_has '^Served 3\.$'
	! grep -q '^Came in' out || fail "$(grep '^Came in' out)"
	sed 's/^local counter.*/local counter = arrivals("counter", {count = 3, every = 0.01})/; /counter:put/d; /counter:close/d' soup.lua >door.lua
	lunchrush run door.lua --plain --pace max
	status_is 0
	out_has '^Came in 3: 3 served, 0 lost, 0 still in the shop\.$'
}

# ---- control ----

# Two waiters, one visit each: a schedule string loses one or keeps both.
visits_under() {
	lunchrush run "$srcdir/tests/recipes/visits.lua" --set workers=2 --set increments=1 --schedule "$1" "$2"
	status_is 0
	err_is_empty
}

a_schedule_decides_whether_a_visit_is_lost() {
	visits_under 'AB*A' --json
	out_has '"visits": *1'
	out_has '"mode": *"scheduled"'
	visits_under 'A*B*' --json
	out_has '"visits": *2'
}

a_scheduled_run_says_that_its_time_is_virtual() {
	visits_under 'AB*A' --plain
	out_has '^Done after .* (scheduled, virtual time), seed'
	out_has '^Schedule: AB2A$'
	! grep -q 'real seconds' out || fail "$(grep 'real seconds' out)"
	lunchrush run soup.lua --plain --pace max
	out_has '^Done after .* real seconds, on threads (free), seed'
}

a_broken_expectation_is_status_1() {
	sed 's/eaten == bowls/eaten == 0/' soup.lua >broken.lua
	lunchrush run broken.lua --plain --pace max
	status_is 1
	out_has 'Does not hold: every bowl is eaten'
	lunchrush run broken.lua --json --pace max
	status_is 1
	out_has '"outcome": *"violated"'
}

an_error_in_a_recipe_is_one_line_with_its_place() {
	printf 'task("a", function()\n\tlocal x = nil + 1\nend)\n' >bad.lua
	lunchrush run bad.lua --plain --pace max
	status_is 1
	err_is_one_line
	err_has '^lunchrush: bad.lua:2: '
	printf 'recipe{title = "x"}\n\ntask("a" function() end)\n' >bad.lua
	lunchrush run bad.lua --json --pace max
	status_is 1
	err_is_one_line
	err_has '^lunchrush: bad.lua:3: '
	out_has '"outcome": *"failed"'
}

a_timeout_ends_an_endless_run() {
	lunchrush run endless.lua --json --timeout 0.3
	[ "$status" -ne 0 ] || fail 'it was done'
	[ "$status" -ne 124 ] || fail 'it did not end'
	out_has '"outcome"'
}

the_same_sentence_over_and_over_is_told_once() {
	printf 'task("clock", function() for i = 1, 20 do sleep(1) end end)\n' >clock.lua
	lunchrush run clock.lua --plain --pace max
	status_is 0
	[ "$(grep -c 'clock sleeps' out)" -eq 1 ] || fail "it is told $(grep -c 'clock sleeps' out) times"
	out_has 'the same 19 more times'
	lunchrush run clock.lua --plain --all --pace max
	[ "$(grep -c 'clock sleeps' out)" -eq 20 ] || fail "with --all it is told $(grep -c 'clock sleeps' out) times, not 20"
}

no_trace_still_reports() {
	lunchrush run soup.lua --json --no-trace --pace max
	status_is 0
	out_has '"outcome": *"done"'
	lunchrush run soup.lua --plain --no-trace --pace max
	status_is 0
	out_has '^Done after'
	out_has '^Served 3\.$'
}

what_was_not_measured_is_not_told() {
	lunchrush run soup.lua --plain --no-trace
	status_is 0
	! grep -q 'kitchen\|in the shop\|changed hands' out || fail "$(grep 'kitchen\|in the shop\|changed hands' out)"
}

# ---- traces ----

a_replay_tells_the_same_story() {
	lunchrush run soup.lua --plain --pace max --trace soup.trace
	status_is 0
	cp out first
	lunchrush replay soup.trace --plain
	status_is 0
	err_is_empty
	cmp -s out first || fail 'it tells another one'
	lunchrush replay soup.trace --json
	status_is 0
	out_has '"outcome": *"done"'
}

of_a_cut_trace_what_is_whole_is_told() {
	lunchrush run soup.lua --json --pace max --trace soup.trace
	size=$(wc -c <soup.trace)
	head -c $((size - 40)) soup.trace >cut.trace
	lunchrush replay cut.trace --plain
	status_is 2
	out_has 'cook'
	err_is_one_line
	err_has 'cut.trace: .*byte'
	lunchrush replay cut.trace --json
	status_is 2
	out_is_empty
	err_is_one_line
}

a_damaged_or_foreign_trace_is_one_line() {
	lunchrush run soup.lua --json --pace max --trace soup.trace
	size=$(wc -c <soup.trace)
	{ head -c $((size / 2)) soup.trace && printf 'XXXX' && tail -c +$((size / 2 + 5)) soup.trace; } >damaged.trace
	lunchrush replay damaged.trace --plain
	status_is 2
	err_is_one_line
	err_has 'damaged.trace: .*byte'
	refuses 'soup.lua' replay soup.lua --plain
	refuses 'nothing.trace: No such file' replay nothing.trace --plain
	refuses 'folder' replay . --plain
	: >empty.trace
	refuses 'empty.trace' replay empty.trace --json
}

a_trace_that_cannot_be_written_is_one_line() {
	refuses 'cannot be written' run soup.lua --plain --trace /nowhere/soup.trace
	lunchrush run soup.lua --json --pace max --trace /dev/full
	status_is 2
	out_has '"outcome": *"done"'
	err_is_one_line
	err_has '/dev/full: the trace is cut off'
}

# ---- ends ----

# The kitchens that this test has started: their launch names its folder.
kitchens() { grep -sla "\"[p]ath\":\"$work" /proc/[0-9]*/cmdline; }
gone() { ! kitchens >/dev/null; }

# The one whose parent is process $1.
kitchen_of() {
	for found in $(kitchens); do
		! grep -q "^PPid:[[:space:]]*$1\$" "${found%cmdline}status" || basename "${found%/cmdline}"
	done
}

# A shell without job control starts background processes with SIGINT ignored; ours must hear it.
start_endless() {
	env --default-signal=INT "$program" run endless.lua "$@" >out 2>err </dev/null &
	pid=$!
	until_true kitchens >/dev/null || fail 'no kitchen was started'
}

an_interrupt_ends_the_run_with_a_report() {
	for way in --json --plain; do
		start_endless $way
		[ $way = --json ] || until_true grep -q 'off to bed' out || fail 'nothing was told'
		kill -INT $pid
		wait $pid
		status=$?
		status_is 130
		if [ $way = --json ]; then out_has '"outcome": *"interrupted"'; else out_has '^Interrupted after'; fi
		until_true gone || fail 'a kitchen outlived its screen'
	done
}

# timeout(1) sends its signal to the process and to its group.
an_interrupt_that_comes_twice_at_once_is_one() {
	for round in 1 2 3 4 5; do
		start_endless --plain
		until_true grep -q 'off to bed' out || fail 'nothing was told'
		kill -INT $pid
		kill -INT $pid
		wait $pid
		status=$?
		status_is 130
		err_is_empty
		out_has '^Interrupted after'
	done
}

no_more_to_interrupt() { ! kill -INT $pid 2>/dev/null; }

a_second_interrupt_ends_a_kitchen_that_does_not_end() {
	start_endless --plain
	until_true grep -q 'off to bed' out || fail 'nothing was told'
	kill -STOP "$(kitchen_of $pid)"
	until_true no_more_to_interrupt || fail 'it goes on and on'
	wait $pid
	status=$?
	status_is 130
	err_is_one_line
	err_has 'did not end when asked'
	until_true gone || fail 'a kitchen outlived its screen'
}

a_kill_leaves_no_kitchen_behind() {
	start_endless --plain
	kill -KILL $pid
	wait $pid 2>/dev/null
	until_true gone || fail 'a kitchen outlived its screen'
}

a_killed_kitchen_is_status_3() {
	start_endless --plain
	until_true grep -q 'off to bed' out || fail 'nothing was told'
	kill -KILL "$(kitchen_of $pid)"
	wait $pid
	status=$?
	status_is 3
	err_is_one_line
	err_has 'the kitchen was ended by signal 9 (Killed)'
	until_true gone || fail 'a part of the kitchen lives on'
}

a_reader_that_goes_away_is_no_message() {
	"$program" run endless.lua --plain 2>err </dev/null | head -n 1 >out
	out_has 'off to bed\|s  '
	err_is_empty
	until_true gone || fail 'a kitchen outlived its screen'
}

a_full_disk_under_stdout_is_status_2() {
	"$program" run soup.lua --json --pace max >/dev/full 2>err </dev/null
	status=$?
	status_is 2
	err_is_one_line
	err_has 'the output cannot be written'
}

explore_says_how_many_of_how_many_fail_and_how_to_see_it() {
	lunchrush explore visits
	status_is 1
	err_is_empty
	out_has '924 schedules, every one counted; 904 fail'
	out_has "lunchrush run visits --schedule 'A5B\*A'"
	[ "$(wc -L <out)" -le 80 ] || fail 'a line is wider than 80 columns'
	lunchrush explore visits --set 'how=with a lock'
	status_is 0
	out_has '20 schedules, every one counted; none fails'
}

compare_puts_figures_side_by_side() {
	lunchrush compare soup.lua --runs 1
	status_is 0
	err_is_empty
	out_has 'Soup of the day (soup) on [0-9]* core'
	out_has 'n/a: needs concurrency: cook waits for room in counter'
	out_has '^  threads+gil .* 3$'
	out_has 'n/a: the recipe runs on threads, loop'
	[ "$(wc -L <out)" -le 80 ] || fail 'a line is wider than 80 columns'
	lunchrush compare soup.lua soup.lua --runs 1 --engines loop,processes --json
	status_is 0
	err_is_empty
	out_has '"left_out":\[{"engine":"processes","why":"the recipe runs on threads, loop"}\]'
	[ "$(wc -l <out)" -eq 2 ] || fail 'not one object on a line for each recipe'
}

compare_says_what_is_wrong_and_ends() {
	lunchrush compare endless.lua --runs 1 --engines threads,loop --timeout 0.2
	status_is 1
	out_has '^  threads  *n/a: endless.lua'
	out_has '^  loop  *n/a: endless.lua'
	echo 'this is no Lua' >wrong.lua
	lunchrush compare wrong.lua
	status_is 1
	out_is_empty
	err_is_one_line
	err_has 'wrong.lua:1'
	"$program" compare soup.lua --runs 1 --engines loop >/dev/full 2>err </dev/null
	status=$?
	status_is 2
	err_is_one_line
	err_has 'the output cannot be written'
}

an_interrupted_compare_tells_what_it_has() {
	"$program" compare soup.lua endless.lua --runs 1 --engines loop,threads >out 2>err </dev/null &
	pid=$!
	until_true grep -q Speed-up out || fail 'the first recipe is not told'
	until_true has_kitchen || fail 'there is no second kitchen'
	kill -TERM $pid
	wait $pid
	status=$?
	status_is 143
	out_has 'Interrupted'
	until_true gone || fail 'a part of the kitchen lives on'
}

has_kitchen() { [ -n "$(kitchen_of $pid)" ]; }

explore_ends_with_what_it_knows_when_asked_to() {
	cp "$srcdir/tests/recipes/visits.lua" crowded.lua
	"$program" explore crowded.lua --set workers=8 --set increments=200 --json >out 2>err </dev/null &
	pid=$!
	until_true has_kitchen || fail 'there is no kitchen'
	kill -TERM $pid
	wait $pid
	status=$?
	status_is 143
	out_has '"complete":false,"stopped":"interrupt"'
	until_true gone || fail 'a part of the kitchen lives on'
}

a_recipe_that_cannot_be_explored_is_one_line() {
	lunchrush explore nothing-of-the-kind
	status_is 2
	err_is_one_line
	echo 'this is no Lua' >wrong.lua
	lunchrush explore ./wrong.lua
	status_is 1
	out_is_empty
	err_is_one_line
	err_has 'wrong.lua:1'
	for engine in threads loop; do
		lunchrush explore "$srcdir/tests/recipes/clock.lua" --engine $engine
		status_is 1
		out_is_empty
		err_is_one_line
		err_has 'clock.lua:2: the explorer counts schedules, not time'
	done
}

how_far_one_is_is_a_table_and_one_json_object() {
	export XDG_STATE_HOME=$work/learn-state
	lunchrush learn --status
	status_is 0
	err_is_empty
	out_has '^  visits .*new .*0 of [0-9]* .*The visit counter'
	lunchrush learn --status visits --json
	status_is 0
	[ "$(wc -l <out)" -eq 1 ] || fail "not one line: $(cat out)"
	out_has '"name":"visits".*"state":"new".*"steps_done":0'
	refuses "no lesson 'vsits'; is 'visits' meant?" learn --status vsits
	refuses 'asked for alone' learn --status --reset
	refuses 'form of --status' learn --json
	unset XDG_STATE_HOME
}

progress_is_taken_along_and_forgotten() {
	export XDG_STATE_HOME=$work/learn-along
	printf '%s' '{"lunchrush":"progress"}' >foreign.json
	refuses 'foreign.json' learn --import foreign.json
	cat >done.json <<'END'
{"progress": 1, "reset": {}, "last": "visits", "last_at": 1700000000003, "lessons": {"visits": {"at": 1700000000003, "step": "three-things", "steps": {
 "two-waiters": {"done": 1700000000001, "answer": "6", "answered": 1700000000001, "happened": "visits = 6", "judged": true, "right": true},
 "three-things": {"done": 1700000000002, "answer": "2", "answered": 1700000000002, "happened": "visits = 1", "judged": true, "right": false}}}}}
END
	lunchrush learn --import done.json
	status_is 0
	lunchrush learn --status visits
	out_has '^  visits .*begun .*2 of .*1 of '
	lunchrush learn --export -
	status_is 0
	cp out again.json
	refuses 'yes would be right' learn --reset
	lunchrush learn --reset visits --yes
	status_is 0
	lunchrush learn --status visits
	out_has '^  visits .*new .*0 of '
	lunchrush learn --import again.json
	lunchrush learn --status visits
	out_has '^  visits .*begun .*2 of '
	unset XDG_STATE_HOME
}

a_folder_with_a_recipe_runs_as_that_recipe() {
	mkdir -p "$work/07-stew"
	cp soup.lua "$work/07-stew/recipe.lua"
	lunchrush run "$work/07-stew" --json --pace max
	status_is 0
	out_has '"recipe": *"stew"'
	mkdir -p "$work/nothing-here"
	refuses 'a folder without a recipe.lua' run "$work/nothing-here" --json
	lunchrush run burgers-in-a-loop --json --pace max
	status_is 0
	out_has '"recipe": *"burgers"'
}

closed_descriptors_do_no_harm() {
	"$program" run soup.lua --json --pace max <&- 2>&- >out
	status=$?
	: >err
	status_is 0
	out_has '"outcome": *"done"'
}

a_flag_wins_over_the_environment_and_that_over_the_file() {
	mkdir -p config/lunchrush
	printf '[run]\nengine = loop\npace = max\n[screen]\nglyphs = plain\n' >config/lunchrush/lunchrush.ini
	lunchrush run soup.lua --json
	status_is 0
	err_is_empty
	out_has '"engine": *"loop"'
	LUNCHRUSH_ENGINE=threads lunchrush run soup.lua --json
	out_has '"engine": *"threads"'
	LUNCHRUSH_ENGINE=threads lunchrush run soup.lua --json --engine loop
	out_has '"engine": *"loop"'
	LUNCHRUSH_ENGINE=instances lunchrush run soup.lua --json
	err_has 'LUNCHRUSH_ENGINE: engine = instances: threads, loop, processes or sequential would be right'
	out_has '"engine": *"loop"'
	lunchrush doctor
	out_has 'signs  *plain, lunchrush.ini:5'
	out_has 'others  *pace max, lunchrush.ini:3; engine loop, lunchrush.ini:2'
	LUNCHRUSH_GLYPHS=ascii LUNCHRUSH_PACE=7 lunchrush doctor
	out_has 'others  *pace 7, LUNCHRUSH_PACE; engine loop, lunchrush.ini:2'
	out_has 'signs  *ascii, LUNCHRUSH_GLYPHS'
	rm -r config
}

a_wrong_line_of_settings_is_told_once_and_the_rest_holds() {
	mkdir -p config/lunchrush
	printf '[screen]\ntheme = nosuch\nglyphs = plain\n' >config/lunchrush/lunchrush.ini
	lunchrush doctor
	status_is 0
	err_is_one_line
	err_has "lunchrush.ini:2: theme = nosuch: there is no theme 'nosuch'"
	out_has 'signs  *plain, lunchrush.ini:3'
	out_has 'theme  *dark, built in'
	rm -r config
}

themes_of_ones_own_that_cannot_be_used_are_left_out_and_named() {
	mkdir -p config/lunchrush/themes
	printf '[256]\nruning = 46\n' >config/lunchrush/themes/bad.ini
	printf '[256]\nrunning = 46\n' >config/lunchrush/themes/good.ini
	lunchrush list --names themes
	out_has '^good$'
	! grep -q '^bad$' out || fail "bad is offered"
	lunchrush doctor
	status_is 0
	out_has '^note  *themes  *1 of your own; left out is .*themes/bad.ini:2: `runing` is no role; is running meant?'
	printf '[256]\nrunning = 46\n' >'config/lunchrush/themes/my own.ini'
	lunchrush doctor
	out_has 'is running meant?; and 1 more$'
	rm config/lunchrush/themes/bad.ini
	lunchrush doctor
	out_has "^note  *themes .*digits, - and _: 'my own' is none"
	lunchrush check --quick 'my own'
	status_is 1
	out_has "my own.ini: a theme's name is 1 to 39 letters"
	rm -r config
}

run_cases \
	themes_of_ones_own_that_cannot_be_used_are_left_out_and_named a_flag_wins_over_the_environment_and_that_over_the_file a_wrong_line_of_settings_is_told_once_and_the_rest_holds \
	help_names_every_command help_of_a_command_lists_its_options version_is_one_line a_near_miss_is_suggested \
	wrong_options_are_refused_in_one_line a_recipe_that_is_not_there_is_one_line list_prints_name_title_and_engines list_gives_bare_names_for_completion without_a_terminal_the_menu_is_commands_to_type \
	words_and_pages_are_printed the_chooser_asks_and_ends_at_a_kitchen \
	doctor_says_that_kitchens_run_here plain_tells_the_run_and_sums_it_up plain_is_what_comes_without_a_terminal \
	all_tells_more_than_the_story json_is_one_object_on_stdout the_first_recipe_runs_without_a_name \
	settings_that_cannot_be_are_wrong_usage a_gil_on_a_loop_is_told_to_change_nothing \
	a_run_of_ten_thousand_tasks_reports_them_all a_wait_for_an_end_names_no_holder what_is_served_without_arrivals_did_not_come_in \
	a_schedule_decides_whether_a_visit_is_lost a_scheduled_run_says_that_its_time_is_virtual what_was_not_measured_is_not_told a_broken_expectation_is_status_1 an_error_in_a_recipe_is_one_line_with_its_place \
	a_timeout_ends_an_endless_run the_same_sentence_over_and_over_is_told_once no_trace_still_reports \
	a_replay_tells_the_same_story of_a_cut_trace_what_is_whole_is_told \
	a_damaged_or_foreign_trace_is_one_line a_trace_that_cannot_be_written_is_one_line an_interrupt_ends_the_run_with_a_report \
	an_interrupt_that_comes_twice_at_once_is_one a_second_interrupt_ends_a_kitchen_that_does_not_end \
	a_kill_leaves_no_kitchen_behind a_killed_kitchen_is_status_3 a_reader_that_goes_away_is_no_message \
	explore_says_how_many_of_how_many_fail_and_how_to_see_it explore_ends_with_what_it_knows_when_asked_to \
	a_recipe_that_cannot_be_explored_is_one_line \
	compare_puts_figures_side_by_side compare_says_what_is_wrong_and_ends an_interrupted_compare_tells_what_it_has \
	how_far_one_is_is_a_table_and_one_json_object progress_is_taken_along_and_forgotten a_folder_with_a_recipe_runs_as_that_recipe \
	a_full_disk_under_stdout_is_status_2 closed_descriptors_do_no_harm
