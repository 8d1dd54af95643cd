#!/bin/sh
# Options that say what is read and how rows are written.
. "$SOURCE_DIR/tests/cli/setup"

cat >"$place/in.jsonl" <<'END'
{"nr":7,"body":"😀 Élodie Lindqvist said the road was closed.","head":"On the road","day":"2024-05-06","link":"http://a.b/c","desk":"local; news"}
END
fields="--id-field nr --text-field body --title-field head --date-field day --url-field link"

# shellcheck disable=SC2086 # words
{
    run 0 documents $fields --keep desk --format jsonl "$place/in.jsonl"
    for cell in '"doc_id":"7"' '"title":"On the road"' '"date":"2024-05-06"' '"url":"http://a.b/c"' '"desk":"local; news"'; do
        prints "$cell"
    done
    run 0 quotes $fields --keep desk "$place/in.jsonl"
    head -n 1 "$place/out" | grep -q ',desk$' || fail "no column for the kept field"
    prints "local; news"
    run 0 mentions $fields --no-header "$place/in.jsonl"
    prints "7,m2,"
    run 0 mentions $fields --no-header --ids full "$place/in.jsonl"
    prints "7,7#m2,"

    # the same place in three units: the emoji is 1, 4, 2 and É 1, 2, 1
    for unit in characters:23 bytes:27 utf16:24; do
        run 0 quotes $fields --format jsonl --offsets "${unit%:*}" "$place/in.jsonl"
        prints "\"cue_end\":${unit#*:},"
    done

    run 0 quotes $fields --dialect excel --delimiter ';' "$place/in.jsonl"
    test "$(head -c 3 "$place/out" | od -An -tx1 | tr -d ' ')" = efbbbf || fail "no byte-order mark"
    grep -q ';quote_id;.*'"$(printf '\r')"'$' "$place/out" || fail "no delimiter, or no CRLF"
    run 0 quotes $fields --format tsv "$place/in.jsonl"
    prints "$(printf 'doc_id\tquote_id\t')"
}

# without names for the fields the line has no text
run 1 documents "$place/in.jsonl"
says "in.jsonl:1: malformed"
prints malformed

# JSON Lines can be read as a text, and a text not as JSON Lines
run 0 documents --input text "$place/in.jsonl"
prints ",ok"
run 1 documents --input jsonl "$article"
prints ",malformed"

# furniture is left out unless asked for
run 0 sentences "$article"
prints ",body,"
run 0 quotes --all-blocks "$article"
prints "q54"

# repeated ids
printf '{"id":"a","text":"One."}\n{"id":"a","text":"Two."}\n{"id":"b","text":"Three."}\n{"id":"a","text":"Four."}\n' >"$place/ids.jsonl"
run 0 documents --no-header -j 3 "$place/ids.jsonl"
cut -d , -f 1 "$place/out" | tr '\n' ' ' >"$place/ids"
test "$(cat "$place/ids")" = "a a~2 b a~3 " || fail "ids: $(cat "$place/ids")"
says 'ids.jsonl:2: the id "a" was seen before: it becomes "a~2"'
says 'ids.jsonl:4: the id "a" was seen before: it becomes "a~3"'
run 0 documents --quiet "$place/ids.jsonl"
quiet
