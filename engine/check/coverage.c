/*
 * Coverage: which parts of a rule set the tests have seen holding, not
 * holding, unknown. Goals are those of the rule set, whatever the moment;
 * each plan (a moment) has a map from its items to them.
 */
#include "check/coverage.h"

#include "check/probe.h"
#include "eval/seen.h"
#include "plan/trace.h"

// ---- Goals -----------------------------------------------------------------

static size_t
count_goals(const handoff_rules *rules)
{
    size_t count = rules->verdict_count + rules->route_count +
                   rules->gate_count + rules->criterion_count +
                   rules->condition_count;
    for (size_t at = 0; at < rules->criterion_count; at++) {
        count += rules->criteria[at].case_count;
    }
    return count;
}

static uint32_t
add_goal(hf_coverage *coverage, hf_goal_kind kind, hf_view name)
{
    coverage->goals[coverage->count] = (hf_goal){.kind = kind, .name = name};
    return (uint32_t)coverage->count++;
}

static bool
add_cases(hf_coverage *coverage, const hf_criterion *criterion, hf_arena *arena)
{
    hf_buffer name = {0};
    bool is_fine = true;
    for (size_t at = 0; at < criterion->case_count && is_fine; at++) {
        hf_buffer_reset(&name);
        hf_buffer_add_view(&name, criterion->id);
        hf_buffer_add_byte(&name, '.');
        hf_buffer_add_int(&name, (int64_t)at + 1);
        hf_view copy = hf_arena_copy(arena, hf_buffer_view(&name));
        is_fine = !name.failed && copy.ptr;
        add_goal(coverage, HF_GOAL_CASE, copy);
    }
    hf_buffer_clear(&name);
    return is_fine;
}

static bool
add_criteria(hf_coverage *coverage, const handoff_rules *rules, hf_arena *arena)
{
    coverage->first[HF_GOAL_CRITERION] = (uint32_t)coverage->count;
    for (size_t at = 0; at < rules->criterion_count; at++) {
        coverage->criteria[at] =
            rules->criteria[at].status == HF_CRITERION_OFF
                ? HF_NO_GOAL
                : add_goal(coverage, HF_GOAL_CRITERION, rules->criteria[at].id);
    }
    coverage->first[HF_GOAL_CASE] = (uint32_t)coverage->count;
    for (size_t at = 0; at < rules->criterion_count; at++) {
        const hf_criterion *criterion = &rules->criteria[at];
        coverage->cases[at] = HF_NO_GOAL;
        if (!criterion->has_cases || criterion->status == HF_CRITERION_OFF) {
            continue;
        }
        coverage->cases[at] = (uint32_t)coverage->count;
        if (!add_cases(coverage, criterion, arena)) {
            return false;
        }
    }
    return true;
}

bool
hf_coverage_init(hf_coverage *coverage, const handoff_rules *rules,
                 hf_arena *arena)
{
    size_t criteria = rules->criterion_count + 1;
    *coverage = (hf_coverage){0};
    coverage->goals =
        hf_arena_zero(arena, count_goals(rules) + 1, sizeof *coverage->goals);
    coverage->criteria =
        hf_arena_zero(arena, criteria, sizeof *coverage->criteria);
    coverage->cases = hf_arena_zero(arena, criteria, sizeof *coverage->cases);
    if (!coverage->goals || !coverage->criteria || !coverage->cases) {
        return false;
    }
    for (size_t at = 0; at < rules->verdict_count; at++) {
        add_goal(coverage, HF_GOAL_VERDICT, rules->verdicts[at].name);
    }
    coverage->first[HF_GOAL_ROUTE] = (uint32_t)coverage->count;
    for (size_t at = 0; at < rules->route_count; at++) {
        add_goal(coverage, HF_GOAL_ROUTE, rules->routes[at].to);
    }
    coverage->first[HF_GOAL_GATE] = (uint32_t)coverage->count;
    for (size_t at = 0; at < rules->gate_count; at++) {
        add_goal(coverage, HF_GOAL_GATE, rules->gates[at].id);
    }
    if (!add_criteria(coverage, rules, arena)) {
        return false;
    }
    coverage->first[HF_GOAL_CONDITION] = (uint32_t)coverage->count;
    for (size_t at = 0; at < rules->condition_count; at++) {
        add_goal(coverage, HF_GOAL_CONDITION, rules->conditions[at].name);
    }
    coverage->first[HF_GOAL_KINDS] = (uint32_t)coverage->count;
    return true;
}

// ---- The map of a plan -----------------------------------------------------

static size_t
find_gate(const handoff_rules *rules, hf_view id)
{
    size_t at = 0;
    while (at < rules->gate_count && !hf_view_equal(rules->gates[at].id, id)) {
        at++;
    }
    return at;
}

// Criteria of the plan stand in the order of the file, so that the next one
// is found without looking at those before it.
static size_t
find_criterion(const handoff_rules *rules, hf_view id, size_t from)
{
    for (size_t step = 0; step < rules->criterion_count; step++) {
        size_t at = (from + step) % rules->criterion_count;
        if (hf_view_equal(rules->criteria[at].id, id)) {
            return at;
        }
    }
    return 0;
}

