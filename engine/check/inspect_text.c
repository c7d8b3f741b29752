/*
 * How an export is read, for people: the file, then a line a field with the
 * column that serves it and how full it is, then what did not read, and what
 * was left aside.
 */
#include "check/inspect.h"

#include "base/utf8.h"
#include "check/screen.h"

enum { LABELS = 12, NAME_LEAST = 8, NAME_MOST = 24, TYPE_CELLS = 8 };

// Where the columns of the table of fields begin, or end for figures.
typedef struct table_places {
    size_t column, type, filled, missing, unread, used;
} table_places;

static void
say_label(hf_screen *screen, const char *label)
{
    hf_screen_say(screen, HF_SCREEN_FAINT, label);
    hf_screen_to(screen, LABELS);
}

static void
say_count(hf_screen *screen, hf_screen_style style, uint64_t count)
{
    hf_buffer text = {0};
    hf_screen_count(&text, count);
    hf_screen_add(screen, style, hf_buffer_view(&text));
    screen->out.failed = screen->out.failed || text.failed;
    hf_buffer_clear(&text);
}

static void
right_count(hf_screen *screen, hf_screen_style style, uint64_t count,
            size_t column)
{
    hf_buffer text = {0};
    if (count > 0) {
        hf_screen_count(&text, count);
    } else {
        hf_buffer_add_byte(&text, '-');
    }
    hf_screen_right(screen, style, hf_buffer_view(&text), column);
    screen->out.failed = screen->out.failed || text.failed;
    hf_buffer_clear(&text);
}

// ---- The file --------------------------------------------------------------

static void
add_format(hf_screen *screen, const hf_inspect *inspect)
{
    const hf_input *input = inspect->scan.input;
    char room[4];
    say_label(screen, "format");
    hf_screen_say(screen, HF_SCREEN_PLAIN, hf_inspect_format(inspect));
    if (!hf_input_is_ndjson(input)) {
        hf_screen_say(screen, HF_SCREEN_PLAIN, ", separator ");
        hf_screen_add(screen, HF_SCREEN_PLAIN,
                      hf_inspect_separator(inspect, room));
        hf_screen_say(screen, HF_SCREEN_FAINT,
                      inspect->given->separator < 0 ? " (found)" : " (given)");
    }
    hf_screen_say(screen, HF_SCREEN_PLAIN, ", ");
    hf_screen_say(screen, HF_SCREEN_PLAIN, hf_inspect_encoding(inspect));
    hf_screen_say(screen, HF_SCREEN_FAINT,
                  inspect->given->encoding  ? " (given)"
                  : hf_input_had_bom(input) ? " (byte-order mark)"
                                            : " (found)");
    hf_screen_printf(screen, HF_SCREEN_PLAIN, ", lines end in %s",
                     hf_input_line_end(input));
    hf_screen_end(screen);
}

static void
add_rejects(hf_screen *screen, const hf_scan *scan)
{
    for (int at = 0; at < HF_REJECT_COUNT; at++) {
        if (scan->reasons[at] == 0) {
            continue;
        }
        hf_screen_to(screen, LABELS);
        say_count(screen, HF_SCREEN_BAD, scan->reasons[at]);
        hf_screen_printf(screen, HF_SCREEN_PLAIN, " %s, the first on line %llu",
                         hf_reject_name((hf_reject_reason)at),
                         (unsigned long long)scan->first[at].line);
        hf_screen_end(screen);
    }
}

static void
add_records(hf_screen *screen, const hf_scan *scan)
{
    say_label(screen, "records");
    say_count(screen, HF_SCREEN_STRONG, scan->leads);
    hf_screen_say(screen, HF_SCREEN_PLAIN, " read, ");
    say_count(screen, scan->rejected ? HF_SCREEN_BAD : HF_SCREEN_PLAIN,
              scan->rejected);
    hf_screen_say(screen, HF_SCREEN_PLAIN, " rejected");
    hf_screen_end(screen);
    add_rejects(screen, scan);
    if (scan->footer_size.lines > 0) {
        say_label(screen, "footer");
        say_count(screen, HF_SCREEN_PLAIN, scan->footer_size.lines);
        hf_screen_say(screen, HF_SCREEN_PLAIN,
                      scan->footer_size.lines == 1 ? " line" : " lines");
        hf_screen_say(screen, HF_SCREEN_PLAIN,
                      " at the end left out as the footer of a report");
        hf_screen_end(screen);
    }
}

