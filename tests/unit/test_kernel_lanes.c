/* Rows of columns: every kernel that runs here does what the plain one does,
 * and the plain one what its header says. */
#include "kernel/kernel.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "testing.h"

enum { ROWS = HF_LANES_ROWS, BYTES = 4096, ROUNDS = 400 };

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* A page, and none behind it: who reads too far is stopped. */
static char *
last_page(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(pages, MAP_FAILED);
    assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
    return pages + page - BYTES;
}

/* Texts anywhere on the page, often at its end. */
static void
make_texts(uint32_t *seed, const char *alphabet, char *bytes,
           hf_view texts[ROWS])
{
    size_t letters = strlen(alphabet);
    for (size_t at = 0; at < BYTES; at++) {
        bytes[at] = alphabet[next(seed) % letters];
    }
    for (size_t row = 0; row < ROWS; row++) {
        size_t len = next(seed) % (next(seed) % 8 ? 12 : 60);
        size_t at = next(seed) % 4 ? next(seed) % (BYTES - len) : BYTES - len;
        texts[row] = (hf_view){bytes + at, len};
    }
}

static void
numbers_are_compared_with_bounds(void **state)
{
    (void)state;
    static const int64_t some[] = {INT64_MIN, -1, 0, 1, 5, INT64_MAX};
    uint32_t seed = 1;
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        const hf_lanes *lanes = hf_kernel_at(which)->lanes;
        for (int round = 0; round < ROUNDS; round++) {
            int64_t numbers[ROWS];
            int64_t low = some[next(&seed) % 6], high = some[next(&seed) % 6];
            uint64_t span = (uint64_t)high - (uint64_t)low, wanted = 0;
            for (size_t row = 0; row < ROWS; row++) {
                numbers[row] = some[next(&seed) % 6];
                bool is_in = numbers[row] >= low && numbers[row] <= high;
                wanted |= (uint64_t)is_in << row;
            }
            if (low <= high) {
                assert_int_equal(lanes->in_range(numbers, (uint64_t)low, span),
                                 wanted);
            }
        }
    }
}

static void
texts_are_found_where_their_keys_stand(void **state)
{
    (void)state;
    enum { PLACES = 64 };
    char *page = last_page();
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        const hf_lanes *lanes = hf_kernel_at(which)->lanes;
        uint32_t seed = 2;
        for (int round = 0; round < ROUNDS; round++) {
            hf_view texts[ROWS];
            hf_lanes_key keys[PLACES] = {{{0}}};
            uint32_t found[ROWS];
            make_texts(&seed, "aab", page, texts);
            for (size_t row = 0; row < ROWS; row += 2) {
                if (texts[row].len <= HF_LANES_LONGEST) {
                    hf_lanes_key key = hf_lanes_key_of(texts[row]);
                    keys[hf_lanes_place(&key, PLACES - 1)] = key;
                }
            }
            uint64_t rows = (uint64_t)next(&seed) << 40 ^ next(&seed);
            uint64_t hits = lanes->find(keys, PLACES - 1, texts, rows, found);
            for (size_t row = 0; row < ROWS; row++) {
                bool is_short = texts[row].len <= HF_LANES_LONGEST;
                hf_lanes_key key =
                    hf_lanes_key_of(is_short ? texts[row] : HF_VIEW(""));
                size_t place = hf_lanes_place(&key, PLACES - 1);
                bool is_there = rows >> row & 1 && is_short &&
                                memcmp(&key, &keys[place], sizeof key) == 0;
                assert_int_equal(hits >> row & 1, is_there);
                if (is_there) {
                    assert_int_equal(found[row], place);
                }
            }
        }
    }
}

