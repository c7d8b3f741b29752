/*
 * Ids of gates and criteria in, their rationale out. A revision is read when
 * it is first asked for; there are few, and most cases rest on the same ones.
 */
#include "report/rule_book.h"

#include "base/memory.h"

static bool
add_line(hf_rule_book *book, hf_rule_page *page, hf_query *row)
{
    hf_rule_line *lines = hf_memory_grow(page->lines, &page->room,
                                         page->count + 1, sizeof *lines);
    if (!lines) {
        return false;
    }
    page->lines = lines;
    hf_rule_line *one = &lines[page->count++];
    *one = (hf_rule_line){
        .id = hf_arena_copy(&book->arena, hf_db_get_text(row, 0)),
        .because = hf_arena_copy(&book->arena, hf_db_get_text(row, 4)),
        .is_consent = hf_view_equal(hf_db_get_text(row, 1), HF_VIEW("consent")),
    };
    return one->id.ptr && one->because.ptr;
}

static hf_rule_page *
read_page(hf_rule_book *book, handoff_ledger *ledger, int64_t revision,
          bool *is_fine)
{
    hf_rule_page *pages = hf_memory_grow(book->pages, &book->room,
                                         book->count + 1, sizeof *pages);
    if (!pages) {
        *is_fine = false;
        return NULL;
    }
    book->pages = pages;
    hf_rule_page *page = &pages[book->count++];
    *page = (hf_rule_page){.revision = revision};
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_READ_CRITERIA);
    hf_db_bind_int(row, 1, revision);
    while (*is_fine && hf_db_next(row)) {
        *is_fine = add_line(book, page, row);
    }
    hf_db_reset(row);
    return page;
}

const hf_rule_line *
hf_rule_book_find(hf_rule_book *book, handoff_ledger *ledger, int64_t revision,
                  hf_view id, bool *is_fine)
{
    const hf_rule_page *page = NULL;
    for (size_t at = 0; !page && at < book->count; at++) {
        if (book->pages[at].revision == revision) {
            page = &book->pages[at];
        }
    }
    if (!page) {
        page = read_page(book, ledger, revision, is_fine);
    }
    for (size_t at = 0; page && at < page->count; at++) {
        if (hf_view_equal(page->lines[at].id, id)) {
            return &page->lines[at];
        }
    }
    return NULL;
}

void
hf_rule_book_clear(hf_rule_book *book)
{
    for (size_t at = 0; at < book->count; at++) {
        hf_memory_free(book->pages[at].lines);
    }
    hf_memory_free(book->pages);
    hf_arena_clear(&book->arena);
    *book = (hf_rule_book){0};
}
