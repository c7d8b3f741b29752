#include "testing.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "handoff/output.h"
#include "output/bulk.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/handoff-bulk-XXXXXX";

static const char rule_text[] =
    "handoff: 1\n"
    "ruleset: small\n"
    "leads:\n"
    "  id: lead_id\n"
    "  fields:\n"
    "    lead_id: { column: Id, type: id }\n"
    "    size: { column: Size, type: number }\n"
    "    title: { column: Title, personal: true }\n"
    "gates:\n"
    "  - { id: test-lead, when: title = \"test\" }\n"
    "criteria:\n"
    "  - id: large\n"
    "    first:\n"
    "      - { when: size >= 100, points: 20 }\n"
    "      - { when: size >= 10, points: 10 }\n"
    "  - { id: boss, when: title contains \"chief\", points: 5 }\n"
    "  - { id: trial, when: size < 5, points: 3, status: shadow }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: mql, means: pass, when: score >= 10 }\n"
    "  - { verdict: later, means: hold }\n"
    "routes:\n"
    "  - { to: sales, when: size >= 100 }\n"
    "  - { to: inbound }\n";

static const char bare_text[] =
    "handoff: 1\n"
    "ruleset: bare\n"
    "leads: { id: lead_id, fields: { lead_id: { column: Id, type: id } } }\n"
    "verdicts: [ { verdict: later, means: hold } ]\n";

#define HEADER                                                                 \
    "lead,verdict,means,score,points,cell,route,completeness,fired,unknown\n"

// ---- Helpers ---------------------------------------------------------------

static void
write_file(const char *name, hf_view text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    fclose(file);
}

static void
read_file(const char *name, hf_buffer *out)
{
    char bytes[4096];
    size_t len = 0;
    FILE *file = fopen(name, "r");
    assert_non_null(file);
    hf_buffer_reset(out);
    while ((len = fread(bytes, 1, sizeof bytes, file)) > 0) {
        hf_buffer_add(out, bytes, len);
    }
    fclose(file);
}

static void
assert_file(const char *name, const char *expected)
{
    hf_buffer text = {0};
    read_file(name, &text);
    assert_view(hf_buffer_view(&text), expected);
    hf_buffer_clear(&text);
}

static bool
has_file(const char *name)
{
    return access(name, F_OK) == 0;
}

static size_t
remove_all(void)
{
    size_t count = 0;
    DIR *opened = opendir(".");
    struct dirent *entry;
    while ((entry = readdir(opened))) {
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            unlink(entry->d_name);
            count++;
        }
    }
    closedir(opened);
    return count;
}

static handoff_plan *
make_plan(const char *text)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    handoff_status status = handoff_rules_load_text(
        "rules.yaml", text, strlen(text), NULL, &rules, findings);
    if (status == HANDOFF_OK) {
        status = handoff_plan_new(rules, 1790812800, &plan, findings);
    }
    if (status != HANDOFF_OK) {
        char *told = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
        fail_msg("%s", told);
    }
    handoff_rules_free(rules);
    handoff_findings_free(findings);
    return plan;
}

typedef struct run_job {
    const char *rules; // NULL: rule_text
    handoff_score_options options;
    const char *leads[2];
    size_t block_bytes;
    const char *message; // of the first finding, NULL: none
} run_job;

static run_job
make_job(const char *leads, const char *output)
{
    run_job made = {0};
    handoff_score_options_init(&made.options);
    made.leads[0] = leads;
    made.options.lead_count = 1;
    made.options.output = output;
    made.options.threads = 1;
    return made;
}

