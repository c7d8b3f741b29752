/*
 * What is said of texts that are no conditions: code, exact place, message
 * and hint.
 */
#include "rule/expr.h"
#include "rule_cases.h"

static void
check_case(const finding_case *text_case)
{
    handoff_findings *findings = handoff_findings_new();
    hf_arena arena = {0};
    hf_view text = hf_view_of(text_case->text);
    const hf_source *source =
        hf_findings_own(findings, hf_source_new(FILE_NAME, text));
    hf_node node = {.kind = HF_NODE_SCALAR,
                    .text = source->text,
                    .span = {source, 0, (uint32_t)text.len}};
    hf_expr *expr = hf_expr_condition(&node, &arena, findings);
    assert_findings(findings, text_case->text, text_case->findings);
    assert_int_equal(expr != NULL, text_case->findings[0] == '\0');
    hf_arena_clear(&arena);
    handoff_findings_free(findings);
}

static void
check_all(const finding_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        check_case(&cases[at]);
    }
}

static char *
repeat(const char *piece, size_t count, const char *end)
{
    hf_buffer out = {0};
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(&out, piece);
    }
    hf_buffer_add_text(&out, end);
    assert_non_null(hf_buffer_text(&out));
    return out.ptr;
}

static void
check_repeated(const char *piece, size_t count, const char *end,
               const char *findings)
{
    char *text = repeat(piece, count, end);
    check_case(&(finding_case){text, findings});
    free(text);
}

static void
nesting_is_limited(void **state)
{
    (void)state;
    check_repeated("(", 65, "a",
                   "R115 1:65 the condition is nested deeper than 64 levels | "
                   "give a part of it a name under 'conditions'");
    check_repeated("(", 64, "a", "R101 1:64 this '(' is never closed");
    check_repeated("lower(", 100000, "a",
                   "R115 1:390 the condition is nested deeper than 64 levels | "
                   "give a part of it a name under 'conditions'");
}

static void
long_sums_are_refused(void **state)
{
    (void)state;
    check_repeated("a + ", 99, "a > 3", "");
    check_repeated("a + ", 100, "a > 3",
                   "R115 1:399 a sum or product has at most 100 terms");
    check_repeated("b * ", 100, "a > 3",
                   "R115 1:399 a sum or product has at most 100 terms");
    check_repeated("a or ", 100000, "a", "");
}

static const finding_case OPERATORS_OF_OTHER_LANGUAGES_ARE_TRANSLATED[] = {
    {"a == 3", "R102 1:3-4 '==' cannot stand here | write '='"},
    {"a === 3", "R102 1:3-5 '===' cannot stand here | write '='"},
    {"a && b", "R102 1:3-4 '&&' cannot stand here | write 'and'"},
    {"a || b", "R102 1:3-4 '||' cannot stand here | write 'or'"},
    {"a & b", "R102 1:3 '&' cannot stand here | write 'and'"},
    {"a | b", "R102 1:3 '|' cannot stand here | write 'or'"},
    {"!a", "R102 1:1 '!' cannot stand here | write 'not'"},
    {"a <> 3", "R102 1:3-4 '<>' cannot stand here | write '!='"},
    {"a !== 3", "R102 1:3-5 '!==' cannot stand here | write '!='"},
    {"a =< 3", "R102 1:3-4 '=<' cannot stand here | write '<='"},
    {"a => 3", "R102 1:3-4 '=>' cannot stand here | write '>='"},
    {"a =~ 3", "R102 1:3-4 '=~' cannot stand here | write 'matches /pattern/'"},
    {"a \342\211\245 3",
     "R102 1:3 '\342\211\245' cannot stand here | write '>='"},
    {"a \342\211\240 3",
     "R102 1:3 '\342\211\240' cannot stand here | write '!='"},
    {"a like \"%x%\"", "R102 1:3-6 'like' is no word of the conditions | write"
                       " 'contains \"text\"' or 'matches /pattern/'"},
    {"a equals 3",
     "R102 1:3-8 'equals' is no word of the conditions | write '='"},
    {"a startswith \"x\"",
     "R102 1:3-12 'startswith' is no word of the conditions | write"
     " 'starts with'"},
    {"a begins with \"x\"",
     "R102 1:3-8 'begins' is no word of the conditions | write"
     " 'starts with'"},
    {"a exists", "R102 1:3-8 'exists' is no word of the conditions | write 'is"
                 " not missing'"},
    {"a isnull", "R102 1:3-8 'isnull' is no word of the conditions | write 'is"
                 " missing'"},
    {"a / b", "R102 1:3 '/' cannot stand here | there is no division"},
    {"a contians \"x\"",
     "R100 1:3-10 'contians' is no word of the conditions | did you"
     " mean 'contains'?"},
    {"a newer than 3d",
     "R102 1:3-7 'newer' is no word of the conditions | write 'within"
     " 30d'"},
};

