/*
 * The numbers of the first screen, and the cases to discuss. A case is a form:
 * on paper its boxes are ticked with a pencil, on a screen the script keeps
 * what was chosen and saves it as a file of reviews.
 */
#include "report/html_parts.h"

#include "report/words.h"

// ---- Headlines --------------------------------------------------------------

static void
write_headline(hf_buffer *out, const hf_headline *headline)
{
    hf_buffer_add_text(out, "<div><dt>");
    bool is_linked = hf_html_open_link(out, headline->anchor);
    hf_html_text(out, headline->name);
    hf_buffer_add_text(out, is_linked ? "</a></dt>\n<dd class=\"rate\">"
                                      : "</dt>\n<dd class=\"rate\">");
    hf_html_rate(out, headline->rate);
    hf_buffer_add_text(out, "</dd>\n");
    if (headline->change.len) {
        hf_buffer_add_text(out, "<dd class=\"change\">");
        hf_html_text(out, headline->change);
        hf_buffer_add_text(out, "</dd>");
    }
    hf_buffer_add_text(out, "</div>\n");
}

void
hf_html_headlines(hf_html_page *page, const hf_block *block)
{
    hf_buffer_add_text(page->out, "<dl class=\"headlines\">\n");
    for (size_t at = 0; at < block->headline_count; at++) {
        write_headline(page->out, &block->headlines[at]);
    }
    hf_buffer_add_text(page->out, "</dl>\n");
}

// ---- Cards ------------------------------------------------------------------

static void
write_part(hf_buffer *out, const struct hf_card_part *part)
{
    if (!part->title) {
        return;
    }
    hf_buffer_add_text(out, "<div class=\"part\">\n<h4>");
    hf_html_text(out, hf_view_of(part->title));
    hf_buffer_add_text(out, "</h4>\n<ul>\n");
    for (size_t at = 0; at < part->count; at++) {
        hf_buffer_add_text(out, "<li>");
        hf_html_isolated(out, part->lines[at]);
        hf_buffer_add_text(out, "</li>\n");
    }
    hf_buffer_add_text(out, "</ul>\n</div>\n");
}

// A question with three answers; the third stands until somebody judges.
static void
write_question(hf_buffer *out, int card, const char *name, const char *question)
{
    static const char *const answers[][2] = {
        {"yes", "Yes"}, {"no", "No"}, {"", "Not judged"}};
    hf_buffer_printf(out, "<fieldset>\n<legend>%s</legend>\n", question);
    for (size_t at = 0; at < 3; at++) {
        hf_buffer_printf(out,
                         "<label><input type=\"radio\" name=\"%s-%d\" "
                         "value=\"%s\"%s> %s</label>\n",
                         name, card, answers[at][0], at == 2 ? " checked" : "",
                         answers[at][1]);
    }
    hf_buffer_add_text(out, "</fieldset>\n");
}

static void
write_form(hf_buffer *out, int number, const hf_card *card)
{
    hf_buffer_add_text(out, "<form class=\"judge\" autocomplete=\"off\" "
                            "data-lead=\"");
    hf_html_exact(out, card->lead);
    hf_buffer_add_text(out, "\" data-cycle=\"");
    hf_buffer_add_int(out, card->cycle);
    hf_buffer_add_text(out, "\" data-code=\"");
    hf_html_exact(out, card->code);
    hf_buffer_printf(out, "\" aria-labelledby=\"card-%d\">\n", number);
    write_question(out, number, "rule", "Was the rule right?");
    write_question(out, number, "response", "Was the response right?");
    hf_buffer_printf(
        out,
        "<p><label for=\"note-%d\">Note</label> "
        "<textarea id=\"note-%d\" name=\"note\" rows=\"2\"></textarea></p>\n"
        "<p><label for=\"action-%d\">What we do about it</label> "
        "<input id=\"action-%d\" name=\"action\"></p>\n</form>\n",
        number, number, number, number);
}

static void
write_card(hf_html_page *page, const hf_card *card)
{
    hf_buffer *out = page->out;
    int number = ++page->cards;
    hf_buffer_add_text(out, "<article class=\"card\" id=\"");
    hf_html_text(out, card->anchor);
    hf_buffer_printf(out,
                     "\" aria-labelledby=\"card-%d\">\n<h3 id=\"card-%d\">",
                     number, number);
    hf_html_isolated(out, card->title);
    hf_buffer_add_text(out, "</h3>\n<p class=\"why\">");
    hf_html_text(out, card->why);
    hf_buffer_add_text(out, "</p>\n<div class=\"parts\">\n");
    for (size_t at = 0; at < 3; at++) {
        write_part(out, &card->parts[at]);
    }
    hf_buffer_add_text(out, "</div>\n");
    write_form(out, number, card);
    hf_buffer_add_text(out, "</article>\n");
}

// Shown by the script, which does the saving.
static void
write_save(hf_html_page *page)
{
    if (page->is_savable) {
        return;
    }
    page->is_savable = true;
    hf_buffer_add_text(
        page->out,
        "<form class=\"save\" hidden aria-label=\"Save the judgements\">\n"
        "<p><label for=\"by\">Judged by</label> <input id=\"by\" "
        "name=\"by\" autocomplete=\"name\"></p>\n<button>Save the "
        "judgements</button>\n<p role=\"status\"></p>\n</form>\n");
}

void
hf_html_cards(hf_html_page *page, const hf_block *block)
{
    hf_buffer_add_text(page->out, "<div class=\"cards\">\n");
    for (size_t at = 0; at < block->card_count; at++) {
        write_card(page, &block->cards[at]);
    }
    hf_buffer_add_text(page->out, "</div>\n");
    write_save(page);
}
