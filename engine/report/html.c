/*
 * The page: what stands before the sections, the sections in their order, the
 * way to each of them, and what stands behind. In comes a document, out come
 * bytes that depend on nothing else. Tables are html_sheet.c's, drawings
 * html_chart*.c's, texts are made harmless in html_text.c.
 */
#include "report/html.h"

#include "base/digest.h"
#include "report/html_parts.h"

// ---- Before the sections ----------------------------------------------------

// 'sha256-...' in base 64, as a policy names what may run.
static void
add_hash(hf_buffer *out, hf_view source)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t bytes[HF_DIGEST_LEN + 1] = {0};
    hf_digest digest;
    hf_digest_init(&digest);
    hf_digest_add(&digest, source);
    hf_digest_raw(&digest, bytes);
    hf_buffer_add_text(out, "'sha256-");
    for (size_t at = 0; at < HF_DIGEST_LEN; at += 3) {
        uint32_t three = (uint32_t)bytes[at] << 16 |
                         (uint32_t)bytes[at + 1] << 8 |
                         (at + 2 < HF_DIGEST_LEN ? bytes[at + 2] : 0);
        hf_buffer_add_byte(out, digits[three >> 18]);
        hf_buffer_add_byte(out, digits[three >> 12 & 63]);
        hf_buffer_add_byte(out, digits[three >> 6 & 63]);
        hf_buffer_add_byte(out,
                           at + 2 < HF_DIGEST_LEN ? digits[three & 63] : '=');
    }
    hf_buffer_add_byte(out, '\'');
}

// Nothing is fetched; one style and one script run, and no other.
static void
write_policy(hf_buffer *out)
{
    hf_buffer_add_text(out, "<meta http-equiv=\"Content-Security-Policy\" "
                            "content=\"default-src 'none'; style-src ");
    add_hash(out, hf_html_style());
    hf_buffer_add_text(out, "; script-src ");
    add_hash(out, hf_html_script());
    hf_buffer_add_text(out, "; img-src data:; base-uri 'none'; form-action "
                            "'none'\">\n");
}

static void
write_head(hf_buffer *out, const hf_document *document)
{
    hf_buffer_add_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
                            "<meta charset=\"utf-8\">\n");
    write_policy(out);
    hf_buffer_add_text(
        out, "<meta name=\"viewport\" content=\"width=device-width, "
             "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
             "dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<link rel=\"icon\" href=\"data:,\">\n<title>");
    hf_html_text(out, document->title);
    hf_buffer_add_text(out, ": ");
    hf_html_text(out, document->subtitle);
    hf_buffer_add_text(out, "</title>\n<style>");
    hf_buffer_add_view(out, hf_html_style());
    hf_buffer_add_text(out, "</style>\n</head>\n");
}

// Patterns that all drawings share: what is filled differs without colour too.
static void
write_patterns(hf_buffer *out)
{
    hf_buffer_add_text(
        out, "<svg class=\"patterns\" width=\"0\" height=\"0\" "
             "aria-hidden=\"true\" focusable=\"false\">\n<defs><pattern "
             "id=\"hatch\" width=\"6\" height=\"6\" "
             "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
             "<path d=\"M0 3H6\"/></pattern></defs>\n</svg>\n");
}

static void
write_top(hf_buffer *out, const hf_document *document)
{
    hf_buffer_add_text(out, "<body>\n<a class=\"skip\" href=\"#report\">Skip "
                            "to the report</a>\n");
    write_patterns(out);
    hf_buffer_add_text(out, "<header>\n<h1>");
    hf_html_text(out, document->title);
    hf_buffer_add_text(out, "</h1>\n<p>");
    hf_html_text(out, document->subtitle);
    hf_buffer_add_text(out, "</p>\n</header>\n");
}

// ---- Sections ---------------------------------------------------------------

static void
write_text(hf_buffer *out, const char *open, hf_view text)
{
    hf_buffer_add_text(out, open);
    hf_html_text(out, text);
    hf_buffer_add_text(out, "</p>\n");
}

