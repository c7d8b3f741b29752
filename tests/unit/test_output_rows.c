#include "testing.h"

#include "base/json.h"
#include "base/memory.h"
#include "output/rows.h"

// A plan made by hand: a gate, a criterion with two cases, one without, a
// shadow one; axes fit and engagement.
static hf_item items[] = {
    {.label = {"competitor:gate", 15}, .subject = 0},
    {.label = {"size.1:30", 9}, .subject = 1, .number = 1, .points = 30},
    {.label = {"size.2:-15", 10}, .subject = 1, .number = 2, .points = -15},
    {.label = {"a-criterion-with-a-name-beyond-the-pad:25", 41}, .subject = 2},
    {.label = {"trial:5", 7}, .subject = 3, .points = 5}};
static hf_subject subjects[] = {
    {.id = {"competitor", 10}, .kind = HF_SUBJECT_GATE, .item_count = 1},
    {.id = {"size", 4},
     .kind = HF_SUBJECT_CRITERION,
     .first_item = 1,
     .item_count = 2},
    {.id = {"a-criterion-with-a-name-beyond-the-pad", 38},
     .kind = HF_SUBJECT_CRITERION,
     .first_item = 3,
     .item_count = 1},
    {.id = {"trial", 5},
     .kind = HF_SUBJECT_SHADOW,
     .first_item = 4,
     .item_count = 1}};
static hf_plan_axis axes[] = {{.name = {"fit", 3}},
                              {.name = {"engagement", 10}}};
static hf_plan_verdict verdicts[] = {
    {.name = {"not, \"now\"", 10}, .means = HF_MEANS_DISQUALIFY},
    {.name = {"=mql", 4}, .means = HF_MEANS_PASS},
    {.name = {"=mql", 4}, .means = HF_MEANS_PASS},
    {.name = {"nurture", 7}, .means = HF_MEANS_HOLD}};
static hf_plan_route routes[] = {{.to = {"enterprise\tsales", 16}}};
static hf_view cells[] = {{"A1", 2}, {"B-", 2}};

static const handoff_plan plan = {.items = items,
                                  .item_count = 5,
                                  .active_items = 4,
                                  .subjects = subjects,
                                  .subject_count = 4,
                                  .active_subjects = 3,
                                  .axes = axes,
                                  .axis_count = 2,
                                  .has_cells = true,
                                  .cells = cells,
                                  .cell_count = 2,
                                  .verdicts = verdicts,
                                  .verdict_count = 4,
                                  .routes = routes,
                                  .route_count = 1};

// Three leads: passed, gated with everything unknown, one that a pattern
// failed on; the fourth nurtured.
enum { ROWS = 4 };
static hf_view leads[ROWS] = {
    {"00Q5e00001AbcDEFGH", 18}, {"a,\"b\"", 5}, {"3", 1}, {"@home\n", 6}};
static hf_view emails[ROWS] = {
    {"a@example.com", 13}, {"-5", 2}, {"", 0}, {NULL, 0}};
static hf_view *kept[] = {emails};
static const hf_batch batch = {
    .rows = ROWS, .leads = leads, .kept = kept, .kept_count = 1};
static uint16_t chosen[ROWS] = {1, 0, 0, 3};
static uint16_t routed[ROWS] = {0, HF_NO_ROUTE, HF_NO_ROUTE, HF_NO_ROUTE};
static int64_t scores_of[ROWS] = {79, -15, 0, INT64_MIN};
static int64_t sums[ROWS * 2] = {55, 24, -15, 0, 0, 0, 0, -1};
static uint32_t celled[ROWS] = {0, 1, 0, 1};
static uint8_t complete[ROWS] = {100, 0, 0, 66};
static uint64_t fired[ROWS] = {0x1a, 0x05, 0, 0x00};
static uint64_t unknown[ROWS] = {0, 0x0f, 0, 0x02};
static const hf_verdicts found = {.rows = ROWS,
                                  .verdict = chosen,
                                  .route = routed,
                                  .score = scores_of,
                                  .axes = sums,
                                  .cell = celled,
                                  .completeness = complete,
                                  .item_words = 1,
                                  .fired = fired,
                                  .subject_words = 1,
                                  .unknown = unknown,
                                  .failed = {0x4}};

typedef struct ask {
    handoff_format format;
    const char *columns;
    const char *only;
    bool keeps;
} ask;

static handoff_status
begin(hf_scores *scores, ask wanted, handoff_findings *findings)
{
    hf_view name = HF_VIEW("E-mail");
    handoff_status status = hf_scores_init(
        scores, &plan, wanted.format, wanted.columns, wanted.only, findings);
    if (status == HANDOFF_OK) {
        status = hf_scores_begin(scores, &name, wanted.keeps, findings);
    }
    return status;
}

static void
assert_rows(ask wanted, const char *expected)
{
    hf_scores scores;
    hf_buffer out = {0};
    handoff_findings *findings = handoff_findings_new();
    assert_int_equal(begin(&scores, wanted, findings), HANDOFF_OK);
    hf_scores_add_header(&scores, &out);
    assert_true(hf_rows_add(&scores, &batch, &found, 0, 2, &out));
    assert_true(hf_rows_add(&scores, &batch, &found, 2, ROWS, &out));
    assert_view(hf_buffer_view(&out), expected);
    hf_buffer_clear(&out);
    hf_scores_clear(&scores);
    handoff_findings_free(findings);
}

