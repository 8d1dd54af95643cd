/* read: framing - recognition, files, folders, pipes. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "read/read.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))
#define BYTES(LITERAL) LITERAL, sizeof(LITERAL) - 1

static const struct asc_read_options defaults = {
    .id_field = "id",
    .text_field = "text",
    .title_field = "title",
    .date_field = "date",
    .url_field = "url",
    .max_document = 1 << 20,
};

/* --- files --------------------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/asc-test-read-XXXXXX";

static void put_file(const char *path, const char *bytes, size_t len)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, len), (ssize_t)len);
    assert_int_equal(close(file), 0);
}

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    char command[64];
    (void)state;
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

/* All frames of some paths, in one string: path:line input fate len, one a line. */
static char *frames_of(const struct asc_read_options *options, const char *const *paths, size_t count)
{
    struct asc_framer *framer = asc_framer_new(options, paths, count);
    struct asc_frame frame = {0};
    char *all = calloc(1, 1 << 16);
    size_t used = 0;
    assert_non_null(framer);
    assert_non_null(all);
    for (uint64_t number = 0; asc_framer_next(framer, &frame); number++) {
        assert_int_equal(frame.number, number);
        used += (size_t)snprintf(all + used, (1 << 16) - used, "%s:%u %s %s %zu\n", frame.path, (unsigned)frame.line,
                                 frame.input == ASC_INPUT_JSONL ? "jsonl" : "text", asc_fate_name(frame.fate), frame.len);
        assert_int_equal(*frame.reason != '\0', frame.fate != ASC_FATE_OK);
    }
    assert_false(asc_framer_next(framer, &frame));
    asc_frame_release(&frame);
    asc_framer_free(framer);
    return all;
}

static void expect_frames(const char *why, const struct asc_read_options *options, const char *const *paths, size_t count, const char *want)
{
    char *got = frames_of(options, paths, count);
    if (strcmp(got, want) != 0) {
        fail_msg("%s: got\n%swanted\n%s", why, got, want);
    }
    free(got);
}

