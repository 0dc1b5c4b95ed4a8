// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {Parameterized} from "./base/Parameterized.sol";
import {IMinter} from "./interfaces/IMinter.sol";
import {IPausable} from "./interfaces/IPausable.sol";
import {IStakeToken} from "./interfaces/IStakeToken.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {ITicketBroker} from "./interfaces/ITicketBroker.sol";
import {ActiveSet} from "./libraries/ActiveSet.sol";
import {Parts} from "./libraries/Parts.sol";
import {Pools} from "./libraries/Pools.sol";
import {Selection} from "./libraries/Selection.sol";
import {MAX_ACTIVE, SnapshotRing} from "./libraries/SnapshotRing.sol";

/// @title See IStaking
/// @dev The token must be one that calls nobody back and moves exactly what it is told to. Its supply must fit 96 bits, so no
/// sum of stakes can overflow and no snapshot can fail for it.
contract Staking is Parameterized, IPausable, IStaking {
    using SafeERC20 for IERC20;
    using ActiveSet for ActiveSet.Set;
    using Pools for Pools.Pool;
    using Pools for Pools.Commission;
    using SnapshotRing for SnapshotRing.Ring;

    /// @dev Shares of what is unbonding from a pool. One storage slot.
    struct StoredLock {
        uint112 ubShares;
        uint32 withdrawRound;
        uint24 epoch;
        uint24 number; // of the orchestrator
    }

    uint64 private constant MIN_ROUND_LENGTH = 1 seconds;
    uint64 private constant MAX_ROUND_LENGTH = 30 days;
    uint64 private constant MAX_UNBONDING_ROUNDS = 1000;
    uint256 private constant MAX_MIN_SELF_SHARE = 500_000;
    uint256 private constant MAX_FINDER_PART = 500_000;

    IERC20 private immutable _token;

    /// @inheritdoc IStaking
    uint64 public immutable roundLength;
    /// @inheritdoc IStaking
    uint64 public immutable startTime;
    /// @inheritdoc IStaking
    uint64 public immutable unbondingRounds;

    // What every bond reads, in one slot.

    /// @inheritdoc IStaking
    uint64 public lastRound;
    /// @inheritdoc IPausable
    bool public paused;
    /// @inheritdoc IStaking
    uint96 public minSelfBond;
    /// @inheritdoc IStaking
    uint32 public minSelfShare;

    /// @inheritdoc IStaking
    address public minter;
    /// @inheritdoc IStaking
    address public ticketBroker;
    /// @inheritdoc IStaking
    address public faultCourt;

    address[] private _orchestrators;
    mapping(address orchestrator => Pools.Pool) private _pools;
    mapping(address delegator => mapping(address orchestrator => Pools.Delegation)) private _delegations;
    mapping(address owner => StoredLock[]) private _locks;
    ActiveSet.Set private _active;
    SnapshotRing.Ring private _ring;

    constructor(
        address token_,
        address params_,
        uint64 roundLength_,
        uint64 unbondingRounds_,
        uint96 minSelfBond_,
        uint32 minSelfShare_
    ) Parameterized(params_) {
        _requireWithin("roundLength", roundLength_, MIN_ROUND_LENGTH, MAX_ROUND_LENGTH);
        _requireWithin("unbondingRounds", unbondingRounds_, 1, MAX_UNBONDING_ROUNDS);
        _set("minSelfBond", minSelfBond_);
        _set("minSelfShare", minSelfShare_);
        _token = IERC20(token_);
        roundLength = roundLength_;
        unbondingRounds = unbondingRounds_;
        startTime = uint64(block.timestamp);
    }

    modifier whenNotPaused() {
        require(!paused, Paused());
        _;
    }

    /// @inheritdoc IStaking
    function wire(address minter_, address ticketBroker_, address faultCourt_) external only(params) {
        require(minter == address(0), AlreadyWired());
        require(minter_ != address(0) && ticketBroker_ != address(0) && faultCourt_ != address(0), ZeroAddress());
        (minter, ticketBroker, faultCourt) = (minter_, ticketBroker_, faultCourt_);
        emit Wired(minter_, ticketBroker_, faultCourt_);
    }

    /// @inheritdoc IPausable
    function setPaused(bool paused_) external only(params) {
        paused = paused_;
        emit PauseSet(paused_);
    }

    /// @inheritdoc IStaking
    function register(uint96 amount, uint32 rewardCut, uint32 feeShare) external whenNotPaused {
        Pools.Pool storage pool = _pools[msg.sender];
        require(pool.selfShares == 0, AlreadyRegistered(msg.sender));
        require(amount >= minSelfBond, SelfBondTooSmall(amount, minSelfBond));
        uint32 round = _round();
        bool first = pool.number == 0;
        if (first) {
            _orchestrators.push(msg.sender);
            pool.number = uint24(_orchestrators.length);
        }
        emit Registered(msg.sender, amount);
        _setCommission(pool, rewardCut, feeShare, round, first ? round : round + 1);
        _bond(pool, msg.sender, amount, round);
    }

    /// @inheritdoc IStaking
    function bond(address orchestrator, uint96 amount) public whenNotPaused {
        require(amount != 0, ZeroAmount());
        Pools.Pool storage pool = _pools[orchestrator];
        require(pool.selfShares != 0, NotRegistered(orchestrator));
        _bond(pool, orchestrator, amount, _round());
    }

    /// @inheritdoc IStaking
    function bondWithPermit(address orchestrator, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        // Whoever saw the permit may have used it; what counts is the allowance, which bond needs.
        try IERC20Permit(address(_token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        bond(orchestrator, amount);
    }

    /// @inheritdoc IStaking
    function unbond(address orchestrator, uint96 amount) external returns (uint256 lockId) {
        require(amount != 0, ZeroAmount());
        Pools.Pool storage pool = _pools[orchestrator];
        Pools.Delegation storage d = _delegations[msg.sender][orchestrator];
        uint256 bonded = _worth(pool, d);
        require(amount <= bonded, InsufficientBond(bonded, amount));
        uint32 round = _round();
        uint112 shares = pool.unbond(d, amount, round);
        if (msg.sender == orchestrator) _leaveSelf(pool, orchestrator, shares);
        _weigh(pool, orchestrator, round);

        lockId = _locks[msg.sender].length;
        uint64 withdrawRound = round + unbondingRounds;
        _locks[msg.sender].push(
            StoredLock({
                ubShares: pool.beginUnbonding(amount),
                withdrawRound: uint32(withdrawRound),
                epoch: pool.ubEpoch,
                number: pool.number
            })
        );
        emit Unbonded(msg.sender, orchestrator, lockId, amount, pool.stake, withdrawRound);
    }

    /// @inheritdoc IStaking
    function withdraw(uint256 lockId) external {
        require(lockId < _locks[msg.sender].length, NoSuchLock(msg.sender, lockId));
        StoredLock memory lock = _locks[msg.sender][lockId];
        require(lock.ubShares != 0, NoSuchLock(msg.sender, lockId));
        require(currentRound() >= lock.withdrawRound, StillLocked(lock.withdrawRound, currentRound()));
        delete _locks[msg.sender][lockId];
        uint96 amount = _pools[_orchestrators[lock.number - 1]].endUnbonding(lock.ubShares, lock.epoch);
        emit Withdrawn(msg.sender, lockId, amount);
        _token.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IStaking
    function claim(address orchestrator) external returns (uint256 fees, uint256 rewards) {
        Pools.Delegation storage d = _settled(orchestrator);
        (fees, rewards) = (d.fees, d.rewards);
        (d.fees, d.rewards) = (0, 0);
        emit Claimed(msg.sender, orchestrator, fees, rewards);
        if (rewards != 0) _token.safeTransfer(msg.sender, rewards);
        if (fees != 0) ITicketBroker(ticketBroker).payFees(msg.sender, fees);
    }

    /// @inheritdoc IStaking
    function claimRewards(address orchestrator) external returns (uint256 rewards) {
        Pools.Delegation storage d = _settled(orchestrator);
        rewards = d.rewards;
        d.rewards = 0;
        emit Claimed(msg.sender, orchestrator, 0, rewards);
        _token.safeTransfer(msg.sender, rewards);
    }

    /// @inheritdoc IStaking
    function setCommission(uint32 rewardCut, uint32 feeShare) external {
        Pools.Pool storage pool = _pools[msg.sender];
        require(pool.selfShares != 0, NotRegistered(msg.sender));
        uint32 round = _round();
        _setCommission(pool, rewardCut, feeShare, round, round + 1);
    }

    /// @inheritdoc IStaking
    function activate(address orchestrator) external {
        Pools.Pool storage pool = _pools[orchestrator];
        require(pool.position == 0, AlreadyActive(orchestrator));
        require(_mayBeActive(pool) && _join(pool, orchestrator), CannotActivate(orchestrator));
        _weigh(pool, orchestrator, _round());
    }

    /// @inheritdoc IStaking
    function initRound() external {
        uint64 round = currentRound();
        uint64 previous = lastRound;
        require(round > previous, RoundAlreadyInitialized(round));
        require(minter != address(0), NotWired());

        bytes32 seed =
            keccak256(abi.encode(_ring.seedOf(previous), block.prevrandao, blockhash(block.number - 1), round));
        uint128 late = _active.late;
        _weighLate(late, uint32(round));
        (uint96 total, uint16 length) = _takeSnapshot(round);
        require(length != 0, NothingStaked(round));
        if (late != 0) {
            _weighLate(late, 0);
            _active.late = 0;
        }
        _ring.heads[round % SnapshotRing.SIZE] =
            SnapshotRing.Head({seed: seed, round: round, length: length, total: total});
        lastRound = round;
        emit RoundInitialized(round, seed, total, length);
        IMinter(minter).openRound(round, total, msg.sender);
    }

    /// @inheritdoc IStaking
    function reward(uint256 index) external returns (uint256 amount) {
        uint32 round = _round();
        require(lastRound == round, RoundNotInitialized(round));
        require(_ring.isAt(round, index, msg.sender), NotInSnapshot(msg.sender, round, index));
        Pools.Pool storage pool = _pools[msg.sender];
        require(pool.commission.lastRewardRound != round, AlreadyRewarded(msg.sender, round));
        pool.commission.lastRewardRound = round;
        (uint32 rewardCut,) = pool.commission.commissionIn(round);
        amount = IMinter(minter).mintReward(round, _ring.weightAt(round, index), _ring.totalOf(round));

        pool.settleRound(round);
        (uint128 next, uint256 toShares) = pool.split(pool.earned.rewards, amount, Parts.WHOLE - rewardCut);
        pool.earned.rewards = next;
        _delegations[msg.sender][msg.sender].rewards += uint128(amount - toShares);
        emit Rewarded(msg.sender, round, amount, toShares);
    }

    /// @inheritdoc IStaking
    function creditFees(address orchestrator, uint256 amount) external only(ticketBroker) {
        uint32 round = _round();
        Pools.Pool storage pool = _pools[orchestrator];
        (, uint32 feeShare) = pool.commission.commissionIn(round);
        pool.settleRound(round);
        (uint128 next, uint256 toShares) = pool.split(pool.earned.fees, amount, feeShare);
        pool.earned.fees = next;
        _delegations[orchestrator][orchestrator].fees += uint128(amount - toShares);
        emit FeesCredited(orchestrator, round, amount, toShares);
    }

    /// @inheritdoc IStaking
    function slash(address orchestrator, uint256 part, address finder, uint256 finderPart)
        external
        only(faultCourt)
        returns (uint256 slashed)
    {
        require(part <= Parts.WHOLE && finderPart <= MAX_FINDER_PART, InvalidSlash(part, finderPart));
        Pools.Pool storage pool = _pools[orchestrator];
        (uint256 bonded, uint256 unbonding, uint256 ownBonded) = pool.slash(part);
        if (pool.position != 0 && !_mayBeActive(pool)) _deactivate(orchestrator);
        _weigh(pool, orchestrator, _round());

        slashed = bonded + unbonding;
        uint256 finderReward = Parts.floor(finderPart, ownBonded);
        emit Slashed(orchestrator, finder, bonded, unbonding, finderReward);
        IStakeToken(address(_token)).burn(slashed - finderReward);
        _token.safeTransfer(finder, finderReward);
    }

    /// @inheritdoc IStaking
    function currentRound() public view returns (uint64) {
        return (uint64(block.timestamp) - startTime) / roundLength + 1;
    }

    /// @inheritdoc IStaking
    function snapshotOf(uint64 round) external view returns (Snapshot memory) {
        _requireSnapshot(round);
        return Snapshot({round: round, seed: _ring.seedOf(round), slots: _ring.slotsOf(round)});
    }

    /// @inheritdoc IStaking
    function standingOf(address orchestrator, uint64 round, uint256 index)
        external
        view
        returns (bool inRound, bool inLatest, uint256 latestSize)
    {
        uint64 latest = lastRound;
        inLatest = _ring.isAt(latest, index, orchestrator);
        inRound = round == latest ? inLatest : _ring.isAt(round, index, orchestrator);
        latestSize = _ring.sizeOf(latest);
    }

    /// @inheritdoc IStaking
    function draw(uint64 round, bytes32 seed, uint256 count) external view returns (address[] memory) {
        _requireSnapshot(round);
        return Selection.draw(_ring.slotsOf(round), seed, count);
    }

    /// @inheritdoc IStaking
    function orchestratorOf(address orchestrator) external view returns (Orchestrator memory o) {
        Pools.Pool storage pool = _pools[orchestrator];
        o.stake = pool.stake;
        o.selfBond = uint96(pool.stakeOf(pool.selfShares));
        o.active = pool.position != 0;
        (o.rewardCut, o.feeShare) = pool.commission.commissionIn(_round());
        o.nextRewardCut = pool.commission.nextRewardCut;
        o.nextFeeShare = pool.commission.nextFeeShare;
        o.commissionRound = pool.commission.nextRound;
        o.lastRewardRound = pool.commission.lastRewardRound;
        o.shares = pool.shares;
        o.unbonding = pool.ubStake;
    }

    /// @inheritdoc IStaking
    function orchestratorCount() external view returns (uint256) {
        return _orchestrators.length;
    }

    /// @inheritdoc IStaking
    function orchestrators(uint256 offset, uint256 limit) external view returns (address[] memory page) {
        uint256 count = _orchestrators.length;
        uint256 left = offset < count ? count - offset : 0;
        page = new address[](limit < left ? limit : left);
        for (uint256 i = 0; i < page.length; ++i) {
            page[i] = _orchestrators[offset + i];
        }
    }

    /// @inheritdoc IStaking
    function bondOf(address delegator, address orchestrator) external view returns (uint96) {
        return uint96(_worth(_pools[orchestrator], _delegations[delegator][orchestrator]));
    }

    /// @inheritdoc IStaking
    function sharesOf(address delegator, address orchestrator) external view returns (uint112) {
        Pools.Delegation storage d = _delegations[delegator][orchestrator];
        return d.shares + d.fresh;
    }

    /// @inheritdoc IStaking
    function earningsOf(address delegator, address orchestrator) external view returns (Earnings memory) {
        (uint256 fees, uint256 rewards) = _pools[orchestrator].earnings(_delegations[delegator][orchestrator], _round());
        return Earnings({fees: uint128(fees), rewards: uint128(rewards)});
    }

    /// @inheritdoc IStaking
    function lockOf(address owner, uint256 lockId) external view returns (Lock memory) {
        if (lockId >= _locks[owner].length || _locks[owner][lockId].ubShares == 0) return Lock(0, 0, address(0));
        StoredLock memory lock = _locks[owner][lockId];
        address orchestrator = _orchestrators[lock.number - 1];
        return Lock({
            amount: _pools[orchestrator].unbondingStakeOf(lock.ubShares, lock.epoch),
            withdrawRound: lock.withdrawRound,
            orchestrator: orchestrator
        });
    }

    /// @inheritdoc IStaking
    function lockCountOf(address owner) external view returns (uint256) {
        return _locks[owner].length;
    }

    /// @inheritdoc IStaking
    function activeSet() external view returns (address[] memory) {
        return _active.members();
    }

    /// @inheritdoc IStaking
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc Parameterized
    function parameter(bytes32 name) public view override returns (Parameter memory) {
        if (name == "minSelfBond") return Parameter(minSelfBond, 1, type(uint96).max);
        if (name == "minSelfShare") return Parameter(minSelfShare, 0, MAX_MIN_SELF_SHARE);
        revert UnknownParameter(name);
    }

    function _store(bytes32 name, uint256 value) internal override {
        if (name == "minSelfBond") minSelfBond = uint96(value);
        else minSelfShare = uint32(value);
    }

    /// @dev The caller bonds to an orchestrator that is registered, or is just registering itself.
    function _bond(Pools.Pool storage pool, address orchestrator, uint96 amount, uint32 round) private {
        require(!pool.isRuined(), PoolRuined(orchestrator));
        uint112 shares = pool.bond(_delegations[msg.sender][orchestrator], amount, round);
        bool own = msg.sender == orchestrator;
        if (own) pool.selfShares += shares;
        _requireSelfShare(pool);
        emit Bonded(msg.sender, orchestrator, amount, pool.stake);
        // To look for the smallest member is for those who gain by it.
        if (pool.position == 0 && (own || !_active.isFull()) && _mayBeActive(pool)) _join(pool, orchestrator);
        _weigh(pool, orchestrator, round);
        _token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev An orchestrator has taken shares of its own out: what is left is nothing, or enough.
    function _leaveSelf(Pools.Pool storage pool, address orchestrator, uint112 shares) private {
        pool.selfShares -= shares;
        if (pool.selfShares == 0) {
            if (pool.position != 0) _deactivate(orchestrator);
            return;
        }
        uint256 left = pool.stakeOf(pool.selfShares);
        require(left >= minSelfBond, SelfBondTooSmall(left, minSelfBond));
        _requireSelfShare(pool);
    }

    function _requireSelfShare(Pools.Pool storage pool) private view {
        require(
            pool.selfShares * Parts.WHOLE >= uint256(pool.shares) * minSelfShare,
            SelfShareTooSmall(pool.selfShares * Parts.WHOLE / pool.shares, minSelfShare)
        );
    }

    function _mayBeActive(Pools.Pool storage pool) private view returns (bool) {
        return pool.selfShares != 0 && pool.stakeOf(pool.selfShares) >= minSelfBond && !pool.isRuined();
    }

    /// @dev Put an orchestrator into the active set if there is room, or a smaller weight to replace.
    function _join(Pools.Pool storage pool, address orchestrator) private returns (bool) {
        if (_active.isFull()) {
            (address smallest, uint96 weight) = _active.smallest();
            if (pool.stake <= weight) return false;
            _deactivate(smallest);
        }
        _active.add(_pools, orchestrator);
        emit Activated(orchestrator);
        return true;
    }

    function _deactivate(address orchestrator) private {
        _active.remove(_pools, orchestrator);
        emit Deactivated(orchestrator);
    }

    function _setCommission(Pools.Pool storage pool, uint32 rewardCut, uint32 feeShare, uint32 round, uint32 from)
        private
    {
        require(rewardCut <= Parts.WHOLE && feeShare <= Parts.WHOLE, InvalidCommission(rewardCut, feeShare));
        pool.commission.setCommission(rewardCut, feeShare, round, from);
        emit CommissionSet(msg.sender, rewardCut, feeShare, from);
    }

    /// @dev Bring an active orchestrator's weight up to date. What was bonded in a round does not count in that round's snapshot,
    /// should that still be to come; it counts from the next. Only the very first snapshot counts all there is.
    function _weigh(Pools.Pool storage pool, address orchestrator, uint32 round) private {
        uint256 position = pool.position;
        if (position == 0) return;
        uint64 last = lastRound;
        uint96 stake = pool.stake;
        uint96 weight = last == round || last == 0 ? stake : pool.weight(round);
        _active.weigh(position, orchestrator, weight, weight != stake);
    }

    /// @dev Bring the weights up to date that change when a round ends.
    /// @param marks the entries they are
    /// @param round whose bonds do not count; zero to count all
    function _weighLate(uint128 marks, uint32 round) private {
        for (uint256 i = 0; marks != 0; (++i, marks >>= 1)) {
            if (marks & 1 == 0) continue;
            address orchestrator = _active.memberAt(i);
            Pools.Pool storage pool = _pools[orchestrator];
            _active.weigh(i + 1, orchestrator, pool.weight(round), false);
        }
    }

    /// @dev Write the weights into the round's place in the ring, as sums. A slot that holds the right value already, as after
    /// four rounds without a bond, is not written.
    function _takeSnapshot(uint64 round) private returns (uint96 cumulative, uint16 length) {
        uint256[MAX_ACTIVE] storage slots = _ring.slots[round % SnapshotRing.SIZE];
        uint256[MAX_ACTIVE] storage entries = _active.entries;
        uint256 count = _active.count;
        for (uint256 i = 0; i < count; ++i) {
            uint256 entry = entries[i];
            uint96 weight = uint96(entry >> 160);
            if (weight == 0) continue;
            cumulative += weight;
            uint256 slot = SnapshotRing.pack(cumulative, address(uint160(entry)));
            if (slots[length] != slot) slots[length] = slot;
            ++length;
        }
    }

    /// @dev The caller's delegation with all it has earned put aside.
    function _settled(address orchestrator) private returns (Pools.Delegation storage d) {
        Pools.Pool storage pool = _pools[orchestrator];
        d = _delegations[msg.sender][orchestrator];
        pool.mature(d, _round());
        pool.settle(d);
    }

    function _worth(Pools.Pool storage pool, Pools.Delegation storage d) private view returns (uint256) {
        return pool.stakeOf(uint256(d.shares) + d.fresh);
    }

    /// @dev The current round as it is stored; see Pools.
    function _round() private view returns (uint32) {
        return uint32(currentRound());
    }

    function _requireSnapshot(uint64 round) private view {
        require(_ring.has(round), NoSnapshot(round, lastRound));
    }
}
