// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {EarningsE24} from "./EarningsE24.sol";
import {Parts} from "./Parts.sol";

/// @title What is bonded to one orchestrator, and who has which part of it
/// @dev Shares begin one to one with stake. Earnings never enter stake, so only a slash changes what a share is worth: stake is
/// never more than shares, in the pool and in what is unbonding from it. Everything here takes the same few storage slots
/// however many delegators and locks there are.
///
/// Rounds are stored in 32 bits: a round lasts a second at least, so they last 136 years. Stake fits 96 bits since the token's
/// supply does, and shares 112 since a share in a pool that takes bonds is worth at least 1 / RUIN: 10^4 * 2^96 < 2^112. Numbers
/// and epochs have 24 bits: 16 million registrations or slashes are beyond what anybody could pay for.
library Pools {
    using EarningsE24 for EarningsE24.PerShare;

    /// @dev A share worth less than the RUINth part of a token makes a pool ruined: with smaller and smaller shares their number
    /// would overflow.
    uint256 internal constant RUIN = 10_000;

    /// @dev With fewer shares than this, a credit goes to the orchestrator: it would let the sums per share jump, and whoever
    /// can make them jump could use them up.
    uint256 internal constant MIN_ELIGIBLE = 1e12;

    struct Pool {
        uint96 stake;
        uint112 shares;
        uint32 freshRound;
        // slot
        uint112 fresh; // shares that were bonded in freshRound, and earn nothing in it
        uint112 selfShares; // the orchestrator's own; it is registered while it has some
        uint8 position; // in the active set, from 1; zero when it is not in it
        // slot
        EarningsE24.PerShare earned;
        // slot
        uint96 ubStake; // unbonding
        uint112 ubShares;
        uint24 ubEpoch; // a lock of an earlier epoch is worth nothing
        uint24 number; // among all orchestrators, from 1
        // slot
        Commission commission;
        // slot
        mapping(uint32 round => EarningsE24.PerShare) earnedAt; // the end of a round in which shares were bonded
    }

    struct Commission {
        uint32 rewardCut;
        uint32 feeShare;
        uint32 nextRewardCut;
        uint32 nextFeeShare;
        uint32 nextRound; // from which on the next counts
        uint32 lastRewardRound;
    }

    struct Delegation {
        uint112 shares; // that earn
        uint112 fresh; // bonded in freshRound; they earn from the round after it
        uint32 freshRound;
        // slot
        EarningsE24.PerShare entry; // of shares
        // slot
        uint128 fees; // earned by shares that are gone, or the orchestrator's own part
        uint128 rewards;
    }

    /// @dev Worth of shares, rounded down.
    function stakeOf(Pool storage pool, uint256 shares) internal view returns (uint256) {
        return shares == 0 ? 0 : shares * pool.stake / pool.shares;
    }

    function isRuined(Pool storage pool) internal view returns (bool) {
        return pool.stake * RUIN < pool.shares;
    }

    /// @dev What counts in the snapshot of a round: stake that came within it does not. Nothing came in round zero.
    function weight(Pool storage pool, uint32 round) internal view returns (uint96) {
        if (pool.freshRound != round || pool.fresh == 0) return pool.stake;
        return uint96(stakeOf(pool, pool.shares - pool.fresh));
    }

    /// @dev The pool must not be ruined.
    function bond(Pool storage pool, Delegation storage d, uint96 amount, uint32 round)
        internal
        returns (uint112 shares)
    {
        settleRound(pool, round);
        mature(pool, d, round);
        // What fresh shares earn from is known when their round is over. This only lets a delegator's first bond pay for the
        // slot, not its second.
        if (d.shares == 0 && d.fresh == 0) d.entry = pool.earned;
        uint256 before = pool.shares;
        shares = before == 0 ? amount : uint112(amount * before / pool.stake);
        pool.stake += amount;
        pool.shares += shares;
        pool.freshRound = round;
        pool.fresh += shares;
        d.fresh += shares;
        d.freshRound = round;
    }

    /// @dev Take `amount`, which is positive and no more than the delegation's worth, out of the stake. Fresh shares go first, since they
    /// earn least.
    function unbond(Pool storage pool, Delegation storage d, uint96 amount, uint32 round)
        internal
        returns (uint112 shares)
    {
        mature(pool, d, round);
        settle(pool, d);
        uint112 all = d.shares + d.fresh;
        shares = amount == stakeOf(pool, all) ? all : uint112(Math.ceilDiv(uint256(amount) * pool.shares, pool.stake));
        uint112 fresh = shares < d.fresh ? shares : d.fresh;
        if (fresh != 0) {
            d.fresh -= fresh;
            pool.fresh -= fresh;
        }
        d.shares -= shares - fresh;
        pool.stake -= amount;
        pool.shares -= shares;
    }

    /// @dev Move stake that left the pool to what is unbonding from it. The part of that is rounded down, and is never zero for
    /// an amount that is not: ubStake is never more than ubShares.
    function beginUnbonding(Pool storage pool, uint96 amount) internal returns (uint112 ubShares) {
        uint256 before = pool.ubShares;
        ubShares = before == 0 ? amount : uint112(amount * before / pool.ubStake);
        pool.ubStake += amount;
        pool.ubShares += ubShares;
    }

    /// @dev Worth of unbonding shares, rounded down.
    function unbondingStakeOf(Pool storage pool, uint112 ubShares, uint24 epoch) internal view returns (uint96) {
        return epoch == pool.ubEpoch ? uint96(uint256(ubShares) * pool.ubStake / pool.ubShares) : 0;
    }

    function endUnbonding(Pool storage pool, uint112 ubShares, uint24 epoch) internal returns (uint96 amount) {
        amount = unbondingStakeOf(pool, ubShares, epoch);
        if (epoch != pool.ubEpoch) return 0;
        pool.ubStake -= amount;
        pool.ubShares -= ubShares;
    }

    /// @dev Take a part of all that a slash can reach, rounded up. When next to nothing is left of what was unbonding, the rest
    /// goes too and a new epoch begins: shares of nothing would make every later unbonding fail.
    function slash(Pool storage pool, uint256 part)
        internal
        returns (uint256 bonded, uint256 unbonding, uint256 ownBonded)
    {
        bonded = Parts.ceil(part, pool.stake);
        ownBonded = pool.shares == 0 ? 0 : bonded * pool.selfShares / pool.shares;
        pool.stake -= uint96(bonded);
        unbonding = Parts.ceil(part, pool.ubStake);
        if ((pool.ubStake - unbonding) * RUIN < pool.ubShares) {
            unbonding = pool.ubStake;
            pool.ubShares = 0;
            ++pool.ubEpoch;
        }
        pool.ubStake -= uint96(unbonding);
    }

    /// @dev Split an amount between the shares that earn in this round and the orchestrator, who gets what is not theirs and
    /// what cannot be divided. Never fails. The caller adds what is returned to one sum of the pool's earnings and to the
    /// orchestrator's own.
    /// @return next the sum per share afterwards
    /// @return toShares what the shares get of the amount
    function split(Pool storage pool, uint128 sum, uint256 amount, uint256 part)
        internal
        view
        returns (uint128 next, uint256 toShares)
    {
        uint256 eligible = pool.shares - pool.fresh;
        if (eligible < MIN_ELIGIBLE) return (sum, 0);
        uint256 rise = Parts.floor(part, amount) * EarningsE24.ONE / eligible;
        if (rise > type(uint128).max - sum) return (sum, 0);
        // What the shares get is rounded up: the fractions of many credits may add up to a unit that a delegator then claims.
        // The sum was just checked to fit.
        return (uint128(sum + rise), Math.ceilDiv(rise * eligible, EarningsE24.ONE));
    }

    /// @dev Keep what the sums were when the last round in which shares were bonded ended. Whoever changes the sums, or bonds,
    /// calls this first; so they have not changed since.
    function settleRound(Pool storage pool, uint32 round) internal {
        if (pool.fresh == 0 || pool.freshRound == round) return;
        pool.earnedAt[pool.freshRound] = pool.earned;
        pool.fresh = 0;
    }

    /// @dev Let the shares of an earlier round earn, from the end of that round.
    function mature(Pool storage pool, Delegation storage d, uint32 round) internal {
        uint112 fresh = d.fresh;
        if (fresh == 0 || d.freshRound == round) return;
        d.entry = EarningsE24.merge(d.entry, d.shares, endOf(pool, d.freshRound), fresh);
        d.shares += fresh;
        d.fresh = 0;
    }

    /// @dev Put aside what the shares that earn have earned until now.
    function settle(Pool storage pool, Delegation storage d) internal {
        (uint256 fees, uint256 rewards) = d.entry.since(pool.earned, d.shares);
        if (fees != 0) d.fees += uint128(fees);
        if (rewards != 0) d.rewards += uint128(rewards);
        d.entry = pool.earned;
    }

    /// @dev What a delegation has earned until now. The same as mature and settle would put aside, but for rounding.
    function earnings(Pool storage pool, Delegation storage d, uint32 round)
        internal
        view
        returns (uint256 fees, uint256 rewards)
    {
        EarningsE24.PerShare memory entry = d.entry;
        uint256 shares = d.shares;
        if (d.fresh != 0 && d.freshRound != round) {
            entry = EarningsE24.merge(entry, shares, endOf(pool, d.freshRound), d.fresh);
            shares += d.fresh;
        }
        (fees, rewards) = entry.since(pool.earned, shares);
        (fees, rewards) = (fees + d.fees, rewards + d.rewards);
    }

    /// @dev What the sums were at the end of a round in which shares were bonded.
    function endOf(Pool storage pool, uint32 round) internal view returns (EarningsE24.PerShare memory) {
        return pool.fresh != 0 && pool.freshRound == round ? pool.earned : pool.earnedAt[round];
    }

    /// @dev Change the commission from a round on.
    function setCommission(Commission storage c, uint32 rewardCut, uint32 feeShare, uint32 round, uint32 from)
        internal
    {
        (c.rewardCut, c.feeShare) = commissionIn(c, round);
        (c.nextRewardCut, c.nextFeeShare, c.nextRound) = (rewardCut, feeShare, from);
    }

    function commissionIn(Commission storage c, uint32 round)
        internal
        view
        returns (uint32 rewardCut, uint32 feeShare)
    {
        return round < c.nextRound ? (c.rewardCut, c.feeShare) : (c.nextRewardCut, c.nextFeeShare);
    }
}
