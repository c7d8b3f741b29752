"""Hold the statistics of engine/report against stats.py.

    compare_stats.py ask SEED ROUNDS   questions, a line each
    compare_stats.py check < FILE      "question TAB answer" lines; 1 on a miss

Two figures agree when they differ by less than 10^-9 of the larger, or by
less than 10^-12 (a tail that far out is nobody's concern).
"""

import random
import sys
from decimal import Decimal
from fractions import Fraction

import stats

REFERENCE = """\
wilson 0 5
wilson 3 20
wilson 7 9
wilson 37 142
wilson 5 5
wilson 0 0
agreement 40 9 6 45
agreement 80 10 5 5
agreement 210 60 15 115
agreement 0 0 0 0
agreement 0 0 0 9
difference 18 60 42 210
difference 0 0 1 2
chart 12 60 0 9 50 0 22 70 0 15 65 0 30 62 0
binomial 9 14 0.28
binomial 3 4 0.28
binomial 20 60 0.28
binomial 40 90 0.28
binomial 0 0 0.3
binomial 7 7 1
q_values 0.00594 0.075515 0.360449 0.000913
standard 4 40 31 220 54 90 68 110
standard 27 180 31 220 14 20 68 110
odds 4 36 27 153 54 36 14 6
odds 3 0 2 0
odds 5 5 5 5
odds 1 0 0 1 3 4 5 6
normal 3.0
text 2.5 0
text -0.125 2
percent 1 8 0
binomial 5000000 10000000 0.5
binomial 2801000 10000000 0.28
binomial 120 10000000 0.00001
binomial 999930 1000000 0.9999
limits 10000000 0.28 0.001
limits 250000 0.003 0.025
limits 1 0.5 0.025
limits 9 0 0.025
agreement 4000000 900000 902500 3000000
funnel 0 0
waits 50 10 1
percent 999999999999 1000000000000 3
""".splitlines()


# ---- Asking -----------------------------------------------------------------

def part(chance, most):
    n = chance.choice([0, 1, 2, 5, most, most]) and chance.randint(0, most)
    return chance.choice([0, n, chance.randint(0, n)]), n


def rows(chance, most, make):
    return " ".join(" ".join(map(str, make()))
                    for _ in range(chance.randint(1, most)))


def stratum(chance):
    k, n = part(chance, 60)
    more_k, more_n = part(chance, 90)
    return k, n, k + more_k, n + more_n


def p_value(chance):
    return chance.choice([0.2, round(chance.random(), 2), chance.random()])


def questions(chance):
    def small(most=200):
        return chance.randint(0, most)

    big = chance.choice([30, 400, 3000, 200000])
    k, n = part(chance, big)
    size = chance.randint(1, big)
    share = chance.choice([chance.random(), chance.random() / 50, 0.5])
    near = min(size, max(0, round(size * share + (size * share) ** .5 *
                                  chance.uniform(-5, 5))))
    yield f"wilson {k} {n}"
    yield "difference %d %d %d %d" % (*part(chance, 90), *part(chance, 900))
    yield f"bounds {small()} {small()} {400 + small()}"
    yield "agreement %d %d %d %d" % tuple(
        chance.choice([0, 3, 60, 9000]) and small(300) for _ in range(4))
    yield f"binomial {near} {size} {share!r}"
    yield f"limits {size} {share!r} {chance.choice([0.025, 0.001])}"
    yield f"normal {chance.choice([chance.uniform(-8, 8), chance.gauss(0, 2)])!r}"
    yield "q_values " + rows(chance, 30, lambda: [repr(p_value(chance))])
    yield "standard " + rows(chance, 6, lambda: stratum(chance))
    yield "odds " + rows(chance, 5, lambda: [
        small(chance.choice([0, 3, 60])) for _ in range(4)])
    segments = chance.choice([1, 1, 3])
    yield "chart " + rows(chance, 40, lambda: [
        *part(chance, 40), chance.randrange(segments)])
    tilt = chance.choice([0, 0, .2])
    yield "chart " + " ".join(
        f"{sum(chance.random() < .3 + tilt * (at > 12) for _ in range(30))} 30 0"
        for at in range(26))
    yield "funnel " + rows(chance, 14, lambda: part(chance, 120))
    yield "shrink " + rows(chance, 14, lambda: part(chance, 120))
    yield f"waits {chance.choice([50, 90, 33])} " + rows(
        chance, 60, lambda: [small(40), int(chance.random() < .3)])
    yield f"sample {small()} {small(20)} " + " ".join(
        f"L{at}" for at in range(chance.randint(1, 40)))
    yield f"text {chance.uniform(-3, 3)!r} {chance.randint(0, 9)}"
    yield f"text {chance.randint(-4000, 4000) / 8!r} {chance.randint(0, 3)}"
    yield f"percent {near} {size} {chance.randint(0, 3)}"


