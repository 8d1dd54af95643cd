#!/bin/sh
# The same bytes for every number of threads, and for stages spread over processes.
. "$SOURCE_DIR/tests/cli/setup"

cat samples/wire.jsonl samples/wire.jsonl samples/wire.jsonl >"$place/wire.jsonl"
inputs="samples $place/wire.jsonl samples"
tables="documents sentences mentions entities quotes speakers"
# shellcheck disable=SC2086 # words
for jobs in 1 2 3 4; do
    run 0 -j "$jobs" -o "$place/j$jobs" $inputs
    cp "$place/err" "$place/err$jobs"
    same "$place/err$jobs" "$place/err1" "messages of -j $jobs"
    for table in $tables; do
        same "$place/j$jobs/$table.csv" "$place/j1/$table.csv" "$table with -j $jobs"
    done
    run 0 annotate -j "$jobs" $inputs
    cp "$place/out" "$place/annotated$jobs"
    same "$place/annotated$jobs" "$place/annotated1" "annotate -j $jobs"
done

# staged over processes
run 0 -o "$place/whole" samples
run 0 annotate samples
cp "$place/out" "$place/layers"
for stage in read segment gazetteer names quotes resolve; do
    run 0 annotate --until "$stage" samples
    mv "$place/out" "$place/until"
    prints_stage=$(head -n 1 "$place/until" | sed 's/.*"through":"\([a-z]*\)".*/\1/')
    test "$prints_stage" = "$stage" || fail "through is $prints_stage"
    run 0 annotate "$place/until"
    same "$place/out" "$place/layers" "layers after a break behind $stage"
    for table in $tables; do
        run 0 "$table" "$place/until"
        same "$place/out" "$place/whole/$table.csv" "$table after a break behind $stage"
    done
done

# a user's names that have ids of ours stay what they are
printf 'id\ttype\tname\taliases\nplace/paris\tPLACE\tNorrby\tLutetia\nplace/oslo\tORGANIZATION\tParis\n' >"$place/ours.tsv"
printf 'PARIS (Reuters) - The road from Paris to Norrby is closed, Paris said on Monday. Lutetia said it was open, and Norrby said nothing.\n' \
    >"$place/ours.txt"
run 0 -o "$place/whole2" --gazetteer "$place/ours.tsv" "$place/ours.txt"
for stage in gazetteer names quotes resolve; do
    run 0 annotate --gazetteer "$place/ours.tsv" --until "$stage" "$place/ours.txt"
    mv "$place/out" "$place/until"
    for table in mentions entities quotes; do
        run 0 "$table" --gazetteer "$place/ours.tsv" "$place/until"
        same "$place/out" "$place/whole2/$table.csv" "$table with ids of ours after a break behind $stage"
    done
done

# a run in two parts is merged to the bytes of one
run 0 speakers samples/[a-f]* -o "$place/part1.csv"
run 0 speakers samples/[g-z]* -o "$place/part2.csv"
run 0 speakers --merge "$place/part1.csv" "$place/part2.csv"
same "$place/out" "$place/whole/speakers.csv" "merged speakers"
run 65 speakers --merge "$place/part1.csv" "$article"
says "$article"

# --from insists
run 0 annotate --until segment "$article"
mv "$place/out" "$place/segmented"
run 1 annotate --from names "$place/segmented"
says "--from"
run 0 annotate --from segment "$place/segmented"

# retyping one mention between the stages changes that mention, and who speaks stays
run 0 annotate --until names "$article"
sed 's/"end":14,"type":"PERSON"/"end":14,"type":"ORGANIZATION"/' "$place/out" >"$place/retyped"
! cmp -s "$place/out" "$place/retyped" || fail "the mention is not there"
run 0 mentions "$article"
mv "$place/out" "$place/before"
run 0 mentions "$place/retyped"
grep -q ',m0,.*,ORGANIZATION,name,Mara Lindqvist,' "$place/out" || fail "the mention was not retyped"
grep ',PLACE,' "$place/before" >"$place/places"
grep ',PLACE,' "$place/out" | cmp -s - "$place/places" || fail "another mention changed"
run 0 quotes "$place/retyped"
grep -q 'Mara Lindqvist,0,14,e0,Mara Lindqvist,ORGANIZATION' "$place/out" || fail "the speaker is not the retyped mention"