// The status; the summary as JSON goes to `json` unless that is NULL.
static handoff_status
run(run_job *job, hf_buffer *json)
{
    handoff_plan *plan = make_plan(job->rules ? job->rules : rule_text);
    handoff_findings *findings = handoff_findings_new();
    handoff_summary *summary = NULL;
    job->options.leads = job->leads;
    handoff_status status = hf_bulk_score(plan, &job->options, job->block_bytes,
                                          &summary, findings);
    handoff_plan_free(plan);
    if (json) {
        char *text = handoff_summary_json(summary);
        hf_buffer_reset(json);
        hf_buffer_add_text(json, text);
        handoff_free(text);
    }
    if (job->message) {
        assert_true(handoff_findings_kept(findings) > 0);
        assert_string_equal(handoff_findings_get(findings, 0).message,
                            job->message);
    } else if (handoff_findings_kept(findings)) {
        fail_msg("%s", handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    }
    handoff_summary_free(summary);
    handoff_findings_free(findings);
    return status;
}

// ---- The same bytes --------------------------------------------------------

static void
make_leads(const char *name, size_t rows)
{
    hf_buffer text = {0};
    uint64_t random = 7;
    hf_buffer_add_text(&text, "Id,Size,Title,Note\n");
    for (size_t row = 0; row < rows; row++) {
        static const char *const sizes[] = {"1",  "12",   "250", "",
                                            "x1", "9999", "10",  "1e3"};
        static const char *const titles[] = {"Chief", "test", "", "clerk"};
        static const char *const notes[] = {"plain", "\"a\nb\"", "\"q\"\"\"",
                                            "=1+1", "short"};
        random = random * UINT64_C(6364136223846793005) + 1;
        unsigned pick = (unsigned)(random >> 40);
        hf_buffer_printf(&text, "%s%zu,%s,%s", pick % 97 ? "L" : "-", row,
                         sizes[pick % 8], titles[pick / 8 % 4]);
        if (pick % 89) {
            hf_buffer_printf(&text, ",%s", notes[pick / 32 % 5]);
        }
        hf_buffer_add_text(&text, pick % 83 ? "\n" : ",more\n");
        if (pick % 401 == 0) {
            hf_buffer_add_text(&text, "\n,3,no id,\n");
        }
    }
    hf_buffer_add_text(&text, "\nReport: all leads\nCopyright\n");
    write_file(name, hf_buffer_view(&text));
    hf_buffer_clear(&text);
}

static void
every_number_of_threads_and_size_of_blocks_gives_the_same(void **state)
{
    (void)state;
    static const unsigned threads[] = {1, 2, 8, 3};
    static const size_t blocks[] = {0, 256, 4096, 65536};
    const char *const formats[] = {"csv", "ndjson"};
    make_leads("leads.csv", 5000);
    for (size_t format = 0; format < 2; format++) {
        hf_buffer first[3] = {{0}}, other[3] = {{0}};
        for (size_t at = 0; at < 16; at++) {
            run_job job = make_job("leads.csv", "out");
            job.options.format = format ? HANDOFF_NDJSON : HANDOFF_CSV;
            job.options.keep = "all";
            job.options.rejects = "rejects";
            job.options.threads = threads[at % 4];
            job.block_bytes = blocks[at / 4];
            hf_buffer *into = at ? other : first;
            assert_int_equal(run(&job, &into[0]), HANDOFF_OK);
            read_file("out", &into[1]);
            read_file("rejects", &into[2]);
            for (size_t file = 0; at && file < 3; file++) {
                if (!hf_view_equal(hf_buffer_view(&first[file]),
                                   hf_buffer_view(&other[file]))) {
                    fail_msg("%s: file %zu differs with %u threads and "
                             "blocks of %zu",
                             formats[format], file, threads[at % 4],
                             blocks[at / 4]);
                }
            }
        }
        for (size_t file = 0; file < 3; file++) {
            hf_buffer_clear(&first[file]);
            hf_buffer_clear(&other[file]);
        }
    }
    remove_all();
}

static void
rows_rejects_and_figures_are_what_the_export_says(void **state)
{
    (void)state;
    hf_buffer json = {0};
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n"
                                    "1,250,Chief of staff\n"
                                    "2,12\n"
                                    "3,,test\n"
                                    ",1,clerk\n"
                                    "5,4,\n"
                                    "6,many,\"chief, acting\"\n"
                                    "\n"
                                    "A report\n"
                                    "by us\n"));
    run_job job = make_job("leads.csv", "out");
    job.options.rejects = "rejects";
    assert_int_equal(run(&job, &json), HANDOFF_OK);
    assert_file("out", HEADER "1,mql,pass,25,25,,sales,100,large.1:20;boss:5,\n"
                              "3,out,disqualify,0,0,,,66,test-lead:gate,large\n"
                              "5,later,hold,0,0,,,33,,test-lead;boss\n"
                              "6,later,hold,5,5,,,66,boss:5,large\n");
    assert_file("rejects", "line,reason\n"
                           "3,short record: 2 of 3 cells\n"
                           "5,missing id\n");
    assert_non_null(strstr(hf_buffer_text(&json), "\"leads\": 4,"));
    assert_non_null(strstr(json.ptr, "\"rejected\": 2,"));
    assert_non_null(strstr(json.ptr, "\"footer_lines\": 3"));
    assert_non_null(strstr(json.ptr, "\"example\": \"many\""));
    hf_buffer_clear(&json);
    remove_all();
}

