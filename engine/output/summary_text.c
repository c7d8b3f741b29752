/*
 * The summary for people: figures in, some lines for a terminal out. Aligned
 * by terminal cells; figures stand in one column; what would be a long list
 * is wrapped. What cannot be shown safely (controls in a value of the export)
 * is spelt out by the quoting of findings.
 */
#include "output/summary.h"

#include "base/date.h"
#include "base/utf8.h"
#include "diag/quote.h"

typedef struct summary_printer {
    hf_buffer out;
    size_t width; // of the terminal, in cells
    bool has_color;
} summary_printer;

enum {
    NARROWEST = 40,
    NAME_CELLS = 36, // longer names push what stands behind them
    COUNT_CELLS = 14 // "99,999,999,999"
};

// ---- Pieces ----------------------------------------------------------------

static void
pad(summary_printer *printer, size_t used, size_t cells)
{
    for (; used < cells; used++) {
        hf_buffer_add_byte(&printer->out, ' ');
    }
}

static size_t
grouped_cells(uint64_t count)
{
    size_t digits = 1;
    for (uint64_t left = count; left >= 10; left /= 10) {
        digits++;
    }
    return digits + (digits - 1) / 3;
}

// 1234567 as 1,234,567.
static void
add_grouped(summary_printer *printer, uint64_t count)
{
    char text[32];
    size_t at = sizeof text;
    int digits = 0;
    do {
        if (digits && digits % 3 == 0) {
            text[--at] = ',';
        }
        text[--at] = (char)('0' + count % 10);
        count /= 10;
        digits++;
    } while (count);
    hf_buffer_add(&printer->out, text + at, sizeof text - at);
}

static void
add_count(summary_printer *printer, uint64_t count, size_t cells)
{
    pad(printer, grouped_cells(count), cells);
    add_grouped(printer, count);
}

// "12.3%", rounded half up; what is not nothing never looks like nothing, and
// what is not all never like all.
static void
add_share(summary_printer *printer, uint64_t part, uint64_t whole)
{
    uint64_t tenths = whole ? (part * 1000 + whole / 2) / whole : 0;
    if (tenths == 0 && part > 0) {
        hf_buffer_add_text(&printer->out, "   <0.1%");
        return;
    }
    if (tenths == 1000 && part < whole) {
        hf_buffer_add_text(&printer->out, "  >99.9%");
        return;
    }
    hf_buffer_printf(&printer->out, "%5llu.%llu%%",
                     (unsigned long long)tenths / 10,
                     (unsigned long long)tenths % 10);
}

static void
add_heading(summary_printer *printer, const char *text)
{
    hf_buffer_add_text(&printer->out, printer->has_color ? "\n\x1b[1m" : "\n");
    hf_buffer_add_text(&printer->out, text);
    hf_buffer_add_text(&printer->out, printer->has_color ? "\x1b[0m\n" : "\n");
}

// Indented, and padded to `cells` when it is shorter.
static void
add_name(summary_printer *printer, hf_view name, size_t cells)
{
    hf_buffer_add_text(&printer->out, "  ");
    hf_quote_add(&printer->out, name);
    pad(printer, hf_utf8_width(name), cells);
}

static size_t
wider(size_t cells, hf_view name)
{
    size_t width = hf_utf8_width(name);
    width = width < NAME_CELLS ? width : NAME_CELLS;
    return width > cells ? width : cells;
}

static void
add_row(summary_printer *printer, hf_view name, size_t cells, uint64_t count,
        uint64_t whole)
{
    add_name(printer, name, cells);
    add_count(printer, count, COUNT_CELLS);
    add_share(printer, count, whole);
    hf_buffer_add_byte(&printer->out, '\n');
}

// ---- Sections --------------------------------------------------------------

static void
print_head(summary_printer *printer, const handoff_summary *summary,
           double seconds)
{
    hf_buffer *out = &printer->out;
    hf_view title = summary->title.len ? summary->title : summary->name;
    hf_quote_add(out, title);
    hf_buffer_printf(out, " (%s%srevision %.12s)\nas of ",
                     summary->title.len ? summary->name.ptr : "",
                     summary->title.len ? ", " : "", summary->revision);
    hf_date_print_full(out, summary->as_of);
    hf_buffer_add_text(out, "\n\n");
    add_grouped(printer, summary->leads);
    hf_buffer_add_text(out,
                       summary->leads == 1 ? " lead scored" : " leads scored");
    if (seconds >= 0) {
        // By hand: printf would take the locale's decimal mark.
        unsigned long long hundredths =
            (unsigned long long)(seconds * 100 + 0.5);
        hf_buffer_printf(out, " in %llu.%02llu s", hundredths / 100,
                         hundredths % 100);
    }
    if (seconds >= 0.01) {
        hf_buffer_add_text(out, ", ");
        add_grouped(printer, (uint64_t)((double)summary->leads / seconds));
        hf_buffer_add_text(out, " a second");
    }
    if (summary->rejected) {
        hf_buffer_add_text(out, printer->has_color ? ", \x1b[33m" : ", ");
        add_grouped(printer, summary->rejected);
        hf_buffer_add_text(out, summary->rejected == 1 ? " record rejected"
                                                       : " records rejected");
        hf_buffer_add_text(out, printer->has_color ? "\x1b[0m" : "");
    }
    hf_buffer_add_byte(out, '\n');
    if (summary->is_dry_run) {
        hf_buffer_add_text(out, "dry run: nothing was written\n");
    } else if (summary->written != summary->leads) {
        add_grouped(printer, summary->written);
        hf_buffer_add_text(out, " written\n");
    }
}

