/*
 * Blocks and batches against a reader that is plainly right: it takes a byte
 * at a time, as the manual tells it. Every kernel, blocks of any size, records
 * and quotes across blocks; then limits, findings and memory that runs out.
 */
#include "csv/input.h"

#include <stdlib.h>
#include <unistd.h>

#include "kernel/kernel.h"
#include "reading.h"
#include "testing.h"

static reading_fields lead_fields;
static hf_input_options options;
static hf_buffer found, wanted;
static handoff_findings *findings;

static int
set_up(void **state)
{
    (void)state;
    static const hf_view names[] = {{"h", 1}, {"i", 1}};
    reading_fields_init(&lead_fields, names, 2);
    hf_input_defaults(&options);
    findings = handoff_findings_new();
    return findings ? 0 : 1;
}

static int
tear_down(void **state)
{
    (void)state;
    hf_buffer_clear(&found);
    hf_buffer_clear(&wanted);
    handoff_findings_free(findings);
    return 0;
}

static handoff_status
read_bytes(hf_view bytes)
{
    hf_input *input = NULL;
    hf_buffer_reset(&found);
    handoff_status status =
        hf_input_open_bytes("leads.csv", bytes, &options, &input, findings);
    return status == HANDOFF_OK
               ? reading_input(input, &lead_fields.fields, &found, findings)
               : status;
}

#define READ(literal) read_bytes(HF_VIEW(literal))

static void
assert_found(const char *expected)
{
    assert_view(hf_buffer_view(&found), expected);
}

static const char *
first_finding(void)
{
    return handoff_findings_get(findings, 0).message;
}

/* ---- The plain reader --------------------------------------------------- */

typedef struct plain {
    hf_view bytes;
    size_t at;
    uint64_t line;
    hf_buffer cells[2];
    size_t count;
    const char *problem;
} plain;

static int
peek(const plain *p, size_t ahead)
{
    return p->at + ahead < p->bytes.len
               ? (unsigned char)p->bytes.ptr[p->at + ahead]
               : -1;
}

static bool
is_cell_end(int byte)
{
    return byte == ',' || byte == '\n' || byte == '\r' || byte < 0;
}

/* Bytes of the line end at the present byte, or 0. */
static size_t
line_end(const plain *p)
{
    if (peek(p, 0) == '\r') {
        return peek(p, 1) == '\n' ? 2 : 1;
    }
    return peek(p, 0) == '\n';
}

static void
copy(plain *p, hf_buffer *cell, size_t len)
{
    for (; len > 0; len--) {
        hf_buffer_add_byte(cell, (char)peek(p, 0));
        p->at++;
    }
}

/* Up to the quote that closes the cell. */
static void
read_quoted(plain *p, hf_buffer *cell)
{
    p->at++;
    while (peek(p, 0) >= 0) {
        if (peek(p, 0) == '"') {
            p->at++;
            if (peek(p, 0) != '"') {
                bool is_fault = !is_cell_end(peek(p, 0));
                if (is_fault && !p->problem) {
                    p->problem = "text after a closing quote";
                }
                return;
            }
        }
        size_t len = line_end(p);
        p->line += len > 0;
        copy(p, cell, len > 0 ? len : 1);
    }
    if (!p->problem) {
        p->problem = "a quote is never closed";
    }
}

static void
read_cell(plain *p)
{
    hf_buffer extra = {0};
    hf_buffer *cell = p->count < 2 ? &p->cells[p->count] : &extra;
    hf_buffer_reset(cell);
    p->count++;
    if (peek(p, 0) == '"') {
        read_quoted(p, cell);
    }
    while (!is_cell_end(peek(p, 0))) {
        copy(p, cell, 1);
    }
    hf_buffer_clear(&extra);
}

