/*
 * A column of raw cells becomes a column of typed values: trimmed, checked
 * against the spellings of "no value", given the default where there is none,
 * and read by the type of its field. One loop a step, so that each stays
 * short; what is odd about a cell is looked at only where a quick test says
 * so. Where the cells come from is not known here.
 */
#include "batch/fields.h"

#include "batch/values.h"

#include <string.h>

enum { LONGEST_BIT = 63 };

hf_kind
hf_fields_kind(hf_cell_type type)
{
    switch (type) {
    case HF_CELL_TEXT:
    case HF_CELL_EMAIL:
        return HF_KIND_TEXT;
    case HF_CELL_ID:
        return HF_KIND_ID;
    case HF_CELL_NUMBER:
    case HF_CELL_MONEY:
    case HF_CELL_RANGE:
        return HF_KIND_NUMBER;
    case HF_CELL_DATE:
        return HF_KIND_DATE;
    case HF_CELL_BOOLEAN:
        return HF_KIND_BOOLEAN;
    case HF_CELL_SET:
        return HF_KIND_SET;
    }
    return HF_KIND_TEXT;
}

// ---- No value ---------------------------------------------------------------

static size_t
length_bit(size_t len)
{
    return len < LONGEST_BIT ? len : LONGEST_BIT;
}

bool
hf_fields_set_missing(hf_missing *missing, const hf_view *spellings,
                      size_t count, hf_arena *arena)
{
    *missing = (hf_missing){0};
    hf_view *copies = hf_arena_zero(arena, count, sizeof *copies);
    if (!copies) {
        return false;
    }
    for (size_t at = 0; at < count; at++) {
        hf_view word = hf_view_trim(spellings[at]);
        if (word.len == 0) {
            continue; // always one, tested apart
        }
        char *folded = hf_arena_alloc(arena, word.len);
        if (!folded) {
            return false;
        }
        for (size_t byte = 0; byte < word.len; byte++) {
            folded[byte] =
                (char)hf_view_fold_byte((unsigned char)word.ptr[byte]);
        }
        unsigned char first = (unsigned char)folded[0];
        copies[missing->count++] = (hf_view){folded, word.len};
        missing->lengths |= UINT64_C(1) << length_bit(word.len);
        missing->first[first / 64] |= UINT64_C(1) << first % 64;
    }
    missing->spellings = copies;
    return true;
}

static HF_NOINLINE bool
is_spelling(const hf_missing *missing, hf_view trimmed)
{
    for (size_t at = 0; at < missing->count; at++) {
        if (hf_view_equal_fold(missing->spellings[at], trimmed)) {
            return true;
        }
    }
    return false;
}

// Both quick tests at once, for a branch on the length alone would often be
// mispredicted. An empty text has a byte to look at, the NUL of "".
static HF_ALWAYS_INLINE bool
is_missing(const hf_missing *missing, hf_view trimmed)
{
    unsigned char first = hf_view_fold_byte((unsigned char)trimmed.ptr[0]);
    uint64_t may_be = missing->lengths >> length_bit(trimmed.len) &
                      missing->first[first / 64] >> first % 64 & 1;
    return trimmed.len == 0 || (may_be && is_spelling(missing, trimmed));
}

bool
hf_fields_is_missing(const hf_missing *missing, hf_view trimmed)
{
    return trimmed.len == 0 || is_missing(missing, trimmed);
}

// ---- Columns ----------------------------------------------------------------

// Each reader takes the rows of `there` out of `texts` and leaves `present` of
// those that gave a value; what is read where it is 0 is empty.

typedef struct column_job {
    const hf_field_spec *spec;
    const hf_view *texts; /* trimmed, with defaults put in */
    const uint64_t *there;
    size_t words;
    const hf_lanes *lanes;
    hf_arena *scratch;
    hf_column *column;
} column_job;

static bool
read_ids(const column_job *job)
{
    hf_column *column = job->column;
    for (size_t word = 0; word < job->words; word++) {
        uint64_t rows = job->spec->is_salesforce_id ? job->there[word] : 0;
        for (; rows != 0; rows &= rows - 1) {
            size_t row = 64 * word + (size_t)__builtin_ctzll(rows);
            if (hf_values_is_short_id(job->texts[row])) {
                hf_view wide = hf_values_widen(job->texts[row], job->scratch);
                if (!wide.ptr) {
                    return false;
                }
                column->texts[row] = wide;
            }
        }
    }
    memcpy(column->present, job->there, job->words * sizeof *job->there);
    return true;
}

