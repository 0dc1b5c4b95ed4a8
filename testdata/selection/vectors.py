#!/usr/bin/env python3
"""Prints draws.json: draws computed from the rules as pkg/selection's documentation states them, in integers of any
size and with a keccak256 of its own, so that nothing is shared with the Go code. Standard library only."""
import json

MASK = (1 << 64) - 1


def keccak256(data):
    """Keccak with rate 1088 and the original padding 0x01 (not SHA-3's 0x06)."""
    constants, lfsr = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if lfsr & 1:
                constant ^= 1 << ((1 << j) - 1)
            lfsr = (lfsr << 1) ^ (0x171 if lfsr & 0x80 else 0)
        constants.append(constant)

    def rotate(x, n):
        n %= 64
        return ((x << n) | (x >> (64 - n))) & MASK

    def permute(a):
        for constant in constants:
            c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
            d = [c[(x - 1) % 5] ^ rotate(c[(x + 1) % 5], 1) for x in range(5)]
            a = [[a[x][y] ^ d[x] for y in range(5)] for x in range(5)]
            x, y, lane = 1, 0, a[1][0]
            for t in range(24):
                x, y = y, (2 * x + 3 * y) % 5
                lane, a[x][y] = a[x][y], rotate(lane, (t + 1) * (t + 2) // 2)
            a = [[a[x][y] ^ (~a[(x + 1) % 5][y] & a[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
            a[0][0] ^= constant
        return a

    rate = 136
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % rate))
    padded[-1] |= 0x80
    state = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), rate):
        for i in range(rate // 8):
            state[i % 5][i // 5] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        state = permute(state)
    return b"".join(state[i % 5][i // 5].to_bytes(8, "little") for i in range(4))


assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"


def word(n):
    return n.to_bytes(32, "big")


def seed(case):
    return keccak256(
        keccak256(b"millrace.selection.seed.v1")
        + bytes.fromhex(case["round_seed"][2:])
        + word(case["chain_id"])
        + word(int(case["staking"], 16))
        + word(case["round"])
        + word(int(case["broadcaster"], 16))
        + keccak256(case["stream"].encode())
        + word(case["attempt"])
    )


def draw(randomness, stakes, k):
    left = sorted((int(s["orchestrator"], 16), int(s["weight"])) for s in stakes if int(s["weight"]) > 0)
    drawn = []
    while left and len(drawn) < k:
        total = sum(weight for _, weight in left)
        skip = 2**256 % total
        tries = 0
        while True:
            w = int.from_bytes(keccak256(randomness + word(len(drawn)) + word(tries)), "big")
            if w >= skip:
                break
            tries += 1
        point, at = w % total, 0
        for i, (address, weight) in enumerate(left):
            at += weight
            if point < at:
                drawn.append("0x%040x" % address)
                del left[i]
                break
    return drawn


def address(n):
    return "0x" + keccak256(b"address %d" % n)[12:].hex()


def case(name, weights, k, attempt=0, stream="stream"):
    c = {
        "name": name,
        "round_seed": "0x" + keccak256(name.encode()).hex(),
        "chain_id": 31337,
        "staking": address(1000),
        "round": 7 + len(weights),
        "broadcaster": address(2000),
        "stream": stream,
        "attempt": attempt,
        "stakes": [{"orchestrator": address(i), "weight": str(w)} for i, w in enumerate(weights)],
        "candidates": k,
    }
    randomness = seed(c)
    c["seed"] = "0x" + randomness.hex()
    c["drawn"] = draw(randomness, c["stakes"], k)
    return c


cases = [
    case("nobody", [], 3),
    case("all without stake", [0, 0], 2),
    case("alone", [1], 1),
    case("weights 1 2 3", [1, 2, 3], 3),
    case("zeros in between", [0, 5, 0, 7, 0], 5),
    case("fewer wanted than there are", [10**18 * (i + 1) for i in range(10)], 4),
    case("weights that add up to 2^256-1", [2**256 - 1 - 6, 1, 2, 3], 4),
    case("a hundred", [10**24 // (i + 1) for i in range(100)], 100),
]
# Just above half of 2^256 every second word is skipped: these show how.
cases += [case("total 2^255+1", [2**254, 2**254, 1], 3, attempt) for attempt in range(8)]
cases += [case("attempts", [3, 1, 4, 1, 5, 9, 2, 6], 3, attempt) for attempt in (1, 2, 2**32, 2**53 - 1)]
cases += [case("streams", [3, 1, 4, 1, 5, 9, 2, 6], 3, stream=s) for s in ("a", "b", "A-Z.a_z~0-9", "x" * 128)]
print(json.dumps(cases, indent=1))