static void
tell(plain *p, uint64_t line, size_t start)
{
    hf_view record = hf_view_slice(p->bytes, start, p->at - start);
    hf_view id = hf_view_trim(hf_buffer_view(&p->cells[0]));
    if (memchr(record.ptr, '\0', record.len)) {
        p->problem = "NUL byte";
    }
    if (!p->problem && p->count != 2) {
        hf_buffer_add_int(&wanted, (int64_t)line);
        hf_buffer_printf(&wanted, "!%s record: %zu of 2 cells\n",
                         p->count < 2 ? "short" : "long", p->count);
        return;
    }
    for (size_t at = 0; at < record.len && !p->problem; at++) {
        bool is_e_acute = record.ptr[at] == '\xc3' && at + 1 < record.len &&
                          record.ptr[at + 1] == '\xa9';
        if ((unsigned char)record.ptr[at] >= 0x80 && !is_e_acute) {
            p->problem = "invalid UTF-8";
        }
        at += is_e_acute;
    }
    if (!p->problem && id.len == 0) {
        p->problem = "missing id";
    }
    if (p->problem) {
        hf_buffer_add_int(&wanted, (int64_t)line);
        hf_buffer_printf(&wanted, "!%s\n", p->problem);
        return;
    }
    hf_view cells[2] = {hf_buffer_view(&p->cells[0]),
                        hf_buffer_view(&p->cells[1])};
    for (size_t at = 0; at < 2; at++) {
        cells[at] = cells[at].ptr ? cells[at] : HF_VIEW("");
    }
    reading_add_cells(&wanted, line, cells, 2);
}

/* What follows the first line; footers are not looked for. */
static void
read_plainly(hf_view bytes)
{
    plain p = {.bytes = bytes, .line = 1};
    hf_buffer_reset(&wanted);
    while (line_end(&p) == 0) {
        p.at++;
    }
    for (p.line = 2, p.at += line_end(&p); p.at < bytes.len; p.line++) {
        uint64_t line = p.line;
        size_t start = p.at;
        p.count = 0;
        p.problem = NULL;
        do {
            p.at += p.count > 0; // the comma
            read_cell(&p);
        } while (peek(&p, 0) == ',');
        if (p.at > start) {
            tell(&p, line, start);
        }
        p.at += line_end(&p);
    }
    for (size_t at = 0; at < 2; at++) {
        hf_buffer_clear(&p.cells[at]);
    }
}

/* ---- Against it --------------------------------------------------------- */

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void
check_bytes(hf_view bytes)
{
    static const size_t blocks[] = {1, 2, 7, 63, 64, 65, 300, 1 << 20};
    read_plainly(bytes);
    for (size_t which = 0; hf_kernel_at(which) != NULL; which++) {
        for (size_t at = 0; at < sizeof blocks / sizeof *blocks; at++) {
            options.kernel = hf_kernel_at(which)->name;
            options.block_bytes = blocks[at];
            assert_int_equal(read_bytes(bytes), HANDOFF_OK);
            assert_int_equal(found.len, wanted.len);
            assert_memory_equal(found.ptr, wanted.ptr, wanted.len);
        }
    }
}

static void
random_bytes_are_read_as_the_plain_reader_does(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a",
        "\"",
        ",",
        ";",
        "\n",
        "\r",
        " ",
        "\xc3",
        "\xa9",
        "\xc3\xa9",
        "a,b\n",
        "\r\n",
        "\"x\"",
        ",\"y\"\"z\"",
        "b,\n",
        "\"\r\"",
        "\"l\n,l\",",
        "",
        "long text that fills a word of the kernel and then some more, "};
    static const char *const headers[] = {"h,i\n", "h,i\r\n", "i,h\r"};
    uint32_t seed = 5;
    char bytes[2048];
    options.footer = HF_FOOTER_NONE;
    options.separator = ',';
    options.encoding = HF_ENCODING_UTF8;
    for (int round = 0; round < 250; round++) {
        size_t len = strlen(strcpy(bytes, headers[round % 2]));
        for (size_t left = next(&seed) % 60; left > 0; left--) {
            const char *piece = pieces[next(&seed) % 19];
            size_t size = *piece ? strlen(piece) : 1; // the NUL itself
            memcpy(bytes + len, piece, size);
            len += size;
        }
        check_bytes((hf_view){bytes, len});
    }
}

