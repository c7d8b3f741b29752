"""The statistics of the report a second time, from their formulas.

Counts are fractions and stay exact as long as they can; roots, logarithms and
long tails are worked out with fifty digits. Nothing is computed in the way
engine/report does it: intervals are roots of their quadratic, tails are sums
of exact terms or a continued fraction, quantiles are found by bisection.
"""

import hashlib
from decimal import Decimal, ROUND_HALF_UP, getcontext
from fractions import Fraction
from functools import lru_cache
from math import comb, erfc, sqrt

getcontext().prec = 50

Z95 = Decimal("1.9599639845400545")
Z998 = Decimal("3.090232306167813")
EXACT_UNTIL = 60  # larger binomials go by the continued fraction


def dec(value):
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value)


def clamp(value):
    return min(max(value, Decimal(0)), Decimal(1))


# ---- Rates ------------------------------------------------------------------

def wilson(k, n, z=Z95):
    """Both roots of (rate - x)^2 = z^2 x (1 - x) / n."""
    if n == 0:
        return None, Decimal(0), Decimal(1)
    rate = dec(Fraction(k, n))
    share = z * z / n
    a, b, c = 1 + share, -(2 * rate + share), rate * rate
    root = (b * b - 4 * a * c).sqrt()
    return rate, clamp((-b - root) / (2 * a)), clamp((-b + root) / (2 * a))


def difference(k1, n1, k2, n2):
    (p, l1, u1), (q, l2, u2) = wilson(k1, n1), wilson(k2, n2)
    if p is None or q is None:
        return None, Decimal(-1), Decimal(1)
    low = p - q - ((p - l1) ** 2 + (u2 - q) ** 2).sqrt()
    high = p - q + ((u1 - p) ** 2 + (q - l2) ** 2).sqrt()
    return p - q, max(low, Decimal(-1)), min(high, Decimal(1))


def bounds(successes, unobserved, total):
    return (*wilson(successes, total), *wilson(successes + unobserved, total))


# ---- The binomial -----------------------------------------------------------

@lru_cache(maxsize=None)
def log_factorial(n):
    """Stirling's series, moved up to where ten terms are plenty."""
    shift = Decimal(1)
    x = n + 1
    while x < 60:
        shift *= x
        x += 1
    x = Decimal(x)
    series = [Fraction(1, 12), Fraction(-1, 360), Fraction(1, 1260),
              Fraction(-1, 1680), Fraction(1, 1188), Fraction(-691, 360360),
              Fraction(1, 156), Fraction(-3617, 122400)]
    two_pi = 2 * Decimal("3.14159265358979323846264338327950288419716939937511")
    total = (x - Decimal("0.5")) * x.ln() - x + two_pi.ln() / 2
    for at, term in enumerate(series):
        total += dec(term) / x ** (2 * at + 1)
    return total - shift.ln()


def term(k, n, p):
    """P(X = k)."""
    if p in (0, 1):
        return Decimal(int(k == n * p))
    if n <= EXACT_UNTIL:
        return dec(comb(n, k) * p ** k * (1 - p) ** (n - k))
    ways = log_factorial(n) - log_factorial(k) - log_factorial(n - k)
    return (ways + k * dec(p).ln() + (n - k) * dec(1 - p).ln()).exp()


def beta_fraction(a, b, x):
    """Lentz's way through the continued fraction of the incomplete beta."""
    c, d = Decimal(1), 1 - (a + b) * x / (a + 1)
    d = 1 / d
    found = d
    for m in range(1, 200000):
        for factor in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                       -(a + m) * (a + b + m) * x /
                       ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + factor * d)
            c = 1 + factor / c
            found *= c * d
        if abs(c * d - 1) < Decimal("1e-30"):
            return found
    raise ArithmeticError("no end to the fraction")


def at_least(k, n, p):
    """P(X >= k) = I_p(k, n - k + 1)."""
    if k <= 0 or k > n:
        return Decimal(int(k <= 0))
    if p in (0, 1):
        return Decimal(int(n * p >= k))
    if n <= EXACT_UNTIL:
        return dec(sum((comb(n, i) * p ** i * (1 - p) ** (n - i)
                        for i in range(k, n + 1)), Fraction(0)))
    if p * (n + 3) > k + 1:  # the fraction is quick on the other side
        return 1 - at_least(n - k + 1, n, 1 - p)
    # The term of k is x^k (1 - x)^(n - k) n! / (k! (n - k)!).
    x = dec(p)
    return term(k, n, p) * (1 - x) * beta_fraction(k, n - k + 1, x)


def split(k, n, p):
    return at_least(n - k + 1, n, 1 - p), term(k, n, p), at_least(k + 1, n, p)


def mid_p(k, n, p):
    below, at, above = split(k, n, p)
    return min(2 * min(below + at / 2, above + at / 2), Decimal(1))


def lower_limit(n, p, tail):
    """The least r with P(X <= r) > tail, by bisection, less its part above."""
    if p in (0, 1):
        return dec(p)
    low, high = -1, n
    while high - low > 1:
        middle = (low + high) // 2
        if 1 - at_least(middle + 1, n, p) > tail:
            high = middle
        else:
            low = middle
    up_to = 1 - at_least(high + 1, n, p)
    return clamp((high - (up_to - tail) / term(high, n, p)) / n)


