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

#endif