static void
leads_in_any_dress_are_the_same(void **state)
{
    (void)state;
    static const hf_view dresses[] = {
        HF_VIEW("h,i\nJos\xc3\xa9,\"a, b\"\nx,\"c\"\"d\"\ny,\n"),
        HF_VIEW("h,i\r\nJos\xc3\xa9,\"a, b\"\r\nx,\"c\"\"d\"\r\ny,"),
        HF_VIEW("h,i\rJos\xc3\xa9,\"a, b\"\rx,\"c\"\"d\"\ry,\r"),
        HF_VIEW("\xef\xbb\xbfh,i\nJos\xc3\xa9,\"a, b\"\nx,\"c\"\"d\"\ny,\n"),
        HF_VIEW("\"h\";\"i\"\n\"Jos\xc3\xa9\";\"a, b\"\n\"x\";\"c\"\"d\"\n"
                "\"y\";\"\"\n"),
        HF_VIEW("h|i\nJos\xe9|a, b\nx|\"c\"\"d\"\ny|\n"),
        HF_VIEW("\xff\xfeh\0\t\0i\0\n\0J\0o\0s\0\xe9\0\t\0a\0,\0 \0b\0\r\0"
                "\n\0x\0\t\0c\0\"\0d\0\n\0y\0\t\0\n\0"),
        HF_VIEW("\xfe\xff\0h\0\t\0i\0\n\0J\0o\0s\0\xe9\0\t\0a\0,\0 \0b\0\n\0x"
                "\0\t\0c\0\"\0d\0\n\0y\0\t\0\n"),
        HF_VIEW("\n{\"h\":\"Jos\\u00e9\",\"i\":\"a, b\"}\n"
                "{ \"i\" : \"c\\\"d\", \"h\" : \"x\" }\r\n"
                "{\"h\":\"y\",\"i\":\"\"}")};
    for (size_t at = 0; at < sizeof dresses / sizeof *dresses; at++) {
        for (options.block_bytes = 1; options.block_bytes < 70;
             options.block_bytes += 17) {
            assert_int_equal(read_bytes(dresses[at]), HANDOFF_OK);
            assert_found("2|Jos\xc3\xa9|a, b\n3|x|c\"d\n4|y|\n");
        }
    }
}

static void
a_separator_line_is_no_header(void **state)
{
    (void)state;
    assert_int_equal(READ("sep=|\r\nh|i\r\n1|2\r\n"), HANDOFF_OK);
    assert_found("3|1|2\n");
    assert_int_equal(READ("SEP=^\nh^i\n1^,\n"), HANDOFF_OK);
    assert_found("3|1|,\n");
    options.separator = '/';
    assert_int_equal(READ("h/i\n1/2\n"), HANDOFF_OK);
    assert_found("2|1|2\n");
}

static void
empty_lines_are_passed_over(void **state)
{
    (void)state;
    assert_int_equal(READ("\r\n\n\rh,i\n\n1,2\n\r\n3,4\n\n"), HANDOFF_OK);
    assert_found("6|1|2\n8|3|4\n");
}

/* ---- Footers ------------------------------------------------------------ */

#define REPORT "h,i\n1,2\n\nTotal\n\"(c), us\"\n"

static void
a_footer_is_left_out(void **state)
{
    (void)state;
    assert_int_equal(READ(REPORT), HANDOFF_OK);
    assert_found("2|1|2\n");
    assert_int_equal(READ(REPORT "3,4\n"), HANDOFF_OK);
    assert_found("2|1|2\n4!short record: 1 of 2 cells\n"
                 "5!short record: 1 of 2 cells\n6|3|4\n");
    assert_int_equal(READ("h,i\n\nTotal\n"), HANDOFF_OK);
    assert_found("");
    assert_int_equal(READ("h,i\n1,2\nTotal\n"), HANDOFF_OK);
    assert_found("2|1|2\n3!short record: 1 of 2 cells\n");
}

static void
a_footer_may_be_expected_or_given_in_lines(void **state)
{
    (void)state;
    options.footer = HF_FOOTER_NONE;
    assert_int_equal(READ(REPORT), HANDOFF_OK);
    assert_found("2|1|2\n4!short record: 1 of 2 cells\n"
                 "5!short record: 1 of 2 cells\n");
    static const char *const expected[] = {
        NULL, "2|1|2\n4!short record: 1 of 2 cells\n", "2|1|2\n", "2|1|2\n", "",
        ""};
    for (options.block_bytes = 1; options.block_bytes < 40;
         options.block_bytes += 3) {
        for (options.footer = 1; options.footer <= 5; options.footer++) {
            assert_int_equal(READ(REPORT), HANDOFF_OK);
            assert_found(expected[options.footer]);
        }
    }
    options.footer = 1;
    assert_int_equal(READ("h,i\r\n1,2\r\n3,4\r\nend"), HANDOFF_OK);
    assert_found("2|1|2\n3|3|4\n");
}

