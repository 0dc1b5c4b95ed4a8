// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Stake, rounds and the snapshot that everyone draws from
/// @notice An orchestrator registers by bonding tokens to itself; anyone may bond more to it. Time is cut into rounds of
/// equal length. Once per round anyone may call `initRound`, which takes a seed and a snapshot of every active
/// orchestrator's weight; that snapshot is the only thing that selection, payment and disputes read.
///
/// Stake counts from the round after the one it was bonded in, so nobody can bond in the knowledge of a round's seed, and
/// earns nothing in its first round. Only the very first snapshot counts all stake there is. Unbonded stake stops counting at
/// the next snapshot and can be withdrawn some rounds later; until then a slash reaches it. No exit (unbond, withdraw, claim)
/// depends on `initRound`, on a pause, or on any other contract but the tokens' own.
///
/// What is bonded to one orchestrator is a pool. Delegators hold shares of it, made one for one until the first slash. Fees
/// (in the settlement asset) and rewards (in stake tokens) are paid out beside the pool, so a share is never worth more than
/// one token, and only a slash makes it worth less. Rounding is to the pool's advantage, by less than one unit each time.
interface IStaking {
    /// @notice What is known of an orchestrator.
    struct Orchestrator {
        uint96 stake; // all that is bonded to it
        uint96 selfBond; // what it has bonded to itself; zero when it is not registered
        bool active; // in the set that the next snapshot is taken of
        uint32 rewardCut; // the part of rewards that it keeps before the shares, in millionths
        uint32 feeShare; // the part of fees that goes to the shares, its own included, in millionths
        uint32 nextRewardCut; // from commissionRound on
        uint32 nextFeeShare;
        uint64 commissionRound;
        uint64 lastRewardRound; // in which it called reward; zero before the first
        uint112 shares; // of the pool
        uint96 unbonding; // on its way out of the pool, and still within reach of a slash
    }

    /// @notice Unbonded tokens on their way out.
    struct Lock {
        uint96 amount; // as things stand; zero when there is no such lock, or it was withdrawn, or slashed to nothing
        uint64 withdrawRound; // the first round in which it can be withdrawn; zero when there is no such lock
        address orchestrator; // whose pool it came from
    }

    /// @notice What a delegator has earned in a pool and not claimed.
    struct Earnings {
        uint128 fees; // in the settlement asset
        uint128 rewards; // in stake tokens
    }

    /// @notice One round's weights.
    struct Snapshot {
        uint64 round;
        bytes32 seed;
        uint256[] slots; // cumulative weight (96 bits) then address (160 bits); weights are positive and the sums rise
    }

    /// @notice An account that must be somebody is the zero address.
    error ZeroAddress();

    /// @notice The contracts are wired for good.
    error AlreadyWired();

    /// @notice The contracts are not wired yet.
    error NotWired();

    /// @notice An amount must be positive.
    error ZeroAmount();

    /// @notice The orchestrator has bonded to itself already; it can bond more.
    error AlreadyRegistered(address orchestrator);

    /// @notice There is no such orchestrator to bond to.
    error NotRegistered(address orchestrator);

    /// @notice The orchestrator's own bond would be below the minimum.
    error SelfBondTooSmall(uint256 selfBond, uint256 minSelfBond);

    /// @notice The orchestrator's own part of its pool would be below the minimum; in millionths.
    error SelfShareTooSmall(uint256 selfShare, uint256 minSelfShare);

    /// @notice The pool was slashed so far that nothing can be bonded to it any more. Exits stay open.
    error PoolRuined(address orchestrator);

    /// @notice Less is bonded than is to be unbonded.
    error InsufficientBond(uint256 bonded, uint256 amount);

    /// @notice The owner has no tokens under this lock.
    error NoSuchLock(address owner, uint256 lockId);

    /// @notice The lock opens in a later round.
    error StillLocked(uint64 withdrawRound, uint64 currentRound);

    /// @notice A part is more than the whole, in millionths.
    error InvalidCommission(uint32 rewardCut, uint32 feeShare);

    /// @notice The active set is full of others with at least as much stake, or the orchestrator's own bond is too small.
    error CannotActivate(address orchestrator);

    /// @notice The orchestrator is in the active set already.
    error AlreadyActive(address orchestrator);

    /// @notice The round has its snapshot already.
    error RoundAlreadyInitialized(uint64 round);

    /// @notice The current round has no snapshot yet.
    error RoundNotInitialized(uint64 round);

    /// @notice No active orchestrator has any weight in this round.
    error NothingStaked(uint64 round);

    /// @notice There is no snapshot of that round: it was never taken, or the ring has forgotten it.
    error NoSnapshot(uint64 round, uint64 lastRound);

    /// @notice The orchestrator is not at that index of the round's snapshot.
    error NotInSnapshot(address orchestrator, uint64 round, uint256 index);

    /// @notice The orchestrator has had the round's reward.
    error AlreadyRewarded(address orchestrator, uint64 round);

    /// @notice More than all of it cannot be slashed, nor more than half of the orchestrator's own loss go to the finder.
    error InvalidSlash(uint256 part, uint256 finderPart);

