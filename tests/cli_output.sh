#!/bin/sh
# Where results go, and what is said when they cannot.
. "$SOURCE_DIR/tests/cli/setup"

# a folder of all tables; the folders above it are made
run 0 -o "$place/a/b" samples
quiet
test ! -s "$place/out" || fail "-o writes to standard output too"
test "$(ls -A "$place/a/b" | tr '\n' ' ')" = "documents.csv entities.csv mentions.csv quotes.csv sentences.csv speakers.csv " ||
    fail "the folder holds: $(ls -A "$place/a/b")"
for table in documents entities mentions quotes sentences speakers; do
    run 0 "$table" samples
    same "$place/out" "$place/a/b/$table.csv" "$table of the folder differs from the table alone"
done
run 0 -o "$place/tsv" --format tsv "$article"
test -s "$place/tsv/quotes.tsv" || fail "no quotes.tsv"

# some documents failed: the rest is there all the same
run 1 -o "$place/some" "$article" "$place/none.txt"
test "$(wc -l <"$place/some/documents.csv")" -eq 3 || fail "documents"

# with a table, -o names a file
run 0 quotes "$article" -o "$place/quotes.csv"
run 0 quotes "$article"
same "$place/out" "$place/quotes.csv" "-o FILE differs from standard output"
run 0 annotate "$article" -o "$place/layers.jsonl"
run 0 annotate "$article"
same "$place/out" "$place/layers.jsonl" "annotate -o FILE differs from standard output"

# nothing appears, and what is there stays, when the run ends badly
echo old >"$place/kept.csv"
printf 'feature\tweight\nno.such\t1\n' >"$place/bad.tsv"
run 65 quotes "$article" --rules "$place/bad.tsv" -o "$place/kept.csv"
test "$(cat "$place/kept.csv")" = old || fail "a failed run replaced the file"
run 65 -o "$place/never" "$article" --rules "$place/bad.tsv"
test ! -e "$place/never" || fail "a failed run made the folder"

# places that cannot be made or written
run 73 -o "$article/x" samples
says "cannot be created"
run 73 -o "$article" samples
run 73 quotes samples -o "$place/no/such/quotes.csv"
says "$place/no/such/quotes.csv: cannot be created"
run 74 quotes samples -o /dev/full
says "/dev/full: cannot be written"
for command in quotes speakers annotate explain 'gazetteer lookup Paris' --help --version; do
    code=0
    # shellcheck disable=SC2086 # words
    case $command in
    gaz* | --*) "$ASCRIBE" $command >/dev/full 2>"$place/err" || code=$? ;;
    *) "$ASCRIBE" $command samples >/dev/full 2>"$place/err" || code=$? ;;
    esac
    test "$code" -eq 74 || fail "$command to a full device: exit $code"
done

# a closed pipe ends the run quietly
for i in 1 2 3 4 5 6 7 8; do cat samples/*.txt; done >"$place/long.txt"
for command in sentences annotate explain; do
    { "$ASCRIBE" "$command" "$place/long.txt" 2>"$place/err"; echo $? >"$place/code"; } | head -n 1 >"$place/out"
    test "$(cat "$place/code")" -eq 0 || fail "$command into a closed pipe: exit $(cat "$place/code")"
    quiet
done

# rows come out while input is still to come
mkfifo "$place/in" "$place/rows"
"$ASCRIBE" documents --no-header <"$place/in" >"$place/rows" &
exec 3>"$place/in" 4<"$place/rows"
printf '{"id":"first","text":"Fine."}\n' >&3
IFS= read -r row <&4
test "${row%%,*}" = first || fail "first row: $row"
printf '{"id":"second","text":"Fine."}\n' >&3
exec 3>&-
IFS= read -r row <&4
test "${row%%,*}" = second || fail "second row: $row"
wait