static void test_recognition(void **state)
{
    static char binary[600] = "MZ\x90"; /* mostly NULs */
    static const struct {
        const char *why, *bytes;
        size_t len;
        enum asc_input input;
        const char *want;
    } rows[] = {
        {"a text", BYTES("Hello\n{\"text\":1}\n"), ASC_INPUT_AUTO, "f:0 text ok 17\n"},
        {"nothing", BYTES(""), ASC_INPUT_AUTO, "f:0 text ok 0\n"},
        {"JSON Lines; blank lines count", BYTES("\n{\"text\":\"a\"}\n \r\n{\"text\":\"b\"}"), ASC_INPUT_AUTO, "f:2 jsonl ok 13\nf:4 jsonl ok 12\n"},
        {"JSON Lines behind a mark", BYTES("\xEF\xBB\xBF{\"text\":\"a\"}\n"), ASC_INPUT_AUTO, "f:1 jsonl ok 13\n"},
        {"a second line that is none is malformed later", BYTES("{\"text\":\"a\"}\nHello\n"), ASC_INPUT_AUTO, "f:1 jsonl ok 13\nf:2 jsonl ok 6\n"},
        {"a brace that begins no object", BYTES("{Draft} He said so.\n"), ASC_INPUT_AUTO, "f:0 text ok 20\n"},
        {"a bracket that begins no array", BYTES("[Music] He said so.\n"), ASC_INPUT_AUTO, "f:0 text ok 20\n"},
        {"an object over several lines", BYTES("{\n \"text\": \"a\"\n}\n"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"an array of objects", BYTES("[\n {\"text\": \"a\"}\n]\n"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"told to be text", BYTES("{\"text\":\"a\"}\n"), ASC_INPUT_TEXT, "f:0 text ok 13\n"},
        {"told to be lines", BYTES("Hello\n"), ASC_INPUT_JSONL, "f:1 jsonl ok 6\n"},
        {"lines without any", BYTES("\n \n"), ASC_INPUT_JSONL, ""},
        {"HTML", BYTES(" \n<!DOCTYPE html><p>Hi"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"HTML without a type", BYTES("<HTML lang=en>"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"a header is no head", BYTES("<headline>Hi"), ASC_INPUT_AUTO, "f:0 text ok 12\n"},
        {"HTML, told to be text", BYTES("<html>Hi"), ASC_INPUT_TEXT, "f:0 text ok 8\n"},
        {"XML", BYTES("<?xml version='1.0'?><rss>"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"PDF", BYTES("%PDF-1.7 ..."), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"PDF cannot be text", BYTES("%PDF-1.7 ..."), ASC_INPUT_TEXT, "f:0 text unsupported 0\n"},
        {"gzip", BYTES("\x1F\x8B\x08\0\0\0"), ASC_INPUT_JSONL, "f:0 text unsupported 0\n"},
        {"a zip archive", BYTES("PK\x03\x04zzz"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"binary data", binary, sizeof binary, ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"binary data, told to be text", binary, sizeof binary, ASC_INPUT_TEXT, "f:0 text ok 600\n"},
        {"a few NULs are no binary data", BYTES("a\0b\0c"), ASC_INPUT_AUTO, "f:0 text ok 5\n"},
        {"UTF-16 is a text", BYTES("\xFF\xFEH\0i\0"), ASC_INPUT_AUTO, "f:0 text ok 6\n"},
        {"JSON Lines in UTF-16", BYTES("\xFF\xFE{\0\"\0"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
        {"UTF-32", BYTES("\xFF\xFE\0\0H\0\0\0"), ASC_INPUT_AUTO, "f:0 text unsupported 0\n"},
    };
    static const char *const paths[] = {"f"};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_read_options options = defaults;
        options.input = rows[i].input;
        put_file("f", rows[i].bytes, rows[i].len);
        expect_frames(rows[i].why, &options, paths, 1, rows[i].want);
    }
    assert_int_equal(unlink("f"), 0);
}

static void test_folders(void **state)
{
    static const char *const paths[] = {"d", "absent", "d/b.txt"};
    (void)state;
    assert_int_equal(mkdir("d", 0700) | mkdir("d/b", 0700) | mkdir("d/.hidden", 0700) | mkdir("d/empty", 0700), 0);
    put_file("d/b.txt", BYTES("1"));
    put_file("d/b/z", BYTES("22"));
    put_file("d/b/A", BYTES("333"));
    put_file("d/\xC3\xA9", BYTES("4444"));
    put_file("d/.x", BYTES("hidden"));
    put_file("d/.hidden/x", BYTES("hidden"));
    put_file("d/lines", BYTES("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"));
    assert_int_equal(symlink("..", "d/loop") | symlink("b/A", "d/link") | symlink("nowhere", "d/broken") | mkfifo("d/pipe", 0600), 0);
    expect_frames("the byte order of whole paths; links to files are read, to folders not", &defaults, paths, COUNT(paths),
                  "d/b.txt:0 text ok 1\n"
                  "d/b/A:0 text ok 3\n"
                  "d/b/z:0 text ok 2\n"
                  "d/broken:0 text unreadable 0\n"
                  "d/lines:1 jsonl ok 13\n"
                  "d/lines:2 jsonl ok 13\n"
                  "d/link:0 text ok 3\n"
                  "d/\xC3\xA9:0 text ok 4\n"
                  "absent:0 text unreadable 0\n"
                  "d/b.txt:0 text ok 1\n");
}

static void test_limits(void **state)
{
    static const char *const paths[] = {"big", "fits", "lines"};
    struct asc_read_options options = defaults;
    static char bytes[3 << 20];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    options.max_document = 1 << 20;
    put_file("big", bytes, (1 << 20) + 1);
    put_file("fits", bytes, 1 << 20);
    memcpy(bytes, BYTES("{\"text\":\"a\"}\n{\"text\":\""));
    memcpy(bytes + (2 << 20), BYTES("\"}\n{\"text\":\"b\"}\n"));
    put_file("lines", bytes, (2 << 20) + 16);
    expect_frames("beyond the limit nothing is kept, and reading goes on", &options, paths, COUNT(paths),
                  "big:0 text too-large 0\n"
                  "fits:0 text ok 1048576\n"
                  "lines:1 jsonl ok 13\n"
                  "lines:2 jsonl too-large 0\n"
                  "lines:3 jsonl ok 13\n");
    memcpy(bytes, BYTES("{\"text\":\""));
    memset(bytes + 9, 'x', sizeof bytes - 9);
    put_file("lines", bytes, sizeof bytes);
    expect_frames("a first line without an end", &options, paths + 2, 1, "lines:1 jsonl too-large 0\n");
}

/* --- pipes --------------------------------------------------------------------------------------------------------- */

/* Gives the bytes on standard input, one at a time, and takes a line as soon as it is whole. */
static void test_pipe(void **state)
{
    static const char bytes[] = "\xEF\xBB\xBF{\"id\":1,\"text\":\"a\"}\n{\"id\":1,\"text\":\"a\"}\n\n{\"id\":2,";
    int ends[2], standard = dup(STDIN_FILENO);
    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(ends[0]), 0);
    struct asc_framer *framer = asc_framer_new(&defaults, NULL, 0);
    struct asc_frame frame = {0};
    unsigned lines = 0, ready = 0;
    assert_true(asc_framer_would_block(framer));
    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        assert_int_equal(write(ends[1], bytes + i, 1), 1);
        if (bytes[i] == '\n' && ++lines < 3) {
            if (lines > 1) { /* the first one is what opens the input */
                assert_false(asc_framer_would_block(framer));
            }
            assert_true(asc_framer_next(framer, &frame));
            assert_int_equal(frame.line, lines);
            assert_string_equal(frame.path, "-");
            assert_int_equal(frame.len, 20);
            ready++;
        }
        if (lines > 0) {
            assert_true(asc_framer_would_block(framer) || bytes[i] == '\n');
        }
    }
    assert_int_equal(ready, 2);
    assert_int_equal(write(ends[1], BYTES("\"text\":\"b\"}")), 11);
    assert_int_equal(close(ends[1]), 0);
    assert_false(asc_framer_would_block(framer));
    assert_true(asc_framer_next(framer, &frame));
    assert_int_equal(frame.line, 4); /* without a line break at its end */
    assert_false(asc_framer_next(framer, &frame));
    asc_frame_release(&frame);
    asc_framer_free(framer);
    assert_int_equal(dup2(standard, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(standard), 0);
}

/* All of standard input is one text; "-" may stand among files. */
static void test_standard_text(void **state)
{
    static const char *const paths[] = {"t", "-"};
    int standard = dup(STDIN_FILENO), ends[2];
    (void)state;
    put_file("t", BYTES("file"));
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(write(ends[1], BYTES("one\n\ntwo\n")), 9);
    assert_int_equal(close(ends[1]), 0);
    expect_frames("a file, then standard input", &defaults, paths, COUNT(paths), "t:0 text ok 4\n-:0 text ok 9\n");
    assert_int_equal(dup2(standard, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(standard), 0);
}

/* A child gives a file in small pieces: the frames are those of the file read at once. */
static void test_small_pipe_writes(void **state)
{
    static const char bytes[] = "\n\n {\"id\":1,\"text\":\"a\"}\r\n{\"id\":2,\"text\":\"\xC3\xA9\"}\nbroken\n{\"id\":3}";
    static const char *const file[] = {"f"};
    (void)state;
    put_file("f", bytes, sizeof bytes - 1);
    char *want = frames_of(&defaults, file, 1);
    for (size_t step = 1; step < 8; step++) {
        int ends[2];
        char path[64];
        assert_int_equal(pipe(ends), 0);
        (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
        pid_t child = fork();
        assert_true(child >= 0);
        if (!child) {
            for (size_t at = 0; at < sizeof bytes - 1; at += step) {
                size_t left = sizeof bytes - 1 - at;
                if (write(ends[1], bytes + at, left < step ? left : step) < 0) {
                    _exit(1);
                }
                (void)usleep(100);
            }
            _exit(0);
        }
        assert_int_equal(close(ends[1]), 0);
        const char *const paths[] = {path};
        char *got = frames_of(&defaults, paths, 1);
        for (char *at = got, *line = want; *at; at = strchr(at, '\n') + 1, line = strchr(line, '\n') + 1) {
            assert_memory_equal(strchr(at, ':'), strchr(line, ':'), strcspn(strchr(line, ':'), "\n"));
        }
        assert_non_null(strstr(got, ":6 jsonl ok 8\n"));
        free(got);
        assert_int_equal(close(ends[0]), 0);
        int status = 1;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
    free(want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognition), cmocka_unit_test(test_folders),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_pipe),        cmocka_unit_test(test_standard_text), cmocka_unit_test(test_small_pipe_writes),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
