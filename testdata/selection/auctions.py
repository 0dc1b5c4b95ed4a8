#!/usr/bin/env python3
"""Prints auctions.json: auctions decided from the rule as pkg/selection's documentation states it, in exact fractions, the price
by search instead of division. Shares nothing with the Go code. Standard library only."""
import json
import random
from fractions import Fraction

LATENCY_STEP_US = 50_000


def score(policy, price, quote):
    steps = quote["latency_us"] // LATENCY_STEP_US
    return Fraction((price + 1) * (100 + policy["latency_penalty"] * steps), quote["performance"] ** policy["performance_weight"])


def auction(policy, quotes):
    highest = int(policy["max_price"])
    scores = [(score(policy, int(q["price"]), q), i) for i, q in enumerate(quotes) if int(q["price"]) <= highest]
    if not scores:
        return -1, 0
    ranked = sorted(scores)
    winner = ranked[0][1]
    if int(quotes[winner]["price"]) == 0:
        return winner, 0
    if len(ranked) == 1:
        return winner, highest
    low, high = int(quotes[winner]["price"]), highest  # the price is between them
    while low < high:
        middle = (low + high + 1) // 2
        if score(policy, middle, quotes[winner]) <= ranked[1][0]:
            low = middle
        else:
            high = middle - 1
    return winner, low


def policy(max_price, latency_penalty=5, performance_weight=1):
    return {
        "candidates": 1024,
        "latency_penalty": latency_penalty,
        "max_price": str(max_price),
        "performance_weight": performance_weight,
    }


def case(name, rules, *bids):
    """A bid is a price, or a price with a latency in microseconds and a performance."""
    quotes = []
    for bid in bids:
        price, latency, performance = bid if isinstance(bid, tuple) else (bid, 0, 100)
        quotes.append({"price": str(price), "latency_us": latency, "performance": performance})
    winner, price = auction(rules, quotes)
    return {"name": name, "policy": rules, "quotes": quotes, "winner": winner, "price": str(price)}


cases = [
    case("nobody", policy(1000)),
    case("all too dear", policy(1000), 1001, 2000),
    case("alone", policy(1000), 300),
    case("alone at the maximum", policy(1000), 1000),
    case("alone, for nothing", policy(1000), 0),
    case("second-best price", policy(1000), 300, 500, 400),
    case("too dear to be second", policy(1000), 300, 1001),
    case("equal: the first drawn", policy(1000), 300, 300, 300),
    case("all for nothing", policy(0), 0, 0, 0),
    case("for nothing, the faster", policy(0), (0, 50_000, 100), (0, 49_999, 100)),
    case("for nothing, the better", policy(0), (0, 0, 90), (0, 0, 100)),
    case("latency within a step is none", policy(1000), (300, 49_999, 100), (300, 0, 100)),
    case("latency costs its penalty", policy(1000), (300, 150_000, 100), (310, 0, 100)),
    case("latency does not count", policy(1000, latency_penalty=0), (300, 150_000, 100), (310, 0, 100)),
    case("half as good is twice the price", policy(1000), (200, 0, 50), (300, 0, 100)),
    case("performance does not count", policy(1000, performance_weight=0), (200, 0, 50), (300, 0, 100)),
    case("performance squared", policy(1000, performance_weight=2), (200, 0, 70), (300, 0, 100)),
    case("no more than the maximum", policy(1000), (900, 0, 100), (900, 0, 10)),
    case("the largest numbers", policy(2**64 - 1, 100, 4), (2**64 - 1, 2**53 - 1, 1), (2**64 - 1, 2**53 - 1, 2)),
    case("a price beyond 64 bits", policy(2**64 - 1, 100, 4), (2**63, 0, 100), (2**63, 2**53 - 1, 1)),
]
chance = random.Random(7)
for n in range(60):
    rules = policy(chance.choice([10, 1000, 10**7, 2**64 - 1]), chance.randrange(101), chance.randrange(5))
    cases.append(
        case(
            "random %d" % n,
            rules,
            *(
                (chance.randrange(int(rules["max_price"]) * 5 // 4) % 2**64, chance.randrange(400_000), chance.randint(1, 10) * 10)
                for _ in range(chance.randint(1, 6))
            ),
        )
    )
print(json.dumps(cases, indent=1))
