// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a share has earned since ever, times 10^24
/// @dev An account's earnings are its shares times what the sums rose since its entry. Each credit adds less than 2^128 to a
/// sum or is refused (see Pools.credit), so neither sum ever overflows; shares have 112 bits, so products have 240.
library EarningsE24 {
    uint256 internal constant ONE = 1e24;

    struct PerShare {
        uint128 fees;
        uint128 rewards;
    }

    /// @dev What `shares` earned from `entry` to `end`, rounded down.
    function since(PerShare memory entry, PerShare memory end, uint256 shares)
        internal
        pure
        returns (uint256 fees, uint256 rewards)
    {
        fees = shares * (end.fees - entry.fees) / ONE;
        rewards = shares * (end.rewards - entry.rewards) / ONE;
    }

    /// @dev The one entry from which `a + b` shares have earned what `a` did from `x` and `b` from `y`, rounded up so that it
    /// is never more.
    function merge(PerShare memory x, uint256 a, PerShare memory y, uint256 b) internal pure returns (PerShare memory) {
        if (a == 0) return y;
        return PerShare({fees: _mean(x.fees, a, y.fees, b), rewards: _mean(x.rewards, a, y.rewards, b)});
    }

    /// @dev A mean lies between its terms, so it has no more bits than they.
    function _mean(uint256 x, uint256 a, uint256 y, uint256 b) private pure returns (uint128) {
        return uint128((x * a + y * b + a + b - 1) / (a + b));
    }
}
