/* The compiler extensions that the engine uses, in one place. */
#ifndef HF_BASE_ATTRIBUTES_H
#define HF_BASE_ATTRIBUTES_H

#define HF_PRINTF(format_at, first_at)                                         \
    __attribute__((format(printf, format_at, first_at)))
#define HF_USE_RESULT __attribute__((warn_unused_result))
#define HF_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define HF_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define HF_NOINLINE __attribute__((noinline))
#define HF_ALWAYS_INLINE __attribute__((always_inline)) inline

/** A product of two 64-bit numbers; where it is missing, see base/word.h. */
#ifdef __SIZEOF_INT128__
#define HF_HAS_WIDE 1
__extension__ typedef unsigned __int128 hf_wide;
#else
#define HF_HAS_WIDE 0
#endif

#endif
