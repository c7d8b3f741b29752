/* Joins: whose story a lead is told in, over links of every kind. */
#include "testing.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "ledger/joins.h"

#include <string.h>

static handoff_findings *findings;
static handoff_ledger *ledger;

static int
begin(void **state)
{
    (void)state;
    findings = handoff_findings_new();
    return handoff_ledger_open(NULL, HANDOFF_ACCESS_CREATE, 0, &ledger,
                               findings) == HANDOFF_OK
               ? 0
               : -1;
}

static int
end(void **state)
{
    (void)state;
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return 0;
}

static int64_t
lead_of(hf_facts *facts, const char *key)
{
    hf_facts_lead lead;
    assert_int_equal(
        hf_facts_find_lead(facts, hf_view_of(key), &lead, findings),
        HANDOFF_OK);
    return lead.id;
}

// "A contact C": A is linked with contact C. Leads are A to J, numbered from 1.
static void
link_all(const char *const *links, size_t count)
{
    static const char *const kinds[] = {"contact", "opportunity", "master"};
    hf_facts *facts = NULL;
    hf_facts_batch batch = {.kind = HF_VIEW("links"),
                            .who = HF_VIEW("t"),
                            .as_of = HF_FACTS_NO_TIME};
    assert_int_equal(hf_facts_begin(ledger, &batch, &facts, findings),
                     HANDOFF_OK);
    for (char key[2] = "A"; key[0] <= 'J'; key[0]++) {
        lead_of(facts, key);
    }
    for (size_t at = 0; at < count; at++) {
        const char *text = links[at];
        char key[2] = {text[0], '\0'};
        hf_facts_lead lead;
        bool is_known = false;
        size_t kind = 0;
        while (strncmp(text + 2, kinds[kind], strlen(kinds[kind])) != 0) {
            kind++;
        }
        hf_facts_find_lead(facts, hf_view_of(key), &lead, findings);
        assert_int_equal(hf_facts_add_link(facts, &lead, (hf_link_kind)kind,
                                           hf_view_of(text + strlen(text) - 1),
                                           1, &is_known, findings),
                         HANDOFF_OK);
    }
    hf_facts_totals totals = {.covers_from = HF_FACTS_NO_TIME,
                              .covers_to = HF_FACTS_NO_TIME};
    assert_int_equal(hf_facts_seal(facts, &totals, findings), HANDOFF_OK);
    assert_int_equal(hf_facts_commit(facts, findings), HANDOFF_OK);
    hf_facts_close(facts);
}

// "A: BC; D: E": A is told with B and C, D with E.
static void
describe(int64_t around, hf_buffer *out)
{
    static const hf_active all = {0};
    hf_joins joins;
    int64_t lead = 0;
    assert_int_equal(hf_joins_load(&joins, ledger, &all, 0, around, findings),
                     HANDOFF_OK);
    while ((lead = hf_joins_next(&joins, lead)) != INT64_MAX) {
        size_t first = 0;
        size_t count = hf_joins_parts(&joins, lead, &first);
        hf_buffer_add_text(out, out->len ? "; " : "");
        hf_buffer_add_byte(out, (char)('A' + lead - 1));
        hf_buffer_add_text(out, ": ");
        for (size_t at = first; at < first + count; at++) {
            int64_t part = joins.told[at].part;
            hf_buffer_add_byte(out, (char)('A' + part - 1));
            assert_int_not_equal(hf_joins_whole(&joins, part), part);
        }
        assert_int_equal(hf_joins_whole(&joins, lead), lead);
    }
    hf_joins_clear(&joins);
}

static void
expect(int64_t around, const char *expected)
{
    hf_buffer out = {0};
    describe(around, &out);
    assert_string_equal(out.len ? hf_buffer_text(&out) : "", expected);
    hf_buffer_clear(&out);
}

static void
contacts_and_deals_hang_on_leads(void **state)
{
    (void)state;
    static const char *const links[] = {
        "A contact C", "A opportunity D", "B contact C",
        "E contact F", "E contact Z",     "G contact G",
    };
    link_all(links, sizeof links / sizeof *links);
    expect(0, "A: CD; B: C; E: F");
    expect(3, "A: CD; B: C"); // what hangs together with C
    expect(5, "E: F");
    expect(7, "");
}

static void
merged_leads_are_told_with_the_survivor(void **state)
{
    (void)state;
    static const char *const links[] = {"A master B", "B master C",
                                        "A contact D", "E master C"};
    link_all(links, sizeof links / sizeof *links);
    expect(0, "C: ABDE");
    expect(4, "C: ABDE");
}

static void
a_circle_of_merged_leads_joins_nobody(void **state)
{
    (void)state;
    static const char *const links[] = {"A master B", "B master A",
                                        "C master A", "D contact C"};
    link_all(links, sizeof links / sizeof *links);
    expect(0, "D: C"); // C goes on to D, and into the circle
    expect(1, "D: C");
}

static void
memory_that_runs_out_is_told(void **state)
{
    (void)state;
    static const char *const links[] = {"A contact C", "A master B"};
    static const hf_active all = {0};
    handoff_status status = HANDOFF_SYSTEM;
    link_all(links, sizeof links / sizeof *links);
    for (unsigned long nth = 1; status != HANDOFF_OK && nth < 40; nth++) {
        hf_joins joins;
        hf_memory_fail_at(nth);
        status = hf_joins_load(&joins, ledger, &all, 0, 1, findings);
        hf_memory_fail_at(0);
        hf_joins_clear(&joins);
    }
    assert_int_equal(status, HANDOFF_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(contacts_and_deals_hang_on_leads, begin,
                                        end),
        cmocka_unit_test_setup_teardown(merged_leads_are_told_with_the_survivor,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_circle_of_merged_leads_joins_nobody,
                                        begin, end),
        cmocka_unit_test_setup_teardown(memory_that_runs_out_is_told, begin,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