    event Wired(address minter, address ticketBroker, address faultCourt);
    event Registered(address indexed orchestrator, uint96 selfBond);
    event Bonded(address indexed delegator, address indexed orchestrator, uint96 amount, uint96 stake);
    event Unbonded(
        address indexed delegator,
        address indexed orchestrator,
        uint256 indexed lockId,
        uint96 amount,
        uint96 stake,
        uint64 withdrawRound
    );
    event Withdrawn(address indexed delegator, uint256 indexed lockId, uint96 amount);
    event CommissionSet(address indexed orchestrator, uint32 rewardCut, uint32 feeShare, uint64 effectiveRound);
    event Activated(address indexed orchestrator);
    event Deactivated(address indexed orchestrator);
    event RoundInitialized(uint64 indexed round, bytes32 seed, uint96 totalWeight, uint256 orchestrators);
    event Rewarded(address indexed orchestrator, uint64 indexed round, uint256 amount, uint256 toShares);
    event FeesCredited(address indexed orchestrator, uint64 indexed round, uint256 amount, uint256 toShares);
    event Claimed(address indexed delegator, address indexed orchestrator, uint256 fees, uint256 rewards);
    event Slashed(
        address indexed orchestrator, address indexed finder, uint256 bonded, uint256 unbonding, uint256 finderReward
    );

    /// @notice Make the other contracts known. Only Params can, and only once.
    function wire(address minter, address ticketBroker, address faultCourt) external;

    /// @notice Become an orchestrator by bonding `amount`, at least the minimum, to yourself. The commission counts at once the
    /// first time, and like any change of it from the next round when you come back.
    /// @param rewardCut the part of rewards that you keep before the shares, in millionths
    /// @param feeShare the part of fees that goes to the shares, your own included, in millionths
    function register(uint96 amount, uint32 rewardCut, uint32 feeShare) external;

    /// @notice Bond `amount` to a registered orchestrator. One that is not active becomes so while the active set has room.
    function bond(address orchestrator, uint96 amount) external;

    /// @notice Permit and bond in one call. A permit that somebody else has used before is no failure.
    function bondWithPermit(address orchestrator, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;

    /// @notice Take back what you bonded to `orchestrator`. An orchestrator that takes back all of its own bond leaves the
    /// active set and is registered no more; short of that it must keep the minimum.
    /// @return lockId names the tokens for `withdraw`
    function unbond(address orchestrator, uint96 amount) external returns (uint256 lockId);

    /// @notice Get the tokens of an open lock, as much as slashes have left.
    function withdraw(uint256 lockId) external;

    /// @notice Get the fees and rewards that your shares of a pool have earned.
    function claim(address orchestrator) external returns (uint256 fees, uint256 rewards);

    /// @notice Get the rewards only, should the settlement asset refuse to pay.
    function claimRewards(address orchestrator) external returns (uint256 rewards);

    /// @notice Change your commission from the next round on.
    function setCommission(uint32 rewardCut, uint32 feeShare) external;

    /// @notice Put a registered orchestrator into the active set, in the place of the member with the smallest stake if the set
    /// is full and its own is greater. Anybody can.
    function activate(address orchestrator) external;

    /// @notice Take the current round's seed and snapshot. The caller gets the round's bounty.
    function initRound() external;

    /// @notice Mint the caller's part of the current round's budget, once a round.
    /// @param index of the caller in the round's snapshot
    function reward(uint256 index) external returns (uint256 amount);

    /// @notice Credit fees to a pool. Only the ticket broker can, and it keeps the money until it is claimed.
    function creditFees(address orchestrator, uint256 amount) external;

    /// @notice Take a part of a pool, of what is unbonding from it too. Only the fault court can. The finder gets a part of what
    /// the orchestrator itself lost; all else is burned.
    /// @param part in millionths
    /// @param finderPart in millionths, at most half
    /// @return slashed all that was taken
    function slash(address orchestrator, uint256 part, address finder, uint256 finderPart)
        external
        returns (uint256 slashed);

    /// @notice The round that time says it is, from 1.
    function currentRound() external view returns (uint64);

    /// @notice The latest round that has a snapshot; zero before the first.
    function lastRound() external view returns (uint64);

    /// @notice The snapshot of a round. The last few are kept.
    function snapshotOf(uint64 round) external view returns (Snapshot memory);

    /// @notice Whether an orchestrator is at an index of a round's snapshot and of the latest, and how many that one has.
    function standingOf(address orchestrator, uint64 round, uint256 index)
        external
        view
        returns (bool inRound, bool inLatest, uint256 latestSize);

    /// @notice Draw from a round's snapshot, without replacement, with odds that follow the weights. pkg/selection does the
    /// same off chain.
    function draw(uint64 round, bytes32 seed, uint256 count) external view returns (address[] memory);

    function orchestratorOf(address orchestrator) external view returns (Orchestrator memory);

    /// @notice How many orchestrators ever registered.
    function orchestratorCount() external view returns (uint256);

    /// @notice Those that ever registered, in that order, from `offset` on and at most `limit`.
    function orchestrators(uint256 offset, uint256 limit) external view returns (address[] memory);

    /// @notice What a delegator's shares of a pool are worth.
    function bondOf(address delegator, address orchestrator) external view returns (uint96);

    /// @notice A delegator's shares of a pool.
    function sharesOf(address delegator, address orchestrator) external view returns (uint112);

    /// @notice What `claim` would pay.
    function earningsOf(address delegator, address orchestrator) external view returns (Earnings memory);

    function lockOf(address owner, uint256 lockId) external view returns (Lock memory);

    /// @notice How many locks an owner ever made; their names are 0 to this less 1.
    function lockCountOf(address owner) external view returns (uint256);

    /// @notice The orchestrators that the next snapshot is taken of, in no order.
    function activeSet() external view returns (address[] memory);

    function token() external view returns (address);

    function minter() external view returns (address);

    function ticketBroker() external view returns (address);

    function faultCourt() external view returns (address);

    /// @notice In seconds.
    function roundLength() external view returns (uint64);

    /// @notice When round 1 began, in seconds since 1970.
    function startTime() external view returns (uint64);

    /// @notice How many rounds unbonded tokens stay locked.
    function unbondingRounds() external view returns (uint64);

    function minSelfBond() external view returns (uint96);

    /// @notice In millionths.
    function minSelfShare() external view returns (uint32);
}