/* ---- Findings ----------------------------------------------------------- */

static void
a_file_without_records_is_no_fault(void **state)
{
    (void)state;
    hf_input *input = NULL;
    hf_block *block = hf_block_new();
    bool has_more = true;
    assert_int_equal(hf_input_open_bytes("x", HF_VIEW("h,i\r\n"), &options,
                                         &input, findings),
                     HANDOFF_OK);
    assert_string_equal(hf_input_line_end(input), "CRLF");
    assert_int_equal(
        hf_input_bind(input, &lead_fields.fields, false, NULL, 0, findings),
        HANDOFF_OK);
    assert_int_equal(hf_input_next(input, block, &has_more, findings),
                     HANDOFF_OK);
    assert_false(has_more);
    hf_block_free(block);
    hf_input_close(input);
}

static void
a_header_that_cannot_be_used_is_refused(void **state)
{
    (void)state;
    static const struct {
        hf_view bytes;
        const char *message;
    } cases[] = {
        {HF_VIEW(""), "'leads.csv' has no header: the file is empty"},
        {HF_VIEW("\n\r\n"),
         "'leads.csv' has no header: all of its lines are empty"},
        {HF_VIEW("\n\"h\"x,i\n1,2\n"), "'leads.csv', line 2: the header cannot "
                                       "be read: text after a closing quote"},
        {HF_VIEW("h,\"i\n1,2\n"), "'leads.csv', line 1: the header cannot be "
                                  "read: a quote is never closed"},
        {HF_VIEW("h,i\0\n1,2\n"),
         "'leads.csv', line 1: the header cannot be read: NUL byte"},
        {HF_VIEW("\xef\xbb\xbfh,\xff\n"),
         "'leads.csv', line 1: the header cannot be read: invalid UTF-8"},
        {HF_VIEW("h,i,j\n"), "'leads.csv': the header has more than 2 columns"},
        {HF_VIEW("{\"h\":1,\"i\":2}\n{\"j\":3}\n"),
         "'leads.csv': the header has more than 2 columns"},
    };
    options.max_columns = 2;
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        handoff_findings_free(findings);
        findings = handoff_findings_new();
        assert_int_equal(read_bytes(cases[at].bytes), HANDOFF_DATA);
        assert_string_equal(first_finding(), cases[at].message);
    }
}

static void
keys_of_ndjson_are_those_of_the_first_mebibyte(void **state)
{
    (void)state;
    enum { BYTES = 1 << 20 };
    static char text[BYTES + 64];
    static const char first[] = "{\"h\": 1, \"x\": \"";
    static const char rest[] = "\"}\n{\"h\": 2, \"Land\": 3}\n";
    hf_view tried[] = {HF_VIEW("Land")};
    memset(text, 'x', sizeof text);
    memcpy(text, first, sizeof first - 1);
    lead_fields.specs[1].name = HF_VIEW("country");
    lead_fields.specs[1].columns = tried;
    lead_fields.specs[1].column_count = 1;
    strcpy(text + BYTES, rest);
    assert_int_equal(read_bytes((hf_view){text, strlen(text)}), HANDOFF_DATA);
    assert_string_equal(handoff_findings_get(findings, 0).hint,
                        "the keys of NDJSON are those of its first 1 MiB; "
                        "give the first line every key");
    handoff_findings_free(findings);
    findings = handoff_findings_new();
    assert_int_equal(READ("{\"h\": 1}\n"), HANDOFF_DATA);
    assert_null(handoff_findings_get(findings, 0).hint);
}

static void
a_column_that_is_lacking_is_named_with_the_nearest(void **state)
{
    (void)state;
    hf_view tried[] = {HF_VIEW("Country"), HF_VIEW("Land")};
    lead_fields.specs[1].name = HF_VIEW("country");
    lead_fields.specs[1].columns = tried;
    lead_fields.specs[1].column_count = 2;
    assert_int_equal(READ("h,Contry\n1,2\n"), HANDOFF_DATA);
    assert_string_equal(first_finding(),
                        "'leads.csv' has no column for field 'country'; "
                        "tried 'Country', 'Land'");
    assert_string_equal(handoff_findings_get(findings, 0).hint,
                        "did you mean 'Contry'?");
    assert_int_equal(READ("h, LAND ,x\n1,2,3\n"), HANDOFF_OK);
    assert_found("2|1|2\n");
    lead_fields.specs[1].is_optional = true;
    assert_int_equal(READ("h,x\n1,2\n"), HANDOFF_OK);
    assert_found("2|1\n");
}