static void
operators_of_other_languages_are_translated(void **state)
{
    (void)state;
    check_all(OPERATORS_OF_OTHER_LANGUAGES_ARE_TRANSLATED,
              sizeof OPERATORS_OF_OTHER_LANGUAGES_ARE_TRANSLATED /
                  sizeof *OPERATORS_OF_OTHER_LANGUAGES_ARE_TRANSLATED);
}

static const finding_case WORDS_IN_UPPER_CASE_ARE_NAMED[] = {
    {"a AND b", "R111 1:3-5 'AND' is no word of the conditions | write 'and'"},
    {"a OR b", "R111 1:3-4 'OR' is no word of the conditions | write 'or'"},
    {"NOT a", "R111 1:1-3 'NOT' is no word of the conditions | write 'not'"},
    {"NOT (a)", "R111 1:1-3 'NOT' is no word of the conditions | write 'not'"},
    {"x IN [a]", "R111 1:3-4 'IN' is no word of the conditions | write 'in'"},
    {"a IS missing",
     "R111 1:3-4 'IS' is no word of the conditions | write 'is'"},
    {"a Between 1 and 2",
     "R111 1:3-9 'Between' is no word of the conditions | write"
     " 'between'"},
};

static void
words_in_upper_case_are_named(void **state)
{
    (void)state;
    check_all(WORDS_IN_UPPER_CASE_ARE_NAMED,
              sizeof WORDS_IN_UPPER_CASE_ARE_NAMED /
                  sizeof *WORDS_IN_UPPER_CASE_ARE_NAMED);
}

static const finding_case TEXT_WITHOUT_QUOTES_IS_RECOGNISED[] = {
    {"source = Web", ""},
    {"source = Demo Request",
     "R113 1:10-21 'Demo Request' stands without quotes | write"
     " \"Demo Request\""},
    {"source = Demo Request or b",
     "R113 1:10-21 'Demo Request' stands without quotes | write"
     " \"Demo Request\""},
    {"a = b c", "R113 1:5-7 'b c' stands without quotes | write \"b c\""},
    {"source = \342\200\234Web\342\200\235",
     "R112 1:10 '\342\200\234' cannot stand here | type straight"
     " quotes: \"text\""},
    {"source = \342\200\230Web\342\200\231",
     "R112 1:10 '\342\200\230' cannot stand here | type straight"
     " quotes: 'text'"},
    {"a = `b`",
     "R112 1:5 '`' cannot stand here | type straight quotes: \"text\""},
    {"gr\303\266\303\237e > 3",
     "R100 1:3 '\303\266' cannot stand here | names are ASCII"
     " letters, digits and '_'; text stands in quotes"},
    {"a \"x\"", "R100 1:3-5 '\"x\"' cannot stand here | an operator such as '='"
                " is missing before it"},
    {"a 3", "R100 1:3 '3' cannot stand here | an operator such as '=' is"
            " missing before it"},
};

static void
text_without_quotes_is_recognised(void **state)
{
    (void)state;
    check_all(TEXT_WITHOUT_QUOTES_IS_RECOGNISED,
              sizeof TEXT_WITHOUT_QUOTES_IS_RECOGNISED /
                  sizeof *TEXT_WITHOUT_QUOTES_IS_RECOGNISED);
}

