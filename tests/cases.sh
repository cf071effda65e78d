# cases.sh - what the tests written in shell share; they read it. A case is a function that calls `fail WORDS` for what is wrong, and may do so more than once.
passed=0
failed=0

fail() {
	why="$why
        $*"
}

# Run these cases, in order; the last line is "N passed, N failed", and the exit status is 0 when none failed.
run_cases() {
	for name in "$@"; do
		why=
		"$name"
		if [ -z "$why" ]; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAIL $name:$why"
		fi
	done
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}
