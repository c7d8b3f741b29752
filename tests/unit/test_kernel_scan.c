/*
 * Every kernel that runs here against a scanner that is plainly right: it
 * reads a cell at a time, as the rules for exports are told to people.
 */
#include "kernel/kernel.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "testing.h"

enum { MOST = 4096, ROOM = MOST + HF_KERNEL_WORD };

typedef struct answer {
    uint32_t marks[ROOM];
    hf_kernel_record records[ROOM];
    uint8_t flags[MOST / HF_KERNEL_WORD + 1];
    size_t mark_count, record_count;
    hf_kernel_state state;
} answer;

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* ---- The plain scanner -------------------------------------------------- */

typedef struct plain {
    const char *bytes;
    size_t len, at;
    char separator;
    answer *out;
    bool is_faulty;
} plain;

static bool
is_line_end(const plain *p)
{
    return p->at < p->len &&
           (p->bytes[p->at] == '\n' || p->bytes[p->at] == '\r');
}

static void
flag(plain *p, size_t at, unsigned what)
{
    p->out->flags[at / HF_KERNEL_WORD] |= (uint8_t)what;
}

static void
read_plain_cell(plain *p)
{
    while (p->at < p->len && p->bytes[p->at] != p->separator &&
           !is_line_end(p)) {
        p->at++;
        p->out->state.cell = HF_KERNEL_PLAIN;
    }
}

static void
read_quoted_cell(plain *p)
{
    p->at++;
    while (p->at < p->len) {
        char byte = p->bytes[p->at];
        bool is_last = p->at + 1 == p->len;
        p->out->state.cell = HF_KERNEL_QUOTED;
        if (byte == '"' && !is_last && p->bytes[p->at + 1] == '"') {
            flag(p, p->at + 1, HF_KERNEL_DOUBLED);
            p->at += 2;
        } else if (byte == '"') {
            p->out->state.cell = HF_KERNEL_CLOSED;
            size_t behind = ++p->at;
            read_plain_cell(p);
            p->is_faulty |= p->at > behind;
            return;
        } else {
            bool is_crlf =
                byte == '\r' && !is_last && p->bytes[p->at + 1] == '\n';
            p->out->state.lines += (byte == '\r' || byte == '\n');
            p->at += is_crlf ? 2 : 1;
        }
    }
    p->out->state.cell = HF_KERNEL_QUOTED;
}

static void
scan_plainly(const char *bytes, size_t len, char separator, answer *out)
{
    plain p = {bytes, len, 0, separator, out, false};
    memset(out, 0, sizeof *out);
    while (p.at < len) {
        out->state.cell = HF_KERNEL_START;
        if (bytes[p.at] == '"') {
            read_quoted_cell(&p);
        } else {
            read_plain_cell(&p);
        }
        if (p.at == len) {
            break;
        }
        out->marks[out->mark_count++] = (uint32_t)p.at;
        out->state.cell = HF_KERNEL_START;
        if (is_line_end(&p)) {
            out->records[out->record_count++] = (hf_kernel_record){
                (uint32_t)out->mark_count, ++out->state.lines, p.is_faulty};
            p.is_faulty = false;
            p.at += bytes[p.at] == '\r' && p.at + 1 < len &&
                    bytes[p.at + 1] == '\n';
        }
        p.at++;
    }
    for (size_t at = 0; at < len; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        flag(&p, at,
             (byte >= 0x80 ? HF_KERNEL_HIGH : 0u) |
                 (byte == 0 ? HF_KERNEL_NUL : 0u));
    }
    out->state.is_faulty = p.is_faulty;
    out->state.after_cr = len > 0 && bytes[len - 1] == '\r';
}

/* ---- Comparing ---------------------------------------------------------- */

static answer found, wanted;

static void
scan_by(const hf_kernel *kernel, const char *bytes, size_t len, char separator,
        answer *out)
{
    memset(out, 0, sizeof *out);
    hf_kernel_index into = {.marks = out->marks,
                            .mark_room = ROOM,
                            .records = out->records,
                            .record_room = ROOM,
                            .flags = out->flags};
    assert_int_equal(kernel->scan(bytes, len, separator, &out->state, &into),
                     len);
    out->mark_count = into.mark_count;
    out->record_count = into.record_count;
}

