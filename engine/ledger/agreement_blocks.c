/*
 * Blocks of an agreement: each says how one export format is read, which
 * columns serve what and what the names in them stand for. The four kinds
 * differ in tables alone. Which block reads a file is found out when one is
 * recorded.
 */
#include "ledger/agreement_read.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// ---- The kinds -------------------------------------------------------------

typedef struct block_column {
    hf_map_key key;
    hf_role role;
} block_column;

typedef struct block_kind {
    const char *what; // of messages
    const block_column *columns;
    size_t column_count;
    hf_view mapped;      // the key of what names stand for, or empty
    const char *mapping; // one of them: "status"
    const hf_map_key *words;
    size_t word_count;
} block_kind;

#define COLUMN(text, role)                                                     \
    {                                                                          \
        {HF_VIEW(text), HF_MAP_ANY, false}, role                               \
    }
#define WORD(text)                                                             \
    {                                                                          \
        HF_VIEW(text), HF_MAP_ANY, false                                       \
    }

static const block_column DISPOSITION_COLUMNS[] = {
    COLUMN("lead", HF_ROLE_LEAD),       COLUMN("status", HF_ROLE_STATUS),
    COLUMN("at", HF_ROLE_AT),           COLUMN("actor", HF_ROLE_ACTOR),
    COLUMN("team", HF_ROLE_TEAM),       COLUMN("reason", HF_ROLE_REASON),
    COLUMN("comment", HF_ROLE_COMMENT), COLUMN("priority", HF_ROLE_PRIORITY),
    COLUMN("owner", HF_ROLE_OWNER),     COLUMN("contact", HF_ROLE_CONTACT),
    COLUMN("id", HF_ROLE_SOURCE),
};

static const block_column OUTCOME_COLUMNS[] = {
    COLUMN("lead", HF_ROLE_LEAD),
    COLUMN("opportunity", HF_ROLE_OPPORTUNITY),
    COLUMN("stage", HF_ROLE_STATUS),
    COLUMN("at", HF_ROLE_AT),
    COLUMN("amount", HF_ROLE_AMOUNT),
    COLUMN("currency", HF_ROLE_CURRENCY),
    COLUMN("contact", HF_ROLE_CONTACT),
};

static const block_column HANDOFF_COLUMNS[] = {
    COLUMN("lead", HF_ROLE_LEAD),   COLUMN("at", HF_ROLE_AT),
    COLUMN("to", HF_ROLE_TEAM),     COLUMN("by", HF_ROLE_ACTOR),
    COLUMN("kind", HF_ROLE_STATUS),
};

static const block_column LINK_COLUMNS[] = {
    COLUMN("lead", HF_ROLE_LEAD),
    COLUMN("contact", HF_ROLE_CONTACT),
    COLUMN("opportunity", HF_ROLE_OPPORTUNITY),
    COLUMN("master", HF_ROLE_MASTER),
};

// In the order of hf_action, hf_level, hf_handoff_kind.
static const hf_map_key ACTIONS[] = {
    WORD("handed"),    WORD("accepted"),   WORD("touched"),
    WORD("rejected"),  WORD("recycled"),   WORD("disqualified"),
    WORD("converted"), WORD("reassigned"), WORD("reprioritised"),
    WORD("pulled"),
};

static const hf_map_key LEVELS[] = {
    WORD("meeting"), WORD("opportunity"), WORD("won"),
    WORD("lost"),    WORD("no_decision"),
};

static const hf_map_key KINDS[] = {
    WORD("handed"),
    WORD("forced"),
    WORD("blocked"),
};

static const block_kind DISPOSITIONS = {"a block of 'dispositions'",
                                        DISPOSITION_COLUMNS,
                                        COUNT(DISPOSITION_COLUMNS),
                                        HF_VIEW("statuses"),
                                        "status",
                                        ACTIONS,
                                        COUNT(ACTIONS)};
