/*
 * A file, a pipe or memory as a stream of UTF-8 bytes. UTF-8 goes straight
 * from the system into the block that will be read; other encodings pass
 * through a piece of raw bytes and are decoded into what lies ahead. The start
 * is read ahead in any case, for the encoding and the dialect show there.
 */
#include "csv/bytes.h"

#include "base/reason.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 << 10 };

handoff_status
hf_bytes_open(hf_bytes *bytes, const char *path, handoff_findings *findings)
{
    struct stat about;
    bool is_stdin = strcmp(path, "-") == 0;
    int file = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    bool is_known = file >= 0 && fstat(file, &about) == 0;
    if (!is_known || S_ISDIR(about.st_mode)) {
        const char *reason =
            is_known ? "it is a folder" : hf_reason_text(errno);
        hf_findings_add(findings, HF_CODE_CANNOT_OPEN, (hf_span){0},
                        "cannot open '%s': %s", path, reason);
        if (file >= 0 && !is_stdin) {
            close(file);
        }
        return HANDOFF_SYSTEM;
    }
    *bytes = (hf_bytes){.name = path,
                        .file = file,
                        .size = S_ISREG(about.st_mode) ? about.st_size : -1};
    if (bytes->size > 0 && !is_stdin) {
        posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
#ifdef F_SETPIPE_SZ
    if (S_ISFIFO(about.st_mode)) {
        // A block at a time instead of 64 KiB; a refusal does no harm.
        (void)fcntl(file, F_SETPIPE_SZ, HF_BYTES_HEAD);
    }
#endif
    return HANDOFF_OK;
}

void
hf_bytes_open_memory(hf_bytes *bytes, hf_view memory)
{
    *bytes =
        (hf_bytes){.file = -1, .memory = memory, .size = (int64_t)memory.len};
}

void
hf_bytes_close(hf_bytes *bytes)
{
    if (bytes->file > STDIN_FILENO) {
        close(bytes->file);
    }
    hf_buffer_clear(&bytes->raw);
    hf_buffer_clear(&bytes->ahead);
    *bytes = (hf_bytes){.file = -1, .is_over = true};
}

// Wait until a pipe has something. Its writer may be silent for hours, and the
// signal that sets `stop` may go to another thread than this, so that no read
// would be broken off by it.
static handoff_status
wait_for_bytes(const hf_bytes *bytes)
{
    const int patience = 100; // milliseconds until `stop` is looked at again
    struct pollfd asked = {.fd = bytes->file, .events = POLLIN};

    if (!bytes->stop || bytes->file < 0 || bytes->size >= 0) {
        return HANDOFF_OK;
    }
    while (!__atomic_load_n(bytes->stop, __ATOMIC_RELAXED)) {
        if (poll(&asked, 1, patience) > 0) {
            return HANDOFF_OK;
        }
    }
    return HANDOFF_INTERRUPTED;
}

// As much of `room` as the source gives in one go; 0 at its end.
static handoff_status
read_some(hf_bytes *bytes, char *to, size_t room, size_t *got,
          handoff_findings *findings)
{
    ssize_t count;
    handoff_status status = wait_for_bytes(bytes);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (bytes->file < 0) {
        count = (ssize_t)(room < bytes->memory.len ? room : bytes->memory.len);
        if (count > 0) {
            memcpy(to, bytes->memory.ptr, (size_t)count);
            bytes->memory.ptr += count;
            bytes->memory.len -= (size_t)count;
        }
    } else {
        do {
            count = read(bytes->file, to, room);
        } while (count < 0 && errno == EINTR);
    }
    if (count < 0) {
        hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){0},
                        "cannot read '%s': %s", bytes->name,
                        hf_reason_text(errno));
        return HANDOFF_SYSTEM;
    }
    bytes->consumed += count;
    bytes->is_over = count == 0;
    *got = (size_t)count;
    return HANDOFF_OK;
}