static const finding_case MISSING_IS_ASKED_FOR_IN_ONE_WAY[] = {
    {"source is empty",
     "R110 1:11-15 'missing' is expected here, not 'empty' | write"
     " 'is missing'"},
    {"source is null",
     "R110 1:11-14 'missing' is expected here, not 'null' | write 'is"
     " missing'"},
    {"source is not null",
     "R110 1:15-18 'missing' is expected here, not 'null' | write 'is"
     " not missing'"},
    {"source is NULL",
     "R110 1:11-14 'missing' is expected here, not 'NULL' | write 'is"
     " missing'"},
    {"source = null",
     "R110 1:10-13 'missing' is expected here, not 'null' | write 'is"
     " missing'"},
    {"source != NULL",
     "R110 1:11-14 'missing' is expected here, not 'NULL' | write 'is"
     " not missing'"},
    {"source is \"Web\"",
     "R110 1:11-15 'missing' is expected here, not '\"Web\"' | write"
     " '=' to compare, or 'is missing'"},
    {"source is not \"Web\"",
     "R110 1:15-19 'missing' is expected here, not '\"Web\"' | write"
     " '!=' to compare, or 'is not missing'"},
    {"source is", "R100 1:8-9 'missing' is missing behind 'is'"},
};

static void
missing_is_asked_for_in_one_way(void **state)
{
    (void)state;
    check_all(MISSING_IS_ASKED_FOR_IN_ONE_WAY,
              sizeof MISSING_IS_ASKED_FOR_IN_ONE_WAY /
                  sizeof *MISSING_IS_ASKED_FOR_IN_ONE_WAY);
}

static const finding_case DURATIONS_HAVE_NO_MONTHS[] = {
    {"d within 3 months",
     "R105 1:10-17 '3 months' is no duration | months and years"
     " differ in length: write days, as in 30d or 365d"},
    {"d within 3mo",
     "R105 1:10-12 '3mo' is no duration | months and years differ in"
     " length: write days, as in 30d or 365d"},
    {"d within 3M",
     "R105 1:10-11 '3M' is no duration | months and years differ in"
     " length: write days, as in 30d or 365d"},
    {"d within 1y",
     "R105 1:10-11 '1y' is no duration | months and years differ in"
     " length: write days, as in 30d or 365d"},
    {"d within 30 days", "R105 1:10-16 '30 days' is no duration | write '30d'"},
    {"d within 30",
     "R105 1:10-11 '30' is no duration | the unit is missing: '30d'"
     " for days"},
    {"d within 30D", "R105 1:10-12 '30D' is no duration | write '30d'"},
    {"d within 5 seconds",
     "R105 1:10-18 '5 seconds' is no duration | durations are 90m,"
     " 12h, 30d or 6w"},
    {"d within x",
     "R105 1:10 'x' is no duration | durations are 90m, 12h, 30d or 6w"},
    {"d within",
     "R100 1:3-8 a duration such as 30d is missing behind 'within'"},
    {"d older 30d",
     "R100 1:3-7 'than' is missing behind 'older' | write 'older than"
     " 30d'"},
    {"d older than 30 days",
     "R105 1:14-20 '30 days' is no duration | write '30d'"},
};

static void
durations_have_no_months(void **state)
{
    (void)state;
    check_all(DURATIONS_HAVE_NO_MONTHS, sizeof DURATIONS_HAVE_NO_MONTHS /
                                            sizeof *DURATIONS_HAVE_NO_MONTHS);
}

