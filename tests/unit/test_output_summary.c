#include "testing.h"

#include "base/memory.h"
#include "handoff/diag.h"
#include "output/summary.h"

static hf_item items[5];
static hf_subject subjects[] = {
    {.id = {"competitor", 10}, .kind = HF_SUBJECT_GATE, .item_count = 1},
    {.id = {"size", 4},
     .kind = HF_SUBJECT_CRITERION,
     .first_item = 1,
     .item_count = 2},
    {.id = {"demo", 4},
     .kind = HF_SUBJECT_CRITERION,
     .first_item = 3,
     .item_count = 1},
    {.id = {"trial", 5},
     .kind = HF_SUBJECT_SHADOW,
     .first_item = 4,
     .item_count = 1}};
static hf_plan_verdict verdicts[] = {
    {.name = {"out", 3}, .means = HF_MEANS_DISQUALIFY},
    {.name = {"mql", 3}, .means = HF_MEANS_PASS},
    {.name = {"mql", 3}, .means = HF_MEANS_PASS},
    {.name = {"nurture", 7}, .means = HF_MEANS_HOLD}};
static hf_plan_route routes[] = {
    {.to = {"enterprise", 10}}, {.to = {"inbound", 7}}, {.to = {"inbound", 7}}};
static hf_field_spec specs[] = {
    {.name = {"employees", 9}, .is_used = true},
    {.name = {"unused", 6}},
    {.name = {"email", 5}, .is_used = true, .is_personal = true}};
static const handoff_plan plan = {.as_of = 1790812800,
                                  .name = {"saas", 4},
                                  .title = {"Inbound leads", 13},
                                  .revision = "0123456789abcdef",
                                  .items = items,
                                  .item_count = 5,
                                  .subjects = subjects,
                                  .subject_count = 4,
                                  .verdicts = verdicts,
                                  .verdict_count = 4,
                                  .routes = routes,
                                  .route_count = 3,
                                  .fields = {.specs = specs, .count = 3}};

static handoff_summary *
make_summary(bool show_values)
{
    uint64_t by_verdict[] = {1, 1000, 234567, 765432};
    uint64_t by_route[] = {100000, 100000, 30567};
    uint64_t fired[] = {0, 1000000, 1000, 0, 12345};
    uint64_t unknown[] = {0, 0, 1, 0};
    hf_field_stats fields[] = {{990000, 1000, 10000, 12, "12,00\x1b[0m"},
                               {0, 0, 0, 0, ""},
                               {1000998, 1, 1, 99, "secret"}};
    uint32_t files[] = {1, 0, 0};
    hf_tally tally = {1001000, by_verdict, by_route, fired,
                      unknown, fields,     files};
    handoff_summary *summary = hf_summary_new(&plan, 2);
    assert_non_null(summary);
    summary->file_count = 2;
    summary->files[0] =
        (hf_summary_file){{"may.csv", 7}, HF_ENCODING_WINDOWS_1252, true, 0};
    summary->files[1] =
        (hf_summary_file){{"june.csv", 8}, HF_ENCODING_UTF8, true, 4};
    hf_summary_count(summary, &plan, &tally, show_values);
    summary->written = 1001000;
    summary->rejected = 3;
    summary->rejects[HF_REJECT_SHORT] = 2;
    summary->rejects[HF_REJECT_ID] = 1;
    return summary;
}

static void
the_text_is_for_people(void **state)
{
    (void)state;
    handoff_summary *summary = make_summary(false);
    char *text = handoff_summary_text(summary, 80, 0, 2.005);
    assert_string_equal(
        text,
        "Inbound leads (saas, revision 0123456789ab)\n"
        "as of 2026-10-01T00:00:00Z\n"
        "\n"
        "1,001,000 leads scored in 2.01 s, 499,251 a second, 3 records "
        "rejected\n"
        "\n"
        "verdicts\n"
        "  out      disqualify               1   <0.1%\n"
        "  mql      pass               235,567   23.5%\n"
        "  nurture  hold               765,432   76.5%\n"
        "\n"
        "routes\n"
        "  enterprise       100,000   42.5%\n"
        "  inbound          130,567   55.4%\n"
        "  no route           5,000    2.1%\n"
        "\n"
        "rejected records\n"
        "  short record             2   <0.1%\n"
        "  missing id               1   <0.1%\n"
        "\n"
        "fired on no lead\n"
        "  competitor, demo\n"
        "\n"
        "fired on every lead\n"
        "  size\n"
        "\n"
        "shadow criteria, which fired without effect\n"
        "  trial        12,345    1.2%\n"
        "\n"
        "values that did not parse, and count as missing\n"
        "  employees        10,000    1.0%\n    first '12,00<U+001B>[0m' on "
        "line "
        "12 of 'june.csv'\n"
        "  email                 1   <0.1%\n    first (personal, not shown) on "
        "line 99 of 'may.csv'\n"
        "\n"
        "how it was read\n"
        "  may.csv: windows-1252\n"
        "  june.csv: a footer of 4 lines left out\n");
    handoff_free(text);
    handoff_summary_free(summary);
    handoff_summary_free(NULL);
}