static void
print_verdicts(summary_printer *printer, const handoff_summary *summary)
{
    size_t cells = 0;
    for (size_t at = 0; at < summary->verdict_count; at++) {
        cells = wider(cells, summary->verdicts[at].name);
    }
    add_heading(printer, "verdicts");
    for (size_t at = 0; at < summary->verdict_count; at++) {
        const hf_summary_verdict *verdict = &summary->verdicts[at];
        const char *means = handoff_means_text(verdict->means);
        add_name(printer, verdict->name, cells + 2);
        hf_buffer_printf(&printer->out, "%-12s", means);
        add_count(printer, verdict->leads, COUNT_CELLS);
        add_share(printer, verdict->leads, summary->leads);
        hf_buffer_add_byte(&printer->out, '\n');
    }
}

static void
print_routes(summary_printer *printer, const handoff_summary *summary)
{
    static const hf_view nowhere = {"no route", 8};
    size_t cells = 0;
    uint64_t routed = 0;
    uint64_t passed = 0;
    for (size_t at = 0; at < summary->route_count; at++) {
        cells = wider(cells, summary->routes[at].to);
        routed += summary->routes[at].leads;
    }
    for (size_t at = 0; at < summary->verdict_count; at++) {
        const hf_summary_verdict *verdict = &summary->verdicts[at];
        passed += verdict->means == HANDOFF_PASS ? verdict->leads : 0;
    }
    if (summary->route_count == 0 || passed == 0) {
        return;
    }
    cells = passed > routed ? wider(cells, nowhere) : cells;
    add_heading(printer, "routes");
    for (size_t at = 0; at < summary->route_count; at++) {
        add_row(printer, summary->routes[at].to, cells,
                summary->routes[at].leads, passed);
    }
    if (passed > routed) {
        add_row(printer, nowhere, cells, passed - routed, passed);
    }
}

static void
print_rejects(summary_printer *printer, const handoff_summary *summary)
{
    if (!summary->rejected) {
        return;
    }
    size_t cells = 0;
    for (int at = 0; at < HF_REJECT_COUNT; at++) {
        if (summary->rejects[at]) {
            cells =
                wider(cells, hf_view_of(hf_reject_name((hf_reject_reason)at)));
        }
    }
    add_heading(printer, "rejected records");
    for (int at = 0; at < HF_REJECT_COUNT; at++) {
        if (summary->rejects[at]) {
            add_row(printer, hf_view_of(hf_reject_name((hf_reject_reason)at)),
                    cells, summary->rejects[at],
                    summary->leads + summary->rejected);
        }
    }
}

typedef bool (*subject_test)(const handoff_summary *summary,
                             const hf_summary_subject *subject);

static bool
fired_on_none(const handoff_summary *summary, const hf_summary_subject *subject)
{
    (void)summary;
    return subject->fired == 0;
}

static bool
fired_on_all(const handoff_summary *summary, const hf_summary_subject *subject)
{
    return subject->fired == summary->leads;
}

// Ids of gates and criteria that the test holds for, wrapped.
static void
print_subjects(summary_printer *printer, const handoff_summary *summary,
               const char *heading, subject_test test)
{
    size_t used = 0;
    for (size_t at = 0; summary->leads && at < summary->subject_count; at++) {
        const hf_summary_subject *subject = &summary->subjects[at];
        if (subject->kind == HF_SUBJECT_SHADOW || !test(summary, subject)) {
            continue;
        }
        if (used == 0) {
            add_heading(printer, heading);
            hf_buffer_add_byte(&printer->out, ' ');
            used = 1;
        } else {
            hf_buffer_add_byte(&printer->out, ',');
            used++;
            if (used + 2 + subject->id.len > printer->width) {
                hf_buffer_add_text(&printer->out, "\n ");
                used = 1;
            }
        }
        hf_buffer_add_byte(&printer->out, ' ');
        hf_buffer_add_view(&printer->out, subject->id);
        used += 1 + subject->id.len;
    }
    if (used) {
        hf_buffer_add_byte(&printer->out, '\n');
    }
}