static void
assert_same_records(const answer *a, const answer *b)
{
    assert_int_equal(a->record_count, b->record_count);
    for (size_t at = 0; at < a->record_count; at++) {
        assert_int_equal(a->records[at].end, b->records[at].end);
        assert_int_equal(a->records[at].lines, b->records[at].lines);
        assert_int_equal(a->records[at].is_faulty, b->records[at].is_faulty);
    }
}

static void
assert_same(const answer *a, const answer *b)
{
    assert_int_equal(a->mark_count, b->mark_count);
    assert_memory_equal(a->marks, b->marks, a->mark_count * sizeof *a->marks);
    assert_same_records(a, b);
    assert_memory_equal(a->flags, b->flags, sizeof a->flags);
    assert_int_equal(a->state.cell, b->state.cell);
    assert_int_equal(a->state.lines, b->state.lines);
    assert_int_equal(a->state.is_faulty, b->state.is_faulty);
    assert_int_equal(a->state.after_cr, b->state.after_cr);
}

static void
check_all(const char *bytes, size_t len, char separator)
{
    scan_plainly(bytes, len, separator, &wanted);
    for (size_t at = 0; hf_kernel_at(at) != NULL; at++) {
        scan_by(hf_kernel_at(at), bytes, len, separator, &found);
        assert_same(&found, &wanted);
    }
}

static void
fill(char *bytes, size_t len, const char *alphabet, size_t size, uint32_t *seed)
{
    for (size_t at = 0; at < len; at++) {
        bytes[at] = alphabet[next(seed) % size];
    }
}

/* ---- Tests -------------------------------------------------------------- */

static void
every_kernel_agrees_with_the_plain_scanner(void **state)
{
    (void)state;
    static const char wild[] = "a\",;\n\r \xc3\xa9";         // its NUL too
    static const char calm[] = "aaaaaaaaaaaaaaaaaaaaa,,,\n"; // mostly text
    char bytes[MOST];
    uint32_t seed = 1;
    for (int round = 0; round < 1500; round++) {
        size_t len = next(&seed) % (round % 10 ? 300 : MOST);
        if (round % 2) {
            fill(bytes, len, wild, sizeof wild, &seed);
        } else {
            fill(bytes, len, calm, sizeof calm - 1, &seed);
            for (size_t at = 0; at < len; at += 1 + next(&seed) % 90) {
                bytes[at] = wild[next(&seed) % sizeof wild];
            }
        }
        check_all(bytes, len, round % 3 ? ',' : ';');
    }
}

static void
well_formed_quotes_of_every_length_agree(void **state)
{
    (void)state;
    static const char *const cells[] = {
        "\"\"", "\"a\"",      "\"\"\"\"",  "\"a\"\"b\"", "x",
        "",     "\"a\r\nb\"", "\"\r\"",    "\"\n\"",     "\"a,b\"",
        "y",    "zzzzzzzz",   "\"\"\"a\"", "\"b\"\""};
    char bytes[MOST];
    uint32_t seed = 7;
    for (int round = 0; round < 1500; round++) {
        size_t len = 0;
        size_t stop = next(&seed) % 700;
        while (len < stop) {
            // The last of the cells is never closed: leave it for the end.
            const char *cell = cells[next(&seed) % 13];
            size_t size = strlen(cell);
            memcpy(bytes + len, cell, size);
            len += size;
            uint32_t end = next(&seed) % 8;
            bytes[len++] = end == 0 ? '\n' : end == 1 ? '\r' : ',';
            if (end == 1 && next(&seed) % 2) {
                bytes[len++] = '\n';
            }
        }
        check_all(bytes, len, ',');
        check_all(bytes, len - len / 3, ',');
    }
}

static void
text_that_is_all_of_one_byte_agrees(void **state)
{
    (void)state;
    static const char bytes_to_try[] = "a\",\n\r\x80"; // its NUL too
    char bytes[300];
    for (size_t at = 0; at < sizeof bytes_to_try; at++) {
        memset(bytes, bytes_to_try[at], sizeof bytes);
        for (size_t len = 0; len <= 260; len++) {
            check_all(bytes, len, ',');
        }
    }
}

static void
nothing_outside_the_text_is_read(void **state)
{
    (void)state;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(pages, MAP_FAILED);
    assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
    static const char alphabet[] = "ab,,\"\n";
    uint32_t seed = 3;
    for (size_t len = 0; len <= 330; len++) {
        char *bytes = pages + page - len; // every misalignment, too
        fill(bytes, len, alphabet, sizeof alphabet - 1, &seed);
        check_all(bytes, len, ',');
    }
    munmap(pages, 2 * page);
}

