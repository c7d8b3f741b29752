#include "testing.h"

#include "base/memory.h"
#include "handoff/output.h"
#include "output/sink.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/handoff-sink-XXXXXX";

static const char *
path_of(const char *name)
{
    static char path[4][128];
    static size_t next;
    char *made = path[next++ % 4];
    snprintf(made, sizeof path[0], "%s/%s", folder, name);
    return made;
}

static void
write_plain(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
assert_file(const char *name, const char *expected)
{
    char text[256] = "";
    FILE *file = fopen(path_of(name), "r");
    assert_non_null(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    assert_view((hf_view){text, len}, expected);
}

// Files in the test's folder, temporary ones too.
static size_t
count_files(void)
{
    size_t count = 0;
    DIR *opened = opendir(folder);
    struct dirent *entry;
    while ((entry = readdir(opened))) {
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    }
    closedir(opened);
    return count;
}

static void
remove_all(void)
{
    DIR *opened = opendir(folder);
    struct dirent *entry;
    while ((entry = readdir(opened))) {
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) {
            unlink(path_of(entry->d_name));
        }
    }
    closedir(opened);
}

static hf_sink *
open_sink(const char *path, hf_sink_hold hold)
{
    handoff_findings *findings = handoff_findings_new();
    hf_sink *sink = NULL;
    assert_int_equal(hf_sink_open(path, hold, &sink, findings), HANDOFF_OK);
    handoff_findings_free(findings);
    return sink;
}

static void
commit(hf_sink *sink)
{
    handoff_findings *findings = handoff_findings_new();
    assert_int_equal(hf_sink_commit(sink, findings), HANDOFF_OK);
    assert_int_equal(handoff_findings_kept(findings), 0);
    handoff_findings_free(findings);
    hf_sink_close(sink);
}

static void
assert_fails(const char *path, const char *message)
{
    handoff_findings *findings = handoff_findings_new();
    assert_int_equal(handoff_write_file(path, "text", 4, findings),
                     HANDOFF_SYSTEM);
    assert_int_equal(handoff_findings_kept(findings), 1);
    assert_string_equal(handoff_findings_get(findings, 0).message, message);
    handoff_findings_free(findings);
}

static void
a_file_gets_its_name_at_the_commit(void **state)
{
    (void)state;
    write_plain("scores", "old");
    hf_sink *sink = open_sink(path_of("scores"), HF_SINK_FLOWING);
    assert_true(hf_sink_write(sink, HF_VIEW("new ")));
    assert_true(hf_sink_write(sink, HF_VIEW("text")));
    assert_file("scores", "old");
    commit(sink);
    assert_file("scores", "new text");
    assert_int_equal(count_files(), 1);
    remove_all();
}

static void
without_a_commit_nothing_is_left(void **state)
{
    (void)state;
    hf_sink *sink = open_sink(path_of("scores"), HF_SINK_FLOWING);
    assert_true(hf_sink_write(sink, HF_VIEW("text")));
    assert_int_equal(count_files(), 1);
    hf_sink_close(sink);
    assert_int_equal(count_files(), 0);
    hf_sink_close(NULL);
}

static void
two_sinks_beside_each_other_do_not_meet(void **state)
{
    (void)state;
    hf_sink *first = open_sink(path_of("a"), HF_SINK_FLOWING);
    hf_sink *second = open_sink(path_of("b"), HF_SINK_HELD);
    hf_sink_write(first, HF_VIEW("1"));
    hf_sink_write(second, HF_VIEW("2"));
    commit(first);
    commit(second);
    assert_file("a", "1");
    assert_file("b", "2");
    remove_all();
}

static void
the_mode_is_what_the_umask_says(void **state)
{
    (void)state;
    struct stat status;
    mode_t before = umask(027);
    hf_sink *sink = open_sink(path_of("scores"), HF_SINK_FLOWING);
    commit(sink);
    umask(before);
    assert_int_equal(stat(path_of("scores"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    remove_all();
}

static void
a_symbolic_link_stays_one(void **state)
{
    (void)state;
    struct stat status;
    write_plain("real", "old");
    assert_int_equal(symlink("real", path_of("link")), 0);
    hf_sink *sink = open_sink(path_of("link"), HF_SINK_FLOWING);
    hf_sink_write(sink, HF_VIEW("new"));
    commit(sink);
    assert_file("real", "new");
    assert_int_equal(lstat(path_of("link"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    remove_all();
}

static void
what_is_no_regular_file_is_written_directly(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    assert_int_equal(handoff_write_file("/dev/null", "x", 1, findings),
                     HANDOFF_OK);
    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
    int reader = open(path_of("pipe"), O_RDONLY | O_NONBLOCK);
    assert_int_equal(handoff_write_file(path_of("pipe"), "text", 4, findings),
                     HANDOFF_OK);
    char text[8];
    assert_int_equal(read(reader, text, sizeof text), 4);
    close(reader);
    handoff_findings_free(findings);
    remove_all();
}

static void
a_held_sink_shows_nothing_before_the_commit(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
    int reader = open(path_of("pipe"), O_RDONLY | O_NONBLOCK);
    char text[8];
    hf_sink *sink = open_sink(path_of("pipe"), HF_SINK_HELD);
    assert_true(hf_sink_write(sink, HF_VIEW("text")));
    assert_int_equal(read(reader, text, sizeof text), -1);
    assert_int_equal(hf_sink_commit(sink, NULL), HANDOFF_OK);
    assert_int_equal(read(reader, text, sizeof text), 4);
    hf_sink_close(sink);
    sink = open_sink(path_of("pipe"), HF_SINK_HELD);
    assert_true(hf_sink_write(sink, HF_VIEW("text")));
    hf_sink_close(sink);
    assert_int_equal(read(reader, text, sizeof text), 0);
    close(reader);
    remove_all();
}

static void
a_reader_that_goes_away_is_a_quiet_end(void **state)
{
    (void)state;
    struct sigaction before, standard = {.sa_handler = SIG_DFL};
    sigaction(SIGPIPE, &standard, &before);
    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
    int reader = open(path_of("pipe"), O_RDONLY | O_NONBLOCK);
    hf_sink *sink = open_sink(path_of("pipe"), HF_SINK_FLOWING);
    close(reader);
    assert_false(hf_sink_write(sink, HF_VIEW("text")));
    assert_false(hf_sink_write(sink, HF_VIEW("more")));
    assert_true(hf_sink_is_cut(sink));
    commit(sink);
    sigset_t pending;
    sigpending(&pending);
    assert_false(sigismember(&pending, SIGPIPE));
    sigaction(SIGPIPE, &before, NULL);
    remove_all();
}

static void
a_failure_is_one_clear_line(void **state)
{
    (void)state;
    char message[256];
    assert_fails("/dev/full",
                 "cannot write '/dev/full': no space left on device");
    snprintf(message, sizeof message, "cannot write '%s': is a directory",
             folder);
    assert_fails(folder, message);
    snprintf(message, sizeof message,
             "cannot write '%s': no such file or directory",
             path_of("none/scores"));
    assert_fails(path_of("none/scores"), message);
    assert_fails("", "cannot write '': no such file or directory");
}

static void
the_first_failure_is_remembered(void **state)
{
    (void)state;
    hf_sink *sink = open_sink("/dev/full", HF_SINK_FLOWING);
    handoff_findings *findings = handoff_findings_new();
    assert_false(hf_sink_write(sink, HF_VIEW("text")));
    assert_false(hf_sink_write(sink, HF_VIEW("more")));
    assert_true(hf_sink_has_failed(sink));
    assert_false(hf_sink_is_cut(sink));
    assert_int_equal(hf_sink_commit(sink, findings), HANDOFF_SYSTEM);
    assert_int_equal(handoff_findings_kept(findings), 1);
    handoff_findings_free(findings);
    hf_sink_close(sink);
}

static void
memory_is_a_sink_too(void **state)
{
    (void)state;
    hf_buffer out = {0};
    hf_sink *sink = hf_sink_open_memory(&out);
    assert_true(hf_sink_write(sink, HF_VIEW("te")));
    assert_true(hf_sink_write(sink, HF_VIEW("xt")));
    commit(sink);
    assert_view(hf_buffer_view(&out), "text");
    hf_buffer_clear(&out);
}

static void
each_refused_allocation_leaves_no_file(void **state)
{
    (void)state;
    bool is_written = false;
    for (unsigned long nth = 1; !is_written; nth++) {
        handoff_findings *findings = handoff_findings_new();
        hf_memory_fail_at(nth);
        handoff_status status =
            handoff_write_file(path_of("scores"), "x", 1, findings);
        hf_memory_fail_at(0);
        is_written = status == HANDOFF_OK;
        assert_true(is_written || status == HANDOFF_SYSTEM);
        assert_int_equal(count_files(), is_written);
        handoff_findings_free(findings);
    }
    remove_all();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_gets_its_name_at_the_commit),
        cmocka_unit_test(without_a_commit_nothing_is_left),
        cmocka_unit_test(two_sinks_beside_each_other_do_not_meet),
        cmocka_unit_test(the_mode_is_what_the_umask_says),
        cmocka_unit_test(a_symbolic_link_stays_one),
        cmocka_unit_test(what_is_no_regular_file_is_written_directly),
        cmocka_unit_test(a_held_sink_shows_nothing_before_the_commit),
        cmocka_unit_test(a_reader_that_goes_away_is_a_quiet_end),
        cmocka_unit_test(a_failure_is_one_clear_line),
        cmocka_unit_test(the_first_failure_is_remembered),
        cmocka_unit_test(memory_is_a_sink_too),
        cmocka_unit_test(each_refused_allocation_leaves_no_file),
    };
    if (!mkdtemp(folder)) {
        return 1;
    }
    int failed = cmocka_run_group_tests_name("output sink", tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
