// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {Parameterized} from "./base/Parameterized.sol";
import {IFaultCourt} from "./interfaces/IFaultCourt.sol";
import {IServiceRegistry} from "./interfaces/IServiceRegistry.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {ITicketBroker} from "./interfaces/ITicketBroker.sol";
import {Evidence} from "./libraries/Evidence.sol";
import {Merkle} from "./libraries/Merkle.sol";
import {Parts} from "./libraries/Parts.sol";

/// @title See IFaultCourt
/// @dev Signatures of orchestrators are ECDSA only: what a contract says of a signature today it may deny tomorrow. The
/// broadcaster's is not asked for, since no orchestrator signs what a broadcaster did not.
contract FaultCourt is EIP712, Parameterized, IFaultCourt {
    using SafeERC20 for IERC20;

    /// @notice What a deployment begins with. Parts are of a pool, in millionths.
    struct Config {
        uint32 equivocation;
        uint32 overbilling;
        uint32 missedDeadline;
        uint32 unavailable;
        uint32 finderPart; // of what the orchestrator itself lost, in millionths
        uint32 answerTime; // in seconds
        uint32 retention; // for how long a rendition must be kept, in seconds
        uint32 evidenceRounds; // for how many rounds after its own a header can be evidence
        uint32 maxChallenges; // of one challenger to one orchestrator at once
        uint96 challengeStake; // in the asset
    }

    uint256 private constant MAX_PENALTY = 200_000;
    uint256 private constant MAX_FINDER_PART = 500_000;
    uint256 private constant MAX_CHALLENGE_STAKE = 1_000_000_000; // a thousand dollars, of six decimals

    IERC20 private immutable _asset;
    IStaking private immutable _staking;
    IServiceRegistry private immutable _registry;
    ITicketBroker private immutable _broker;

    Config private _config;
    /// @inheritdoc IFaultCourt
    uint256 public challengeCount;
    mapping(uint256 challengeId => Challenge) private _challenges;
    mapping(bytes32 question => uint256 challengeId) private _open;
    mapping(address challenger => mapping(address orchestrator => uint256)) private _openCount;
    mapping(bytes32 faultId => bool) private _punished;
    mapping(address account => uint256) private _due;

    constructor(
        address asset_,
        address staking_,
        address registry_,
        address broker_,
        address params_,
        Config memory config
    ) EIP712("Millrace", "1") Parameterized(params_) {
        _asset = IERC20(asset_);
        _staking = IStaking(staking_);
        _registry = IServiceRegistry(registry_);
        _broker = ITicketBroker(broker_);
        _set("equivocation", config.equivocation);
        _set("overbilling", config.overbilling);
        _set("missedDeadline", config.missedDeadline);
        _set("unavailable", config.unavailable);
        _set("finderPart", config.finderPart);
        _set("answerTime", config.answerTime);
        _set("retention", config.retention);
        _set("evidenceRounds", config.evidenceRounds);
        _set("maxChallenges", config.maxChallenges);
        _set("challengeStake", config.challengeStake);
    }

    /// @inheritdoc IFaultCourt
    function reportEquivocation(
        Header calldata header,
        Receipt calldata first,
        bytes calldata firstSignature,
        Receipt calldata second,
        bytes calldata secondSignature
    ) external {
        bytes32 headerHash = _requireReached(header);
        bytes32 digest = _requireReceipt(header, headerHash, first, firstSignature);
        require(digest != _requireReceipt(header, headerHash, second, secondSignature), SameReceipt(digest));
        _punish(Fault.Equivocation, header.orchestrator, headerHash, msg.sender);
    }

    /// @inheritdoc IFaultCourt
    function reportOverbilling(
        Header calldata header,
        Profile[] calldata profiles,
        Receipt calldata receipt,
        bytes calldata signature,
        Rendition calldata rendition
    ) external {
        bytes32 headerHash = _requireReached(header);
        _requireReceipt(header, headerHash, receipt, signature);
        _requireProfiles(header, profiles);
        require(rendition.count == profiles.length, WrongCount(rendition.count, profiles.length));
        _requireDelivered(rendition, receipt.renditionsRoot);
        _requireOverbilled(header, profiles[rendition.index], rendition.leaf);
        _punish(Fault.Overbilling, header.orchestrator, headerHash, msg.sender);
    }

    /// @inheritdoc IFaultCourt
    function reportOverpricing(
        Header calldata header,
        Profile[] calldata profiles,
        Ack calldata ack,
        bytes calldata signature,
        ITicketBroker.Ticket calldata ticket
    ) external {
        bytes32 headerHash = _requireReached(header);
        _requireAck(header, headerHash, ack, signature);
        _requireProfiles(header, profiles);
        bytes32 digest = _broker.ticketDigest(ticket);
        require(
            digest == ack.ticketDigest && ticket.recipient == header.orchestrator, WrongTicket(digest, ack.ticketDigest)
        );
        uint256 due = Evidence.cost(Evidence.pixelsOf(header, profiles), header.price);
        uint256 billed = Evidence.expectedValue(ticket);
        require(billed > due, NothingOverbilled(billed, due));
        _punish(Fault.Overbilling, header.orchestrator, headerHash, msg.sender);
    }

    /// @inheritdoc IFaultCourt
    function challengeDeadline(Header calldata header, Ack calldata ack, bytes calldata signature)
        external
        returns (uint256 challengeId)
    {
        bytes32 headerHash = _requireReached(header);
        _requireAck(header, headerHash, ack, signature);
        require(block.timestamp * 1000 > ack.deadline, DeadlineNotPassed(ack.deadline, block.timestamp * 1000));
        Challenge memory challenge = _begin(Fault.MissedDeadline, header, headerHash);
        return _ask(challenge);
    }

    /// @inheritdoc IFaultCourt
    function challengeAvailability(
        Header calldata header,
        Receipt calldata receipt,
        bytes calldata signature,
        Rendition calldata rendition,
        uint64 chunkIndex
    ) external returns (uint256 challengeId) {
        Challenge memory challenge = _begin(Fault.Unavailable, header, _requireReached(header));
        _requireReceipt(header, challenge.headerHash, receipt, signature);
        _requireDelivered(rendition, receipt.renditionsRoot);
        _requireRetained(receipt.completedAt);
        challenge.chunkRoot = rendition.leaf.chunkRoot;
        challenge.chunkIndex = chunkIndex;
        challenge.chunkCount = Evidence.chunkCount(rendition.leaf.size);
        require(chunkIndex < challenge.chunkCount, NoSuchChunk(chunkIndex, challenge.chunkCount));
        return _ask(challenge);
    }

    /// @inheritdoc IFaultCourt
    function answerDeadline(uint256 challengeId, Receipt calldata receipt, bytes calldata signature) external {
        Challenge memory challenge = _requireOpen(challengeId, Fault.MissedDeadline);
        bytes32 headerHash = challenge.headerHash;
        require(receipt.headerHash == headerHash, WrongHeader(receipt.headerHash, headerHash));
        _requireSigned(challenge.orchestrator, challenge.round, receiptDigest(receipt), signature);
        _answered(challengeId, challenge);
    }

    /// @inheritdoc IFaultCourt
    function answerAvailability(uint256 challengeId, bytes calldata chunk, bytes32[] calldata proof) external {
        Challenge memory challenge = _requireOpen(challengeId, Fault.Unavailable);
        bytes32 leaf = Merkle.leafHash(chunk);
        require(
            Merkle.verify(leaf, challenge.chunkIndex, challenge.chunkCount, proof, challenge.chunkRoot),
            InvalidProof(leaf, challenge.chunkIndex, challenge.chunkCount)
        );
        _answered(challengeId, challenge);
    }

    /// @inheritdoc IFaultCourt
    function settle(uint256 challengeId) external {
        Challenge memory challenge = _challenges[challengeId];
        require(challenge.answerBy != 0, NoSuchChallenge(challengeId));
        require(block.timestamp > challenge.answerBy, AnswerStillDue(challenge.answerBy, block.timestamp));
        _end(challengeId, challenge);
        _due[challenge.challenger] += challenge.stake;
        // Another challenge may have had it punished; this one was right all the same.
        if (!isPunished(challenge.fault, challenge.headerHash)) {
            _punish(challenge.fault, challenge.orchestrator, challenge.headerHash, challenge.challenger);
        }
    }

    /// @inheritdoc IFaultCourt
    function collect() external returns (uint256 amount) {
        amount = _due[msg.sender];
        require(amount != 0, NothingDue(msg.sender));
        _due[msg.sender] = 0;
        emit Collected(msg.sender, amount);
        _asset.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IFaultCourt
    function challengeOf(uint256 challengeId) external view returns (Challenge memory) {
        return _challenges[challengeId];
    }

    /// @inheritdoc IFaultCourt
    function dueTo(address account) external view returns (uint256) {
        return _due[account];
    }

    /// @inheritdoc IFaultCourt
    function openChallenges(address challenger, address orchestrator) external view returns (uint256) {
        return _openCount[challenger][orchestrator];
    }

    /// @inheritdoc IFaultCourt
    function isPunished(Fault fault, bytes32 headerHash) public view returns (bool) {
        return _punished[_faultId(fault, headerHash)];
    }

    /// @inheritdoc IFaultCourt
    function penaltyOf(Fault fault) public view returns (uint256) {
        if (fault == Fault.Equivocation) return _config.equivocation;
        if (fault == Fault.Overbilling) return _config.overbilling;
        if (fault == Fault.MissedDeadline) return _config.missedDeadline;
        return _config.unavailable;
    }

    /// @inheritdoc IFaultCourt
    function headerDigest(Header calldata header) public view returns (bytes32) {
        return _hashTypedDataV4(Evidence.structHash(header));
    }

    /// @inheritdoc IFaultCourt
    function ackDigest(Ack calldata ack) public view returns (bytes32) {
        return _hashTypedDataV4(Evidence.structHash(ack));
    }

    /// @inheritdoc IFaultCourt
    function receiptDigest(Receipt calldata receipt) public view returns (bytes32) {
        return _hashTypedDataV4(Evidence.structHash(receipt));
    }

    /// @inheritdoc IFaultCourt
    function asset() external view returns (address) {
        return address(_asset);
    }

    /// @inheritdoc IFaultCourt
    function staking() external view returns (address) {
        return address(_staking);
    }

    /// @inheritdoc IFaultCourt
    function serviceRegistry() external view returns (address) {
        return address(_registry);
    }

    /// @inheritdoc IFaultCourt
    function ticketBroker() external view returns (address) {
        return address(_broker);
    }

    /// @inheritdoc Parameterized
    function parameter(bytes32 name) public view override returns (Parameter memory) {
        if (name == "equivocation") return Parameter(_config.equivocation, 0, MAX_PENALTY);
        if (name == "overbilling") return Parameter(_config.overbilling, 0, MAX_PENALTY);
        if (name == "missedDeadline") return Parameter(_config.missedDeadline, 0, MAX_PENALTY);
        if (name == "unavailable") return Parameter(_config.unavailable, 0, MAX_PENALTY);
        if (name == "finderPart") return Parameter(_config.finderPart, 0, MAX_FINDER_PART);
        if (name == "answerTime") return Parameter(_config.answerTime, 1, 7 days);
        if (name == "retention") return Parameter(_config.retention, 1 minutes, 7 days);
        if (name == "evidenceRounds") return Parameter(_config.evidenceRounds, 1, _maxEvidenceRounds());
        if (name == "maxChallenges") return Parameter(_config.maxChallenges, 1, 1000);
        if (name == "challengeStake") return Parameter(_config.challengeStake, 1, MAX_CHALLENGE_STAKE);
        revert UnknownParameter(name);
    }

    function _store(bytes32 name, uint256 value) internal override {
        if (name == "equivocation") _config.equivocation = uint32(value);
        else if (name == "overbilling") _config.overbilling = uint32(value);
        else if (name == "missedDeadline") _config.missedDeadline = uint32(value);
        else if (name == "unavailable") _config.unavailable = uint32(value);
        else if (name == "finderPart") _config.finderPart = uint32(value);
        else if (name == "answerTime") _config.answerTime = uint32(value);
        else if (name == "retention") _config.retention = uint32(value);
        else if (name == "evidenceRounds") _config.evidenceRounds = uint32(value);
        else if (name == "maxChallenges") _config.maxChallenges = uint32(value);
        else _config.challengeStake = uint96(value);
    }

    /// @dev Stake that was there when a header was signed is still within reach of a slash while the header is evidence.
    function _maxEvidenceRounds() private view returns (uint256) {
        uint64 unbonding = _staking.unbondingRounds();
        return unbonding > 1 ? unbonding - 1 : 1;
    }

    function _requireReached(Header calldata header) private view returns (bytes32 headerHash) {
        uint64 round = _staking.currentRound();
        require(
            header.round <= round && round - header.round <= _config.evidenceRounds,
            RoundOutOfReach(header.round, round, _config.evidenceRounds)
        );
        return headerDigest(header);
    }

    function _requireReceipt(
        Header calldata header,
        bytes32 headerHash,
        Receipt calldata receipt,
        bytes calldata signature
    ) private view returns (bytes32 digest) {
        require(receipt.headerHash == headerHash, WrongHeader(receipt.headerHash, headerHash));
        digest = receiptDigest(receipt);
        _requireSigned(header.orchestrator, header.round, digest, signature);
    }

    function _requireAck(Header calldata header, bytes32 headerHash, Ack calldata ack, bytes calldata signature)
        private
        view
    {
        require(ack.headerHash == headerHash, WrongHeader(ack.headerHash, headerHash));
        _requireSigned(header.orchestrator, header.round, ackDigest(ack), signature);
    }

    function _requireSigned(address orchestrator, uint64 round, bytes32 digest, bytes calldata signature) private view {
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        require(
            signer != address(0) && (signer == orchestrator || signer == _registry.operatorAt(orchestrator, round)),
            NotSignedByOrchestrator(orchestrator, signer, digest)
        );
    }

    function _requireProfiles(Header calldata header, Profile[] calldata profiles) private pure {
        bytes32 hash = Evidence.profilesHash(profiles);
        require(hash == header.profilesHash, WrongProfiles(hash, header.profilesHash));
    }

    function _requireDelivered(Rendition calldata r, bytes32 renditionsRoot) private pure {
        bytes32 hash = Evidence.leafHash(r.leaf);
        require(Merkle.verify(hash, r.index, r.count, r.proof, renditionsRoot), InvalidProof(hash, r.index, r.count));
    }

    /// @dev What is billed for a rendition is right when every frame has its profile's size and the source had as many.
    function _requireOverbilled(Header calldata header, Profile calldata profile, Leaf calldata leaf) private pure {
        uint256 frames = leaf.frames < header.srcFrames ? leaf.frames : header.srcFrames;
        uint256 due = uint256(profile.width) * profile.height * frames;
        require(leaf.pixels > due, NothingOverbilled(leaf.pixels, due));
    }

    function _requireRetained(uint64 completedAt) private view {
        uint256 until = uint256(completedAt) + uint256(_config.retention) * 1000;
        require(block.timestamp * 1000 <= until, RetentionOver(until, block.timestamp * 1000));
    }

    function _requireOpen(uint256 challengeId, Fault fault) private view returns (Challenge memory challenge) {
        challenge = _challenges[challengeId];
        require(challenge.answerBy != 0, NoSuchChallenge(challengeId));
        require(challenge.fault == fault, WrongFault(challenge.fault, fault));
        require(block.timestamp <= challenge.answerBy, AnswerTooLate(challenge.answerBy, block.timestamp));
    }

    function _begin(Fault fault, Header calldata header, bytes32 headerHash)
        private
        view
        returns (Challenge memory challenge)
    {
        _requireUnpunished(fault, headerHash);
        challenge.fault = fault;
        challenge.orchestrator = header.orchestrator;
        challenge.round = header.round;
        challenge.challenger = msg.sender;
        challenge.answerBy = uint64(block.timestamp) + _config.answerTime;
        challenge.stake = _config.challengeStake;
        challenge.headerHash = headerHash;
    }

    function _ask(Challenge memory challenge) private returns (uint256 challengeId) {
        bytes32 question = _questionId(challenge);
        require(_open[question] == 0, AlreadyChallenged(_open[question]));
        address orchestrator = challenge.orchestrator;
        uint256 open = ++_openCount[msg.sender][orchestrator];
        require(open <= _config.maxChallenges, TooManyChallenges(msg.sender, orchestrator, _config.maxChallenges));
        challengeId = ++challengeCount;
        _challenges[challengeId] = challenge;
        _open[question] = challengeId;
        emit Challenged(
            challengeId,
            orchestrator,
            msg.sender,
            challenge.fault,
            challenge.headerHash,
            challenge.chunkIndex,
            challenge.answerBy
        );
        _asset.safeTransferFrom(msg.sender, address(this), challenge.stake);
    }

    function _answered(uint256 challengeId, Challenge memory challenge) private {
        _end(challengeId, challenge);
        _due[challenge.orchestrator] += challenge.stake;
        emit Answered(challengeId, challenge.orchestrator, challenge.headerHash);
    }

    function _end(uint256 challengeId, Challenge memory challenge) private {
        delete _challenges[challengeId];
        delete _open[_questionId(challenge)];
        --_openCount[challenge.challenger][challenge.orchestrator];
    }

    function _punish(Fault fault, address orchestrator, bytes32 headerHash, address finder) private {
        _requireUnpunished(fault, headerHash);
        _punished[_faultId(fault, headerHash)] = true;
        uint256 slashed = _staking.slash(orchestrator, penaltyOf(fault), finder, _config.finderPart);
        emit FaultProven(orchestrator, finder, fault, headerHash, slashed);
    }

    function _requireUnpunished(Fault fault, bytes32 headerHash) private view {
        bytes32 faultId = _faultId(fault, headerHash);
        require(!_punished[faultId], AlreadyPunished(faultId));
    }

    function _faultId(Fault fault, bytes32 headerHash) private pure returns (bytes32) {
        return keccak256(abi.encode(fault, headerHash));
    }

    function _questionId(Challenge memory challenge) private pure returns (bytes32) {
        return keccak256(abi.encode(challenge.fault, challenge.headerHash, challenge.chunkRoot, challenge.chunkIndex));
    }
}