static void
plain_cells_are_copied_and_the_others_left(void **state)
{
    (void)state;
    char *page = last_page();
    hf_lanes_odd odd = {.lengths = UINT64_C(1) << 3 | UINT64_C(1) << 63};
    odd.first['n' / 64] |= UINT64_C(1) << 'n' % 64;
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        const hf_lanes *lanes = hf_kernel_at(which)->lanes;
        uint32_t seed = 3;
        for (int round = 0; round < ROUNDS; round++) {
            hf_view cells[ROWS], texts[ROWS];
            size_t count = 1 + next(&seed) % ROWS;
            make_texts(&seed, "abcnnn\xe4 \t", page, cells);
            uint64_t rows = lanes->copy(cells, count, &odd, texts);
            for (size_t row = 0; row < count; row++) {
                hf_view cell = cells[row];
                bool is_plain =
                    cell.len > 0 && (unsigned char)cell.ptr[0] > ' ' &&
                    (unsigned char)cell.ptr[cell.len - 1] > ' ' &&
                    !(cell.ptr[0] == 'n' && (cell.len == 3 || cell.len >= 63));
                assert_int_equal(rows >> row & 1, is_plain);
                assert_int_equal(texts[row].len, is_plain ? cell.len : 0);
                assert_non_null(texts[row].ptr);
                if (is_plain) {
                    assert_ptr_equal(texts[row].ptr, cell.ptr);
                }
            }
            assert_int_equal(count < ROWS ? rows >> count : 0, 0);
        }
    }
}

static void
digits_become_millionths(void **state)
{
    (void)state;
    char *page = last_page();
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        const hf_lanes *lanes = hf_kernel_at(which)->lanes;
        uint32_t seed = 4;
        for (int round = 0; round < ROUNDS; round++) {
            hf_view texts[ROWS];
            int64_t numbers[ROWS] = {0};
            make_texts(&seed, "0123456789012345678901234567890123456789.a",
                       page, texts);
            uint64_t read = lanes->digits(texts, UINT64_MAX, numbers);
            for (size_t row = 0; row < ROWS; row++) {
                int64_t wanted = 0;
                bool is_number = texts[row].len >= 1 && texts[row].len <= 8;
                for (size_t at = 0; at < texts[row].len && is_number; at++) {
                    char byte = texts[row].ptr[at];
                    is_number = byte >= '0' && byte <= '9';
                    wanted = wanted * 10 + (byte - '0');
                }
                bool is_far = page + BYTES - texts[row].ptr >= 8;
                if (is_far || !is_number) {
                    assert_int_equal(read >> row & 1, is_number);
                }
                if (read >> row & 1) {
                    assert_int_equal(numbers[row], wanted * 1000000);
                }
            }
        }
    }
}

static void
a_column_is_cut_between_its_marks(void **state)
{
    (void)state;
    static const char bytes[] = "id,\"b\",\n,,cc\nx,\"\",\"\n";
    static const uint32_t marks[] = {2, 6, 7, 8, 9, 12, 14, 17, 19};
    static const hf_lanes_record records[] = {{0, 0}, {8, 3}, {13, 6}};
    static const char *const cells[3][3] = {
        {"id", "", "x"}, {"\"b\"", "", "\"\""}, {"", "cc", "\""}};
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        const hf_lanes *lanes = hf_kernel_at(which)->lanes;
        for (size_t column = 0; column < 3; column++) {
            hf_view found[3];
            assert_int_equal(
                lanes->cut(bytes, marks, records, 3, column, found),
                column > 0);
            for (size_t row = 0; row < 3; row++) {
                assert_true(
                    hf_view_equal(found[row], hf_view_of(cells[column][row])));
            }
        }
    }
}

static void
texts_with_a_sequence_of_the_filter_pass(void **state)
{
    (void)state;
    char *page = last_page();
    hf_lanes_filter filter = {{{0}}, {{0}}};
    static const char sequence[] = "a9z"; // of the first of the sets
    for (size_t at = 0; at < HF_LANES_FILTER_LEN; at++) {
        filter.low[at][sequence[at] & 15] |= 1;
        filter.high[at][sequence[at] >> 4] |= 1;
    }
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        const hf_lanes *lanes = hf_kernel_at(which)->lanes;
        uint32_t seed = 5;
        for (int round = 0; round < ROUNDS; round++) {
            hf_view texts[ROWS];
            make_texts(&seed, "a9z9aaaz", page, texts);
            for (size_t row = 0; row < ROWS; row++) {
                assert_int_equal(lanes->passes(&filter, texts[row]),
                                 hf_view_contains(texts[row], HF_VIEW("a9z")));
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_compared_with_bounds),
        cmocka_unit_test(texts_are_found_where_their_keys_stand),
        cmocka_unit_test(plain_cells_are_copied_and_the_others_left),
        cmocka_unit_test(digits_become_millionths),
        cmocka_unit_test(texts_with_a_sequence_of_the_filter_pass),
        cmocka_unit_test(a_column_is_cut_between_its_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