static void
assert_refused(ask wanted, const char *message, const char *hint)
{
    hf_scores scores;
    handoff_findings *findings = handoff_findings_new();
    assert_int_equal(begin(&scores, wanted, findings), HANDOFF_USAGE);
    handoff_finding finding = handoff_findings_get(findings, 0);
    assert_string_equal(finding.message, message);
    assert_string_equal(finding.hint, hint);
    hf_scores_clear(&scores);
    handoff_findings_free(findings);
}

static void
csv_has_a_row_a_lead_in_the_documented_columns(void **state)
{
    (void)state;
    assert_rows((ask){.format = HANDOFF_CSV},
                "lead,verdict,means,score,fit,engagement,cell,route,"
                "completeness,fired,unknown\n"
                "00Q5e00001AbcDEFGH,'=mql,pass,79,55,24,A1,enterprise\tsales,"
                "100,size.1:30;a-criterion-with-a-name-beyond-the-pad:25,\n"
                "\"a,\"\"b\"\"\",\"not, \"\"now\"\"\",disqualify,-15,-15,0,B-,"
                ",0,competitor:gate;size.2:-15,competitor;size;"
                "a-criterion-with-a-name-beyond-the-pad\n"
                "\"'@home\n\",nurture,hold,-9223372036854775808,0,-1,B-,,66,,"
                "size\n");
}

static void
tsv_quotes_tabs_and_not_commas(void **state)
{
    (void)state;
    assert_rows((ask){.format = HANDOFF_TSV, .columns = "lead,route,shadow"},
                "lead\troute\tshadow\n"
                "00Q5e00001AbcDEFGH\t\"enterprise\tsales\"\ttrial:5\n"
                "\"a,\"\"b\"\"\"\t\t\n"
                "\"'@home\n\"\t\t\n");
}

static void
raw_csv_is_not_guarded(void **state)
{
    (void)state;
    assert_rows((ask){.format = HANDOFF_CSV_RAW,
                      .columns = "\"=x\"=lead,verdict",
                      .only = "=mql"},
                "=x,verdict\n00Q5e00001AbcDEFGH,=mql\n");
}

static void
ndjson_has_numbers_arrays_and_always_shadow(void **state)
{
    (void)state;
    assert_rows(
        (ask){.format = HANDOFF_NDJSON, .keeps = true},
        "{\"lead\":\"00Q5e00001AbcDEFGH\",\"verdict\":\"=mql\",\"means\":"
        "\"pass\",\"score\":79,\"fit\":55,\"engagement\":24,\"cell\":\"A1\","
        "\"route\":\"enterprise\\tsales\",\"completeness\":100,\"fired\":["
        "\"size.1:30\",\"a-criterion-with-a-name-beyond-the-pad:25\"],"
        "\"unknown\":[],\"shadow\":[\"trial:5\"],\"E-mail\":"
        "\"a@example.com\"}\n"
        "{\"lead\":\"a,\\\"b\\\"\",\"verdict\":\"not, \\\"now\\\"\",\"means\":"
        "\"disqualify\",\"score\":-15,\"fit\":-15,\"engagement\":0,\"cell\":"
        "\"B-\",\"route\":\"\",\"completeness\":0,\"fired\":["
        "\"competitor:gate\",\"size.2:-15\"],\"unknown\":[\"competitor\","
        "\"size\",\"a-criterion-with-a-name-beyond-the-pad\"],\"shadow\":[],"
        "\"E-mail\":\"-5\"}\n"
        "{\"lead\":\"@home\\n\",\"verdict\":\"nurture\",\"means\":\"hold\","
        "\"score\":-9223372036854775808,\"fit\":0,\"engagement\":-1,\"cell\":"
        "\"B-\",\"route\":\"\",\"completeness\":66,\"fired\":[],\"unknown\":["
        "\"size\"],\"shadow\":[],\"E-mail\":null}\n");
}

static void
kept_columns_come_last_and_numbers_are_not_guarded(void **state)
{
    (void)state;
    assert_rows((ask){.columns = "Id=lead,Score__c=score", .keeps = true},
                "Id,Score__c,E-mail\n"
                "00Q5e00001AbcDEFGH,79,a@example.com\n"
                "\"a,\"\"b\"\"\",-15,-5\n"
                "\"'@home\n\",-9223372036854775808,\n");
}

static void
unknown_names_are_told_with_the_nearest(void **state)
{
    (void)state;
    assert_refused((ask){.columns = "lead,scor"},
                   "no output column is called 'scor'",
                   "did you mean 'score'?");
    assert_refused((ask){.only = "nurtur"}, "no verdict is called 'nurtur'",
                   "did you mean 'nurture'?");
    assert_refused((ask){.only = "zzzzzz"}, "no verdict is called 'zzzzzz'",
                   "there are not, \"now\", =mql, nurture");
}

