/* Derived rows read into memory, and what they count as. */
#include "testing.h"

#include "base/memory.h"
#include "ledger/facts.h"
#include "report/episodes.h"

static handoff_findings *findings;
static handoff_ledger *ledger;
static hf_episodes episodes;

static const char ROWS[] =
    "INSERT INTO ruleset VALUES (1,1,'enterprise'),(2,1,'small');"
    "INSERT INTO rationale VALUES"
    " (1,1,1,'mql','pass',50,'','A1',20,'EMEA',100,'size.1:30;demo:25','',"
    "  'size',1),"
    " (2,1,1,'nurture','hold',5,'','C3',NULL,'',100,'','size;demo','',2),"
    " (3,1,1,'mql','pass',50,'','A1',2,'EMEA',100,'size:30;bot:gate','',"
    "  'size;bot',3);"
    "INSERT INTO decision VALUES (1,1,7,1,100,3,NULL,NULL),"
    " (2,1,8,1,200,2,NULL,NULL),(3,1,9,2,50,1,NULL,NULL);"
    "INSERT INTO disagreement VALUES"
    " (1,1,7,1,'HS_REJECT','high','explicit',1,100,300,400,350,0,NULL,2,'Sam',"
    "  'EMEA','Too small','too_small','fit','size;demo',0,1,1,0,"
    "  'rule_vindicated',NULL),"
    " (2,1,8,0,'AGREE_HOLD','','',2,200,NULL,NULL,200,NULL,NULL,0,'','','','',"
    "  '','',0,0,0,0,'both_missed',NULL),"
    " (3,2,9,1,'PENDING','','',3,50,60,NULL,60,0,NULL,0,'','','','','','',0,0,"
    "  0,0,'open',NULL);";

static int
set_up(void **state)
{
    (void)state;
    findings = handoff_findings_new();
    if (handoff_ledger_open(NULL, HANDOFF_ACCESS_CREATE, 0, &ledger,
                            findings)) {
        return -1;
    }
    hf_db_set_guards(ledger->db, false);
    return hf_db_execute(ledger->db, ROWS) ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return 0;
}

static handoff_status
read_from(int64_t from, int64_t to, int64_t ruleset)
{
    hf_episodes_range range = {from, to, ruleset};
    hf_episodes_clear(&episodes);
    return hf_episodes_read(&episodes, ledger, &range, findings);
}

static void
assert_name(hf_name name, const char *expected)
{
    assert_view(hf_episodes_text(&episodes, name), expected);
}

static void
they_stand_in_order_of_their_beginning(void **state)
{
    (void)state;
    assert_int_equal(read_from(INT64_MIN, INT64_MAX, 0), HANDOFF_OK);
    assert_int_equal(episodes.count, 3);
    assert_int_equal(episodes.items[0].id, 3);
    assert_int_equal(episodes.items[0].began, 60); // handed
    assert_int_equal(episodes.items[1].id, 2);
    assert_int_equal(episodes.items[1].began, 200); // decided
    assert_int_equal(episodes.items[2].id, 1);
    assert_name(episodes.items[0].ruleset, "small");
    assert_name(episodes.items[1].ruleset, "enterprise");
    hf_episodes_clear(&episodes);
}

static void
all_of_a_row_is_there(void **state)
{
    (void)state;
    assert_int_equal(read_from(300, 301, 1), HANDOFF_OK);
    assert_int_equal(episodes.count, 1);
    const hf_episode *one = &episodes.items[0];
    const hf_grounds *grounds = hf_episodes_grounds(&episodes, one);
    assert_int_equal(one->lead, 7);
    assert_int_equal(one->handed, 300);
    assert_int_equal(one->due, 400);
    assert_int_equal(one->at, 350);
    assert_int_equal(one->minutes, 0);
    assert_true(one->touched == HF_FACTS_NO_TIME);
    assert_int_equal(one->attempts, 2);
    assert_int_equal(one->code, HF_UNIT_HS_REJECT);
    assert_int_equal(one->resolution, HF_RESOLUTION_RULE_VINDICATED);
    assert_name(one->reason_code, "too_small");
    assert_int_equal(one->dispute_count, 2);
    assert_name(one->disputes[1], "demo");
    assert_true(one->is_contradicted && one->is_bulk);
    assert_false(one->is_unexplained || one->is_reversed);
    assert_int_equal(grounds->id, 3);
    assert_int_equal(grounds->means, HF_EPISODES_PASS);
    assert_true(grounds->has_margin);
    assert_int_equal(grounds->margin, 2);
    assert_int_equal(grounds->fired_count, 2);
    assert_name(grounds->fired[0], "size");
    assert_name(grounds->fired[1], "bot");
    assert_name(grounds->pivotal[1], "bot");
    assert_int_equal(episodes.grounds_count, 1); // the others are not used
    hf_episodes_clear(&episodes);
}

static void
a_range_holds_its_beginning_and_not_its_end(void **state)
{
    (void)state;
    assert_int_equal(read_from(60, 300, 0), HANDOFF_OK);
    assert_int_equal(episodes.count, 2);
    assert_int_equal(read_from(61, 200, 0), HANDOFF_OK);
    assert_int_equal(episodes.count, 0);
    assert_int_equal(read_from(INT64_MIN, INT64_MAX, 2), HANDOFF_OK);
    assert_int_equal(episodes.count, 1);
    hf_episodes_clear(&episodes);
}

static void
every_code_is_in_the_sets_that_rates_are_made_of(void **state)
{
    (void)state;
    int passes = 0, high = 0, holds = 0, low = 0, worked = 0;
    for (int code = 0; code < HF_UNIT_CODE_COUNT; code++) {
        hf_episode one = {.code = (uint8_t)code};
        bool is_high =
            hf_view_equal(hf_units_side((hf_unit_code)code), HF_VIEW("high"));
        bool is_low =
            hf_view_equal(hf_units_side((hf_unit_code)code), HF_VIEW("low"));
        assert_int_equal(hf_episodes_is_high(&one), is_high);
        assert_int_equal(hf_episodes_is_low(&one), is_low);
        passes += hf_episodes_is_judged_pass(&one);
        holds += hf_episodes_is_judged_hold(&one);
        worked += hf_episodes_is_worked_pass(&one);
        high += is_high;
        low += is_low;
    }
    assert_int_equal(passes, high + 4); // agreed, late, closed, rerouted
    assert_int_equal(holds, low + 1);
    assert_int_equal(worked, 5);
}

static void
running_out_of_memory_is_said(void **state)
{
    (void)state;
    handoff_status status = HANDOFF_SYSTEM;
    for (unsigned long nth = 1; status != HANDOFF_OK; nth++) {
        assert_true(nth < 1000);
        hf_episodes_clear(&episodes);
        hf_memory_fail_at(nth);
        status = read_from(INT64_MIN, INT64_MAX, 0);
        hf_memory_fail_at(0);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
    }
    assert_int_equal(episodes.count, 3);
    hf_episodes_clear(&episodes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_stand_in_order_of_their_beginning),
        cmocka_unit_test(all_of_a_row_is_there),
        cmocka_unit_test(a_range_holds_its_beginning_and_not_its_end),
        cmocka_unit_test(every_code_is_in_the_sets_that_rates_are_made_of),
        cmocka_unit_test(running_out_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