static void
a_name_that_stands_twice_matters_only_when_needed(void **state)
{
    (void)state;
    assert_int_equal(READ("h,x,i,X\n1,2,3,4\n"), HANDOFF_OK);
    assert_found("2|1|3\n");
    assert_int_equal(READ("h,i, I\n1,2,3\n"), HANDOFF_DATA);
    assert_string_equal(first_finding(),
                        "'leads.csv': the header has 'i' more than once, which "
                        "field 'i' needs");
}

static void
an_unclosed_quote_does_not_eat_a_file(void **state)
{
    (void)state;
    size_t len = 12 << 20;
    char *bytes = malloc(len);
    assert_non_null(bytes);
    memset(bytes, 'x', len);
    memcpy(bytes, "h,i\n1,2\n3,\"", 11);
    assert_int_equal(read_bytes((hf_view){bytes, len}), HANDOFF_DATA);
    assert_string_equal(
        first_finding(),
        "'leads.csv', line 3: a cell has more than 1048576 bytes");
    memcpy(bytes, "\"12345678901", 11); // in the header
    handoff_findings_free(findings);
    findings = handoff_findings_new();
    assert_int_equal(read_bytes((hf_view){bytes, len}), HANDOFF_DATA);
    assert_string_equal(
        first_finding(),
        "'leads.csv', line 1: a cell has more than 1048576 bytes");
    free(bytes);
}

static void
a_cell_counts_without_its_quotes(void **state)
{
    (void)state;
    options.max_cell = 4;
    for (options.block_bytes = 1; options.block_bytes < 40;
         options.block_bytes += 3) {
        assert_int_equal(READ("h,i\r\n\"12\"\"4\",\"1234\"\r\n1234,1\r\n"),
                         HANDOFF_OK);
        assert_found("2|12\"4|1234\n3|1234|1\n");
        assert_int_equal(READ("h,i\n1,2\n\"1\"\"345\",2\n"), HANDOFF_DATA);
        assert_int_equal(READ("h,i\n1,2\n1,12345"), HANDOFF_DATA);
        assert_int_equal(READ("{\"h\":\"1\",\"i\":\"1234\"}\n"), HANDOFF_OK);
        assert_int_equal(READ("{\"h\":\"1\",\"i\":\"12345\"}\n"), HANDOFF_DATA);
    }
    assert_string_equal(first_finding(),
                        "'leads.csv', line 3: a cell has more than 4 bytes");
}

static void
a_record_has_a_limit_too(void **state)
{
    (void)state;
    size_t len = 20 << 20;
    char *bytes = malloc(len);
    assert_non_null(bytes);
    memset(bytes, 'x', len);
    for (size_t at = 0; at < len; at += 1 << 19) {
        bytes[at] = ',';
    }
    memcpy(bytes, "h,i\n1,2\n3", 9);
    assert_int_equal(read_bytes((hf_view){bytes, len}), HANDOFF_DATA);
    assert_string_equal(
        first_finding(),
        "'leads.csv', line 3: a record has more than 16777216 bytes");
    memset(bytes + 9, ',', 2 << 20);
    assert_int_equal(read_bytes((hf_view){bytes, len}), HANDOFF_DATA);
    free(bytes);
}

static void
a_path_that_cannot_be_read_is_a_fault_of_the_system(void **state)
{
    (void)state;
    hf_input *input = NULL;
    assert_int_equal(hf_input_open("/", &options, &input, findings),
                     HANDOFF_SYSTEM);
    assert_string_equal(first_finding(), "cannot open '/': it is a folder");
    assert_int_equal(
        hf_input_open("/nowhere/at/all", &options, &input, findings),
        HANDOFF_SYSTEM);
    options.kernel = "abacus";
    assert_int_equal(hf_input_open("/dev/null", &options, &input, findings),
                     HANDOFF_USAGE);
    options.kernel = NULL;
    options.separator = '"';
    assert_int_equal(hf_input_open("/dev/null", &options, &input, findings),
                     HANDOFF_USAGE);
    assert_null(input);
}

/* ---- Streams and memory ------------------------------------------------- */

