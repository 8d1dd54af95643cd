#!/bin/sh
# A user's own names, rules and knowledge; explain; rules check.
. "$SOURCE_DIR/tests/cli/setup"

# names: as a table, and compiled
printf 'id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n' >"$place/names.tsv"
printf 'mine/lindqvist\tPERSON\tMara Lindqvist\tMadam Road\twikidata:Q1\tSE\trole=mayor of Norrby|gender=f\n' >>"$place/names.tsv"
run 0 gazetteer check "$place/names.tsv"
quiet
run 0 gazetteer compile "$place/names.tsv" -o "$place/names.image"
run 0 gazetteer check "$place/names.image"
quiet
for names in "$place/names.tsv" "$place/names.image"; do
    run 0 quotes --gazetteer "$names" "$article"
    prints ",mine/lindqvist,Mara Lindqvist,PERSON,"
    run 0 gazetteer lookup --gazetteer "$names" Madam Road
    prints "mine/lindqvist"
    prints "wikidata:Q1"
done
run 0 gazetteer lookup Paris
prints "place/paris"
run 0 gazetteer lookup --explain Paris
prints "classes"
run 0 gazetteer lookup Zzyzzyx Qqq
says "no table holds a name"

# type - takes a name away
printf 'id\ttype\tname\n\t-\tParis\n' >"$place/less.tsv"
run 0 mentions --gazetteer "$place/less.tsv" "$article"
! grep -q place/paris "$place/out" || fail "Paris was not taken away"

# the words of a folder say how its names are cut, wherever they stand
mkdir -p "$place/own"
printf 'id\ttype\tname\nmine/annas\tORGANIZATION\tAnna'"'"'s Bank\n' >"$place/own/a-names.tsv"
printf "class\twords\nCONTRACTION\t's\nPOSSESSIVE\t's\n" >"$place/own/words.tsv"
run 0 gazetteer lookup --knowledge "$place/own" "Anna's Bank"
prints "mine/annas"

# what is wrong is said with file, line and column
printf 'mine/x\tPERSOM\tSomebody\t\t\t\t\n' >>"$place/names.tsv"
run 65 gazetteer check "$place/names.tsv"
says "names.tsv:3:8: \"PERSOM\" is no type"
run 65 quotes --gazetteer "$place/names.tsv" "$article"
says "names.tsv:3:8:"
run 65 gazetteer compile "$place/names.tsv" -o "$place/never.image"
test ! -e "$place/never.image" || fail "a wrong table was compiled"
run 65 quotes --gazetteer "$place/missing.tsv" "$article"
says "missing.tsv"

# damage is found
cp "$place/names.image" "$place/damaged.image"
size=$(wc -c <"$place/damaged.image")
printf '\377' | dd of="$place/damaged.image" bs=1 seek=$((size - 20)) conv=notrunc 2>/dev/null
run 65 gazetteer check "$place/damaged.image"
says "is damaged"
head -c 1000 "$place/names.image" >"$place/cut.image"
run 65 quotes --gazetteer "$place/cut.image" "$article"
says "is damaged"
run 65 quotes --knowledge "$article" "$article"

# rules join ours
printf 'feature\tweight\nquote.bias\t-90000\n' >"$place/weights.tsv"
run 0 quotes --no-header --rules "$place/weights.tsv" "$article"
! grep -q ',the road was closed,' "$place/out" || fail "the weight was not used"
printf 'rules quotes\nrule mine on CUE_VERB\n  patern x\n' >"$place/wrong.rules"
run 65 rules check "$place/wrong.rules"
says 'wrong.rules:3:3: "patern" is no part of a rule'
cat >"$place/idle.rules" <<'END'
rules names
rule user-title on TITLE&CAP
  type PERSON
  pattern @ (?<name> CAP CAP)
  yes The road was closed.
  no  The letter was signed by Gen. Odvar Brunsk on Friday.
END
run 65 rules check "$place/idle.rules"
says "rule user-title proposes nothing on its own sentence"
says "rule user-title fires on its near miss"

# other knowledge instead of ours; with none at all only documents and sentences have rows
mkdir "$place/empty"
run 0 -o "$place/tables" --knowledge "$place/empty" samples
for table in mentions entities quotes speakers; do
    test "$(wc -l <"$place/tables/$table.csv")" -eq 1 || fail "$table has rows without knowledge"
done
test "$(wc -l <"$place/tables/sentences.csv")" -gt 20 || fail "no sentences"

# explain: plain into a pipe, coloured when asked; candidates for programs
run 0 explain "$article"
prints "[Mara Lindqvist|PERSON]"
prints "{the road was closed}"
prints "Sentence 1: Mara Lindqvist, the mayor, said"
prints "rule subject-cue-clause"
prints "source <she> -> pronoun"
! grep -q "$(printf '\033')" "$place/out" || fail "colour without a terminal"
run 0 explain --color always "$article"
prints "$(printf '\033[')"
run 0 explain --color never "$article"
run 0 explain --candidates "$article"
awk -F '\t' -v id="$article" 'NF != 7 || $1 != id || $4 !~ /^[01]$/ || $5 !~ /^-?[0-9]+$/ || $6 !~ /^[a-z0-9]+=[0-9]+\.\.[0-9]+/ { bad = 1 }
    END { exit bad || NR < 5 }' "$place/out" || fail "a line of candidates is not as it should be"
grep -q "$(printf '\tname\tPERSON\t1\t')" "$place/out" || fail "no name that won"
grep -q "$(printf '\tquote\tsubject-cue-clause\t1\t')" "$place/out" || fail "no quote that won"