static const block_kind OUTCOMES = {"a block of 'outcomes'",
                                    OUTCOME_COLUMNS,
                                    COUNT(OUTCOME_COLUMNS),
                                    HF_VIEW("stages"),
                                    "stage",
                                    LEVELS,
                                    COUNT(LEVELS)};
static const block_kind HANDOFFS = {
    "'handoffs'",     HANDOFF_COLUMNS, COUNT(HANDOFF_COLUMNS),
    HF_VIEW("kinds"), "kind",          KINDS,
    COUNT(KINDS)};
static const block_kind LINKS = {
    "'links'", LINK_COLUMNS, COUNT(LINK_COLUMNS), HF_VIEW(""), "", NULL, 0};

// ---- Columns ---------------------------------------------------------------

enum { COLUMN_NAME, FORMAT, ZONE, DECIMAL, SALESFORCE_ID, COLUMN_KEYS };

static const hf_map_key COLUMN_TABLE[COLUMN_KEYS] = {
    [COLUMN_NAME] = {{"column", 6}, HF_MAP_ANY, true},
    [FORMAT] = {{"format", 6}, HF_MAP_TEXT, false},
    [ZONE] = {{"zone", 4}, HF_MAP_TEXT, false},
    [DECIMAL] = {{"decimal", 7}, HF_MAP_TEXT, false},
    [SALESFORCE_ID] = {{"salesforce_id", 13}, HF_MAP_TEXT, false},
};

static bool
is_id(hf_role role)
{
    return role == HF_ROLE_LEAD || role == HF_ROLE_CONTACT ||
           role == HF_ROLE_OPPORTUNITY || role == HF_ROLE_MASTER ||
           role == HF_ROLE_SOURCE;
}

static void
check_place(hf_agreement_reader *reader, const hf_node *node, hf_view key,
            bool fits, const char *whose)
{
    if (node && !fits) {
        hf_findings_add(reader->findings, HF_CODE_KEY_MISPLACED, node->span,
                        "'%.*s' is for %s", HF_SHOWN(key), whose);
    }
}

static void
read_long_column(hf_agreement_reader *reader, const hf_node *node, hf_role role,
                 hf_agreement_block *block)
{
    static const hf_view formats[] = {HF_VIEW("iso"), HF_VIEW("mdy"),
                                      HF_VIEW("dmy"), HF_VIEW("ymd"),
                                      HF_VIEW("epoch_ms")};
    static const hf_view marks[] = {HF_VIEW("."), HF_VIEW(",")};
    const hf_node *values[COLUMN_KEYS];
    hf_columns *columns = &block->columns[role];
    size_t word = 0;
    hf_map_read(node, "a column", COLUMN_TABLE, COLUMN_KEYS, values,
                reader->findings);
    columns->names = hf_agreement_views(reader, values[COLUMN_NAME],
                                        "a column's name", &columns->count);
    check_place(reader, values[FORMAT], COLUMN_TABLE[FORMAT].name,
                role == HF_ROLE_AT, "'at'");
    check_place(reader, values[ZONE], COLUMN_TABLE[ZONE].name,
                role == HF_ROLE_AT, "'at'");
    check_place(reader, values[DECIMAL], COLUMN_TABLE[DECIMAL].name,
                role == HF_ROLE_AMOUNT, "'amount'");
    check_place(reader, values[SALESFORCE_ID], COLUMN_TABLE[SALESFORCE_ID].name,
                is_id(role), "ids");
    if (role == HF_ROLE_AT) {
        hf_map_word(values[FORMAT], formats, COUNT(formats), &word,
                    reader->findings);
        block->format = (hf_date_format)word;
        hf_agreement_zone(reader, values[ZONE], &block->zone);
    } else if (role == HF_ROLE_AMOUNT) {
        hf_map_word(values[DECIMAL], marks, COUNT(marks), &word,
                    reader->findings);
        block->decimal_mark = marks[word].ptr[0];
    }
    hf_map_boolean(values[SALESFORCE_ID], &columns->is_salesforce_id,
                   reader->findings);
}