static const finding_case NUMBERS_ARE_PLAIN[] = {
    {"n > 1,000",
     "R100 1:6 ',' cannot stand here | write 1_000 or 1000, without a"
     " ','"},
    {"n > 10k", "R103 1:5-7 '10k' is no number | K, M and B are upper case"},
    {"n > 2.5m", "R103 1:5-8 '2.5m' is no number | K, M and B are upper case"},
    {"n > 1e3", "R103 1:5-7 '1e3' is no number | there are no exponents: write"
                " 1_000 or 1K"},
    {"n > 30d", "R103 1:5-7 '30d' is no number | a duration stands only behind"
                " 'within' and 'older than'; millions are M"},
    {"n > $500",
     "R103 1:5 '$' cannot stand here | write the figure alone, as in"
     " 2.5M"},
    {"n > 50%", "R103 1:7 '%' cannot stand here | write the figure alone"},
    {"n > .5", "R100 1:5 '.' cannot stand here | names have no '.', and numbers"
               " a digit on both sides of it"},
    {"n > 9000000000000",
     "R103 1:5-17 '9000000000000' is no number | a number has at most"
     " 6 decimals, may hold '_' and end in K, M or B, and is below"
     " 9,000,000,000,000"},
    {"n > 1.1234567",
     "R103 1:5-13 '1.1234567' is no number | a number has at most 6"
     " decimals, may hold '_' and end in K, M or B, and is below"
     " 9,000,000,000,000"},
    {"n > 12x", "R103 1:5-7 '12x' is no number | a number has at most 6"
                " decimals, may hold '_' and end in K, M or B, and is below"
                " 9,000,000,000,000"},
    {"a - -b > 3",
     "R100 1:5 a sign stands only before a number | write '0 - ...'"
     " to turn a value around"},
    {"-a > 3", "R100 1:1 a sign stands only before a number | write '0 - ...'"
               " to turn a value around"},
    {"a.b = 3",
     "R100 1:2 '.' cannot stand here | names have no '.', and numbers"
     " a digit on both sides of it"},
};

static void
numbers_are_plain(void **state)
{
    (void)state;
    check_all(NUMBERS_ARE_PLAIN,
              sizeof NUMBERS_ARE_PLAIN / sizeof *NUMBERS_ARE_PLAIN);
}

static const finding_case DATES_HAVE_ONE_SPELLING[] = {
    {"d > 2026-02-30",
     "R104 1:5-14 '2026-02-30' is no date | dates are written"
     " 2026-01-31 or 2026-01-31T09:00:00Z, and have to exist"},
    {"d > 01/31/2026",
     "R104 1:5-6 this is no date of a condition | dates are written"
     " 2026-01-31"},
    {"d > 2026-01-31 09:00", "R100 1:16-17 '09' cannot stand here | write"
                             " '2026-01-31T09:00:00Z' for a date with a time"},
    {"d > 2026-01-31T25:00:00Z",
     "R104 1:5-24 '2026-01-31T25:00:00Z' is no date | dates are"
     " written 2026-01-31 or 2026-01-31T09:00:00Z, and have to exist"},
    {"d > 2026-01-311",
     "R104 1:5-15 '2026-01-311' is no date | dates are written"
     " 2026-01-31 or 2026-01-31T09:00:00Z, and have to exist"},
};

static void
dates_have_one_spelling(void **state)
{
    (void)state;
    check_all(DATES_HAVE_ONE_SPELLING,
              sizeof DATES_HAVE_ONE_SPELLING / sizeof *DATES_HAVE_ONE_SPELLING);
}

