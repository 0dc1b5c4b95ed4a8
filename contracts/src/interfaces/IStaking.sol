// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Stake, rounds and the snapshot that everyone draws from
/// @notice An orchestrator registers by bonding tokens to itself; anyone may bond more to it. Time is cut into rounds of
/// equal length. Once per round anyone may call `initRound`, which takes a seed and a snapshot of every active
/// orchestrator's weight; that snapshot is the only thing that selection, payment and disputes read.
///
/// Stake counts from the round after the one it was bonded in, so nobody can bond in the knowledge of a round's seed. Only
/// the very first snapshot counts all stake there is. Unbonded stake stops counting at the next snapshot and can be
/// withdrawn some rounds later; no exit depends on `initRound` being called.
interface IStaking {
    /// @notice What is known of an orchestrator.
    struct Orchestrator {
        uint96 stake; // all that is bonded to it
        uint96 selfBond; // what it has bonded to itself; zero when it is not registered
        bool active; // in the set that the next snapshot is taken of
    }

    /// @notice Unbonded tokens on their way out.
    struct Lock {
        uint96 amount; // zero when there is no such lock, or it was withdrawn
        uint64 withdrawRound; // the first round in which it can be withdrawn
    }

    /// @notice One round's weights.
    struct Snapshot {
        uint64 round;
        bytes32 seed;
        uint256[] slots; // cumulative weight (96 bits) then address (160 bits); weights are positive and the sums rise
    }

    /// @notice A constructor parameter is outside its bounds.
    error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max);

    /// @notice An amount must be positive.
    error ZeroAmount();

    /// @notice The orchestrator has bonded to itself already; it can bond more.
    error AlreadyRegistered(address orchestrator);

    /// @notice There is no such orchestrator to bond to.
    error NotRegistered(address orchestrator);

    /// @notice An orchestrator's own bond would be positive and below the minimum.
    error SelfBondTooSmall(uint256 selfBond, uint256 minSelfBond);

    /// @notice The caller has less bonded to that orchestrator.
    error InsufficientBond(uint256 bonded, uint256 amount);

    /// @notice There is nothing under this lock.
    error NoSuchLock(address owner, uint256 lockId);

    /// @notice The lock opens in a later round.
    error StillLocked(uint64 withdrawRound, uint64 currentRound);

    /// @notice The round has its snapshot already.
    error RoundAlreadyInitialized(uint64 round);

    /// @notice No active orchestrator has any weight in this round.
    error NothingStaked(uint64 round);

    /// @notice There is no snapshot of that round: it was never taken, or the ring has forgotten it.
    error NoSnapshot(uint64 round, uint64 lastRound);

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
    event Activated(address indexed orchestrator);
    event Deactivated(address indexed orchestrator);
    event RoundInitialized(uint64 indexed round, bytes32 seed, uint96 totalWeight, uint256 orchestrators);

    /// @notice Become an orchestrator by bonding `amount`, at least the minimum, to yourself.
    function register(uint96 amount) external;

    /// @notice Bond `amount` to a registered orchestrator. One that is outside a full active set takes the place of the
    /// member with the smallest stake, if its own is greater then.
    function bond(address orchestrator, uint96 amount) external;

    /// @notice Take back what you bonded to `orchestrator`. An orchestrator that takes back all of its own bond leaves the
    /// active set and is registered no more.
    /// @return lockId names the tokens for `withdraw`
    function unbond(address orchestrator, uint96 amount) external returns (uint256 lockId);

    /// @notice Get the tokens of an open lock.
    function withdraw(uint256 lockId) external;

    /// @notice Take the current round's seed and snapshot.
    function initRound() external;

    /// @notice The round that time says it is, from 1.
    function currentRound() external view returns (uint64);

    /// @notice The latest round that has a snapshot; zero before the first.
    function lastRound() external view returns (uint64);

    /// @notice The snapshot of a round. The last few are kept.
    function snapshotOf(uint64 round) external view returns (Snapshot memory);

    function orchestratorOf(address orchestrator) external view returns (Orchestrator memory);

    /// @notice What a delegator has bonded to an orchestrator.
    function bondOf(address delegator, address orchestrator) external view returns (uint96);

    function lockOf(address owner, uint256 lockId) external view returns (Lock memory);

    /// @notice How many locks an owner ever made; their names are 0 to this less 1.
    function lockCountOf(address owner) external view returns (uint256);

    /// @notice The orchestrators that the next snapshot is taken of, in no order.
    function activeSet() external view returns (address[] memory);

    /// @notice The sum of all stakes.
    function totalBonded() external view returns (uint96);

    function token() external view returns (address);

    /// @notice In seconds.
    function roundLength() external view returns (uint64);

    /// @notice When round 1 began, in seconds since 1970.
    function startTime() external view returns (uint64);

    /// @notice How many rounds unbonded tokens stay locked.
    function unbondingRounds() external view returns (uint64);

    function minSelfBond() external view returns (uint96);
}