static void
read_emails(const column_job *job)
{
    hf_column *column = job->column;
    for (size_t word = 0; word < job->words; word++) {
        uint64_t present = 0;
        for (uint64_t rows = job->there[word]; rows != 0; rows &= rows - 1) {
            size_t row = 64 * word + (size_t)__builtin_ctzll(rows);
            bool is_one = hf_values_is_email(job->texts[row]);
            if (!is_one) {
                column->texts[row] = HF_VIEW("");
            }
            present |= (uint64_t)is_one << row % 64;
        }
        column->present[word] = present;
    }
}

static void
read_numbers(const column_job *job)
{
    hf_column *column = job->column;
    bool is_date = job->spec->type == HF_CELL_DATE;
    memset(column->numbers, 0, 64 * job->words * sizeof *column->numbers);
    for (size_t word = 0; word < job->words; word++) {
        const hf_view *texts = job->texts + 64 * word;
        int64_t *numbers = column->numbers + 64 * word;
        uint64_t present =
            is_date ? 0 : job->lanes->digits(texts, job->there[word], numbers);
        uint64_t rows = job->there[word] & ~present;
        for (; rows != 0; rows &= rows - 1) {
            size_t row = (size_t)__builtin_ctzll(rows);
            present |=
                (uint64_t)hf_values_number(job->spec, texts[row], &numbers[row])
                << row;
        }
        column->present[word] = present;
    }
}

static void
read_booleans(const column_job *job)
{
    for (size_t word = 0; word < job->words; word++) {
        uint64_t present = 0;
        uint64_t bits = 0;
        for (uint64_t rows = job->there[word]; rows != 0; rows &= rows - 1) {
            size_t row = 64 * word + (size_t)__builtin_ctzll(rows);
            bool value = false;
            bool is_read = hf_values_boolean(job->texts[row], &value);
            present |= (uint64_t)is_read << row % 64;
            bits |= (uint64_t)value << row % 64;
        }
        job->column->present[word] = present;
        job->column->bits[word] = bits;
    }
}

static bool
read_sets(const column_job *job)
{
    hf_column *column = job->column;
    memset(column->sets, 0, 64 * job->words * sizeof *column->sets);
    for (size_t word = 0; word < job->words; word++) {
        uint64_t present = 0;
        for (uint64_t rows = job->there[word]; rows != 0; rows &= rows - 1) {
            size_t row = 64 * word + (size_t)__builtin_ctzll(rows);
            if (!hf_values_set(job->texts[row], job->spec->separator,
                               job->scratch, &column->sets[row])) {
                return false;
            }
            present |= (uint64_t)(column->sets[row].count > 0) << row % 64;
        }
        column->present[word] = present;
    }
    return true;
}

static bool
read_column(const column_job *job)
{
    switch (job->spec->type) {
    case HF_CELL_TEXT:
        memcpy(job->column->present, job->there,
               job->words * sizeof *job->there);
        return true;
    case HF_CELL_ID:
        return read_ids(job);
    case HF_CELL_EMAIL:
        read_emails(job);
        return true;
    case HF_CELL_NUMBER:
    case HF_CELL_MONEY:
    case HF_CELL_RANGE:
    case HF_CELL_DATE:
        read_numbers(job);
        return true;
    case HF_CELL_BOOLEAN:
        read_booleans(job);
        return true;
    case HF_CELL_SET:
        return read_sets(job);
    }
    return false;
}

// The quick test of is_missing, for first bytes that are not folded.
static hf_lanes_odd
odd_cells(const hf_missing *missing)
{
    const uint64_t letters = UINT64_C(0x07fffffe); // A to Z of the second word
    hf_lanes_odd odd = {.lengths = missing->lengths};
    memcpy(odd.first, missing->first, sizeof odd.first);
    odd.first[1] |= odd.first[1] >> 32 & letters;
    return odd;
}