def limits(n, p, tail):
    return lower_limit(n, p, tail), 1 - lower_limit(n, 1 - p, tail)


def mcnemar(b, c):
    n = b + c
    below, at, _ = split(min(b, c), n, Fraction(1, 2))
    return min(2 * (below + at), Decimal(1))


def normal_tail(z):
    return Decimal(erfc(float(z) / sqrt(2)) / 2)


# ---- Agreement --------------------------------------------------------------

def agreement(a, b, c, d):
    n = a + b + c + d
    if n == 0:
        return [None] * 8
    po = Fraction(a + d, n)
    pe = Fraction((a + b) * (a + c) + (c + d) * (b + d), n * n)
    share = Fraction(2 * a + b + c, 2 * n)
    chance = 2 * share * (1 - share)
    return [dec(po), dec(pe),
            None if pe == 1 else dec((po - pe) / (1 - pe)),
            dec(2 * po - 1), dec((po - chance) / (1 - chance)),
            dec(Fraction(abs(a - d), n)), dec(Fraction(abs(b - c), n)),
            mcnemar(b, c)]


# ---- Corrections ------------------------------------------------------------

def q_values(ps):
    """The least rate at which each would be among those called out."""
    def rate_at(limit):
        return limit * len(ps) / sum(p <= limit for p in ps)
    return [min([Fraction(1)] + [rate_at(limit) for limit in ps if limit >= p])
            for p in ps]


def standard(strata):
    """(k, n, standard_k, standard_n) each."""
    shared = [s for s in strata if s[1] > 0]
    weight = sum(s[3] for s in shared)
    if weight == 0:
        direct = [None, Decimal(0), Decimal(0), Decimal(0)]
    else:
        parts = [(Decimal(s[3]) / weight, *wilson(s[0], s[1])) for s in shared]
        rate = sum(w * p for w, p, _, _ in parts)
        low = rate - sum((w * (p - l)) ** 2 for w, p, l, _ in parts).sqrt()
        high = rate + sum((w * (u - p)) ** 2 for w, p, _, u in parts).sqrt()
        covered = Fraction(weight, sum(s[3] for s in strata))
        direct = [rate, clamp(low), clamp(high), dec(covered)]
    known = [s for s in strata if s[3] > 0]
    observed = sum(s[0] for s in known)
    expected = sum((Fraction(s[1] * s[2], s[3]) for s in known), Fraction(0))
    ratio = dec(observed / expected) if expected else None
    return direct + [Decimal(observed), dec(expected), ratio]


def odds(tables):
    tables = [t for t in tables if sum(t) > 0]
    over = sum((Fraction(a * d, a + b + c + d) for a, b, c, d in tables),
               Fraction(0))
    under = sum((Fraction(b * c, a + b + c + d) for a, b, c, d in tables),
                Fraction(0))
    found = [None] * 5
    if under:
        found[0] = dec(over / under)
    if over and under:
        ratio = over / under
        variance = sum(
            ((a + d) + ratio * (b + c)) * (a * d + ratio * b * c) /
            (a + b + c + d) ** 2 for a, b, c, d in tables) / (2 * over ** 2)
        half = Z95 * dec(variance).sqrt()
        found[1:3] = [(dec(ratio).ln() - half).exp(),
                      (dec(ratio).ln() + half).exp()]
    apart = variance = Fraction(0)
    for a, b, c, d in tables:
        n = a + b + c + d
        apart += a - Fraction((a + b) * (a + c), n)
        if n > 1:
            variance += Fraction((a + b) * (c + d) * (a + c) * (b + d),
                                 n * n * (n - 1))
    if variance:
        chi2 = max(abs(apart) - Fraction(1, 2), Fraction(0)) ** 2 / variance
        found[3:] = [dec(chi2), 2 * normal_tail(dec(chi2).sqrt())]
    return found


# ---- Charts -----------------------------------------------------------------

def is_outside(rate, low, high):
    """None where a last digit would decide."""
    if min(abs(rate - low), abs(rate - high)) < Decimal("1e-9"):
        return False if low in (0, 1) or high in (0, 1) else None
    return rate < low or rate > high


def chart_segment(weeks):
    n = sum(w[1] for w in weeks)
    if n == 0:
        return [[None, None, None] + [Decimal(0), Decimal(0), False] * 2 +
                [False] for _ in weeks]
    center = Fraction(sum(w[0] for w in weeks), n)
    sigma = [(dec(center * (1 - center)) / w[1]).sqrt() if w[1] else None
             for w in weeks]
    rates = [Fraction(w[0], w[1]) if w[1] else None for w in weeks]
    z = [dec(rate - center) / s if s else None
         for rate, s in zip(rates, sigma)]
    known = [value for value in z if value is not None]
    spread = None
    if len(known) > 1:
        moves = [abs(b - a) for a, b in zip(known, known[1:])]
        spread = sum(moves) / len(moves) / Decimal("1.128")
    rows = []
    sides = []
    for rate, s, value in zip(rates, sigma, z):
        row = [dec(center), spread, value]
        for widen in (Decimal(1), max(spread or Decimal(1), Decimal(1))):
            if s is None:
                row += [Decimal(0), Decimal(0), False]
                continue
            low = clamp(dec(center) - 3 * s * widen)
            high = clamp(dec(center) + 3 * s * widen)
            row += [low, high, is_outside(dec(rate), low, high)]
        if rate is not None:
            sides.append((rate > center) - (rate < center))
        last = sides[-8:]
        row.append(rate is not None and last in ([1] * 8, [-1] * 8))
        rows.append(row)
    return rows