static void
a_stream_is_answered_before_it_ends(void **state)
{
    (void)state;
    int ends[2];
    char path[64];
    hf_input *input = NULL;
    hf_batch batch;
    hf_field_stats stats[2] = {0};
    hf_reject *rejects = NULL;
    size_t count = 0, room = 0;
    bool has_more;
    static const hf_kind kinds[] = {HF_KIND_TEXT, HF_KIND_TEXT};
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(write(ends[1], "1,2\n3,", 6), 6);
    options.has_header = false;
    assert_int_equal(hf_input_open(path, &options, &input, findings),
                     HANDOFF_OK);
    assert_int_equal(
        hf_input_bind(input, &lead_fields.fields, false, NULL, 0, findings),
        HANDOFF_OK);
    assert_true(hf_batch_init(&batch, kinds, 2, 0));
    hf_block *block = hf_block_new();
    assert_int_equal(hf_input_next(input, block, &has_more, findings),
                     HANDOFF_OK);
    assert_true(has_more);
    assert_int_equal(
        hf_block_read(block, &batch, stats, &rejects, &count, &room),
        HANDOFF_OK);
    assert_int_equal(batch.rows, 1);
    assert_view(batch.columns[1].texts[0], "2");
    assert_int_equal(write(ends[1], "4\n", 2), 2);
    assert_int_equal(hf_input_next(input, block, &has_more, findings),
                     HANDOFF_OK);
    assert_int_equal(
        hf_block_read(block, &batch, stats, &rejects, &count, &room),
        HANDOFF_OK);
    assert_view(batch.columns[0].texts[0], "3");
    close(ends[1]);
    assert_int_equal(hf_input_next(input, block, &has_more, findings),
                     HANDOFF_OK);
    assert_false(has_more);
    assert_int_equal(count, 0);
    hf_block_free(block);
    hf_batch_clear(&batch);
    hf_input_close(input);
    close(ends[0]);
}

static void
a_stream_of_objects_has_the_fields_as_its_keys(void **state)
{
    (void)state;
    options.has_header = false;
    assert_int_equal(READ("{\"i\":2,\"h\":\"a\"}\n{\"h\":7,\"x\":[]}\n"),
                     HANDOFF_OK);
    assert_found("1|a|2\n2|7|~\n");
}

static void
memory_that_runs_out_is_told_and_leaks_nothing(void **state)
{
    (void)state;
    static const hf_view texts[] = {
        HF_VIEW("h,i\n\"a\"\"\",b\n1,2,3\n\nx\n"),
        HF_VIEW("\xff\xfeh\0,\0i\0\n\0a\0,\0b\0"),
        HF_VIEW("{\"h\":\"\\u0041\",\"i\":[1]}\n{\"h\":\"b\"}\n")};
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
        handoff_status status = HANDOFF_SYSTEM;
        for (unsigned long nth = 1; status != HANDOFF_OK; nth++) {
            hf_buffer_clear(&found);
            hf_memory_fail_at(nth);
            status = read_bytes(texts[at]);
            hf_memory_fail_at(0);
            assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
            assert_true(nth < 200);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(random_bytes_are_read_as_the_plain_reader_does),
        TEST(leads_in_any_dress_are_the_same),
        TEST(a_separator_line_is_no_header),
        TEST(empty_lines_are_passed_over),
        TEST(a_footer_is_left_out),
        TEST(a_footer_may_be_expected_or_given_in_lines),
        TEST(a_file_without_records_is_no_fault),
        TEST(a_header_that_cannot_be_used_is_refused),
        TEST(keys_of_ndjson_are_those_of_the_first_mebibyte),
        TEST(a_column_that_is_lacking_is_named_with_the_nearest),
        TEST(a_name_that_stands_twice_matters_only_when_needed),
        TEST(an_unclosed_quote_does_not_eat_a_file),
        TEST(a_cell_counts_without_its_quotes),
        TEST(a_record_has_a_limit_too),
        TEST(a_path_that_cannot_be_read_is_a_fault_of_the_system),
        TEST(a_stream_is_answered_before_it_ends),
        TEST(a_stream_of_objects_has_the_fields_as_its_keys),
        TEST(memory_that_runs_out_is_told_and_leaks_nothing),
    };
    return cmocka_run_group_tests_name("csv: input", tests, NULL, NULL);
}
