/*
 * Section 14: what changed in the rules, and what each change does to the leads
 * of the period. In go the changes, out come a list, counts and a test each.
 */
#include "report/sections.h"
#include "report/words.h"

static void
say_effect(hf_layout *layout, const hf_change_part *one)
{
    hf_buffer words = {0};
    if (!one->replayed) {
        hf_layout_say(layout, HF_BLOCK_TEXT,
                      "None of the leads of the period could be scored again "
                      "under both revisions.");
        return;
    }
    hf_words_add(&words,
                 "Of %o scored again under both revisions, %n would newly "
                 "pass and %n would no longer pass (%c, exact McNemar). ",
                 one->replayed, "lead", "leads", one->to_pass, one->from_pass,
                 'p', one->mcnemar_p);
    hf_words_add(&words,
                 "Of %o among them, the change takes the side of Sales in %n; "
                 "of %o where Sales followed the rules, it now says the "
                 "opposite in %n.",
                 one->overrides, "override", "overrides", one->mended,
                 one->followed, "case", "cases", one->broken);
    hf_layout_say_words(layout, HF_BLOCK_TEXT, &words);
}

static void
say_left_out(hf_layout *layout, const hf_change_part *one)
{
    hf_buffer words = {0};
    if (one->drawn < one->cases) {
        hf_words_add(&words, "Drawn: %n of %n leads, by the seed. ", one->drawn,
                     one->cases);
    } else {
        hf_words_add(&words, "All %o of the period. ", one->cases, "lead",
                     "leads");
    }
    if (one->new_fields) {
        hf_words_add(&words,
                     "%n could not be scored again because the ledger did not "
                     "keep a field that the rules use (%v). ",
                     one->new_fields, one->missing);
    }
    if (one->personal) {
        hf_words_add(&words,
                     "%n could not because the rules ask other questions of "
                     "personal fields than those whose answers were kept. ",
                     one->personal);
    }
    if (one->unkept) {
        hf_words_add(&words, "Of %n the inputs are not there any more. ",
                     one->unkept);
    }
    hf_buffer_add_text(&words, "Each lead is scored as of the moment of its "
                               "own decision.");
    hf_layout_say_words(layout, HF_BLOCK_NOTE, &words);
}

static void
say_change(hf_layout *layout, const hf_change_part *one)
{
    hf_layout_tell(layout, HF_BLOCK_TEXT,
                   "%v, in force since %m: revision %v after %v.",
                   one->after.ruleset, one->after.since,
                   hf_view_slice(one->after.hash, 0, 12),
                   hf_view_slice(one->before.hash, 0, 12));
    hf_view *lines =
        one->what.count ? hf_layout_list(layout, one->what.count) : NULL;
    for (size_t at = 0; lines && at < one->what.count; at++) {
        lines[at] = one->what.items[at];
    }
    if (!one->what.count) {
        hf_layout_say(layout, HF_BLOCK_NOTE,
                      "No gate, criterion, threshold, route or list differs: "
                      "the change is in titles, fields or the like.");
    }
    say_effect(layout, one);
    say_left_out(layout, one);
}

void
hf_sections_changes_list(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->changes.count;
    hf_layout_section(layout, 14, "Rule changes");
    if (!count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "The rules did not change in this period.");
        return;
    }
    hf_layout_tell(layout, HF_BLOCK_LEAD,
                   "The rules changed %o in this period. What each change "
                   "does is measured on the leads of the period, not on those "
                   "that came after it.",
                   (int64_t)(count + report->changes_left_out), "time",
                   "times");
    for (size_t at = 0; at < count; at++) {
        say_change(layout, &report->changes.items[at]);
    }
    if (report->changes_left_out) {
        hf_layout_tell(layout, HF_BLOCK_NOTE,
                       "The newest ones stand here; %o before them.",
                       (int64_t)report->changes_left_out, "change", "changes");
    }
}
