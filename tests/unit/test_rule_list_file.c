/*
 * List files: a value a line and CSV, in every encoding that exports come in.
 */
#include "rule_cases.h"

// Load r.yaml with one list in `name`; its rows as `a,b;c,d`, the header
// before a `|`.
static void
check_list(const char *name, const char *column, const char *bytes, size_t len,
           const char *expected, const char *findings)
{
    enter_folder();
    write_file(name, bytes, len);
    hf_buffer text = {0};
    hf_buffer_printf(&text, LEAST "lists: { l: { file: %s%s%s } }\n", name,
                     column ? ", column: " : "", column ? column : "");
    write_file("r.yaml", text.ptr, text.len);
    hf_buffer_reset(&text);
    handoff_rules *rules = NULL;
    check_file(findings, &rules);
    if (!rules) {
        assert_null(expected);
        hf_buffer_clear(&text);
        return;
    }
    const hf_list *list = &rules->lists[0];
    for (size_t at = 0; list->header && at < list->column_count; at++) {
        hf_buffer_add_view(&text, list->header[at]);
        hf_buffer_add_byte(&text, at + 1 < list->column_count ? ',' : '|');
    }
    for (size_t at = 0; at < list->row_count * list->column_count; at++) {
        hf_buffer_add_text(&text, at == 0                        ? ""
                                  : at % list->column_count == 0 ? ";"
                                                                 : ",");
        hf_buffer_add_view(&text, list->cells[at]);
    }
    assert_string_equal(hf_buffer_text(&text), expected);
    hf_buffer_clear(&text);
    handoff_rules_free(rules);
}

#define CHECK(name, column, bytes, expected, findings)                         \
    check_list(name, column, bytes, sizeof(bytes) - 1, expected, findings)

static void
a_line_is_a_value(void **state)
{
    (void)state;
    CHECK("l.txt", NULL, "# theirs\n\n rival.example # since 2021\nx#y\n \n",
          "rival.example;x#y", "");
    CHECK("l.txt", NULL, "a\r\nb\rc", "a;b;c", "");
    CHECK("l.txt", NULL, "a, b\n\"c\"\t#d\n  #e\n", "a, b;\"c\"", "");
    CHECK("l.txt", NULL, "# nothing\n", "",
          "R207 5:10 the list 'l' has no values");
}

static void
a_csv_has_a_header(void **state)
{
    (void)state;
    CHECK("l.csv", NULL, "Domain,Tier\n a.example ,gold\nb.example,\n,x\n",
          "Domain,Tier|a.example,gold;b.example,", "");
    CHECK("l.tsv", "tier", "Domain\tTier\na\tgold\nb\t\n", "Domain,Tier|a,gold",
          "");
    CHECK("l.txt", " TIER ", "\n\nDomain;Tier\n\"a;1\";\"g\"\"1\"\n",
          "Domain,Tier|a;1,g\"1", "");
    CHECK("l.csv", NULL, "sep=|\na|b\n1|2\r3|\"4\n5\"\r\n\n6|7",
          "a,b|1,2;3,4\n5;6,7", "");
    CHECK("l.csv", NULL, "a\n\"x\" \n", "a|",
          "R203 l.csv:2:1-4 this line is passed over: text after a closing "
          "quote\n"
          "R207 5:10 the list 'l' has no values");
    CHECK("l.csv", NULL, "a,b\n1,2\n\nExported by X\n3 rows\n", "a,b|1,2", "");
}

static void
records_that_do_not_fit_are_passed_over(void **state)
{
    (void)state;
    CHECK("l.csv", NULL, "a,b\n1\n2,3,4\n5,\0006\n\"7\"x,8\n9,9\n10,\"11\n",
          "a,b|9,9",
          "R203 l.csv:2:1 this line is passed over: fewer cells than the "
          "header\n"
          "R203 l.csv:3:1-5 this line is passed over: more cells than the "
          "header\n"
          "R203 l.csv:4:1-4 this line is passed over: a NUL byte\n"
          "R203 l.csv:5:1-6 this line is passed over: text after a closing "
          "quote\n"
          "R203 l.csv:7:1 this line is passed over: a quote is never closed");
}