static const finding_case FUNCTIONS_ARE_KNOWN_AND_COMPLETE[] = {
    {"foo(a)", "R106 1:1-3 no function is called 'foo' | a name is a function"
               " where '(' follows it"},
    {"domian(a)", "R106 1:1-6 no function is called 'domian' | did you mean"
                  " 'domain'?"},
    {"min(a, b)",
     "R106 1:1-3 no function is called 'min' | did you mean 'least'?"},
    {"len(a) > 3",
     "R106 1:1-3 no function is called 'len' | did you mean 'length'?"},
    {"coalesce()", "R107 1:1-10 'coalesce' is given too few values | write"
                   " 'coalesce(a, b)'"},
    {"domain(a, b)", "R107 1:1-12 'domain' is given too many values | write"
                     " 'domain(email)'"},
    {"days_between(a)",
     "R107 1:1-15 'days_between' is given too few values | write"
     " 'days_between(a, b)'"},
    {"at_least(4, a, b)",
     "R107 1:10 'at_least' begins with a whole number from 1 to the"
     " number of its conditions | write 'at_least(2, condition,"
     " condition)'"},
    {"at_least(0, a)",
     "R107 1:10 'at_least' begins with a whole number from 1 to the"
     " number of its conditions | write 'at_least(2, condition,"
     " condition)'"},
    {"at_least(1.5, a, b)",
     "R107 1:10-12 'at_least' begins with a whole number from 1 to"
     " the number of its conditions | write 'at_least(2, condition,"
     " condition)'"},
    {"at_least(a, b)",
     "R107 1:10 'at_least' begins with a whole number from 1 to the"
     " number of its conditions | write 'at_least(2, condition,"
     " condition)'"},
    {"fired(demo-request)", "R107 1:7-10 'fired' takes an id in quotes | write"
                            " 'fired(\"id\")'"},
    {"fired()", "R107 1:1-7 'fired' is given too few values | write"
                " 'fired(\"id\")'"},
    {"gate(x)", "R107 1:6 'gate' takes an id in quotes | write 'gate(\"id\")'"},
    {"lookup(accounts, x)",
     "R107 1:1-19 'lookup' is given too few values | write"
     " 'lookup(list, value, column)'"},
    {"lookup(\"accounts\", x, y)",
     "R107 1:8-17 'lookup' begins with a list's name | write"
     " 'lookup(list, value, column)'"},
    {"lookup(accounts, x, 3)",
     "R107 1:21 'lookup' takes a column's name last | write"
     " 'lookup(list, value, column)'"},
    {"count(page_view) > 2",
     "R106 1:1-5 no function is called 'count' | a name is a function"
     " where '(' follows it"},
};

static void
functions_are_known_and_complete(void **state)
{
    (void)state;
    check_all(FUNCTIONS_ARE_KNOWN_AND_COMPLETE,
              sizeof FUNCTIONS_ARE_KNOWN_AND_COMPLETE /
                  sizeof *FUNCTIONS_ARE_KNOWN_AND_COMPLETE);
}

static const finding_case SETS_STAND_IN_SQUARE_BRACKETS[] = {
    {"a in (x, y)",
     "R108 1:6 the name of a list or values in [ ] are expected here"
     " | write 'in competitors' or 'in [US, CA]'"},
    {"a in \"x\"", "R108 1:6-8 the name of a list or values in [ ] are expected"
                   " here | write 'in competitors' or 'in [US, CA]'"},
    {"a in", "R100 1:3-4 a list is missing behind 'in'"},
    {"a not in", "R100 1:7-8 a list is missing behind 'in'"},
    {"x in any", "R108 1:6-8 the name of a list or values in [ ] are expected"
                 " here | write 'in competitors' or 'in [US, CA]'"},
    {"a in f(x)",
     "R108 1:7 the name of a list or values in [ ] are expected here"
     " | write 'in competitors' or 'in [US, CA]'"},
    {"a in [a,, b]",
     "R108 1:9 an element is empty | take out a ',', or write 'is"
     " missing'"},
    {"a in [a, ]",
     "R108 1:10 an element is empty | take out a ',', or write 'is"
     " missing'"},
    {"a in []", "R108 1:7 an element is empty | take out a ',', or write 'is"
                " missing'"},
    {"a in [\"x\" y]",
     "R108 1:7-9 something stands behind the closing quote | put a"
     " ',' between elements"},
    {"a = [1, 2]",
     "R102 1:3 a comparison has one value on its right | write 'in'"
     " before a list of values"},
    {"s has [a, b]",
     "R108 1:7 'has' takes one text | write 'has any of' or 'has all"
     " of' before a list"},
    {"s has any [a]",
     "R100 1:7-9 'of' is missing behind 'any' | write 'has any of [a,"
     " b]'"},
    {"email_domain in free-mail",
     "R100 1:21 '-' cannot stand here | names hold '_' but no '-'"},
};

static void
sets_stand_in_square_brackets(void **state)
{
    (void)state;
    check_all(SETS_STAND_IN_SQUARE_BRACKETS,
              sizeof SETS_STAND_IN_SQUARE_BRACKETS /
                  sizeof *SETS_STAND_IN_SQUARE_BRACKETS);
}

