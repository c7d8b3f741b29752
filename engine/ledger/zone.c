/*
 * Zones: the changes of an offset as the system's tz database has them. A
 * name or an offset comes in, a list of changes up to the year 2100 goes out;
 * the file is read here (RFC 8536), its last rule is left to zone_rule.c.
 * Nothing depends on TZ or on what the C library thinks of it.
 */
#include "ledger/calendar.h"

#include "base/date.h"
#include "base/memory.h"
#include "ledger/zone_rule.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "/usr/share/zoneinfo/"

enum {
    NAME_LEN = 96,
    FILE_BYTES = 1 << 20, // the largest of them has 4 KiB
    HEADER = 44,
    TYPE = 6
};

// ---- Bytes of the file -----------------------------------------------------

typedef struct zone_file {
    const unsigned char *bytes;
    size_t len;
} zone_file;

// One of the two blocks of a file: where its parts are.
typedef struct zone_block {
    size_t time_len; // 4 or 8 bytes
    uint32_t times, types, chars, leaps, standards, locals;
    const unsigned char *at; // behind its header
    size_t len;
} zone_block;

static uint32_t
read_u32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
           (uint32_t)at[2] << 8 | at[3];
}

static int64_t
read_time(const unsigned char *at, size_t len)
{
    int64_t upper = (int32_t)read_u32(at);
    return len == 4 ? upper
                    : (int64_t)((uint64_t)upper << 32 | read_u32(at + 4));
}

static bool
read_block(zone_file file, size_t time_len, zone_block *out)
{
    if (file.len < HEADER || memcmp(file.bytes, "TZif", 4) != 0) {
        return false;
    }
    const unsigned char *counts = file.bytes + 20;
    *out = (zone_block){.time_len = time_len,
                        .locals = read_u32(counts),
                        .standards = read_u32(counts + 4),
                        .leaps = read_u32(counts + 8),
                        .times = read_u32(counts + 12),
                        .types = read_u32(counts + 16),
                        .chars = read_u32(counts + 20),
                        .at = file.bytes + HEADER};
    uint64_t len = (uint64_t)out->times * (time_len + 1) +
                   (uint64_t)out->types * TYPE + out->chars +
                   (uint64_t)out->leaps * (time_len + 4) + out->standards +
                   out->locals;
    out->len = (size_t)len;
    // Zones that count leap seconds tell another time.
    return len <= file.len - HEADER && out->types > 0 && out->leaps == 0;
}

static bool
find_offset(const zone_block *block, size_t type, int32_t *out)
{
    const unsigned char *types =
        block->at + block->times * (block->time_len + 1);
    if (type >= block->types) {
        return false;
    }
    *out = (int32_t)read_u32(types + type * TYPE);
    return *out > -86400 && *out < 86400;
}

// ---- Changes ---------------------------------------------------------------

static bool
take_changes(const zone_block *block, hf_zone *zone)
{
    const unsigned char *indexes = block->at + block->times * block->time_len;
    if (!find_offset(block, 0, &zone->offset)) {
        return false;
    }
    for (size_t at = 0; at < block->times; at++) {
        hf_zone_change change = {
            .at = read_time(block->at + at * block->time_len, block->time_len)};
        if (!find_offset(block, indexes[at], &change.offset)) {
            return false;
        }
        if (zone->count && zone->changes[zone->count - 1].at >= change.at) {
            return false;
        }
        zone->changes[zone->count++] = change;
    }
    return true;
}

// The rule between the line ends behind the last block.
static hf_view
find_footer(zone_file file, const zone_block *block)
{
    size_t from = (size_t)(block->at - file.bytes) + block->len;
    if (from >= file.len || file.bytes[from] != '\n') {
        return (hf_view){0};
    }
    const char *text = (const char *)file.bytes + from + 1;
    const char *end = memchr(text, '\n', file.len - from - 1);
    return end ? (hf_view){text, (size_t)(end - text)} : (hf_view){0};
}