static void
add_ids(hf_screen *screen, const hf_inspect *inspect)
{
    bool is_part = inspect->id_leads < inspect->scan.leads;
    say_label(screen, "ids");
    if (inspect->repeats == 0) {
        hf_screen_say(screen, HF_SCREEN_PLAIN, "none comes again");
    } else {
        say_count(screen, HF_SCREEN_UNSURE, inspect->repeats);
        hf_screen_printf(screen, HF_SCREEN_PLAIN,
                         " %s with an id that came before, the first on line "
                         "%llu",
                         inspect->repeats == 1 ? "lead" : "leads",
                         (unsigned long long)inspect->repeat_line);
    }
    if (is_part) {
        hf_screen_say(screen, HF_SCREEN_FAINT, " (of the first ");
        say_count(screen, HF_SCREEN_FAINT, inspect->id_leads);
        hf_screen_say(screen, HF_SCREEN_FAINT, ")");
    }
    hf_screen_end(screen);
}

// ---- Fields ----------------------------------------------------------------

static size_t
most_cells(size_t cells, size_t most)
{
    return cells < most ? cells : most;
}

// Names and columns get what their longest needs, as far as the line goes.
static table_places
place_table(const hf_screen *screen, const hf_inspect *inspect)
{
    const hf_fields *fields = &inspect->scan.plan->fields;
    size_t name = NAME_LEAST, column = NAME_LEAST;
    for (size_t at = 0; at < fields->count; at++) {
        hf_view header;
        size_t cells = fields->specs[at].name.len;
        name = cells > name ? cells : name;
        if (hf_inspect_column(inspect, at, &header)) {
            cells = hf_utf8_width(header);
            column = cells > column ? cells : column;
        }
    }
    // Type, filled, missing, unread, used, with their gaps.
    size_t figures = TYPE_CELLS + 2 + 7 + 10 + 10 + 6;
    size_t room = screen->width > figures + 2 * NAME_LEAST + 4
                      ? screen->width - figures - 4
                      : 2 * NAME_LEAST;
    name = most_cells(name, NAME_MOST);
    column = most_cells(column, room > name ? room - name : NAME_LEAST);
    table_places places = {.column = name + 2};
    places.type = places.column + column + 2;
    places.filled = places.type + TYPE_CELLS + 7;
    places.missing = places.filled + 10;
    places.unread = places.missing + 10;
    places.used = places.unread + 6;
    return places;
}

static void
add_heading(hf_screen *screen, const table_places *places)
{
    hf_screen_say(screen, HF_SCREEN_FAINT, "field");
    hf_screen_to(screen, places->column);
    hf_screen_say(screen, HF_SCREEN_FAINT, "column");
    hf_screen_to(screen, places->type);
    hf_screen_say(screen, HF_SCREEN_FAINT, "type");
    hf_screen_right(screen, HF_SCREEN_FAINT, HF_VIEW("filled"), places->filled);
    hf_screen_right(screen, HF_SCREEN_FAINT, HF_VIEW("missing"),
                    places->missing);
    hf_screen_right(screen, HF_SCREEN_FAINT, HF_VIEW("unparsed"),
                    places->unread);
    hf_screen_right(screen, HF_SCREEN_FAINT, HF_VIEW("used"), places->used);
    hf_screen_end(screen);
}