static void
the_column_is_in_the_header_once(void **state)
{
    (void)state;
    CHECK("l.csv", "domian", "Domain,Tier\na,b\n", NULL,
          "R202 5:36-41 'l.csv' has no column 'domian' | did you mean "
          "'Domain'?");
    CHECK("l.csv", "tier", "Tier,TIER \na,b\n", NULL,
          "R202 5:36-39 'l.csv' has more than one column 'tier'");
    CHECK("l.csv", NULL, "\n\n", NULL, "R204 5:21-25 'l.csv' has no header");
    CHECK("l.csv", NULL, "a,\"b\n", NULL,
          "R204 l.csv:1:1 a quote is never closed");
}

static void
encodings_are_found_out(void **state)
{
    (void)state;
    CHECK("l.txt", NULL, "\357\273\277\303\251\n", "\303\251", "");
    CHECK("l.txt", NULL, "\303\251\n", "\303\251", "");
    CHECK("l.txt", NULL, "\351 \200\201\n", "\303\251 \342\202\254\302\201",
          "");
    CHECK("l.txt", NULL, "\377\376\351\0\n\0\075\330\000\336",
          "\303\251;\360\237\230\200", "");
    CHECK("l.txt", NULL, "\376\377\0\351\0\n\0x", "\303\251;x", "");
    CHECK("l.csv", NULL, "\377\376a\0;\0b\0\n\0001\0;\0002\0", "a,b|1,2", "");
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    CHECK("l.txt", NULL, "\357\273\277ok\nx\377\n", NULL,
          "R208 l.txt:2:2 this byte is not UTF-8");
    CHECK("l.txt", NULL, "ok\n\0\n", NULL,
          "R208 l.txt:2:1 a NUL byte stands here");
    CHECK("l.txt", NULL, "\377\376x\0\0\330\n\0", NULL,
          "R208 l.txt:1:2 this byte is not UTF-8");
}

static void
values_are_limited_over_all_lists(void **state)
{
    (void)state;
    enter_folder();
    hf_buffer text = {0};
    for (int at = 0; at < HF_RULES_LIST_VALUES; at++) {
        hf_buffer_add_text(&text, "x\n");
    }
    write_file("l.txt", text.ptr, text.len);
    write_text("r.yaml", LEAST "lists:\n  l: { file: l.txt }\n");
    assert_int_equal(check_file("", NULL), HANDOFF_OK);
    write_text("r.yaml", LEAST "lists:\n  l: { file: l.txt }\n  m: [y]\n");
    assert_int_equal(check_file("R205 7:7 the lists together have more than "
                                "1,000,000 values",
                                NULL),
                     HANDOFF_RULES);
    write_text("r.yaml", LEAST "lists:\n  m: [y]\n  l: { file: l.txt }\n");
    assert_int_equal(check_file("R205 7:14-18 the lists together have more "
                                "than 1,000,000 values",
                                NULL),
                     HANDOFF_RULES);
    hf_buffer_clear(&text);
}

static void
many_bad_records_are_summed_up(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "a,b\n1,2\n");
    for (int at = 0; at < 1000; at++) {
        hf_buffer_add_text(&text, "x\n");
    }
    enter_folder();
    write_file("l.csv", text.ptr, text.len);
    write_text("r.yaml", LEAST "lists: { l: { file: l.csv } }\n");
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    assert_int_equal(handoff_rules_load("r.yaml", &rules, findings),
                     HANDOFF_OK);
    assert_int_equal(findings->warnings, 10);
    assert_string_equal(findings->items[9].message,
                        "this line is passed over: fewer cells than the "
                        "header; 990 more are too");
    handoff_rules_free(rules);
    handoff_findings_free(findings);
    hf_buffer_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_value),
        cmocka_unit_test(a_csv_has_a_header),
        cmocka_unit_test(records_that_do_not_fit_are_passed_over),
        cmocka_unit_test(the_column_is_in_the_header_once),
        cmocka_unit_test(encodings_are_found_out),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(values_are_limited_over_all_lists),
        cmocka_unit_test(many_bad_records_are_summed_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
