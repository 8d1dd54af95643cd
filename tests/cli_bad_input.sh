#!/bin/sh
# Bad input gives a row with a status and a message, and the rest goes on.
. "$SOURCE_DIR/tests/cli/setup"

mkdir "$place/in"
printf 'He said "yes\377\000".\n' >"$place/in/broken.txt"
: >"$place/in/empty.txt"
printf ' \n\t\n' >"$place/in/blank.txt"
cp "$article" "$place/in/good.txt"
cp "$article" "$place/in/.hidden.txt"
ln -s / "$place/in/link"
head -c 4096 "$ASCRIBE" >"$place/in/program"
printf '{"id":"x","text":"Fine."}\n[1]\n{"id":"y"}\n{"text":\n\n{"id":"z","text":"Also fine."}\n' >"$place/in/lines.jsonl"

status() { # status DOCUMENT STATUS
    grep -F -- "$1," "$place/out" | grep -q -- ",$2"'$' || fail "$1 is not $2"
}

run 1 documents --no-header "$place/in" "$place/missing.txt"
status in/broken.txt repaired
status in/empty.txt empty
status in/blank.txt empty
status in/good.txt ok
status in/program unsupported
status in/lines.jsonl#2 malformed
status in/lines.jsonl#4 malformed
status missing.txt unreadable
for id in x z; do
    grep -q "^$id,.*,ok\$" "$place/out" || fail "line $id is lost"
done
grep -q '^y,.*,malformed$' "$place/out" || fail "line y is lost"
! grep -q 'hidden\|/link' "$place/out" || fail "a hidden file or a link to a folder was read"
test "$(wc -l <"$place/out")" -eq 11 || fail "not every document has one row"
says "in/broken.txt: repaired"
says "in/program: unsupported"
says "in/lines.jsonl:2: malformed"
says "missing.txt: unreadable"

# alone, what is only repaired or empty is no failure
run 0 documents "$place/in/broken.txt" "$place/in/empty.txt"

# a folder and a file that may not be read; root may read all
mkdir "$place/locked"
cp "$article" "$place/shut.txt"
chmod 000 "$place/locked" "$place/shut.txt"
as_nobody=
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$place"
    as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
# shellcheck disable=SC2086 # words
if $as_nobody "$ASCRIBE" --version >/dev/null 2>&1; then
    code=0
    $as_nobody "$ASCRIBE" documents "$place/locked" "$place/shut.txt" "$article" >"$place/out.nobody" 2>"$place/err" || code=$?
    test "$code" -eq 1 || fail "a locked folder gives exit $code"
    test "$(grep -c ',unreadable$' "$place/out.nobody")" -eq 2 || fail "locked things are not unreadable"
    grep -q ',ok$' "$place/out.nobody" || fail "what follows a locked folder is lost"
fi

# a line of 100 MB is refused, the next one read; so is a file of that size
{
    printf '{"id":"long","text":"'
    head -c 100000000 /dev/zero | tr '\0' 'x'
    printf '"}\n{"id":"next","text":"Fine."}\n'
} >"$place/long.jsonl"
run 1 documents --no-header --max-document 1M "$place/long.jsonl" - <"$place/long.jsonl"
test "$(grep -c ',too-large$' "$place/out")" -eq 2 || fail "a long line is not too large"
test "$(grep -c '^next.*,ok$' "$place/out")" -eq 2 || fail "the line after a long one is lost"
run 1 documents --no-header --input text --max-document 1M "$place/long.jsonl"
status long.jsonl too-large

# many quotation marks, no space: an answer, soon
head -c 200000 /dev/zero | tr '\0' '"' >"$place/marks.txt"
head -c 200000 /dev/zero | tr '\0' 'A' >"$place/word.txt"
run 0 documents --no-header "$place/marks.txt" "$place/word.txt"
test "$(wc -l <"$place/out")" -eq 2 || fail "marks"

# a deeply nested line
{
    printf '{"id":"deep","more":'
    head -c 100000 /dev/zero | tr '\0' '['
    printf '\n{"id":"next","text":"Fine."}\n'
} >"$place/deep.jsonl"
run 1 documents --no-header --input jsonl "$place/deep.jsonl"
grep -q '^next,.*,ok$' "$place/out" || fail "the line after a deep one is lost"