static void
print_shadow(summary_printer *printer, const handoff_summary *summary)
{
    size_t cells = 0;
    for (size_t at = 0; at < summary->subject_count; at++) {
        if (summary->subjects[at].kind == HF_SUBJECT_SHADOW) {
            cells = wider(cells, summary->subjects[at].id);
        }
    }
    if (cells == 0) {
        return;
    }
    add_heading(printer, "shadow criteria, which fired without effect");
    for (size_t at = 0; at < summary->subject_count; at++) {
        const hf_summary_subject *subject = &summary->subjects[at];
        if (subject->kind == HF_SUBJECT_SHADOW) {
            add_row(printer, subject->id, cells, subject->fired,
                    summary->leads);
        }
    }
}

static void
print_example(summary_printer *printer, const handoff_summary *summary,
              const hf_summary_field *field)
{
    hf_buffer *out = &printer->out;
    hf_buffer_add_text(out, "\n    first ");
    if (field->is_hidden) {
        hf_buffer_add_text(out, "(personal, not shown)");
    } else {
        hf_buffer_add_byte(out, '\'');
        hf_quote_add(out, hf_view_of(field->stats.example));
        hf_buffer_add_byte(out, '\'');
    }
    hf_buffer_printf(out, " on line %llu",
                     (unsigned long long)field->stats.example_line);
    if (summary->file_count > 1) {
        hf_buffer_add_text(out, " of '");
        hf_quote_add(out, field->file);
        hf_buffer_add_byte(out, '\'');
    }
}

static void
print_fields(summary_printer *printer, const handoff_summary *summary)
{
    size_t cells = 0;
    for (size_t at = 0; at < summary->field_count; at++) {
        if (summary->fields[at].stats.unparsed) {
            cells = wider(cells, summary->fields[at].name);
        }
    }
    if (cells == 0) {
        return;
    }
    add_heading(printer, "values that did not parse, and count as missing");
    for (size_t at = 0; at < summary->field_count; at++) {
        const hf_summary_field *field = &summary->fields[at];
        if (field->stats.unparsed == 0) {
            continue;
        }
        add_name(printer, field->name, cells);
        add_count(printer, field->stats.unparsed, COUNT_CELLS);
        add_share(printer, field->stats.unparsed,
                  field->stats.present + field->stats.unparsed);
        print_example(printer, summary, field);
        hf_buffer_add_byte(&printer->out, '\n');
    }
}

static void
print_files(summary_printer *printer, const handoff_summary *summary)
{
    hf_buffer *out = &printer->out;
    bool has_heading = false;
    for (size_t at = 0; at < summary->file_count; at++) {
        const hf_summary_file *file = &summary->files[at];
        bool is_told = file->is_detected && file->encoding != HF_ENCODING_UTF8;
        if (!is_told && !file->footer_lines) {
            continue;
        }
        if (!has_heading) {
            add_heading(printer, "how it was read");
            has_heading = true;
        }
        add_name(printer, file->name, 0);
        hf_buffer_add_text(out, ": ");
        if (is_told) {
            hf_buffer_add_text(out, hf_summary_encoding(file->encoding));
            hf_buffer_add_text(out, file->footer_lines ? ", " : "");
        }
        if (file->footer_lines) {
            hf_buffer_add_text(out, "a footer of ");
            add_grouped(printer, file->footer_lines);
            hf_buffer_add_text(out, file->footer_lines == 1
                                        ? " line left out"
                                        : " lines left out");
        }
        hf_buffer_add_byte(out, '\n');
    }
}

char *
handoff_summary_text(const handoff_summary *summary, int width, int has_color,
                     double seconds)
{
    summary_printer printer = {.width = width < NARROWEST ? NARROWEST
                                                          : (size_t)width,
                               .has_color = has_color != 0};
    print_head(&printer, summary, seconds);
    if (summary->leads) {
        print_verdicts(&printer, summary);
        print_routes(&printer, summary);
    }
    print_rejects(&printer, summary);
    print_subjects(&printer, summary, "fired on no lead", fired_on_none);
    print_subjects(&printer, summary, "fired on every lead", fired_on_all);
    print_shadow(&printer, summary);
    print_fields(&printer, summary);
    print_files(&printer, summary);
    if (!hf_buffer_text(&printer.out)) {
        hf_buffer_clear(&printer.out);
        return NULL;
    }
    return printer.out.ptr; // handed over: handoff_free gives it back
}