static void
add_field(hf_screen *screen, const hf_inspect *inspect, size_t field,
          const table_places *places)
{
    const hf_fields *fields = &inspect->scan.plan->fields;
    const hf_field_spec *spec = &fields->specs[field];
    const hf_field_stats *stats = &inspect->scan.stats[field];
    uint64_t leads = inspect->scan.leads;
    bool is_used = spec->is_used || field == fields->id;
    hf_view column = HF_VIEW("(none)");
    bool has_column = hf_inspect_column(inspect, field, &column);
    hf_buffer share = {0};

    hf_screen_cut(screen, HF_SCREEN_PLAIN, spec->name, places->column - 2);
    hf_screen_to(screen, places->column);
    hf_screen_cut(screen, has_column ? HF_SCREEN_PLAIN : HF_SCREEN_FAINT,
                  column, places->type - places->column - 2);
    hf_screen_to(screen, places->type);
    hf_screen_say(screen, HF_SCREEN_FAINT, hf_inspect_type(spec));
    hf_screen_share(&share, stats->present, leads);
    hf_screen_right(screen, HF_SCREEN_PLAIN, hf_buffer_view(&share),
                    places->filled);
    right_count(screen, HF_SCREEN_PLAIN, stats->missing, places->missing);
    right_count(screen, stats->unparsed ? HF_SCREEN_UNSURE : HF_SCREEN_PLAIN,
                stats->unparsed, places->unread);
    hf_screen_right(screen, is_used ? HF_SCREEN_PLAIN : HF_SCREEN_FAINT,
                    is_used ? HF_VIEW("yes") : HF_VIEW("no"), places->used);
    hf_screen_end(screen);
    screen->out.failed = screen->out.failed || share.failed;
    hf_buffer_clear(&share);
}

static void
add_fields(hf_screen *screen, const hf_inspect *inspect)
{
    table_places places = place_table(screen, inspect);
    hf_screen_end(screen);
    add_heading(screen, &places);
    for (size_t at = 0; at < inspect->scan.plan->fields.count; at++) {
        add_field(screen, inspect, at, &places);
    }
}

// ---- What did not read, and what is not used -------------------------------

static void
add_unread(hf_screen *screen, const hf_inspect *inspect)
{
    const hf_fields *fields = &inspect->scan.plan->fields;
    bool is_first = true;
    for (size_t at = 0; at < fields->count; at++) {
        const hf_field_stats *stats = &inspect->scan.stats[at];
        if (stats->unparsed == 0) {
            continue;
        }
        if (is_first) {
            hf_screen_end(screen);
            hf_screen_say(screen, HF_SCREEN_FAINT,
                          "values that do not read as their type, and count "
                          "as missing");
            hf_screen_end(screen);
        }
        is_first = false;
        hf_screen_to(screen, 2);
        hf_screen_add(screen, HF_SCREEN_PLAIN, fields->specs[at].name);
        hf_screen_say(screen, HF_SCREEN_PLAIN, ": ");
        say_count(screen, HF_SCREEN_UNSURE, stats->unparsed);
        hf_screen_printf(screen, HF_SCREEN_PLAIN, ", the first on line %llu: ",
                         (unsigned long long)stats->example_line);
        if (hf_inspect_shows(inspect, at)) {
            hf_screen_printf(screen, HF_SCREEN_STRONG, "'%s'", stats->example);
        } else {
            hf_screen_say(screen, HF_SCREEN_FAINT,
                          "hidden, --show-values shows it");
        }
        hf_screen_end(screen);
    }
}

static void
add_unused(hf_screen *screen, const hf_inspect *inspect)
{
    size_t count;
    const hf_view *header = hf_input_header(inspect->scan.input, &count);
    bool is_first = true;
    for (size_t at = 0; at < count; at++) {
        if (!hf_inspect_is_unused(inspect, at)) {
            continue;
        }
        if (is_first) {
            hf_screen_end(screen);
            hf_screen_say(screen, HF_SCREEN_FAINT, "columns of no field");
            hf_screen_end(screen);
            hf_screen_to(screen, 2);
        }
        hf_screen_item(screen, HF_SCREEN_PLAIN, hf_view_trim(header[at]),
                       is_first, 2);
        is_first = false;
    }
    if (!is_first) {
        hf_screen_end(screen);
    }
}

char *
hf_inspect_text(const hf_inspect *inspect, handoff_shape shape, int width)
{
    hf_screen screen;
    hf_screen_init(&screen, shape, width);
    say_label(&screen, "export");
    hf_screen_say(&screen, HF_SCREEN_STRONG,
                  hf_input_name(inspect->scan.input));
    hf_screen_end(&screen);
    add_format(&screen, inspect);
    add_records(&screen, &inspect->scan);
    add_ids(&screen, inspect);
    add_fields(&screen, inspect);
    add_unread(&screen, inspect);
    add_unused(&screen, inspect);
    return hf_screen_take(&screen);
}