static void
read_columns(hf_agreement_reader *reader, const hf_node *node,
             const block_kind *kind, hf_agreement_block *block)
{
    hf_map_key table[HF_ROLE_COUNT];
    const hf_node *values[HF_ROLE_COUNT];
    for (size_t at = 0; at < kind->column_count; at++) {
        table[at] = kind->columns[at].key;
    }
    hf_map_read(node, "'columns'", table, kind->column_count, values,
                reader->findings);
    for (size_t at = 0; at < kind->column_count; at++) {
        hf_role role = kind->columns[at].role;
        hf_columns *columns = &block->columns[role];
        if (values[at] && values[at]->kind == HF_NODE_MAP) {
            read_long_column(reader, values[at], role, block);
        } else if (values[at]) {
            columns->names = hf_agreement_views(
                reader, values[at], "a column's name", &columns->count);
        }
    }
}

static bool
has(const hf_agreement_block *block, hf_role role)
{
    return block->columns[role].count > 0;
}

static void
require(hf_agreement_reader *reader, const hf_node *columns,
        const block_kind *kind, bool is_there, const char *wanted)
{
    if (!is_there) {
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_COLUMNS,
                        columns->span, "%s has no column for %s", kind->what,
                        wanted);
    }
}

// Called when the columns were read without a mistake.
static void
check_columns(hf_agreement_reader *reader, const hf_node *columns,
              const block_kind *kind, const hf_agreement_block *block)
{
    bool is_linked =
        (has(block, HF_ROLE_CONTACT) || has(block, HF_ROLE_OPPORTUNITY)) &&
        kind != &LINKS;
    require(reader, columns, kind, has(block, HF_ROLE_LEAD) || is_linked,
            "'lead'");
    if (kind == &LINKS) {
        require(reader, columns, kind,
                has(block, HF_ROLE_CONTACT) ||
                    has(block, HF_ROLE_OPPORTUNITY) ||
                    has(block, HF_ROLE_MASTER),
                "'contact', 'opportunity' or 'master'");
        return;
    }
    require(reader, columns, kind, has(block, HF_ROLE_AT), "'at'");
    if (kind == &OUTCOMES) {
        require(reader, columns, kind, has(block, HF_ROLE_STATUS), "'stage'");
    } else if (kind == &DISPOSITIONS) {
        require(reader, columns, kind,
                has(block, HF_ROLE_STATUS) || has(block, HF_ROLE_OWNER) ||
                    has(block, HF_ROLE_PRIORITY),
                "'status', 'owner' or 'priority'");
    }
}

// ---- What names stand for --------------------------------------------------

// Another meaning of the name in this block, or in one before it.
static const hf_mapping *
find_before(const hf_agreement_block *blocks, const hf_agreement_block *block,
            hf_view name, unsigned to)
{
    const hf_mapping *found =
        hf_agreement_find(block->statuses, block->status_count, name);
    for (; !found && blocks < block; blocks++) {
        found = hf_agreement_find(blocks->statuses, blocks->status_count, name);
        found = found && found->to != to ? found : NULL;
    }
    return found;
}

static void
read_mapped(hf_agreement_reader *reader, const hf_node *node,
            const block_kind *kind, const hf_agreement_block *blocks,
            hf_agreement_block *block)
{
    enum { MOST_WORDS = HF_ACTION_COUNT };
    const hf_node *values[MOST_WORDS];
    char what[32] = "a ";
    size_t most = 0;
    if (!node) {
        return;
    }
    for (size_t at = 0; kind->mapping[at]; at++) {
        what[at + 2] = kind->mapping[at];
    }
    hf_map_read(node, "this mapping", kind->words, kind->word_count, values,
                reader->findings);
    for (size_t at = 0; at < kind->word_count; at++) {
        most += values[at] ? hf_agreement_texts(values[at]) : 0;
    }
    block->statuses = hf_agreement_zero(reader, most, sizeof *block->statuses);
    for (size_t word = 0; block->statuses && word < kind->word_count; word++) {
        size_t count = values[word] ? hf_agreement_texts(values[word]) : 0;
        for (size_t at = 0; at < count; at++) {
            hf_view name;
            const hf_node *text =
                hf_agreement_text(reader, values[word], at, what, &name);
            const hf_mapping *other =
                text ? find_before(blocks, block, name, (unsigned)word) : NULL;
            if (other) {
                hf_agreement_twice(reader, name, text->span, other->span,
                                   kind->mapping);
            } else if (text) {
                block->statuses[block->status_count++] =
                    (hf_mapping){name, (unsigned)word, text->span};
            }
        }
    }
}

