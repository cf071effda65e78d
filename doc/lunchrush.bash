# Completion of lunchrush in bash. Commands and options come from the program's own help, so they are never out of date.

_lunchrush() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} words=
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=$(lunchrush --help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p')
	elif [ "$before" = --engine ]; then
		words='threads loop processes instances sequential'
	elif [ "$before" = --engines ]; then
		words='sequential threads threads+gil loop processes'
	elif [ "$before" = --policy ]; then
		words='round-robin random fifo priority inherit'
	elif [ "$before" = --theme ]; then
		words=$(lunchrush list --names themes 2>/dev/null)
	elif [ "$before" = --glyphs ]; then
		words='kitchen plain ascii'
	elif [ "${current#-}" != "$current" ]; then
		words=$(lunchrush help "$verb" 2>/dev/null | sed -n 's/^  \(--[a-z-]*\).*/\1/p')
	elif [ "$verb" = run ] || [ "$verb" = explore ] || [ "$verb" = compare ] || [ "$verb" = instance ]; then
		words=$(lunchrush list --names recipes 2>/dev/null)
	elif [ "$verb" = diff ] && [ "$COMP_CWORD" -eq 2 ]; then
		words=$(lunchrush list --names recipes 2>/dev/null; compgen -f -- "$current")
	elif [ "$before" = --step ]; then
		words=$(sed -n 's/^\[step:\([a-z0-9-]*\)\].*/\1/p' "${COMP_WORDS[2]%/}/lesson.ini" 2>/dev/null)
	elif [ "$before" = --names ]; then
		words='lessons recipes themes'
	elif [ "$verb" = words ]; then
		words=$(lunchrush words 2>/dev/null | sed -n 's/^\([^ ][^ ]*\) .*/\1/p')
	elif [ "$verb" = pages ]; then
		words=$(lunchrush pages 2>/dev/null | sed -n 's/^\([^ ][^ ]*\) .*/\1/p')
	elif [ "$verb" = learn ] || [ "$verb" = present ]; then
		words=$(lunchrush list --names lessons 2>/dev/null)
	elif [ "$verb" = check ]; then
		words=$(lunchrush list --names lessons 2>/dev/null; lunchrush list --names recipes 2>/dev/null; lunchrush list --names themes 2>/dev/null)
	elif [ "$verb" = new ] && [ "$COMP_CWORD" -eq 2 ]; then
		words='lesson recipe'
	elif [ "$before" = --url ]; then
		words=http://127.0.0.1:
	elif [ "$verb" = help ]; then
		words=$(lunchrush --help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p')
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -o default -F _lunchrush lunchrush