static void
only_and_columns_choose(void **state)
{
    (void)state;
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n1,250,\n2,1,\n3,10,x\n"));
    run_job job = make_job("leads.csv", "out");
    job.options.only = "mql";
    job.options.columns = "Id=lead,shadow,points";
    job.options.keep = "title,Size";
    assert_int_equal(run(&job, NULL), HANDOFF_OK);
    assert_file("out", "Id,shadow,points,Title,Size\n1,,20,,250\n3,,10,x,10\n");
    remove_all();
}

// ---- Several files ---------------------------------------------------------

static void
several_files_are_one_run(void **state)
{
    (void)state;
    write_file("a.csv", HF_VIEW("Id,Size,Title\n1,250,\n2\n"));
    write_file("b.csv", HF_VIEW("Title\tId\tSize\ntest\t3\t1\n\t\t\n"));
    for (unsigned threads = 1; threads < 4; threads++) {
        run_job job = make_job("a.csv", "out");
        job.leads[1] = "b.csv";
        job.options.lead_count = 2;
        job.options.keep = "Size";
        job.options.columns = "lead,verdict";
        job.options.rejects = "rejects";
        job.options.threads = threads;
        assert_int_equal(run(&job, NULL), HANDOFF_OK);
        assert_file("out", "lead,verdict,Size\n1,mql,250\n3,out,1\n");
        char expected[512];
        snprintf(expected, sizeof expected,
                 "line,reason,file\n3,short record: 1 of 3 cells,%s\n"
                 "3,missing id,%s\n",
                 job.leads[0], job.leads[1]);
        assert_file("rejects", expected);
    }
    remove_all();
}

static void
what_a_later_file_lacks_is_found_before_anything(void **state)
{
    (void)state;
    char message[512];
    write_file("a.csv", HF_VIEW("Id,Size,Title,Note\n1,250,,\n"));
    write_file("b.csv", HF_VIEW("Id,Size,Title,Notes\n1,250,,\n"));
    run_job job = make_job("a.csv", "out");
    job.leads[1] = "b.csv";
    job.options.lead_count = 2;
    job.options.keep = "all";
    snprintf(message, sizeof message,
             "column 4 is 'Note' in '%s' and 'Notes' in '%s'", job.leads[0],
             job.leads[1]);
    job.message = message;
    assert_int_equal(run(&job, NULL), HANDOFF_DATA);
    job.options.keep = "Id,note";
    snprintf(message, sizeof message, "'%s' has no column 'note' to keep",
             job.leads[1]);
    assert_int_equal(run(&job, NULL), HANDOFF_DATA);
    assert_false(has_file("out"));
    remove_all();
}