static const finding_case PATTERNS_STAND_BETWEEN_SLASHES[] = {
    {"a matches \"vp\"",
     "R109 1:11-14 'matches' wants a pattern between slashes | write"
     " 'title matches /\\bvp\\b/'"},
    {"a matches",
     "R100 1:3-9 a pattern between slashes is missing behind 'matches'"},
    {"a matches /x/i",
     "R109 1:14 'i' is no flag of a pattern | leave it out: letter"
     " case is ignored anyway"},
    {"a matches /x/cc",
     "R109 1:14-15 'cc' is no flag of a pattern | only a 'c' may"
     " stand there: letter case counts"},
    {"a matches /x/ c",
     "R100 1:15 'c' cannot stand here | join tests with 'and' or 'or'"},
    {"a /x/", "R102 1:3 '/' cannot stand here | there is no division"},
};

static void
patterns_stand_between_slashes(void **state)
{
    (void)state;
    check_all(PATTERNS_STAND_BETWEEN_SLASHES,
              sizeof PATTERNS_STAND_BETWEEN_SLASHES /
                  sizeof *PATTERNS_STAND_BETWEEN_SLASHES);
}

static const finding_case WHAT_OPENS_IS_CLOSED[] = {
    {"(a", "R101 1:1 this '(' is never closed"},
    {"((a)", "R101 1:1 this '(' is never closed"},
    {"(a = b", "R101 1:1 this '(' is never closed"},
    {"a)", "R100 1:2 this bracket closes nothing"},
    {"a in [a, b", "R101 1:6 this '[' is never closed"},
    {"a in [\"a", "R101 1:7-8 this text is never closed"},
    {"a = \"unclosed", "R101 1:5-13 this text is never closed"},
    {"a = 'x\" ", "R101 1:5-8 this text is never closed"},
    {"don't", "R101 1:4-5 this text is never closed"},
    {"a matches /x", "R101 1:11-12 this pattern is never closed"},
    {"a matches /x\\/", "R101 1:11-14 this pattern is never closed"},
    {"coalesce(a", "R101 1:9 this '(' is never closed"},
    {"coalesce(a b)",
     "R113 1:10-12 'a b' stands without quotes | write \"a b\""},
    {"a]", "R100 1:2 this bracket closes nothing"},
};

static void
what_opens_is_closed(void **state)
{
    (void)state;
    check_all(WHAT_OPENS_IS_CLOSED,
              sizeof WHAT_OPENS_IS_CLOSED / sizeof *WHAT_OPENS_IS_CLOSED);
}

static const finding_case SOMETHING_IS_MISSING[] = {
    {"", "R100 1:1 a condition or value is missing here"},
    {" ", "R100 1:2 a condition or value is missing here"},
    {"and", "R100 1:1-3 a value is expected here, not 'and' | this is a word"
            " of the conditions; text stands in quotes"},
    {"a and", "R100 1:3-5 a value is missing behind 'and'"},
    {"a = b or", "R100 1:7-8 a value is missing behind 'or'"},
    {"a and and b",
     "R100 1:7-9 a value is expected here, not 'and' | this is a word"
     " of the conditions; text stands in quotes"},
    {"or a", "R100 1:1-2 a value is expected here, not 'or' | this is a word"
             " of the conditions; text stands in quotes"},
    {"a =", "R100 1:3 a value is missing behind '='"},
    {"= b", "R100 1:1 a value is expected here, not '='"},
    {"a = = b", "R100 1:5 a value is expected here, not '='"},
    {"a not b", "R100 1:3-5 'not' cannot stand here | put it before the whole"
                " test, as in 'not a = b'"},
    {"a not = b", "R100 1:3-5 'not' cannot stand here | put it before the whole"
                  " test, as in 'not a = b'"},
    {"not", "R100 1:1-3 a value is missing behind 'not'"},
    {"not not a", "R100 1:5-7 'not' stands twice | leave both out"},
    {"a = not b", "R100 1:5-7 a value is expected here, not 'not' | put 'not'"
                  " before the whole test, as in 'not a = b'"},
    {"has x", "R100 1:1-3 a value is expected here, not 'has' | this is a word"
              " of the conditions; text stands in quotes"},
    {"a starts \"x\"",
     "R100 1:3-8 'with' is missing behind 'starts' | write 'starts"
     " with \"text\"'"},
    {"a ends", "R100 1:3-6 'with' is missing behind 'ends' | write 'starts with"
               " \"text\"'"},
    {"a between 1", "R100 1:11 'and' and the upper end is missing behind '1'"},
    {"a between 1 or 2",
     "R100 1:13-14 'between' wants 'and' here | write 'between 10 and"
     " 20'"},
    {"a between", "R100 1:3-9 a value is missing behind 'between'"},
    {"within 30d",
     "R100 1:1-6 a value is expected here, not 'within' | this is a"
     " word of the conditions; text stands in quotes"},
    {"(", "R100 1:1 a value is missing behind '('"},
    {"()", "R100 1:2 a value is expected here, not ')'"},
    {"a + ", "R100 1:3 a value is missing behind '+'"},
};

