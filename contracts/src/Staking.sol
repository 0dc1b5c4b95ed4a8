// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IStaking} from "./interfaces/IStaking.sol";
import {ActiveSet, MAX_ACTIVE} from "./libraries/ActiveSet.sol";
import {SnapshotRing} from "./libraries/SnapshotRing.sol";

/// @title See IStaking
/// @dev The token must be one that calls nobody back and moves exactly what it is told to. Its supply must fit 96 bits, so no
/// sum of stakes can overflow and no snapshot can fail for it.
contract Staking is IStaking {
    using SafeERC20 for IERC20;
    using ActiveSet for ActiveSet.Set;
    using SnapshotRing for SnapshotRing.Ring;

    /// @dev What is bonded to one orchestrator. One storage slot.
    struct Pool {
        uint96 stake;
        uint96 fresh; // the part of stake that was bonded in freshRound, and does not count in that round's snapshot
        uint64 freshRound;
    }

    uint64 internal constant MIN_ROUND_LENGTH = 1 seconds;
    uint64 internal constant MAX_ROUND_LENGTH = 30 days;
    uint64 internal constant MAX_UNBONDING_ROUNDS = 1000;

    IERC20 private immutable _token;

    /// @inheritdoc IStaking
    uint64 public immutable roundLength;
    /// @inheritdoc IStaking
    uint64 public immutable startTime;
    /// @inheritdoc IStaking
    uint64 public immutable unbondingRounds;
    /// @inheritdoc IStaking
    uint96 public immutable minSelfBond;

    /// @inheritdoc IStaking
    uint96 public totalBonded;
    /// @inheritdoc IStaking
    uint64 public lastRound;

    mapping(address orchestrator => Pool) private _pools;
    mapping(address delegator => mapping(address orchestrator => uint96)) private _bonds;
    mapping(address owner => Lock[]) private _locks;
    ActiveSet.Set private _active;
    SnapshotRing.Ring private _ring;

    constructor(address token_, uint64 roundLength_, uint64 unbondingRounds_, uint96 minSelfBond_) {
        _requireWithin("roundLength", roundLength_, MIN_ROUND_LENGTH, MAX_ROUND_LENGTH);
        _requireWithin("unbondingRounds", unbondingRounds_, 1, MAX_UNBONDING_ROUNDS);
        _requireWithin("minSelfBond", minSelfBond_, 1, type(uint96).max);
        _token = IERC20(token_);
        roundLength = roundLength_;
        unbondingRounds = unbondingRounds_;
        minSelfBond = minSelfBond_;
        startTime = uint64(block.timestamp);
    }

    /// @inheritdoc IStaking
    function register(uint96 amount) external {
        require(_bonds[msg.sender][msg.sender] == 0, AlreadyRegistered(msg.sender));
        require(amount >= minSelfBond, SelfBondTooSmall(amount, minSelfBond));
        emit Registered(msg.sender, amount);
        _bond(msg.sender, amount);
    }

    /// @inheritdoc IStaking
    function bond(address orchestrator, uint96 amount) external {
        require(amount != 0, ZeroAmount());
        require(_bonds[orchestrator][orchestrator] != 0, NotRegistered(orchestrator));
        _bond(orchestrator, amount);
    }

    /// @inheritdoc IStaking
    function unbond(address orchestrator, uint96 amount) external returns (uint256 lockId) {
        require(amount != 0, ZeroAmount());
        uint96 bonded = _bonds[msg.sender][orchestrator];
        require(amount <= bonded, InsufficientBond(bonded, amount));
        uint96 left = bonded - amount;
        if (msg.sender == orchestrator) {
            require(left == 0 || left >= minSelfBond, SelfBondTooSmall(left, minSelfBond));
        }

        Pool memory pool = _poolNow(orchestrator);
        pool.stake -= amount;
        pool.fresh -= amount < pool.fresh ? amount : pool.fresh;
        _pools[orchestrator] = pool;
        _bonds[msg.sender][orchestrator] = left;
        totalBonded -= amount;
        lockId = _locks[msg.sender].length;
        uint64 withdrawRound = currentRound() + unbondingRounds;
        _locks[msg.sender].push(Lock({amount: amount, withdrawRound: withdrawRound}));
        emit Unbonded(msg.sender, orchestrator, lockId, amount, pool.stake, withdrawRound);

        if (msg.sender == orchestrator && left == 0 && _active.contains(orchestrator)) {
            _active.remove(orchestrator);
            emit Deactivated(orchestrator);
        }
    }

    /// @inheritdoc IStaking
    function withdraw(uint256 lockId) external {
        Lock memory lock = lockOf(msg.sender, lockId);
        require(lock.amount != 0, NoSuchLock(msg.sender, lockId));
        require(currentRound() >= lock.withdrawRound, StillLocked(lock.withdrawRound, currentRound()));
        delete _locks[msg.sender][lockId];
        emit Withdrawn(msg.sender, lockId, lock.amount);
        _token.safeTransfer(msg.sender, lock.amount);
    }

    /// @inheritdoc IStaking
    function initRound() external {
        uint64 round = currentRound();
        uint64 previous = lastRound;
        require(round > previous, RoundAlreadyInitialized(round));

        bytes32 seed =
            keccak256(abi.encode(_ring.seedOf(previous), block.prevrandao, blockhash(block.number - 1), round));
        uint256[MAX_ACTIVE] storage slots = _ring.slots[round % SnapshotRing.SIZE];
        uint256 members = _active.members.length;
        uint96 cumulative = 0;
        uint16 length = 0;
        for (uint256 i = 0; i < members; ++i) {
            address orchestrator = _active.members[i];
            uint96 weight = _weight(_pools[orchestrator], round, previous == 0);
            if (weight != 0) {
                cumulative += weight;
                slots[length++] = SnapshotRing.pack(cumulative, orchestrator);
            }
        }
        require(length != 0, NothingStaked(round));
        _ring.heads[round % SnapshotRing.SIZE] = SnapshotRing.Head({seed: seed, round: round, length: length});
        lastRound = round;
        emit RoundInitialized(round, seed, cumulative, length);
    }

    /// @inheritdoc IStaking
    function currentRound() public view returns (uint64) {
        return (uint64(block.timestamp) - startTime) / roundLength + 1;
    }

    /// @inheritdoc IStaking
    function snapshotOf(uint64 round) external view returns (Snapshot memory) {
        require(_ring.has(round), NoSnapshot(round, lastRound));
        return Snapshot({round: round, seed: _ring.seedOf(round), slots: _ring.slotsOf(round)});
    }

    /// @inheritdoc IStaking
    function orchestratorOf(address orchestrator) external view returns (Orchestrator memory) {
        return Orchestrator({
            stake: _pools[orchestrator].stake,
            selfBond: _bonds[orchestrator][orchestrator],
            active: _active.contains(orchestrator)
        });
    }

    /// @inheritdoc IStaking
    function bondOf(address delegator, address orchestrator) external view returns (uint96) {
        return _bonds[delegator][orchestrator];
    }

    /// @inheritdoc IStaking
    function lockOf(address owner, uint256 lockId) public view returns (Lock memory lock) {
        if (lockId < _locks[owner].length) {
            lock = _locks[owner][lockId];
        }
    }

    /// @inheritdoc IStaking
    function lockCountOf(address owner) external view returns (uint256) {
        return _locks[owner].length;
    }

    /// @inheritdoc IStaking
    function activeSet() external view returns (address[] memory) {
        return _active.members;
    }

    /// @inheritdoc IStaking
    function token() external view returns (address) {
        return address(_token);
    }

    /// @dev The caller bonds to an orchestrator that is registered, or is just registering itself.
    function _bond(address orchestrator, uint96 amount) private {
        Pool memory pool = _poolNow(orchestrator);
        pool.stake += amount;
        pool.fresh += amount;
        _pools[orchestrator] = pool;
        _bonds[msg.sender][orchestrator] += amount;
        totalBonded += amount;
        emit Bonded(msg.sender, orchestrator, amount, pool.stake);
        _activate(orchestrator, pool.stake);
        _token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev Put an orchestrator into the active set if it is not there and there is room, or a smaller stake to replace.
    function _activate(address orchestrator, uint96 stake) private {
        if (_active.contains(orchestrator)) return;
        if (_active.isFull()) {
            (address smallest, uint96 smallestStake) = _smallestActive();
            if (stake <= smallestStake) return;
            _active.remove(smallest);
            emit Deactivated(smallest);
        }
        _active.add(orchestrator);
        emit Activated(orchestrator);
    }

    function _smallestActive() private view returns (address smallest, uint96 stake) {
        stake = type(uint96).max;
        for (uint256 i = 0; i < MAX_ACTIVE; ++i) {
            address member = _active.members[i];
            uint96 s = _pools[member].stake;
            if (s < stake) (smallest, stake) = (member, s);
        }
    }

    /// @dev A pool whose fresh part belongs to the current round.
    function _poolNow(address orchestrator) private view returns (Pool memory pool) {
        pool = _pools[orchestrator];
        uint64 round = currentRound();
        if (pool.freshRound != round) {
            pool.fresh = 0;
            pool.freshRound = round;
        }
    }

    function _weight(Pool memory pool, uint64 round, bool first) private pure returns (uint96) {
        return pool.freshRound == round && !first ? pool.stake - pool.fresh : pool.stake;
    }

    function _requireWithin(bytes32 name, uint256 value, uint256 min, uint256 max) private pure {
        require(value >= min && value <= max, InvalidParameter(name, value, min, max));
    }
}
