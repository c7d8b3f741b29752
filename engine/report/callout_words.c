/*
 * Findings as sentences: a comparison in, out come one sentence that says what
 * differs from what, and the figure with its cases and interval. They name what
 * happened and blame nobody.
 */
#include "report/callout_words.h"

#include "report/words.h"

static void
add_share(hf_buffer *words, const char *before, double share, const char *after)
{
    hf_buffer_add_text(words, before);
    hf_words_share(words, share);
    hf_buffer_add_text(words, after);
}

// "Team EMEA", "Leads with source = Webinar".
static void
add_group(hf_buffer *words, const hf_callout *one)
{
    hf_view field = one->grouping->field;
    if (hf_view_equal(field, HF_VIEW("team"))) {
        hf_buffer_add_text(words, "Team ");
        hf_buffer_add_view(words, one->group->name);
        return;
    }
    hf_buffer_add_text(words, "Leads with ");
    hf_buffer_add_view(words, field);
    hf_buffer_add_text(words, " = ");
    hf_buffer_add_view(words, one->group->name);
}

static void
add_criterion(hf_buffer *words, const hf_report *report, const hf_callout *one)
{
    hf_buffer_add_byte(words, '\'');
    hf_buffer_add_view(words,
                       hf_episodes_text(&report->episodes, one->criterion->id));
    hf_buffer_add_byte(words, '\'');
}

static void
say_group(hf_buffer *words, const hf_callout *one)
{
    const hf_contrast *it = one->contrast;
    add_group(words, one);
    add_share(words, ": ", it->here.rate,
              one->kind == HF_CALLOUT_SILENCE
                  ? " of the passes were not touched while their time ran"
                  : " of the passes were not followed");
    add_share(words, "; of other leads in the same cells, ", it->elsewhere.rate,
              ".");
}

static void
say_flip(hf_buffer *words, const hf_callout *one)
{
    bool is_more = one->group->rate.rate > one->grouping->pooled.rate;
    add_group(words, one);
    add_share(words, ": taken together, ", one->group->rate.rate,
              " of the passes were not followed, ");
    hf_buffer_add_text(words, is_more ? "more" : "less");
    add_share(words, " than the ", one->grouping->pooled.rate, " of all; ");
    hf_buffer_add_text(words, "cell by cell it is ");
    hf_buffer_add_text(words, is_more ? "less" : "more");
    add_share(words, " than of others (", one->contrast->elsewhere.rate,
              " expected): its leads are of ");
    hf_buffer_add_text(words, "another mix.");
}

static void
say_criterion(hf_buffer *words, const hf_report *report, const hf_callout *one)
{
    const hf_contrast *it = one->contrast;
    if (one->kind == HF_CALLOUT_CONVERSION) {
        hf_buffer_add_text(words, "Of the worked passes on which ");
        add_criterion(words, report, one);
        add_share(words, " had fired, ", it->here.rate,
                  " became an opportunity");
    } else {
        hf_buffer_add_text(words, "Where ");
        add_criterion(words, report, one);
        add_share(words, " had fired, ", it->here.rate,
                  " of the passes were not followed");
    }
    add_share(words, "; in the same cells without it, ", it->elsewhere.rate,
              ".");
}

// Of what nobody worked all is counted as what would speak against the side
// that is favoured.
static void
say_right(hf_buffer *words, const hf_report *report, const hf_callout *one)
{
    if (one->kind == HF_CALLOUT_LOW) {
        hf_buffer_add_text(words, "Held leads that Sales worked anyway became "
                                  "an opportunity in ");
    } else {
        hf_buffer_add_text(words, "Passes that Sales did not follow");
        if (one->kind == HF_CALLOUT_DISPUTED) {
            hf_buffer_add_text(words, ", saying that ");
            add_criterion(words, report, one);
            hf_buffer_add_text(words, " does not hold,");
        }
        hf_buffer_add_text(words, one->favours == HF_CALLOUT_RULES
                                      ? " became an opportunity in at least "
                                      : " became, or could have become, an "
                                        "opportunity in at most ");
    }
    hf_words_share(words, one->now.rate);
    add_share(words, " of cases, worked passes in ", one->before.rate, ".");
}

static void
say_change(hf_buffer *words, const hf_callout *one)
{
    bool is_low = one->kind == HF_CALLOUT_LOW_CHANGE;
    if (one->kind == HF_CALLOUT_REVISION) {
        hf_buffer_add_text(words, "Under the rules in force since ");
        hf_words_day(words, one->revision->since);
        hf_buffer_add_text(words, ", ");
    }
    hf_words_share(words, one->now.rate);
    hf_buffer_add_text(words, is_low ? " of the leads that the rules held were "
                                       "worked anyway, against "
                                     : " of the passes were not followed, "
                                       "against ");
    hf_words_share(words, one->before.rate);
    hf_buffer_add_text(words, one->kind == HF_CALLOUT_REVISION
                                  ? " under the rules before them."
                                  : " in the period before; the mix of cells "
                                    "does not explain it.");
}

static void
say(hf_buffer *words, const hf_report *report, const hf_callout *one)
{
    switch (one->kind) {
    case HF_CALLOUT_GROUP:
    case HF_CALLOUT_SILENCE:
        say_group(words, one);
        return;
    case HF_CALLOUT_FLIP:
        say_flip(words, one);
        return;
    case HF_CALLOUT_OVERRIDDEN:
    case HF_CALLOUT_CONVERSION:
        say_criterion(words, report, one);
        return;
    case HF_CALLOUT_DISPUTED:
    case HF_CALLOUT_HIGH:
    case HF_CALLOUT_LOW:
        say_right(words, report, one);
        return;
    case HF_CALLOUT_HIGH_CHANGE:
    case HF_CALLOUT_LOW_CHANGE:
    case HF_CALLOUT_REVISION:
        say_change(words, one);
        return;
    }
}

// The share itself stands in the sentence.
static void
add_figure(hf_buffer *words, const hf_callout *one)
{
    hf_rate rate = one->contrast ? one->contrast->here : one->now;
    hf_words_add(words, "%n of %n, %s to %s", rate.k, rate.n, rate.low,
                 rate.high);
    if (!one->contrast) {
        hf_words_add(words, ", %d",
                     hf_proportion_difference(&one->now, &one->before));
    }
}

static bool
keep(hf_report *report, hf_buffer *words, hf_view *out)
{
    *out = hf_arena_copy(&report->arena, hf_buffer_view(words));
    bool is_fine = !words->failed && out->ptr;
    hf_buffer_reset(words);
    return is_fine;
}

bool
hf_callout_words_say(hf_report *report, const hf_callout *one,
                     hf_finding_part *out)
{
    hf_buffer words = {0};
    *out = (hf_finding_part){.q = one->q, .section = one->section};
    say(&words, report, one);
    bool is_fine = keep(report, &words, &out->text);
    add_figure(&words, one);
    is_fine &= keep(report, &words, &out->figure);
    hf_buffer_clear(&words);
    return is_fine;
}