static void
something_is_missing(void **state)
{
    (void)state;
    check_all(SOMETHING_IS_MISSING,
              sizeof SOMETHING_IS_MISSING / sizeof *SOMETHING_IS_MISSING);
}

static const finding_case COMPARISONS_DO_NOT_CHAIN[] = {
    {"1 < a < 3", "R100 1:7 comparisons do not chain | join two with 'and', or"
                  " write 'between ... and ...'"},
    {"a = b = c", "R100 1:7 comparisons do not chain | join two with 'and', or"
                  " write 'between ... and ...'"},
    {"a > 1 >= 2",
     "R100 1:7-8 comparisons do not chain | join two with 'and', or"
     " write 'between ... and ...'"},
};

static void
comparisons_do_not_chain(void **state)
{
    (void)state;
    check_all(COMPARISONS_DO_NOT_CHAIN, sizeof COMPARISONS_DO_NOT_CHAIN /
                                            sizeof *COMPARISONS_DO_NOT_CHAIN);
}

static const finding_case WHAT_CANNOT_FOLLOW_IS_NAMED[] = {
    {"a = b;", "R100 1:6 ';' cannot stand here"},
    {"3 a", "R100 1:3 'a' cannot stand here | join tests with 'and' or 'or'"},
    {"a is missing b",
     "R100 1:14 'b' cannot stand here | join tests with 'and' or 'or'"},
    {"a = 1 2",
     "R100 1:7 '2' cannot stand here | join tests with 'and' or 'or'"},
    {"a b", "R113 1:1-3 'a b' stands without quotes | write \"a b\""},
    {"a , b", "R100 1:3 ',' cannot stand here"},
    {"a = 30 February",
     "R100 1:8-15 'February' cannot stand here | join tests with"
     " 'and' or 'or'"},
    {"a # b", "R100 1:3 '#' cannot stand here"},
};

static void
what_cannot_follow_is_named(void **state)
{
    (void)state;
    check_all(WHAT_CANNOT_FOLLOW_IS_NAMED,
              sizeof WHAT_CANNOT_FOLLOW_IS_NAMED /
                  sizeof *WHAT_CANNOT_FOLLOW_IS_NAMED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_of_other_languages_are_translated),
        cmocka_unit_test(words_in_upper_case_are_named),
        cmocka_unit_test(text_without_quotes_is_recognised),
        cmocka_unit_test(missing_is_asked_for_in_one_way),
        cmocka_unit_test(durations_have_no_months),
        cmocka_unit_test(numbers_are_plain),
        cmocka_unit_test(dates_have_one_spelling),
        cmocka_unit_test(functions_are_known_and_complete),
        cmocka_unit_test(sets_stand_in_square_brackets),
        cmocka_unit_test(patterns_stand_between_slashes),
        cmocka_unit_test(what_opens_is_closed),
        cmocka_unit_test(something_is_missing),
        cmocka_unit_test(comparisons_do_not_chain),
        cmocka_unit_test(what_cannot_follow_is_named),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(long_sums_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