static void
the_json_holds_every_figure(void **state)
{
    (void)state;
    handoff_summary *summary = make_summary(false);
    char *text = handoff_summary_json(summary);
    static const char *const parts[] = {
        "{\n  \"ruleset\": \"saas\",\n  \"revision\": \"0123456789abcdef\",\n"
        "  \"as_of\": \"2026-10-01T00:00:00Z\",\n  \"leads\": 1001000,\n"
        "  \"written\": 1001000,\n  \"rejected\": 3,\n  \"reasons\": {\n"
        "    \"short record\": 2,\n    \"missing id\": 1\n  },\n",
        "    {\n      \"verdict\": \"mql\",\n      \"means\": \"pass\",\n"
        "      \"leads\": 235567\n    },\n",
        "    {\n      \"id\": \"size\",\n      \"fired\": 1001000,\n"
        "      \"unknown\": 0\n    },\n",
        "  \"shadow\": [\n    {\n      \"id\": \"trial\",\n"
        "      \"fired\": 12345,\n      \"unknown\": 0\n    }\n  ],\n",
        "      \"unparsed\": 10000,\n      \"example\": \"12,00\\u001b[0m\",\n"
        "      \"file\": \"june.csv\",\n      \"line\": 12\n",
        "      \"unparsed\": 1,\n      \"file\": \"may.csv\",\n",
        "      \"file\": \"may.csv\",\n      \"encoding\": \"windows-1252\",\n"
        "      \"footer_lines\": 0\n"};
    for (size_t at = 0; at < sizeof parts / sizeof *parts; at++) {
        if (!strstr(text, parts[at])) {
            fail_msg("\"%s\" is not in %s", parts[at], text);
        }
    }
    assert_null(strstr(text, "secret"));
    handoff_free(text);
    handoff_summary_free(summary);
}

static void
personal_values_are_shown_on_demand(void **state)
{
    (void)state;
    handoff_summary *summary = make_summary(true);
    char *text = handoff_summary_text(summary, 80, 1, -1);
    char *json = handoff_summary_json(summary);
    assert_non_null(strstr(text, "'secret'"));
    assert_non_null(strstr(json, "\"example\": \"secret\""));
    assert_null(strstr(text, " in 0"));
    handoff_free(text);
    handoff_free(json);
    handoff_summary_free(summary);
}

static void
a_gate_trips_above_its_share_and_not_at_it(void **state)
{
    (void)state;
    assert_false(hf_summary_is_over(1, 100, 10000));
    assert_true(hf_summary_is_over(2, 100, 10000));
    assert_false(hf_summary_is_over(0, 100, 0));
    assert_true(hf_summary_is_over(1, 1000000000000, 0));
    assert_false(hf_summary_is_over(0, 0, 0));
    assert_true(hf_summary_is_over(1000000000001, 3000000000000, 333333));
}

static void
each_refused_allocation_gives_null(void **state)
{
    (void)state;
    handoff_summary *summary = NULL;
    for (unsigned long nth = 1; !summary; nth++) {
        hf_memory_fail_at(nth);
        summary = hf_summary_new(&plan, 2);
        hf_memory_fail_at(0);
    }
    handoff_summary_free(summary);
    summary = make_summary(false);
    char *text = NULL;
    for (unsigned long nth = 1; !text; nth++) {
        hf_memory_fail_at(nth);
        text = handoff_summary_text(summary, 80, 1, 1);
        hf_memory_fail_at(0);
    }
    handoff_free(text);
    text = NULL;
    for (unsigned long nth = 1; !text; nth++) {
        hf_memory_fail_at(nth);
        text = handoff_summary_json(summary);
        hf_memory_fail_at(0);
    }
    handoff_free(text);
    handoff_summary_free(summary);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_for_people),
        cmocka_unit_test(the_json_holds_every_figure),
        cmocka_unit_test(personal_values_are_shown_on_demand),
        cmocka_unit_test(a_gate_trips_above_its_share_and_not_at_it),
        cmocka_unit_test(each_refused_allocation_gives_null),
    };
    return cmocka_run_group_tests_name("output summary", tests, NULL, NULL);
}
