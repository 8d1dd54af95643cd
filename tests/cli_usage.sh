#!/bin/sh
# Words and options of the command line.
. "$SOURCE_DIR/tests/cli/setup"

run 0 --version
grep -qE '^ascribe [0-9]+\.[0-9]+\.[0-9]+$' "$place/out" || fail "no version"
quiet
run 0 --help
quiet
for word in documents sentences mentions entities quotes speakers annotate explain gazetteer 'rules check' --output --jobs --input \
    --id-field --text-field --title-field --date-field --url-field --keep --format --dialect --delimiter --no-header --offsets --ids \
    --gazetteer --rules --knowledge --max-document --all-blocks --until --from --merge --explain --color --quiet --version --help; do
    prints "$word"
done

# wrong usage: 2, a reason, a hint, nothing on standard output
while read -r arguments; do
    # shellcheck disable=SC2086 # words
    run 2 $arguments
    says "ascribe: "
    says "Try \`ascribe --help\`."
    test ! -s "$place/out" || fail "writes to standard output"
done <<'END'
--frmat csv
--format
--format xml
--jobs 0
--jobs many
--jobs 5000
--offsets inches
--ids half
--color sometimes
--input html
--max-document 0
--max-document 5G
--max-document 12x
--dialect word
--delimiter ;
--dialect excel --format tsv
--dialect excel --delimiter ab
--until names samples
annotate --until lunch
annotate --from lunch
quotes --merge samples
speakers --merge
--candidates samples
--sources samples
gazetteer
gazetteer eat
gazetteer compile gazetteers/places/capitals.tsv
gazetteer lookup
gazetteer check
rules
rules eat
END

# a missing file with nearly a command's name
for word in qoutes quote speaker anotate entitise; do
    run 2 "$word" samples
    says "$word: no such file or command; did you mean"
done
run 1 quotes-of-mine
says "quotes-of-mine: unreadable"

# options stand anywhere, -- ends them, ./quotes is a file
run 0 quotes "$article" --no-header
cp "$place/out" "$place/expected"
run 0 --no-header quotes "$article"
same "$place/out" "$place/expected" "options first give other bytes"
run 0 --no-header -- "$article"
same "$place/out" "$place/expected" "quotes is not the default table"
POSIXLY_CORRECT=1 "$ASCRIBE" quotes "$article" --no-header | cmp -s - "$place/expected" || fail "POSIXLY_CORRECT stops the options"
(cd "$place" && cp "$article" quotes && "$ASCRIBE" ./quotes) >"$place/out"
prints ./quotes,q
(cd "$place" && cp "$article" ./--odd && "$ASCRIBE" quotes -- --odd) >"$place/out"
prints --odd,q

# no FILE, and -, are standard input
"$ASCRIBE" --no-header <"$article" >"$place/out"
prints "-,q54"
cat "$article" | "$ASCRIBE" --no-header - >"$place/again"
same "$place/out" "$place/again" "- is not standard input"

# every table has its header
for table in documents sentences mentions entities quotes speakers; do
    run 0 "$table" "$article"
    quiet
    grep -q . "$place/out" || fail "no header"
    run 0 "$table" --no-header /dev/null
    test "$table" = documents || test ! -s "$place/out" || fail "rows without text"
done