// Read until `room` is full or the source is over; once when it is live.
static handoff_status
read_all(hf_bytes *bytes, char *to, size_t room, size_t *got,
         handoff_findings *findings)
{
    *got = 0;
    while (*got < room && !bytes->is_over) {
        size_t more;
        handoff_status status =
            read_some(bytes, to + *got, room - *got, &more, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        *got += more;
        if (bytes->is_live) {
            break;
        }
    }
    return HANDOFF_OK;
}

static handoff_status
report_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

// ---- Encoding ---------------------------------------------------------------

static bool
starts_with(hf_view text, const char *mark, size_t len)
{
    return hf_view_starts(text, (hf_view){mark, len});
}

// Length of the mark that `encoding` may have at its start.
static size_t
mark_len(hf_encoding encoding, hf_view head)
{
    switch (encoding) {
    case HF_ENCODING_UTF8:
        return starts_with(head, "\xef\xbb\xbf", 3) ? 3 : 0;
    case HF_ENCODING_UTF16LE:
        return starts_with(head, "\xff\xfe", 2) ? 2 : 0;
    case HF_ENCODING_UTF16BE:
        return starts_with(head, "\xfe\xff", 2) ? 2 : 0;
    case HF_ENCODING_WINDOWS_1252:
    case HF_ENCODING_AUTO:
        return 0;
    }
    return 0;
}

static hf_encoding
guess_encoding(hf_view head, bool is_whole)
{
    if (mark_len(HF_ENCODING_UTF16LE, head) > 0) {
        return HF_ENCODING_UTF16LE;
    }
    if (mark_len(HF_ENCODING_UTF16BE, head) > 0) {
        return HF_ENCODING_UTF16BE;
    }
    if (mark_len(HF_ENCODING_UTF8, head) > 0) {
        return HF_ENCODING_UTF8;
    }
    // A character that the end of the head cuts off is no fault.
    size_t valid =
        is_whole ? hf_utf8_invalid_at(head) : hf_utf8_invalid_start_at(head);
    return valid == head.len ? HF_ENCODING_UTF8 : HF_ENCODING_WINDOWS_1252;
}

// Decode a piece onto the end of what lies ahead.
static handoff_status
decode_piece(hf_bytes *bytes, hf_view piece, handoff_findings *findings)
{
    hf_decode_piece(&bytes->decode, bytes->encoding, piece, &bytes->ahead);
    if (bytes->is_over) {
        hf_decode_finish(&bytes->decode, &bytes->ahead);
    }
    return bytes->ahead.failed ? report_memory(findings) : HANDOFF_OK;
}

handoff_status
hf_bytes_detect(hf_bytes *bytes, hf_encoding encoding,
                handoff_findings *findings)
{
    size_t got;
    // A byte more than the head tells whether the head is all there is.
    size_t room = HF_BYTES_HEAD + 1;
    if (bytes->size >= 0 && (uint64_t)bytes->size < HF_BYTES_HEAD) {
        room = (size_t)bytes->size + 1; // a small file wants little memory
    }
    hf_buffer head = {0};
    if (!hf_buffer_reserve(&head, room)) {
        return report_memory(findings);
    }
    handoff_status status = read_all(bytes, head.ptr, room, &got, findings);
    if (status != HANDOFF_OK) {
        hf_buffer_clear(&head);
        return status;
    }
    head.len = got;
    bool is_whole = got < room && !bytes->is_live;
    hf_view start = hf_view_slice(hf_buffer_view(&head), 0, HF_BYTES_HEAD);
    bytes->encoding = encoding == HF_ENCODING_AUTO
                          ? guess_encoding(start, is_whole)
                          : encoding;
    size_t mark = mark_len(bytes->encoding, start);
    bytes->has_bom = mark > 0;
    if (bytes->encoding == HF_ENCODING_UTF8) {
        bytes->ahead = head;
        bytes->ahead_at = mark;
        return HANDOFF_OK;
    }
    status = decode_piece(
        bytes, hf_view_slice(hf_buffer_view(&head), mark, got), findings);
    hf_buffer_clear(&head);
    return status;
}

// ---- Giving -----------------------------------------------------------------

// Read a piece and put it, decoded, behind what lies ahead.
static handoff_status
read_ahead(hf_bytes *bytes, size_t len, handoff_findings *findings)
{
    bool is_plain = bytes->encoding == HF_ENCODING_UTF8;
    hf_buffer *into = is_plain ? &bytes->ahead : &bytes->raw;
    size_t got;
    if (!hf_buffer_reserve(into, len)) {
        return report_memory(findings);
    }
    handoff_status status =
        read_all(bytes, into->ptr + into->len, len, &got, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (is_plain) {
        into->len += got;
        return HANDOFF_OK;
    }
    return decode_piece(bytes, (hf_view){into->ptr, got}, findings);
}

static size_t
ahead_len(const hf_bytes *bytes)
{
    return bytes->ahead.len - bytes->ahead_at;
}

// Forget what lies ahead once all of it is given.
static void
tidy(hf_bytes *bytes)
{
    if (bytes->ahead_at == bytes->ahead.len) {
        bytes->ahead_at = 0;
        if (bytes->encoding == HF_ENCODING_UTF8) {
            hf_buffer_clear(&bytes->ahead); // it was the start; no more comes
        } else {
            hf_buffer_reset(&bytes->ahead);
        }
    }
}

handoff_status
hf_bytes_peek(hf_bytes *bytes, size_t wanted, hf_view *out,
              handoff_findings *findings)
{
    // A live source is not waited for when there is something to go on with.
    while (ahead_len(bytes) < wanted && !bytes->is_over &&
           !(bytes->is_live && ahead_len(bytes) > 0)) {
        size_t len = wanted - ahead_len(bytes);
        handoff_status status =
            read_ahead(bytes, len < PIECE ? PIECE : len, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    *out = (hf_view){ahead_len(bytes) > 0 ? bytes->ahead.ptr + bytes->ahead_at
                                          : "",
                     ahead_len(bytes)};
    return HANDOFF_OK;
}

void
hf_bytes_skip(hf_bytes *bytes, size_t len)
{
    bytes->ahead_at += len;
    tidy(bytes);
}

bool
hf_bytes_is_over(const hf_bytes *bytes)
{
    return bytes->is_over && ahead_len(bytes) == 0;
}

handoff_status
hf_bytes_fill(hf_bytes *bytes, char *to, size_t room, size_t *got,
              handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    *got = 0;
    while (*got < room && status == HANDOFF_OK) {
        size_t len = ahead_len(bytes);
        len = len < room - *got ? len : room - *got;
        if (len > 0) {
            memcpy(to + *got, bytes->ahead.ptr + bytes->ahead_at, len);
            hf_bytes_skip(bytes, len);
            *got += len;
        } else if (bytes->is_over || (bytes->is_live && *got > 0)) {
            break;
        } else if (bytes->encoding == HF_ENCODING_UTF8) {
            status = read_all(bytes, to + *got, room - *got, &len, findings);
            *got += status == HANDOFF_OK ? len : 0;
        } else {
            status = read_ahead(bytes, PIECE, findings);
        }
    }
    return status;
}