def chart(weeks):
    """(k, n, segment) each; a flat list."""
    rows, segment = [], []
    for at, week in enumerate(weeks):
        segment.append(week)
        if at + 1 == len(weeks) or weeks[at + 1][2] != week[2]:
            rows += chart_segment(segment)
            segment = []
    return [value for row in rows for value in row]


def quantile(values, share):
    values = sorted(values)
    place = share * (len(values) - 1)
    at = int(place)
    above = values[min(at + 1, len(values) - 1)]
    return values[at] + dec(place - at) * (above - values[at])


def funnel(units):
    """(k, n) each; phi, then a flat list."""
    n = sum(u[1] for u in units)
    center = Fraction(sum(u[0] for u in units), n) if n else Fraction(0)
    spread = dec(center * (1 - center))
    z = [dec(Fraction(k, m) - center) / (spread / m).sqrt()
         if m and spread else None for k, m in units]
    known = [value for value in z if value is not None]
    phi = None
    widen = Decimal(1)
    if known:
        low = quantile(known, Fraction(1, 10))
        high = quantile(known, Fraction(9, 10))
        phi = sum(min(max(v, low), high) ** 2 for v in known) / len(known)
        widen = max(phi, Decimal(1)).sqrt()
    # The engine tests against the nearest double of the pooled rate.
    against = Fraction(float(center))
    ps = {at: mid_p(k, m, against) for at, (k, m) in enumerate(units) if m}
    qs = dict(zip(ps, q_values(list(ps.values()))))
    found = [phi]
    for at, (k, m) in enumerate(units):
        if not m:
            found += [None, *map(Decimal, (0, 1, 0, 1)), False, False,
                      Decimal(1), Decimal(1)]
            continue
        ends = []
        for tail in ("0.025", "0.001"):
            low, high = limits(m, against, Decimal(tail))
            ends.append((clamp(dec(center) - (dec(center) - low) * widen),
                         clamp(dec(center) + (high - dec(center)) * widen)))
        rate = dec(Fraction(k, m))
        found += [z[at], *ends[0], *ends[1], is_outside(rate, *ends[0]),
                  is_outside(rate, *ends[1]), ps[at], qs[at]]
    return found


# ---- Lists, waits, draws, texts ---------------------------------------------

def shrink(units):
    n = sum(u[1] for u in units)
    if n == 0:
        return [None] * len(units)
    center = Fraction(sum(u[0] for u in units), n)
    used = [u for u in units if u[1]]
    spread = sum((m * (Fraction(k, m) - center) ** 2 for k, m in used),
                 Fraction(0))
    free = [(1 - Fraction(m, n), m - 1) for _, m in used]
    room = sum(share * more for share, more in free)
    chance = center * (1 - center)
    within = Fraction(0)
    if chance and room:
        within = (spread / chance - sum(share for share, _ in free)) / room
    within = min(max(within, Fraction(0)), Fraction(1))
    # m (1 - w) / w cases of the centre beside each unit's own, times w.
    return [dec((k * within + center * (1 - within)) /
                (m * within + 1 - within)) if m else dec(center)
            for k, m in units]


def waits(percent, rows):
    """(minutes, is_open) each."""
    closed = sorted(minutes for minutes, is_open in rows if not is_open)
    place = -(-percent * len(closed) // 100)
    plain = closed[place - 1] if closed else None
    left = Fraction(1)
    survival = None
    for minute in sorted(set(closed)):
        at_risk = sum(minutes >= minute for minutes, _ in rows)
        left *= 1 - Fraction(closed.count(minute), at_risk)
        if left <= Fraction(100 - percent, 100):
            survival = minute
            break
    return [plain, survival]


def sample(seed, wanted, keys):
    def place(at):
        return hashlib.sha256(f"{seed}:{keys[at]}".encode()).digest()
    return sorted(range(len(keys)), key=place)[:wanted]


def text(value, decimals):
    scaled = Decimal(abs(value) * 10 ** decimals)
    units = int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    digits = f"{units:0{decimals + 1}d}"
    sign = "-" if value < 0 and units else ""
    whole, rest = digits[:len(digits) - decimals], digits[len(digits) - decimals:]
    return sign + whole + ("." + rest if decimals else "")


def percent(k, n, decimals):
    units = int(Fraction(100 * k * 10 ** decimals, n) + Fraction(1, 2))
    return f"{Decimal(units).scaleb(-decimals):.{decimals}f}"
