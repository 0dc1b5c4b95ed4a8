// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Parameterized} from "./base/Parameterized.sol";
import {IPausable} from "./interfaces/IPausable.sol";
import {IServiceRegistry} from "./interfaces/IServiceRegistry.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {ITicketBroker} from "./interfaces/ITicketBroker.sol";
import {Tickets} from "./libraries/Tickets.sol";

/// @title See ITicketBroker
/// @dev The asset must be one that calls nobody back and moves exactly what it is told to. What is held is the deposits, the
/// reserves, and the fees that Staking has been told of and has not paid out.
contract TicketBroker is EIP712, Parameterized, IPausable, ITicketBroker {
    using SafeERC20 for IERC20;

    /// @dev What was claimed of a reserve since a snapshot was taken.
    struct Claimed {
        uint64 round; // of the snapshot
        uint96 amount;
    }

    uint64 private constant HOLD_ROUNDS = 3;

    /// @dev One ticket of a batch cannot use up the gas of the others, should its sender be a contract that tries to.
    uint256 private constant REDEEM_GAS = 500_000;

    IERC20 private immutable _asset;
    IStaking private immutable _staking;
    IServiceRegistry private immutable _registry;

    /// @inheritdoc IPausable
    bool public paused;
    /// @inheritdoc ITicketBroker
    uint64 public ticketValidity;
    /// @inheritdoc ITicketBroker
    uint64 public unlockRounds;

    mapping(address owner => Account) private _accounts;
    mapping(bytes32 lane => uint64) private _lastNonces;
    mapping(address sender => Claimed) private _claimed;
    mapping(address sender => mapping(address recipient => Claimed)) private _claimedBy;

    constructor(
        address asset_,
        address staking_,
        address registry_,
        address params_,
        uint64 ticketValidity_,
        uint64 unlockRounds_
    ) EIP712("Millrace", "1") Parameterized(params_) {
        _asset = IERC20(asset_);
        _staking = IStaking(staking_);
        _registry = IServiceRegistry(registry_);
        _set("ticketValidity", ticketValidity_);
        _set("unlockRounds", unlockRounds_);
    }

    /// @inheritdoc IPausable
    function setPaused(bool paused_) external only(params) {
        paused = paused_;
        emit PauseSet(paused_);
    }

    /// @inheritdoc ITicketBroker
    function fundFor(address owner, uint96 deposit, uint96 reserve) external {
        require(!paused, Paused());
        uint256 amount = uint256(deposit) + reserve;
        require(amount != 0, ZeroAmount());
        Account storage account = _accounts[owner];
        account.deposit = _sum(account.deposit, deposit);
        account.reserve = _sum(account.reserve, reserve);
        emit Funded(msg.sender, owner, deposit, reserve);
        if (msg.sender == owner && account.withdrawRound != 0) _cancelUnlock(account);
        _asset.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ITicketBroker
    function unlock() external {
        Account storage account = _accounts[msg.sender];
        require(account.deposit != 0 || account.reserve != 0, NothingToWithdraw(msg.sender));
        require(account.withdrawRound == 0, AlreadyUnlocking(msg.sender, account.withdrawRound));
        account.withdrawRound = _staking.currentRound() + unlockRounds;
        emit UnlockStarted(msg.sender, account.withdrawRound);
    }

    /// @inheritdoc ITicketBroker
    function cancelUnlock() external {
        Account storage account = _accounts[msg.sender];
        require(account.withdrawRound != 0, NotUnlocking(msg.sender));
        _cancelUnlock(account);
    }

    /// @inheritdoc ITicketBroker
    function withdraw() external {
        Account memory account = _accounts[msg.sender];
        require(account.withdrawRound != 0, NotUnlocking(msg.sender));
        uint64 opens = account.withdrawRound > account.heldUntil ? account.withdrawRound : account.heldUntil;
        uint64 round = _staking.currentRound();
        require(round >= opens, StillLocked(opens, round));
        delete _accounts[msg.sender];
        emit Withdrawn(msg.sender, account.deposit, account.reserve);
        _asset.safeTransfer(msg.sender, uint256(account.deposit) + account.reserve);
    }

    /// @inheritdoc ITicketBroker
    function redeem(Redemption calldata redemption) public {
        Ticket calldata ticket = redemption.ticket;
        _requireRecipient(ticket.recipient);
        _requireValid(ticket);
        bytes32 digest = ticketDigest(ticket);
        uint256 wins = _countWins(redemption, digest);
        require(
            SignatureChecker.isValidSignatureNowCalldata(ticket.sender, digest, redemption.signature),
            InvalidSignature(ticket.sender, digest)
        );
        _pay(ticket, wins, redemption.snapshotIndex);
    }

    /// @inheritdoc ITicketBroker
    function redeemBatch(Redemption[] calldata redemptions) external returns (uint256 redeemed) {
        bytes32[] memory stopped = new bytes32[](redemptions.length);
        uint256 stops = 0;
        for (uint256 i = 0; i < redemptions.length; ++i) {
            Ticket calldata ticket = redemptions[i].ticket;
            bytes32 lane = _lane(ticket.sender, ticket.recipient, ticket.lane);
            if (_contains(stopped, stops, lane)) {
                emit RedemptionFailed(i, ticketDigest(ticket), "");
                continue;
            }
            // A call to itself, so that a refusal undoes one ticket only; by delegatecall, so that the caller stays who it is.
            (bool ok, bytes memory reason) =
                address(this).delegatecall{gas: REDEEM_GAS}(abi.encodeCall(this.redeem, (redemptions[i])));
            if (ok) {
                ++redeemed;
            } else {
                stopped[stops++] = lane;
                emit RedemptionFailed(i, ticketDigest(ticket), reason);
            }
        }
    }

    /// @inheritdoc ITicketBroker
    function payFees(address to, uint256 amount) external only(address(_staking)) {
        emit FeesPaid(to, amount);
        _asset.safeTransfer(to, amount);
    }

    /// @inheritdoc ITicketBroker
    function accountOf(address owner) external view returns (Account memory) {
        return _accounts[owner];
    }

    /// @inheritdoc ITicketBroker
    function lastNonce(address sender, address recipient, uint32 lane) external view returns (uint64) {
        return _lastNonces[_lane(sender, recipient, lane)];
    }

    /// @inheritdoc ITicketBroker
    function claimableReserve(address sender, address recipient) external view returns (uint256) {
        (,, uint256 size) = _staking.standingOf(recipient, 0, 0);
        return _claimable(sender, recipient, _staking.lastRound(), size);
    }

    /// @inheritdoc ITicketBroker
    function ticketDigest(Ticket calldata ticket) public view returns (bytes32) {
        return _hashTypedDataV4(Tickets.structHash(ticket));
    }

    /// @inheritdoc ITicketBroker
    function winMask(Ticket calldata ticket, bytes32 recipientRand) external view returns (uint256 mask) {
        _requireDraws(ticket.draws);
        bytes32 digest = ticketDigest(ticket);
        for (uint256 draw = 0; draw < ticket.draws; ++draw) {
            if (Tickets.drawValue(digest, recipientRand, draw) < ticket.winProb) mask |= 1 << draw;
        }
    }

    /// @inheritdoc ITicketBroker
    function asset() external view returns (address) {
        return address(_asset);
    }

    /// @inheritdoc ITicketBroker
    function staking() external view returns (address) {
        return address(_staking);
    }

    /// @inheritdoc ITicketBroker
    function serviceRegistry() external view returns (address) {
        return address(_registry);
    }

    /// @inheritdoc Parameterized
    function parameter(bytes32 name) public view override returns (Parameter memory) {
        // The snapshot of a ticket's round must not be forgotten while the ticket is good.
        if (name == "ticketValidity") return Parameter(ticketValidity, 1, 3);
        if (name == "unlockRounds") return Parameter(unlockRounds, 1, 100);
        revert UnknownParameter(name);
    }

    function _store(bytes32 name, uint256 value) internal override {
        if (name == "ticketValidity") ticketValidity = uint64(value);
        else unlockRounds = uint64(value);
    }

    /// @dev Nobody else may redeem: the first redemption is the only one, and an incomplete mask would forfeit the rest.
    function _requireRecipient(address recipient) private view {
        require(
            msg.sender == recipient || msg.sender == _registry.operatorOf(recipient),
            NotRecipient(msg.sender, recipient)
        );
    }

    function _requireValid(Ticket calldata ticket) private view {
        uint64 round = _staking.currentRound();
        require(ticket.round <= round, TicketFromFuture(ticket.round, round));
        uint64 lastValid = ticket.round + ticketValidity;
        require(round <= lastValid, TicketExpired(lastValid, round));
        _requireDraws(ticket.draws);
    }

    function _requireDraws(uint32 draws) private pure {
        require(draws != 0 && draws <= Tickets.MAX_DRAWS, InvalidDraws(draws));
    }

    /// @dev The number of draws in the mask, all of which must have won.
    function _countWins(Redemption calldata redemption, bytes32 digest) private pure returns (uint256 wins) {
        (bytes32 rand, uint256 mask) = (redemption.recipientRand, redemption.winMask);
        (uint256 winProb, uint32 draws) = (redemption.ticket.winProb, redemption.ticket.draws);
        bytes32 hash = Tickets.rrHash(rand);
        require(hash == redemption.ticket.rrHash, WrongRecipientRand(hash, redemption.ticket.rrHash));
        require(mask != 0, NothingWon());
        for (uint256 draw = 0; mask != 0; (++draw, mask >>= 1)) {
            if (mask & 1 == 0) continue;
            require(draw < draws, NoSuchDraw(draw, draws));
            uint256 value = Tickets.drawValue(digest, rand, draw);
            require(value < winProb, DrawLost(draw, value, winProb));
            ++wins;
        }
    }

    /// @dev Move what a ticket won from its sender's account to its recipient's pool: all of it or, by an error, nothing.
    function _pay(Ticket calldata ticket, uint256 wins, uint256 index) private {
        _advance(ticket);
        (bool inRound, bool inLatest, uint256 size) = _staking.standingOf(ticket.recipient, ticket.round, index);
        require(inRound || inLatest, NotInSnapshot(ticket.recipient, ticket.round, index));
        uint256 owed = wins * ticket.faceValue;
        uint256 fromReserve = _debit(ticket.sender, ticket.recipient, owed, inLatest ? size : 0);
        emit TicketRedeemed(ticket.sender, ticket.recipient, ticket.lane, ticket.nonce, wins, owed, fromReserve);
        _staking.creditFees(ticket.recipient, owed);
    }

    function _advance(Ticket calldata ticket) private {
        bytes32 lane = _lane(ticket.sender, ticket.recipient, ticket.lane);
        uint64 last = _lastNonces[lane];
        require(ticket.nonce > last, NonceUsed(ticket.nonce, last));
        _lastNonces[lane] = ticket.nonce;
    }

    /// @param size of the snapshot that shares the reserve; zero when the recipient has no part in it
    function _debit(address sender, address recipient, uint256 owed, uint256 size)
        private
        returns (uint256 fromReserve)
    {
        Account storage account = _accounts[sender];
        uint256 deposit = account.deposit;
        if (owed <= deposit) {
            account.deposit = uint96(deposit - owed);
            return 0;
        }
        fromReserve = owed - deposit;
        uint64 round = _staking.lastRound();
        uint256 claimable = _claimable(sender, recipient, round, size);
        require(fromReserve <= claimable, InsufficientFunds(sender, deposit + claimable, owed));
        account.deposit = 0;
        // Both are at most the reserve, which fits.
        account.reserve -= uint96(fromReserve);
        account.heldUntil = _staking.currentRound() + HOLD_ROUNDS;
        _addClaim(_claimed[sender], round, uint96(fromReserve));
        _addClaim(_claimedBy[sender][recipient], round, uint96(fromReserve));
    }

    /// @dev An equal share of what the reserve was when the snapshot's first claim came, less what the recipient had of it.
    function _claimable(address sender, address recipient, uint64 round, uint256 size) private view returns (uint256) {
        if (size == 0) return 0;
        uint256 reserve = _accounts[sender].reserve;
        uint256 share = (reserve + _claimedIn(_claimed[sender], round)) / size;
        uint256 had = _claimedIn(_claimedBy[sender][recipient], round);
        // Less than a share may be left if the account was withdrawn since.
        return Math.min(Math.saturatingSub(share, had), reserve);
    }

    function _claimedIn(Claimed storage claimed, uint64 round) private view returns (uint96) {
        return claimed.round == round ? claimed.amount : 0;
    }

    function _addClaim(Claimed storage claimed, uint64 round, uint96 amount) private {
        claimed.amount = _claimedIn(claimed, round) + amount;
        claimed.round = round;
    }

    function _cancelUnlock(Account storage account) private {
        account.withdrawRound = 0;
        emit UnlockCancelled(msg.sender);
    }

    function _sum(uint96 a, uint96 b) private pure returns (uint96) {
        uint256 sum = uint256(a) + b;
        require(sum <= type(uint96).max, AmountTooLarge(sum, type(uint96).max));
        return uint96(sum);
    }

    function _lane(address sender, address recipient, uint32 lane) private pure returns (bytes32) {
        return keccak256(abi.encode(sender, recipient, lane));
    }

    function _contains(bytes32[] memory lanes, uint256 count, bytes32 lane) private pure returns (bool) {
        for (uint256 i = 0; i < count; ++i) {
            if (lanes[i] == lane) return true;
        }
        return false;
    }
}