static void
write_list(hf_buffer *out, const hf_block *block)
{
    hf_buffer_add_text(out, "<ul class=\"points\">\n");
    for (size_t at = 0; at < block->item_count; at++) {
        hf_buffer_add_text(out, "<li>");
        hf_html_isolated(out, block->items[at]);
        hf_buffer_add_text(out, "</li>\n");
    }
    hf_buffer_add_text(out, "</ul>\n");
}

static void
write_block(hf_html_page *page, const hf_block *block)
{
    switch (block->kind) {
    case HF_BLOCK_LEAD:
        write_text(page->out, "<p class=\"lead\">", block->text);
        break;
    case HF_BLOCK_TEXT:
        write_text(page->out, "<p>", block->text);
        break;
    case HF_BLOCK_NOTE:
        write_text(page->out, "<p class=\"note\">", block->text);
        break;
    case HF_BLOCK_EMPTY:
        write_text(page->out, "<p class=\"empty\">", block->text);
        break;
    case HF_BLOCK_LIST:
        write_list(page->out, block);
        break;
    case HF_BLOCK_HEADLINES:
        hf_html_headlines(page, block);
        break;
    case HF_BLOCK_SHEET:
        hf_html_sheet(page, block->sheet);
        break;
    case HF_BLOCK_CHART:
        hf_html_chart(page, block->chart);
        break;
    case HF_BLOCK_CARDS:
        hf_html_cards(page, block);
        break;
    }
}

static void
write_section(hf_html_page *page, const hf_section *section)
{
    page->section = section->number;
    page->charts = 0;
    hf_buffer_printf(page->out,
                     "<section id=\"section-%d\" "
                     "aria-labelledby=\"title-%d\">\n<h2 id=\"title-%d\">"
                     "<span class=\"no\">%d</span> ",
                     section->number, section->number, section->number,
                     section->number);
    hf_html_text(page->out, hf_view_of(section->title));
    hf_buffer_add_text(page->out, "</h2>\n");
    for (size_t at = 0; at < section->count; at++) {
        write_block(page, &section->blocks[at]);
    }
    hf_buffer_add_text(page->out, "</section>\n");
}

static void
write_contents(hf_buffer *out, const hf_document *document)
{
    hf_buffer_add_text(out, "<nav aria-labelledby=\"contents\">\n<h2 "
                            "id=\"contents\">Contents</h2>\n<ul>\n");
    for (size_t at = 0; at < HF_DOCUMENT_SECTIONS; at++) {
        const hf_section *section = &document->sections[at];
        if (section->number) {
            hf_buffer_printf(out,
                             "<li><a href=\"#section-%d\"><span "
                             "class=\"no\">%d</span> ",
                             section->number, section->number);
            hf_html_text(out, hf_view_of(section->title));
            hf_buffer_add_text(out, "</a></li>\n");
        }
    }
    hf_buffer_add_text(out, "</ul>\n</nav>\n");
}

// The first section stands alone, above the way to the others.
static void
write_sections(hf_buffer *out, const hf_document *document, size_t start)
{
    hf_html_page page = {.out = out, .start = start};
    hf_buffer_add_text(out, "<main id=\"report\">\n");
    for (size_t at = 0; at < HF_DOCUMENT_SECTIONS; at++) {
        if (document->sections[at].number) {
            write_section(&page, &document->sections[at]);
        }
        if (at == 0) {
            write_contents(out, document);
        }
    }
    hf_buffer_add_text(out, "</main>\n");
}

bool
hf_html_write(const hf_document *document, hf_buffer *out)
{
    size_t start = out->len;
    write_head(out, document);
    write_top(out, document);
    write_sections(out, document, start);
    hf_buffer_add_text(out, "<footer>\n<p>");
    hf_html_text(out, document->footer);
    hf_buffer_add_text(out, "</p>\n</footer>\n<script>");
    hf_buffer_add_view(out, hf_html_script());
    hf_buffer_add_text(out, "</script>\n</body>\n</html>\n");
    return !out->failed;
}