static void
read_priorities(hf_agreement_reader *reader, const hf_node *node,
                const hf_agreement_block *blocks, hf_agreement_block *block)
{
    size_t most = node ? hf_agreement_texts(node) : 0;
    block->priorities =
        hf_agreement_zero(reader, most, sizeof *block->priorities);
    for (size_t at = 0; block->priorities && at < most; at++) {
        hf_view name;
        const hf_node *text =
            hf_agreement_text(reader, node, at, "a priority", &name);
        if (!text) {
            continue;
        }
        const hf_mapping *other =
            hf_agreement_find(block->priorities, block->priority_count, name);
        for (const hf_agreement_block *before = blocks;
             !other && before < block; before++) {
            other = hf_agreement_find(before->priorities,
                                      before->priority_count, name);
            other = other && other->to != at ? other : NULL;
        }
        if (other) {
            hf_agreement_twice(reader, name, text->span, other->span,
                               "priority");
        } else {
            block->priorities[block->priority_count++] =
                (hf_mapping){name, (unsigned)at, text->span};
        }
    }
}

static void
read_only(hf_agreement_reader *reader, const hf_node *node,
          hf_agreement_block *block)
{
    if (!node) {
        return;
    }
    block->only = hf_agreement_zero(reader, node->count, sizeof *block->only);
    for (size_t at = 0; block->only && at < node->count; at++) {
        hf_filter *filter = &block->only[block->only_count];
        filter->column = hf_view_trim(node->pairs[at].key);
        filter->values = hf_agreement_views(reader, node->pairs[at].value,
                                            "a value", &filter->count);
        block->only_count++;
        if (filter->count == 0) {
            hf_findings_add(reader->findings, HF_CODE_BAD_VALUE,
                            node->pairs[at].key_span,
                            "no row has one of no values");
        }
    }
}

// ---- Blocks ----------------------------------------------------------------

enum { ONLY, COLUMNS, CURRENT, MAPPED, PRIORITIES, REASONS, FROM, BLOCK_KEYS };

