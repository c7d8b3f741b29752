/* Whole exports record by record, and what NDJSON makes of its values. */
#include "csv/table.h"

#include "reading.h"
#include "testing.h"

static hf_input_options options;
static hf_buffer found;
static handoff_findings *findings;

static int
set_up(void **state)
{
    (void)state;
    hf_input_defaults(&options);
    findings = handoff_findings_new();
    return findings ? 0 : 1;
}

static int
tear_down(void **state)
{
    (void)state;
    hf_buffer_clear(&found);
    handoff_findings_free(findings);
    return 0;
}

static void
assert_read(hf_view bytes, const char *expected)
{
    for (options.block_bytes = 1; options.block_bytes < 64;
         options.block_bytes += 9) {
        hf_table_reader *reader = NULL;
        hf_buffer_reset(&found);
        assert_int_equal(
            hf_table_reader_open_bytes("t", bytes, &options, &reader, findings),
            HANDOFF_OK);
        assert_int_equal(reading_table(reader, &found, findings), HANDOFF_OK);
        assert_view(hf_buffer_view(&found), expected);
    }
}

#define READ(literal, expected) assert_read(HF_VIEW(literal), expected)

static void
records_come_in_the_order_of_the_file(void **state)
{
    (void)state;
    READ("a,b\n1,2\n3\n\"4\"\"\",5\n\n6\n7,8\n9,\"\n",
         "2|1|2\n3!short record: 1 of 2 cells\n4|4\"|5\n"
         "6!short record: 1 of 2 cells\n7|7|8\n8!a quote is never closed\n");
}

static void
the_footer_is_left_out(void **state)
{
    (void)state;
    READ("a,b\n1,2\n\nTotal\n\n(c)\n", "2|1|2\n");
    READ("a\n1\n\n2\n", "2|1\n4|2\n");
}

static void
a_column_is_found_by_any_of_its_names(void **state)
{
    (void)state;
    hf_table_reader *reader = NULL;
    static const hf_view names[] = {{"Nope", 4}, {" LEAD id", 8}, {"b", 1}};
    assert_int_equal(hf_table_reader_open_bytes("t", HF_VIEW("b, Lead ID \n"),
                                                &options, &reader, findings),
                     HANDOFF_OK);
    assert_int_equal(hf_table_reader_find(reader, names, 3), 1);
    assert_int_equal(hf_table_reader_find(reader, names, 1), SIZE_MAX);
    hf_table_reader_close(reader);
}

static void
values_of_json_are_cells(void **state)
{
    (void)state;
    READ("{\"a\":\"x\",\"b\":1.50,\"c\":true,\"d\":null}\n"
         "{\"d\":{\"e\" : [1, \"}\"]},\"c\":false,\"b\":-1E+5}\n\n"
         " { \"a\" : \"\\u00e9\\n\\ud83d\\ude00\" , \"b\" : [ ] } \r\n{}\n",
         "1|x|1.50|true|~\n2|~|-1E+5|false|{\"e\" : [1, \"}\"]}\n"
         "4|\xc3\xa9\n\xf0\x9f\x98\x80|[ ]|~|~\n5|~|~|~|~\n");
}

static void
of_two_equal_keys_the_last_counts(void **state)
{
    (void)state;
    READ("{\"a\":1,\"a\":2}\n{\"a\":3,\"\\u0061\":null}\n"
         "{\"a\":\"\\u0000\",\"a\":4}\n",
         "1|2\n2|~\n3|4\n");
}

static void
a_line_that_is_not_one_object_is_rejected(void **state)
{
    (void)state;
    static const char *const lines[] = {"{\"a\":1} {\"a\":2}",
                                        "{\"a\":1}5",
                                        "[1]",
                                        "\"a\"",
                                        "{\"a\":1",
                                        "{\"a\":01}",
                                        "{\"a\":1,}",
                                        "{\"a\":NaN}",
                                        "{\"a\":tru}",
                                        "{a:1}",
                                        "{\"a\":\"\t\"}",
                                        "{\"a\":\"\\x\"}",
                                        "\v{\"a\":1}",
                                        "{\"a\":1}}",
                                        "{\"a\":\"\\ud800\"}",
                                        "{\"a\":1.}",
                                        "{\"a\":+1}",
                                        "{\"a\":\"\\udc00\\ud800\"}",
                                        "{\"a\" 1}",
                                        "{\"a\":\"\\u0000\"}"};
    for (size_t at = 0; at < sizeof lines / sizeof *lines; at++) {
        hf_buffer bytes = {0};
        hf_buffer_printf(&bytes, "{\"a\":7}\n%s\n{\"a\":8}", lines[at]);
        assert_read(hf_buffer_view(&bytes),
                    "1|7\n2!not an object of JSON\n3|8\n");
        hf_buffer_clear(&bytes);
    }
    options.encoding = HF_ENCODING_UTF8; // or it would be Windows-1252
    READ("{\"a\":7}\n{\"a\":\"\xff\"}\n{\"a\":\"\xc3\xa4\"}\n",
         "1|7\n2!invalid UTF-8\n3|\xc3\xa4\n");
}

static void
the_keys_of_the_first_mib_are_the_header(void **state)
{
    (void)state;
    hf_buffer bytes = {0};
    hf_table_reader *reader = NULL;
    size_t width;
    hf_buffer_add_text(&bytes, "{\"a\":1}\n{\"b\":2,\"a\":1}\n[\"c\"]\n");
    while (bytes.len < (1 << 20) - 10) {
        hf_buffer_add_text(&bytes, "{\"a\":12345678901234567890}\n");
    }
    hf_buffer_add_text(&bytes, "{\"d\":1,              \"e\":2}\n{\"f\":1}\n");
    assert_int_equal(hf_table_reader_open_bytes("t", hf_buffer_view(&bytes),
                                                &options, &reader, findings),
                     HANDOFF_OK);
    const hf_view *header = hf_table_reader_header(reader, &width);
    assert_int_equal(width, 4);
    assert_view(header[1], "b");
    assert_view(header[3], "e");
    hf_table_reader_close(reader);
    hf_buffer_clear(&bytes);
}

static void
memory_that_runs_out_is_told(void **state)
{
    (void)state;
    static const hf_view texts[] = {
        HF_VIEW("a,b\n\"1\"\"\",2\n\n3\n4,5\n"),
        HF_VIEW("{\"a\":\"\\u0041\",\"b\":[1]}\n{\"b\":\"b\"}\n")};
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
        handoff_status status = HANDOFF_SYSTEM;
        for (unsigned long nth = 1; status != HANDOFF_OK; nth++) {
            hf_table_reader *reader = NULL;
            hf_buffer_clear(&found);
            assert_true(hf_buffer_reserve(&found, 1000));
            hf_memory_fail_at(nth);
            status = hf_table_reader_open_bytes("t", texts[at], &options,
                                                &reader, findings);
            if (status == HANDOFF_OK) {
                status = reading_table(reader, &found, findings);
            }
            hf_memory_fail_at(0);
            assert_true(nth < 200);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(records_come_in_the_order_of_the_file),
        TEST(the_footer_is_left_out),
        TEST(a_column_is_found_by_any_of_its_names),
        TEST(values_of_json_are_cells),
        TEST(of_two_equal_keys_the_last_counts),
        TEST(a_line_that_is_not_one_object_is_rejected),
        TEST(the_keys_of_the_first_mib_are_the_header),
        TEST(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests_name("csv: table", tests, NULL, NULL);
}