static void
an_object_has_no_name_twice(void **state)
{
    (void)state;
    assert_refused((ask){.format = HANDOFF_NDJSON,
                         .columns = "lead,E-mail=score",
                         .keeps = true},
                   "two members of the output would be called 'E-mail'",
                   "rename one with --columns, as in "
                   "'handoff_E-mail=E-mail'");
    assert_rows((ask){.columns = "score,score", .only = "=mql"},
                "score,score\n79,79\n");
}

static void
a_rejected_record_has_a_line_without_values(void **state)
{
    (void)state;
    hf_scores scores;
    hf_buffer out = {0};
    handoff_findings *findings = handoff_findings_new();
    ask csv = {.columns = "lead,score,unknown,fired", .keeps = true};
    assert_int_equal(begin(&scores, csv, findings), HANDOFF_OK);
    hf_rows_add_rejected(&scores, HF_VIEW("missing id"), &out);
    assert_view(hf_buffer_view(&out), ",,rejected: missing id,,\n");
    hf_scores_clear(&scores);
    hf_buffer_reset(&out);
    ask json = {HANDOFF_NDJSON, "lead,score,unknown,fired", NULL, true};
    assert_int_equal(begin(&scores, json, findings), HANDOFF_OK);
    hf_rows_add_rejected(&scores, HF_VIEW("missing id"), &out);
    assert_view(hf_buffer_view(&out),
                "{\"lead\":null,\"score\":null,\"unknown\":[\"rejected: "
                "missing id\"],\"fired\":[],\"E-mail\":null}\n");
    hf_scores_clear(&scores);
    hf_buffer_clear(&out);
    handoff_findings_free(findings);
}

// Every special byte at every place of every short length, in each format.
static void
texts_are_quoted_wherever_their_special_byte_stands(void **state)
{
    (void)state;
    static const char specials[] = ",\"\r\n\t\\\x01x";
    const handoff_format formats[] = {HANDOFF_CSV, HANDOFF_TSV, HANDOFF_NDJSON,
                                      HANDOFF_CSV_RAW};
    handoff_findings *findings = handoff_findings_new();
    for (size_t format = 0; format < 4; format++) {
        hf_scores scores;
        ask wanted = {.format = formats[format], .columns = "lead"};
        assert_int_equal(begin(&scores, wanted, findings), HANDOFF_OK);
        for (size_t len = 1; len < 20; len++) {
            for (size_t at = 0; at < len * (sizeof specials - 1); at++) {
                char *text = hf_memory_alloc(len);
                memset(text, 'a', len);
                text[at % len] = specials[at / len];
                hf_view one[] = {{text, len}};
                hf_batch single = {.rows = 1, .leads = one};
                hf_buffer out = {0}, expected = {0};
                assert_true(hf_rows_add(&scores, &single, &found, 0, 1, &out));
                if (formats[format] == HANDOFF_NDJSON) {
                    hf_buffer_add_text(&expected, "{\"lead\":");
                    hf_json_add_string(&expected, one[0]);
                    hf_buffer_add_byte(&expected, '}');
                } else {
                    hf_csv_write_cell(&expected, &scores.style, one[0]);
                }
                hf_buffer_add_byte(&expected, '\n');
                assert_view(hf_buffer_view(&out), hf_buffer_text(&expected));
                hf_buffer_clear(&out);
                hf_buffer_clear(&expected);
                hf_memory_free(text);
            }
        }
        hf_scores_clear(&scores);
    }
    handoff_findings_free(findings);
}

static void
each_refused_allocation_is_told(void **state)
{
    (void)state;
    bool is_done = false;
    for (unsigned long nth = 1; !is_done; nth++) {
        hf_scores scores;
        hf_buffer out = {0};
        handoff_findings *findings = handoff_findings_new();
        ask wanted = {HANDOFF_NDJSON, "lead,fired", "nurture", true};
        hf_memory_fail_at(nth);
        handoff_status status = begin(&scores, wanted, findings);
        is_done = status == HANDOFF_OK &&
                  hf_rows_add(&scores, &batch, &found, 0, ROWS, &out);
        hf_memory_fail_at(0);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
        hf_buffer_clear(&out);
        hf_scores_clear(&scores);
        handoff_findings_free(findings);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_a_row_a_lead_in_the_documented_columns),
        cmocka_unit_test(tsv_quotes_tabs_and_not_commas),
        cmocka_unit_test(raw_csv_is_not_guarded),
        cmocka_unit_test(ndjson_has_numbers_arrays_and_always_shadow),
        cmocka_unit_test(kept_columns_come_last_and_numbers_are_not_guarded),
        cmocka_unit_test(unknown_names_are_told_with_the_nearest),
        cmocka_unit_test(an_object_has_no_name_twice),
        cmocka_unit_test(a_rejected_record_has_a_line_without_values),
        cmocka_unit_test(texts_are_quoted_wherever_their_special_byte_stands),
        cmocka_unit_test(each_refused_allocation_is_told),
    };
    return cmocka_run_group_tests_name("output rows", tests, NULL, NULL);
}