// Trim every cell into `texts`; set the bits of those that hold something. The
// rest of the last word becomes empty, so that nothing old is seen there.
static void
trim_cells(const hf_fields *fields, const hf_view *cells, size_t rows,
           hf_view *texts, uint64_t *there)
{
    const hf_lanes *lanes = hf_fields_lanes(fields);
    const hf_lanes_odd odd = odd_cells(&fields->missing);
    for (size_t word = 0; word < hf_bitmap_words(rows); word++) {
        size_t first = 64 * word;
        size_t count = rows - first < 64 ? rows - first : 64;
        uint64_t bits = lanes->copy(cells + first, count, &odd, texts + first);
        uint64_t left = ~bits & UINT64_MAX >> (64 - count);
        for (; left != 0; left &= left - 1) {
            size_t at = (size_t)__builtin_ctzll(left);
            hf_view text = hf_values_trim(cells[first + at]);
            if (!is_missing(&fields->missing, text)) {
                texts[first + at] = text;
                bits |= UINT64_C(1) << at;
            }
        }
        for (size_t at = count; at < 64; at++) {
            texts[first + at] = HF_VIEW("");
        }
        there[word] = bits;
    }
}

static void
put_default(hf_view text, const uint64_t *there, size_t rows, hf_view *texts)
{
    for (size_t row = 0; row < rows; row++) {
        if (!hf_bitmap_get(there, row)) {
            texts[row] = text;
        }
    }
}

// The first that did not parse, cut at a character.
static void
keep_example(hf_field_stats *stats, hf_view text, uint64_t line)
{
    size_t len = text.len;
    if (len >= sizeof stats->example) {
        len = sizeof stats->example - 1;
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
            len--;
        }
    }
    memcpy(stats->example, text.ptr, len);
    stats->example[len] = '\0';
    stats->example_line = line;
}

static void
count_cells(const column_job *job, const hf_view *cells, size_t rows,
            const uint64_t *lines, hf_field_stats *stats)
{
    size_t there = hf_bitmap_count(job->there, job->words);
    size_t unparsed = 0;
    for (size_t word = 0; word < job->words; word++) {
        uint64_t bits = job->there[word] & ~job->column->present[word];
        if (bits != 0 && unparsed == 0 && stats->unparsed == 0) {
            size_t row = 64 * word + (size_t)__builtin_ctzll(bits);
            keep_example(stats, hf_values_trim(cells[row]),
                         lines ? lines[row] : 0);
        }
        unparsed += (size_t)__builtin_popcountll(bits);
    }
    stats->present += there - unparsed;
    stats->missing += rows - there;
    stats->unparsed += unparsed;
}

bool
hf_fields_read(const hf_fields *fields, size_t field, const hf_view *cells,
               size_t rows, const uint64_t *lines, hf_arena *scratch,
               hf_column *column, hf_field_stats *stats)
{
    const hf_field_spec *spec = &fields->specs[field];
    hf_view trimmed[HF_BATCH_ROWS];
    hf_view *texts = column->texts ? column->texts : trimmed;
    uint64_t there[HF_BATCH_WORDS] = {0};
    uint64_t all[HF_BATCH_WORDS] = {0};
    column_job job = {.spec = spec,
                      .texts = texts,
                      .there = there,
                      .words = hf_bitmap_words(rows),
                      .lanes = hf_fields_lanes(fields),
                      .scratch = scratch,
                      .column = column};

    trim_cells(fields, cells, rows, texts, there);
    if (spec->has_default) {
        put_default(hf_values_trim(spec->default_text), there, rows, texts);
        hf_bitmap_fill(all, rows);
        job.there = all;
    }
    if (!read_column(&job)) {
        return false;
    }
    memset(column->present + job.words, 0,
           (HF_BATCH_WORDS - job.words) * sizeof *column->present);
    job.there = there;
    count_cells(&job, cells, rows, lines, stats);
    return true;
}

// ---- The id ----------------------------------------------------------------

hf_view
hf_fields_lead(const hf_fields *fields, hf_view cell, hf_arena *scratch)
{
    const hf_field_spec *spec = &fields->specs[fields->id];
    hf_view text = hf_values_trim(cell);
    if (is_missing(&fields->missing, text)) {
        text = spec->has_default ? hf_values_trim(spec->default_text)
                                 : HF_VIEW("");
    }
    if (text.len == 0 || !hf_values_is_one(spec, text)) {
        return HF_VIEW("");
    }
    bool is_widened = spec->type == HF_CELL_ID && spec->is_salesforce_id &&
                      hf_values_is_short_id(text);
    return is_widened ? hf_values_widen(text, scratch) : text;
}