// ---- What is not written ---------------------------------------------------

static void
a_tripped_gate_leaves_the_target_as_it_was(void **state)
{
    (void)state;
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n1,x,\n2,1,\n,1,\n4,9,\n"));
    write_file("out", HF_VIEW("old"));
    run_job job = make_job("leads.csv", "out");
    job.options.max_rejected = 249999;
    job.message = "1 of 4 records were rejected (25.00%), which is more than "
                  "the gate allows";
    assert_int_equal(run(&job, NULL), HANDOFF_FINDINGS);
    job.options.max_rejected = 250000;
    job.options.max_unparsed = 300000;
    job.message = "1 of 3 values of 'size' did not parse (33.34%), which is "
                  "more than the gate allows";
    assert_int_equal(run(&job, NULL), HANDOFF_FINDINGS);
    assert_file("out", "old");
    job.options.max_unparsed = 333334;
    job.message = NULL;
    assert_int_equal(run(&job, NULL), HANDOFF_OK);
    assert_int_equal(remove_all(), 2);
}

static void
strict_names_the_first_thing_that_is_wrong(void **state)
{
    (void)state;
    char message[256];
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n1,1,\n2,x,\n3\n"));
    for (unsigned threads = 1; threads < 4; threads++) {
        run_job job = make_job("leads.csv", "out");
        job.options.is_strict = 1;
        job.options.threads = threads;
        job.block_bytes = 8;
        snprintf(message, sizeof message,
                 "'%s', line 3: 'x' of the field 'size' does not read as type "
                 "'number'",
                 job.leads[0]);
        job.message = message;
        assert_int_equal(run(&job, NULL), HANDOFF_DATA);
        assert_false(has_file("out"));
    }
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n1,1,\n3\n2,x,\n"));
    run_job job = make_job("leads.csv", "out");
    job.options.is_strict = 1;
    snprintf(message, sizeof message,
             "'%s', line 3: short record: 1 of 3 cells", job.leads[0]);
    job.message = message;
    assert_int_equal(run(&job, NULL), HANDOFF_DATA);
    assert_int_equal(remove_all(), 1);
}

static void
a_dry_run_writes_nothing(void **state)
{
    (void)state;
    hf_buffer json = {0};
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n1,1,\n2\n"));
    run_job job = make_job("leads.csv", "out");
    job.options.rejects = "rejects";
    job.options.is_dry_run = 1;
    assert_int_equal(run(&job, &json), HANDOFF_OK);
    assert_non_null(strstr(hf_buffer_text(&json), "\"leads\": 1,"));
    assert_non_null(strstr(json.ptr, "\"written\": 0,"));
    hf_buffer_clear(&json);
    assert_int_equal(remove_all(), 1);
}

static void
no_rows_are_nothing_unless_that_is_allowed(void **state)
{
    (void)state;
    char message[256];
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n"));
    run_job job = make_job("leads.csv", "out");
    snprintf(message, sizeof message, "there are no rows to score in '%s'",
             job.leads[0]);
    job.message = message;
    assert_int_equal(run(&job, NULL), HANDOFF_NOTHING);
    assert_file("out", HEADER);
    job.options.allow_empty = 1;
    job.message = NULL;
    assert_int_equal(run(&job, NULL), HANDOFF_OK);
    assert_file("out", HEADER);
    remove_all();
}

static void
no_rules_are_nothing_unless_that_is_allowed(void **state)
{
    (void)state;
    write_file("leads.csv", HF_VIEW("Id\n1\n"));
    run_job job = make_job("leads.csv", "out");
    job.rules = bare_text;
    job.message = "the rule set 'bare' has no gates and no criteria in force";
    assert_int_equal(run(&job, NULL), HANDOFF_NOTHING);
    assert_file("out", HEADER "1,later,hold,0,0,,,100,,\n");
    job.options.allow_empty = 1;
    job.message = NULL;
    assert_int_equal(run(&job, NULL), HANDOFF_OK);
    remove_all();
}