static void
a_text_in_pieces_gives_the_marks_of_the_whole(void **state)
{
    (void)state;
    static const char alphabet[] = "aa,,\"\"\n\r";
    char bytes[MOST];
    uint32_t seed = 11;
    for (int round = 0; round < 300; round++) {
        size_t len = 1 + next(&seed) % 1000;
        fill(bytes, len, alphabet, sizeof alphabet - 1, &seed);
        scan_plainly(bytes, len, ',', &wanted);
        for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
            hf_kernel_state carried = {0};
            size_t marks = 0;
            for (size_t at = 0; at < len;) {
                size_t piece = 1 + next(&seed) % 200;
                piece = piece < len - at ? piece : len - at;
                uint32_t some[ROOM];
                static hf_kernel_record records[ROOM];
                uint8_t flags[8];
                hf_kernel_index into = {.marks = some,
                                        .mark_room = ROOM,
                                        .records = records,
                                        .record_room = ROOM,
                                        .flags = flags};
                hf_kernel_at(which)->scan(bytes + at, piece, ',', &carried,
                                          &into);
                for (size_t i = 0; i < into.mark_count; i++) {
                    assert_int_equal(some[i] + at, wanted.marks[marks++]);
                }
                at += piece;
            }
            assert_int_equal(marks, wanted.mark_count);
            assert_int_equal(carried.lines, wanted.state.lines);
            assert_int_equal(carried.cell, wanted.state.cell);
        }
    }
}

static void
a_scan_stops_before_it_runs_out_of_room(void **state)
{
    (void)state;
    char bytes[1024];
    memset(bytes, ',', sizeof bytes);
    memset(bytes + 512, '\n', 512);
    for (size_t at = 0; hf_kernel_at(at) != NULL; at++) {
        hf_kernel_state carried = {0};
        hf_kernel_index into = {.marks = found.marks,
                                .mark_room = 8 * HF_KERNEL_WORD + 63,
                                .records = found.records,
                                .record_room = ROOM,
                                .flags = found.flags};
        const hf_kernel *kernel = hf_kernel_at(at);
        assert_int_equal(kernel->scan(bytes, 1024, ',', &carried, &into), 512);
        into.mark_room = ROOM;
        into.record_room = HF_KERNEL_WORD;
        assert_int_equal(kernel->scan(bytes + 512, 512, ',', &carried, &into),
                         64);
    }
}

static void
a_kernel_is_found_by_its_name(void **state)
{
    (void)state;
    assert_string_equal(hf_kernel_choose("scalar")->name, "scalar");
    assert_null(hf_kernel_choose("scalars"));
    for (size_t at = 0; hf_kernel_at(at) != NULL; at++) {
        const hf_kernel *kernel = hf_kernel_at(at);
        assert_ptr_equal(hf_kernel_choose(kernel->name), kernel);
        assert_true(hf_kernel_agrees(kernel));
    }
    unsetenv("HANDOFF_KERNEL");
    assert_ptr_equal(hf_kernel_choose(NULL), hf_kernel_at(0));
    setenv("HANDOFF_KERNEL", "scalar", 1);
    assert_string_equal(hf_kernel_choose(NULL)->name, "scalar");
    unsetenv("HANDOFF_KERNEL");
}

static size_t
lose_a_mark(const char *bytes, size_t len, char separator,
            hf_kernel_state *state, hf_kernel_index *into)
{
    size_t taken =
        hf_kernel_choose("scalar")->scan(bytes, len, separator, state, into);
    into->mark_count--;
    return taken;
}

static void
a_kernel_that_errs_is_noticed(void **state)
{
    (void)state;
    hf_kernel broken = {"broken", lose_a_mark, &hf_lanes_plain};
    assert_false(hf_kernel_agrees(&broken));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_agrees_with_the_plain_scanner),
        cmocka_unit_test(well_formed_quotes_of_every_length_agree),
        cmocka_unit_test(text_that_is_all_of_one_byte_agrees),
        cmocka_unit_test(nothing_outside_the_text_is_read),
        cmocka_unit_test(a_text_in_pieces_gives_the_marks_of_the_whole),
        cmocka_unit_test(a_scan_stops_before_it_runs_out_of_room),
        cmocka_unit_test(a_kernel_is_found_by_its_name),
        cmocka_unit_test(a_kernel_that_errs_is_noticed),
    };
    return cmocka_run_group_tests_name("kernel: scan", tests, NULL, NULL);
}