// `node` is a mapping; what it says of `from` goes to `from`, or it may not.
static void
read_block(hf_agreement_reader *reader, const hf_node *node,
           const block_kind *kind, const hf_agreement_block *blocks,
           hf_agreement_block *block, const hf_node **from)
{
    const hf_map_key all[BLOCK_KEYS] = {
        [ONLY] = {HF_VIEW("only"), HF_MAP_MAP, false},
        [COLUMNS] = {HF_VIEW("columns"), HF_MAP_MAP, !from},
        [CURRENT] = {HF_VIEW("current"), HF_MAP_TEXT, false},
        [MAPPED] = {kind->mapped, HF_MAP_MAP, false},
        [PRIORITIES] = {HF_VIEW("priorities"), HF_MAP_ANY, false},
        [REASONS] = {HF_VIEW("reasons"), HF_MAP_MAP, false},
        [FROM] = {HF_VIEW("from"), HF_MAP_TEXT, false},
    };
    const bool fits[BLOCK_KEYS] = {[ONLY] = true,
                                   [COLUMNS] = true,
                                   [CURRENT] = kind == &DISPOSITIONS,
                                   [MAPPED] = kind->mapped.len > 0,
                                   [PRIORITIES] = kind == &DISPOSITIONS,
                                   [REASONS] = kind == &DISPOSITIONS,
                                   [FROM] = from != NULL};
    hf_map_key table[BLOCK_KEYS];
    const hf_node *found[BLOCK_KEYS] = {NULL};
    const hf_node *values[BLOCK_KEYS] = {NULL};
    size_t count = 0;
    size_t errors = reader->findings->errors;
    *block = (hf_agreement_block){.span = node->span, .decimal_mark = '.'};
    for (size_t at = 0; at < BLOCK_KEYS; at++) {
        if (fits[at]) {
            table[count++] = all[at];
        }
    }
    hf_map_read(node, kind->what, table, count, found, reader->findings);
    for (size_t at = 0, taken = 0; at < BLOCK_KEYS; at++) {
        values[at] = fits[at] ? found[taken++] : NULL;
    }
    if (from) {
        *from = values[FROM];
    }
    read_only(reader, values[ONLY], block);
    if (values[COLUMNS]) {
        read_columns(reader, values[COLUMNS], kind, block);
        if (reader->findings->errors == errors) {
            check_columns(reader, values[COLUMNS], kind, block);
        }
    }
    hf_map_boolean(values[CURRENT], &block->is_current, reader->findings);
    read_mapped(reader, values[MAPPED], kind, blocks, block);
    read_priorities(reader, values[PRIORITIES], blocks, block);
    if (values[REASONS]) {
        hf_agreement_read_reasons(reader, values[REASONS]);
    }
}

static hf_agreement_block *
read_blocks(hf_agreement_reader *reader, const hf_node *node,
            const block_kind *kind, size_t *count)
{
    size_t most = hf_agreement_texts(node);
    hf_agreement_block *blocks =
        hf_agreement_zero(reader, most, sizeof *blocks);
    for (size_t at = 0; blocks && at < most; at++) {
        const hf_node *map =
            node->kind == HF_NODE_LIST ? node->elements[at] : node;
        if (hf_map_check_kind(map, HF_MAP_MAP, hf_view_of(kind->what),
                              reader->findings)) {
            read_block(reader, map, kind, blocks, &blocks[*count], NULL);
            (*count)++;
        }
    }
    return blocks;
}

void
hf_agreement_read_dispositions(hf_agreement_reader *reader, const hf_node *node)
{
    handoff_agreement *agreement = reader->agreement;
    agreement->dispositions =
        read_blocks(reader, node, &DISPOSITIONS, &agreement->disposition_count);
}

void
hf_agreement_read_outcomes(hf_agreement_reader *reader, const hf_node *node)
{
    handoff_agreement *agreement = reader->agreement;
    agreement->outcomes =
        read_blocks(reader, node, &OUTCOMES, &agreement->outcome_count);
}

void
hf_agreement_read_links(hf_agreement_reader *reader, const hf_node *node)
{
    handoff_agreement *agreement = reader->agreement;
    agreement->links =
        read_blocks(reader, node, &LINKS, &agreement->link_count);
}

void
hf_agreement_read_handoffs(hf_agreement_reader *reader, const hf_node *node)
{
    static const hf_view sources[] = {HF_VIEW("scored"), HF_VIEW("imported")};
    handoff_agreement *agreement = reader->agreement;
    const hf_node *from = NULL;
    size_t word = 0;
    agreement->handoffs =
        hf_agreement_zero(reader, 1, sizeof *agreement->handoffs);
    if (!agreement->handoffs) {
        return;
    }
    read_block(reader, node, &HANDOFFS, agreement->handoffs,
               agreement->handoffs, &from);
    agreement->handoff_count = 1;
    hf_map_word(from, sources, COUNT(sources), &word, reader->findings);
    agreement->imports_handoffs = word == 1;
    if (word == 1 && !has(agreement->handoffs, HF_ROLE_LEAD)) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_AGREEMENT_COLUMNS,
                            from->span, "imported handoffs need 'columns'");
        hf_findings_hint(reader->findings, finding,
                         "add columns: { lead: Lead ID, at: Handed At }");
    }
}