static void
an_export_is_not_written_over(void **state)
{
    (void)state;
    char message[512];
    write_file("leads.csv", HF_VIEW("Id,Size,Title\n1,1,\n"));
    run_job job = make_job("leads.csv", "leads.csv");
    snprintf(message, sizeof message,
             "the output '%s' would be written over the export '%s'",
             job.leads[0], job.leads[0]);
    job.message = message;
    assert_int_equal(run(&job, NULL), HANDOFF_USAGE);
    job.options.output = "same";
    job.options.rejects = "same";
    snprintf(message, sizeof message,
             "scores and rejected records would both go to '%s'",
             job.options.output);
    assert_int_equal(run(&job, NULL), HANDOFF_USAGE);
    assert_int_equal(remove_all(), 1);
}

static void
a_full_disk_is_one_clear_line(void **state)
{
    (void)state;
    make_leads("leads.csv", 2000);
    for (unsigned threads = 1; threads < 4; threads++) {
        run_job job = make_job("leads.csv", "out");
        job.options.output = "/dev/full";
        job.options.rejects = "rejects";
        job.options.threads = threads;
        job.block_bytes = 512;
        job.message = "cannot write '/dev/full': no space left on device";
        assert_int_equal(run(&job, NULL), HANDOFF_SYSTEM);
        assert_false(has_file("rejects"));
        job.options.max_rejected = 1000000;
        assert_int_equal(run(&job, NULL), HANDOFF_SYSTEM);
    }
    remove_all();
}

// ---- Streams, progress, stopping -------------------------------------------

static void
a_stream_has_a_line_for_each_line(void **state)
{
    (void)state;
    write_file("leads.csv", HF_VIEW("1,250,\n2\n\n,1,\n5,10,x\n\n\n8,1,\n"));
    static const size_t blocks[] = {0, 4, 16};
    for (size_t at = 0; at < 3; at++) {
        run_job job = make_job("leads.csv", "out");
        job.options.is_stream = 1;
        job.options.columns = "lead,verdict,unknown";
        job.block_bytes = blocks[at];
        job.options.threads = 2;
        assert_int_equal(run(&job, NULL), HANDOFF_OK);
        assert_file("out", "1,mql,test-lead;boss\n"
                           ",,rejected: short record: 1 of 3 cells\n"
                           ",,rejected: empty line\n"
                           ",,rejected: missing id\n"
                           "5,mql,\n"
                           ",,rejected: empty line\n"
                           ",,rejected: empty line\n"
                           "8,later,test-lead;boss\n");
    }
    run_job job = make_job("leads.csv", "out");
    write_file("leads.csv", HF_VIEW("{\"Id\":1,\"Size\":250}\n \n[]\n"));
    job.options.is_stream = 1;
    job.options.format = HANDOFF_NDJSON;
    job.options.columns = "lead,verdict,unknown";
    assert_int_equal(run(&job, NULL), HANDOFF_OK);
    assert_file(
        "out", "{\"lead\":\"1\",\"verdict\":\"mql\",\"unknown\":[\"test-lead\","
               "\"boss\"]}\n"
               "{\"lead\":null,\"verdict\":null,\"unknown\":[\"rejected: "
               "empty line\"]}\n"
               "{\"lead\":null,\"verdict\":null,\"unknown\":[\"rejected: "
               "not an object of JSON\"]}\n");
    job = make_job("leads.csv", "out");
    job.options.is_stream = 1;
    job.options.only = "mql";
    job.message = "'--only' cannot stand with '--stream'";
    assert_int_equal(run(&job, NULL), HANDOFF_USAGE);
    remove_all();
}

typedef struct run_watcher {
    int calls;
    int stop;
    bool stops;
    handoff_progress last;
} run_watcher;