def ask(seed, rounds):
    chance = random.Random(seed)
    yield from REFERENCE
    for _ in range(rounds):
        yield from questions(chance)


# ---- Answering --------------------------------------------------------------

def grouped(words, size):
    numbers = list(map(int, words))
    return [tuple(numbers[at:at + size])
            for at in range(0, len(numbers), size)]


def exact(word):
    """The double that the engine reads, exactly."""
    return Fraction(float(word))


def answer(name, words):
    if name == "wilson":
        k, n = map(int, words)
        return [*stats.wilson(k, n), *stats.wilson(k, n, stats.Z998)]
    if name in ("difference", "bounds", "agreement"):
        return getattr(stats, name)(*map(int, words))
    if name == "binomial":
        k, n, p = int(words[0]), int(words[1]), exact(words[2])
        return [*stats.split(k, n, p), stats.mid_p(k, n, p)]
    if name == "limits":
        return stats.limits(int(words[0]), exact(words[1]), Decimal(words[2]))
    if name == "normal":
        z = float(words[0])
        return [stats.normal_tail(z), Decimal(z).exp()]
    if name == "q_values":
        return [stats.dec(q) for q in stats.q_values(list(map(exact, words)))]
    if name in ("standard", "odds"):
        return getattr(stats, name)(grouped(words, 4))
    if name == "chart":
        return stats.chart(grouped(words, 3))
    if name in ("funnel", "shrink"):
        return getattr(stats, name)(grouped(words, 2))
    if name == "waits":
        return stats.waits(int(words[0]), grouped(words[1:], 2))
    if name == "sample":
        return stats.sample(words[0], int(words[1]), words[2:])
    if name == "text":
        return [stats.text(float(words[0]), int(words[1]))]
    return [stats.percent(*map(int, words))]


def is_same(found, expected):
    if expected is None or isinstance(expected, str):
        return found == ("-" if expected is None else expected)
    if isinstance(expected, bool):
        return found == str(int(expected))
    if found == "-":
        return False
    value, expected = Decimal(found), stats.dec(expected)
    apart = abs(value - expected)
    return apart <= Decimal("1e-9") * abs(expected) or apart < Decimal("1e-12")


def check(lines):
    """How many figures agreed; names the first lines that do not."""
    figures = misses = 0
    for line in lines:
        question, _, found = line.rstrip("\n").partition("\t")
        name, *words = question.split()
        expected = list(answer(name, words))
        values = found.split()[1:]
        wrong = [at for at, (a, b) in enumerate(zip(values, expected))
                 # None among outside flags: a last digit would decide
                 if not is_same(a, b) and not (b is None and a in "01")]
        figures += len(values)
        if wrong or len(values) != len(expected):
            misses += 1
            if misses <= 5:
                places = ", ".join(
                    f"[{at}] {values[at]} for {expected[at]}" for at in wrong[:3])
                print(f"stats: {question[:200]}: {places or found[:200]}")
    return figures, misses


def main(arguments):
    if arguments[0] == "ask":
        print("\n".join(ask(int(arguments[1]), int(arguments[2]))))
        return 0
    figures, misses = check(sys.stdin)
    if misses == 0:
        print(f"stats: {figures} figures as in the second implementation")
    return int(misses > 0 or figures == 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
