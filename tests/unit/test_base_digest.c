/* SHA-256 against the examples of FIPS 180-2. */
#include "testing.h"

#include "base/digest.h"

static void
known_texts_have_their_digests(void **state)
{
    (void)state;
    char hex[HF_DIGEST_HEX_LEN + 1];
    hf_digest digest;
    hf_digest_init(&digest);
    hf_digest_hex(&digest, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
                             "27ae41e4649b934ca495991b7852b855");
    hf_digest_init(&digest);
    hf_digest_add(&digest, HF_VIEW("a"));
    hf_digest_add(&digest, HF_VIEW(""));
    hf_digest_add(&digest, HF_VIEW("bc"));
    hf_digest_hex(&digest, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
                             "b00361a396177a9cb410ff61f20015ad");
}

static void
fields_do_not_run_together(void **state)
{
    (void)state;
    char first[HF_DIGEST_HEX_LEN + 1];
    char second[HF_DIGEST_HEX_LEN + 1];
    hf_digest digest;
    hf_digest_init(&digest);
    hf_digest_add_field(&digest, HF_VIEW("ab"));
    hf_digest_add_field(&digest, HF_VIEW("c"));
    hf_digest_hex(&digest, first);
    hf_digest_init(&digest);
    hf_digest_add_field(&digest, HF_VIEW("a"));
    hf_digest_add_field(&digest, HF_VIEW("bc"));
    hf_digest_hex(&digest, second);
    assert_string_not_equal(first, second);
    hf_digest_init(&digest);
    hf_digest_add(&digest, HF_VIEW("\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c"));
    hf_digest_hex(&digest, second);
    assert_string_equal(first, second);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_digests),
        cmocka_unit_test(fields_do_not_run_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
