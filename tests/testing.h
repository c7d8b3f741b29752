/* What the unit tests share. Include this instead of cmocka.h. */
#ifndef HF_TESTS_TESTING_H
#define HF_TESTS_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/view.h"

/** Fail unless the view holds exactly these bytes. */
void assert_view(hf_view found, const char *expected);

#endif