bool
hf_coverage_map_init(hf_coverage_map *map, const hf_coverage *coverage,
                     const handoff_rules *rules, const handoff_plan *plan,
                     hf_arena *arena)
{
    size_t near = 0;
    map->items = hf_arena_zero(arena, plan->item_count + 1, sizeof *map->items);
    map->subjects =
        hf_arena_zero(arena, plan->subject_count + 1, sizeof *map->subjects);
    if (!map->items || !map->subjects) {
        return false;
    }
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        const hf_subject *subject = &plan->subjects[at];
        uint32_t cases = HF_NO_GOAL;
        if (subject->kind == HF_SUBJECT_GATE) {
            map->subjects[at] = coverage->first[HF_GOAL_GATE] +
                                (uint32_t)find_gate(rules, subject->id);
        } else {
            near = find_criterion(rules, subject->id, near);
            map->subjects[at] = coverage->criteria[near];
            cases = coverage->cases[near];
        }
        for (uint32_t item = 0; item < subject->item_count; item++) {
            map->items[subject->first_item + item] =
                cases == HF_NO_GOAL ? HF_NO_GOAL : cases + item;
        }
    }
    return true;
}

// ---- Counting --------------------------------------------------------------

static void
count_answer(hf_goal *goal, hf_answer answer)
{
    goal->true_count += answer == HF_ANSWER_TRUE;
    goal->false_count += answer == HF_ANSWER_FALSE;
    goal->unknown_count += answer == HF_ANSWER_UNKNOWN;
}

static void
count_subjects(hf_coverage *coverage, const hf_coverage_map *map,
               const handoff_plan *plan, const hf_verdicts *verdicts)
{
    for (uint32_t at = 0; at < plan->subject_count; at++) {
        const hf_subject *subject = &plan->subjects[at];
        hf_answer answer = hf_probe_unknown(verdicts, 0, at) ? HF_ANSWER_UNKNOWN
                                                             : HF_ANSWER_FALSE;
        for (uint32_t item = subject->first_item;
             item < subject->first_item + subject->item_count; item++) {
            bool has_fired = hf_probe_fired(verdicts, 0, item);
            answer = has_fired ? HF_ANSWER_TRUE : answer;
            if (map->items[item] != HF_NO_GOAL) {
                count_answer(&coverage->goals[map->items[item]],
                             has_fired ? HF_ANSWER_TRUE : HF_ANSWER_FALSE);
            }
        }
        count_answer(&coverage->goals[map->subjects[at]], answer);
    }
}

static void
count_conditions(hf_coverage *coverage, const handoff_plan *plan,
                 const hf_scorer *scorer)
{
    for (size_t at = 0; at < plan->traces.condition_count; at++) {
        const hf_trace *when = plan->traces.conditions[at].when;
        if (when && when->reg != HF_TRACE_UNBOUND) {
            count_answer(
                &coverage->goals[coverage->first[HF_GOAL_CONDITION] + at],
                hf_seen_answer(scorer, when, 0));
        }
    }
}

void
hf_coverage_count(hf_coverage *coverage, const hf_coverage_map *map,
                  const handoff_plan *plan, const hf_scorer *scorer,
                  const hf_verdicts *verdicts)
{
    coverage->goals[verdicts->verdict[0]].true_count++;
    if (verdicts->route[0] != HF_NO_ROUTE) {
        uint32_t route = coverage->first[HF_GOAL_ROUTE] + verdicts->route[0];
        coverage->goals[route].true_count++;
    }
    count_subjects(coverage, map, plan, verdicts);
    count_conditions(coverage, plan, scorer);
}

// ---- Figures ---------------------------------------------------------------

bool
hf_coverage_wants_both(hf_goal_kind kind)
{
    return kind == HF_GOAL_GATE || kind == HF_GOAL_CRITERION ||
           kind == HF_GOAL_CONDITION;
}

void
hf_coverage_tally(const hf_coverage *coverage, hf_goal_kind kind,
                  uint64_t *reached, uint64_t *wanted)
{
    bool wants_both = hf_coverage_wants_both(kind);
    for (uint32_t at = coverage->first[kind]; at < coverage->first[kind + 1];
         at++) {
        const hf_goal *goal = &coverage->goals[at];
        *wanted += 1 + wants_both;
        *reached +=
            (goal->true_count > 0) + (wants_both && goal->false_count > 0);
    }
}

int
hf_coverage_percent(const hf_coverage *coverage)
{
    uint64_t reached = 0, wanted = 0;
    for (int kind = 0; kind < HF_GOAL_KINDS; kind++) {
        hf_coverage_tally(coverage, (hf_goal_kind)kind, &reached, &wanted);
    }
    return wanted ? (int)(reached * 100 / wanted) : 100;
}

const char *
hf_coverage_kind(hf_goal_kind kind)
{
    static const char *const names[HF_GOAL_KINDS] = {
        [HF_GOAL_VERDICT] = "verdicts", [HF_GOAL_ROUTE] = "routes",
        [HF_GOAL_GATE] = "gates",       [HF_GOAL_CRITERION] = "criteria",
        [HF_GOAL_CASE] = "cases",       [HF_GOAL_CONDITION] = "conditions",
    };
    return names[kind];
}