static bool
read_file(zone_file file, hf_arena *arena, hf_zone *out, bool *no_memory)
{
    zone_block block;
    hf_view footer = {0};
    if (!read_block(file, 4, &block)) {
        return false;
    }
    if (file.bytes[4] >= '2') {
        size_t first = HEADER + block.len;
        zone_file rest = {file.bytes + first, file.len - first};
        if (!read_block(rest, 8, &block)) {
            return false;
        }
        footer = find_footer(file, &block);
    }
    hf_zone zone = {0};
    zone.changes = hf_arena_zero(arena, block.times + HF_ZONE_RULE_CHANGES,
                                 sizeof *zone.changes);
    if (!zone.changes) {
        *no_memory = true;
        return false;
    }
    if (!take_changes(&block, &zone) ||
        (footer.len && !hf_zone_rule_expand(footer, &zone))) {
        return false;
    }
    *out = zone;
    return true;
}

// ---- Names -----------------------------------------------------------------

// Letters, digits and `_ + -` in parts between single `/`: no way out of the
// folder.
static bool
is_name(hf_view name)
{
    if (name.len == 0 || name.len > NAME_LEN || name.ptr[0] == '/' ||
        name.ptr[name.len - 1] == '/') {
        return false;
    }
    for (size_t at = 0; at < name.len; at++) {
        char byte = name.ptr[at];
        bool is_plain = (unsigned char)(hf_view_fold_byte((unsigned char)byte) -
                                        'a') < 26 ||
                        (unsigned char)(byte - '0') < 10 || byte == '_' ||
                        byte == '+' || byte == '-';
        if (!is_plain && (byte != '/' || name.ptr[at - 1] == '/')) {
            return false;
        }
    }
    return true;
}

// The bytes of a regular file, to be freed; NULL when there is none.
static unsigned char *
read_bytes(const char *path, size_t *len, bool *no_memory)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    unsigned char *bytes = NULL;
    size_t got = 0;
    if (file < 0) {
        return NULL;
    }
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) &&
        about.st_size > 0 && about.st_size <= FILE_BYTES) {
        bytes = hf_memory_alloc((size_t)about.st_size);
        *no_memory = !bytes;
    }
    while (bytes && got < (size_t)about.st_size) {
        ssize_t step = read(file, bytes + got, (size_t)about.st_size - got);
        if (step <= 0) {
            hf_memory_free(bytes);
            bytes = NULL;
        } else {
            got += (size_t)step;
        }
    }
    close(file);
    *len = got;
    return bytes;
}

bool
hf_zone_load(hf_view name, hf_arena *arena, hf_zone *out, bool *no_memory)
{
    char path[sizeof FOLDER + NAME_LEN + 1] = FOLDER;
    hf_zone fixed = {0};
    size_t len = 0;
    *no_memory = false;
    name = hf_view_trim(name);
    if (name.len && hf_date_zone(name, &fixed.offset)) {
        *out = fixed;
        return true;
    }
    if (!is_name(name)) {
        return false;
    }
    memcpy(path + sizeof FOLDER - 1, name.ptr, name.len);
    unsigned char *bytes = read_bytes(path, &len, no_memory);
    bool is_read =
        bytes && read_file((zone_file){bytes, len}, arena, out, no_memory);
    hf_memory_free(bytes);
    return is_read;
}

// ---- Questions -------------------------------------------------------------

// How many changes are at or before the moment.
static size_t
count_changes(const hf_zone *zone, int64_t utc)
{
    size_t low = 0;
    size_t high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->changes[middle].at <= utc) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int32_t
hf_zone_offset(const hf_zone *zone, int64_t utc)
{
    size_t passed = count_changes(zone, utc);
    return passed ? zone->changes[passed - 1].offset : zone->offset;
}

int64_t
hf_zone_to_utc(const hf_zone *zone, int64_t civil)
{
    // The first moment whose civil time is not before `civil`: no offset is as
    // long as a day, so it is not among the changes before that.
    for (size_t at = count_changes(zone, civil - 2 * HF_DATE_DAY);; at++) {
        int32_t offset = at ? zone->changes[at - 1].offset : zone->offset;
        int64_t utc = civil - offset;
        if (at && utc < zone->changes[at - 1].at) {
            return zone->changes[at - 1].at;
        }
        if (at == zone->count || utc < zone->changes[at].at) {
            return utc;
        }
    }
}
