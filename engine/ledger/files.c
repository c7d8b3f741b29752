/*
 * Names and bytes of the files of a batch. A pipe is named and has no hash:
 * what was read of it is gone.
 */
#include "ledger/files.h"

#include "base/memory.h"
#include "kernel/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 18 };

// False when the file is no regular one.
static handoff_status
add_file(const char *path, char *room, hf_sha256 *digest, bool *is_regular,
         handoff_findings *findings)
{
    struct stat status;
    *is_regular = strcmp(path, "-") != 0 && stat(path, &status) == 0 &&
                  S_ISREG(status.st_mode);
    if (!*is_regular) {
        return HANDOFF_OK;
    }
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : 1;
    while (got > 0 || (got < 0 && file >= 0 && errno == EINTR)) {
        got = read(file, room, PIECE);
        if (got > 0) {
            hf_sha256_add(digest, room, (size_t)got);
        }
    }
    int number = errno;
    if (file >= 0) {
        close(file);
    }
    if (got < 0) {
        hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){0},
                        "cannot read '%s': %s", path, strerrordesc_np(number));
        return HANDOFF_SYSTEM;
    }
    return HANDOFF_OK;
}

static void
write_hex(hf_sha256 *digest, char *out)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[HF_SHA256_LEN];
    hf_sha256_end(digest, bytes);
    for (size_t at = 0; at < sizeof bytes; at++) {
        out[2 * at] = digits[bytes[at] >> 4];
        out[2 * at + 1] = digits[bytes[at] & 15];
    }
    out[2 * sizeof bytes] = '\0';
}

handoff_status
hf_files_describe(const char *const *paths, size_t count, hf_files *out,
                  handoff_findings *findings)
{
    hf_sha256 digest;
    bool is_whole = true;
    handoff_status status = HANDOFF_OK;
    char *room = hf_memory_alloc(PIECE);
    *out = (hf_files){.hash = ""};
    hf_sha256_init(&digest, hf_sha256_choose());
    for (size_t at = 0; room && status == HANDOFF_OK && at < count; at++) {
        bool is_regular = false;
        hf_buffer_add_text(&out->names, at ? ";" : "");
        hf_buffer_add_text(&out->names, paths[at]);
        status = add_file(paths[at], room, &digest, &is_regular, findings);
        is_whole = is_whole && is_regular;
    }
    if (!room || out->names.failed) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        status = HANDOFF_SYSTEM;
    }
    if (status == HANDOFF_OK && is_whole && count) {
        write_hex(&digest, out->hash);
    }
    hf_memory_free(room);
    return status;
}

handoff_status
hf_files_read_whole(const char *path, hf_buffer *out,
                    handoff_findings *findings)
{
    bool is_input = strcmp(path, "-") == 0;
    int file = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : 1;
    while (file >= 0 && got != 0 && hf_buffer_reserve(out, PIECE)) {
        got = read(file, out->ptr + out->len, PIECE);
        if (got < 0 && errno != EINTR) {
            break;
        }
        out->len += got > 0 ? (size_t)got : 0;
    }
    int number = errno;
    if (file >= 0 && !is_input) {
        close(file);
    }
    if (out->failed) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
        return HANDOFF_SYSTEM;
    }
    if (got < 0) {
        hf_findings_add(findings,
                        file < 0 ? HF_CODE_CANNOT_OPEN : HF_CODE_CANNOT_READ,
                        (hf_span){0}, "cannot read '%s': %s", path,
                        strerrordesc_np(number));
        return HANDOFF_SYSTEM;
    }
    return HANDOFF_OK;
}
