TESTS
echo "end $(($(wc -l <"$temporary") - 1))" >>"$temporary"
mv "$temporary" "$result" || exit 1
echo "$total tried, $other to check; results in $result"
