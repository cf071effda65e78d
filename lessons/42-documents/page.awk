# page.awk - turn a document of the book into a page. It takes its time: `effort` rounds of nothing but arithmetic for each document.
BEGIN { for (i = 0; i < effort; i++) sum += i }
{ gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;") }
/^# / { print "<h1>" substr($0, 3) "</h1>"; next }
/^- / { print "<li>" substr($0, 3) "</li>"; next }
/./ { print "<p>" $0 "</p>" }
END { print "<!-- " NR " lines -->" }
