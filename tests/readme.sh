#!/bin/sh
# Every command of README.md runs as it is written, with the files that it names made here; its example table is what ascribe writes.
# `scripts/run ARGUMENTS` runs the command that is built already. Without mlr, xsv or csvcut, only the part before them runs.
. "$SOURCE_DIR/tests/cli/setup"

readme=$SOURCE_DIR/README.md
sample=samples/ferry.txt
mkdir -p "$place/bin" "$place/articles"
ln -s "$ASCRIBE" "$place/bin/ascribe"
PATH=$place/bin:$PATH

# block FIRST_LINE: the block of code whose first line matches
block() {
    awk -v first="$1" '
        /^```/ { inside = !inside; begins = inside; on = 0; next }
        begins { on = $0 ~ first; begins = 0 }
        inside && on' "$readme"
}

# The files that README.md speaks of
cp samples/*.txt "$place/articles"
cp samples/wire.jsonl "$place"
block '^id	type	name' >"$place/names.tsv"
block '^rules quotes' >"$place/my.rules"
test -s "$place/names.tsv" || fail "README.md has no table of names"
test -s "$place/my.rules" || fail "README.md has no rule"
{
    printf 'The Odvarsund Harbour Board agreed. "It is safe," said Mara Lindqvist, the mayor, on Monday. '
    sed -n 's/^  yes //p' "$place/my.rules"
} >"$place/article.txt"

# Its commands
awk '/^```/ { inside = !inside; next } inside && /^(ascribe|cat|scripts\/)/' "$readme" >"$place/commands"
test "$(wc -l <"$place/commands")" -ge 12 || fail "README.md has too few commands: is its form still the same?"
cd "$place"
while read -r line; do
    ran=$line
    case $line in
    scripts/run\ [a-z]*) line="ascribe ${line#scripts/run }" ;;
    scripts/*)
        test -x "$SOURCE_DIR/${line%% *}" || fail "README.md: there is no such script"
        continue
        ;;
    esac
    for tool in mlr xsv csvcut; do
        case $line in *"| $tool "*) command -v "$tool" >/dev/null || line=${line%%|*} ;; esac
    done
    sh -ec "$line" >"$place/out" 2>"$place/err" </dev/null || fail "README.md: exit $?"
    ! grep -q '^ascribe: .*: \(unreadable\|malformed\)' "$place/err" || fail "README.md: it did not go well"
    case $line in
    *"> quotes.csv"*) test -s quotes.csv || fail "README.md: it wrote nothing" ;;
    *" check "* | *"-o tables/"*) ;;
    *) test -s out || fail "README.md: it wrote nothing" ;;
    esac
    case $line in
    *"mentions --gazetteer"*) prints org/odvarsund-harbour-board ;;
    *"explain --rules"*) prints by-estimate ;;
    esac
done <"$place/commands"
for table in documents sentences mentions entities quotes speakers; do
    test -s "tables/$table.csv" || fail "README.md: tables/$table.csv is missing"
done

# Its example
cd "$SOURCE_DIR"
run 0 quotes --format tsv "$sample"
{
    echo "| speaker | kind | cue | text | confidence |"
    echo "|---|---|---|---|---|"
    awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        $column["kind"] != "indirect" {
            text = $column["text"]
            if (length(text) > 60) { text = substr(text, 1, 60); sub(/ [^ ]*$/, " …", text) }
            print "| " $column["speaker"] " | " $column["kind"] " | " $column["cue"] " | " text " | " $column["confidence"] " |"
        }' "$place/out"
} >"$place/wanted"
sed -n '/^| speaker | kind /,/^$/p' "$readme" | sed '/^$/d' >"$place/shown"
if ! cmp -s "$place/shown" "$place/wanted"; then
    echo "README.md should show:"
    cat "$place/wanted"
    fail "README.md shows another table"
fi