static void
watch(void *context, const handoff_progress *progress)
{
    run_watcher *watcher = context;
    watcher->calls++;
    watcher->last = *progress;
    if (watcher->stops) {
        __atomic_store_n(&watcher->stop, 1, __ATOMIC_RELAXED);
    }
}

static void
progress_is_told_and_a_run_can_be_stopped(void **state)
{
    (void)state;
    make_leads("leads.csv", 20000);
    for (unsigned threads = 1; threads < 4; threads++) {
        run_watcher watcher = {0};
        run_job job = make_job("leads.csv", "out");
        job.options.threads = threads;
        job.options.progress = watch;
        job.options.progress_context = &watcher;
        job.options.stop = &watcher.stop;
        job.block_bytes = 1024;
        assert_int_equal(run(&job, NULL), HANDOFF_OK);
        assert_true(watcher.calls > 0);
        assert_true(watcher.last.rows > 0);
        assert_true(watcher.last.bytes_done > 0);
        assert_true(watcher.last.bytes_done <= watcher.last.bytes_total);
        assert_true(has_file("out"));
        unlink("out");
        watcher.stops = true;
        assert_int_equal(run(&job, NULL), HANDOFF_INTERRUPTED);
        assert_false(has_file("out"));
    }
    assert_int_equal(remove_all(), 1);
}

static void
each_refused_allocation_ends_cleanly(void **state)
{
    (void)state;
    write_file("leads.csv", HF_VIEW("Id,Size,Title,Note\n1,250,chief,\"a\"\n"
                                    "2,12\n3,x,test,b\n"));
    handoff_plan *plan = make_plan(rule_text);
    run_job job = make_job("leads.csv", "out");
    job.options.leads = job.leads;
    job.options.rejects = "rejects";
    job.options.keep = "Note";
    bool is_done = false;
    for (unsigned long nth = 1; !is_done; nth++) {
        handoff_findings *findings = handoff_findings_new();
        handoff_summary *summary = NULL;
        hf_memory_fail_at(nth);
        handoff_status status =
            hf_bulk_score(plan, &job.options, 4096, &summary, findings);
        hf_memory_fail_at(0);
        is_done = status == HANDOFF_OK;
        if (!is_done && status != HANDOFF_SYSTEM) {
            fail_msg("status %d when allocation %lu failed: %s", status, nth,
                     handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
        }
        assert_true(is_done == has_file("out"));
        handoff_summary_free(summary);
        handoff_findings_free(findings);
    }
    handoff_plan_free(plan);
    assert_int_equal(remove_all(), 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_rejects_and_figures_are_what_the_export_says),
        cmocka_unit_test(
            every_number_of_threads_and_size_of_blocks_gives_the_same),
        cmocka_unit_test(only_and_columns_choose),
        cmocka_unit_test(several_files_are_one_run),
        cmocka_unit_test(what_a_later_file_lacks_is_found_before_anything),
        cmocka_unit_test(a_tripped_gate_leaves_the_target_as_it_was),
        cmocka_unit_test(strict_names_the_first_thing_that_is_wrong),
        cmocka_unit_test(a_dry_run_writes_nothing),
        cmocka_unit_test(no_rows_are_nothing_unless_that_is_allowed),
        cmocka_unit_test(no_rules_are_nothing_unless_that_is_allowed),
        cmocka_unit_test(an_export_is_not_written_over),
        cmocka_unit_test(a_full_disk_is_one_clear_line),
        cmocka_unit_test(a_stream_has_a_line_for_each_line),
        cmocka_unit_test(progress_is_told_and_a_run_can_be_stopped),
        cmocka_unit_test(each_refused_allocation_ends_cleanly),
    };
    // Names in messages are short when the folder is the current one.
    if (!mkdtemp(folder) || chdir(folder) != 0) {
        return 1;
    }
    int failed = cmocka_run_group_tests_name("output bulk", tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
