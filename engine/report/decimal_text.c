/*
 * Figures as text: a double or a fraction in, digits out. They are rounded to
 * a whole number of the last digit first, so that the rest is integers.
 */
#include "report/decimal_text.h"

static int64_t
power_of_ten(int exponent)
{
    int64_t power = 1;
    for (; exponent > 0; exponent--) {
        power *= 10;
    }
    return power;
}

// `units` of the last digit, `decimals` of which stand behind the point.
static void
add_units(hf_buffer *out, int64_t units, int decimals)
{
    int64_t one = power_of_ten(decimals);
    hf_buffer_add_int(out, units / one);
    if (decimals == 0) {
        return;
    }
    hf_buffer_add_byte(out, '.');
    for (one /= 10; one > 0; one /= 10) {
        hf_buffer_add_byte(out, (char)('0' + units / one % 10));
    }
}

void
hf_decimal_text_add(hf_buffer *out, double value, int decimals)
{
    double scaled =
        (value < 0 ? -value : value) * (double)power_of_ten(decimals);
    int64_t units = (int64_t)scaled;
    units += scaled - (double)units >= 0.5;
    if (value < 0 && units > 0) {
        hf_buffer_add_byte(out, '-');
    }
    add_units(out, units, decimals);
}

void
hf_decimal_text_percent(hf_buffer *out, int64_t k, int64_t n, int decimals)
{
    int64_t scaled = k * 100 * power_of_ten(decimals);
    int64_t units = scaled / n;
    units += scaled % n >= n - scaled % n;
    add_units(out, units, decimals);
}
