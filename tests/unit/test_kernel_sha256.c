/* SHA-256: the published examples, and the fast way against the plain one. */
#include "testing.h"

#include "base/digest.h"
#include "kernel/sha256.h"

static void
digest_text(const char *text, size_t len, size_t piece, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    hf_sha256 digest;
    uint8_t bytes[HF_SHA256_LEN];
    hf_sha256_init(&digest, hf_sha256_choose());
    for (size_t at = 0; at < len; at += piece) {
        hf_sha256_add(&digest, text + at, len - at < piece ? len - at : piece);
    }
    hf_sha256_end(&digest, bytes);
    for (size_t at = 0; at < sizeof bytes; at++) {
        hex[2 * at] = digits[bytes[at] >> 4];
        hex[2 * at + 1] = digits[bytes[at] & 15];
    }
    hex[2 * sizeof bytes] = '\0';
}

static void
the_published_examples_come_out(void **state)
{
    (void)state;
    char hex[65];
    digest_text("", 0, 1, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
                             "27ae41e4649b934ca495991b7852b855");
    digest_text("abc", 3, 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
                             "b00361a396177a9cb410ff61f20015ad");
    digest_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
                56, hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039"
                             "a33ce45964ff2167f6ecedd419db06c1");
}

static void
every_length_in_any_pieces_is_that_of_the_library(void **state)
{
    (void)state;
    char text[300];
    char hex[65];
    char expected[HF_DIGEST_HEX_LEN + 1];
    for (size_t at = 0; at < sizeof text; at++) {
        text[at] = (char)(at * 31 + 5);
    }
    for (size_t len = 0; len <= sizeof text; len++) {
        hf_digest digest;
        hf_digest_init(&digest);
        hf_digest_add(&digest, (hf_view){text, len});
        hf_digest_hex(&digest, expected);
        for (size_t piece = 1; piece <= 130; piece += 43) {
            digest_text(text, len, piece, hex);
            assert_string_equal(hex, expected);
        }
    }
}

static void
the_fast_way_is_the_plain_one(void **state)
{
    (void)state;
    uint8_t text[9 * HF_SHA256_BLOCK + 1];
    hf_sha256_take *fast = hf_sha256_ni_find();
    for (size_t at = 0; at < sizeof text; at++) {
        text[at] = (uint8_t)(at * at + 3);
    }
    for (size_t count = 0; fast && count <= 9; count++) {
        for (size_t from = 0; from < 2; from++) {
            uint32_t a[8] = {1, 2, 3, 4, 5, 6, 7, 8};
            uint32_t b[8] = {1, 2, 3, 4, 5, 6, 7, 8};
            size_t blocks = count - (count == 9 && from);
            hf_sha256_plain(a, text + from, blocks);
            fast(b, text + from, blocks);
            assert_memory_equal(a, b, sizeof a);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_examples_come_out),
        cmocka_unit_test(every_length_in_any_pieces_is_that_of_the_library),
        cmocka_unit_test(the_fast_way_is_the_plain_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
