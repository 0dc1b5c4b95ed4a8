// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITicketBroker} from "./ITicketBroker.sol";

/// @title Faults that anybody can prove
/// @notice Everything an orchestrator does is signed, so some faults are proven by its own signatures, and others by its not
/// answering a question that only an honest one can answer. Each is punished by a slash of its pool, once per header and kind
/// of fault. What is judged is only what cannot be disputed; nothing here looks at a picture.
///
/// What is signed, as EIP-712 structs under the domain ("Millrace", "1", chain, this contract), each on one line:
///
///     Header(address orchestrator,address broadcaster,uint64 round,bytes32 streamId,uint64 seq,uint32 attempt,
///            bytes32 srcRoot,uint64 srcBytes,uint32 srcFrames,uint32 width,uint32 height,uint64 ptsStart,uint32 timescale,
///            bytes32 profilesHash,bytes32 refRoot,uint64 price,uint64 deadline)          signed by the broadcaster
///     Ack(bytes32 headerHash,bytes32 ticketDigest,uint64 deadline)                       signed by the orchestrator's operator
///     Receipt(bytes32 headerHash,bytes32 renditionsRoot,uint8 mode,uint64 completedAt)   signed by the orchestrator's operator
///
/// headerHash is the EIP-712 digest of the header, so that a receipt is bound to its chain and court. A header is of one
/// segment and names one orchestrator; a retry raises `attempt`, so two receipts for one header are always a fault. A lane of
/// disputes about pictures can build on refRoot, decodedRoot and mode, which are signed already.
///
/// renditionsRoot is the Merkle root (RFC 9162, with keccak256) of the leaves keccak256(abi.encode(Leaf)), in the order of the
/// profiles; a leaf's chunkRoot is the Merkle root of the rendition's bytes in chunks of 1024.
interface IFaultCourt {
    struct Header {
        address orchestrator;
        address broadcaster;
        uint64 round;
        bytes32 streamId;
        uint64 seq; // of the segment
        uint32 attempt;
        bytes32 srcRoot; // Merkle root of the source's chunks
        uint64 srcBytes;
        uint32 srcFrames;
        uint32 width;
        uint32 height;
        uint64 ptsStart;
        uint32 timescale;
        bytes32 profilesHash; // keccak256(abi.encode(Profile[]))
        bytes32 refRoot; // commits to what the source decodes to
        uint64 price; // units of the asset per 10^12 pixels
        uint64 deadline; // of the acknowledgement, in milliseconds since 1970
    }

    struct Ack {
        bytes32 headerHash;
        bytes32 ticketDigest; // of the ticket that pays
        uint64 deadline; // of the receipt, in milliseconds since 1970
    }

    struct Receipt {
        bytes32 headerHash;
        bytes32 renditionsRoot;
        uint8 mode; // 0 GPU, 1 deterministic, 2 trusted hardware
        uint64 completedAt; // in milliseconds since 1970
    }

    /// @notice One rendition that was asked for.
    struct Profile {
        uint32 id;
        uint8 codec;
        uint32 width;
        uint32 height;
    }

    /// @notice One rendition that was delivered.
    struct Leaf {
        uint32 profileId;
        bytes32 chunkRoot;
        uint64 size; // in bytes
        uint64 pixels; // that are billed
        uint32 frames;
        uint64 ptsStart;
        uint64 ptsDuration;
        bytes32 decodedRoot; // commits to what it decodes to
    }

    /// @notice A rendition, and where it is below a receipt's renditionsRoot.
    struct Rendition {
        Leaf leaf;
        uint256 index;
        uint256 count;
        bytes32[] proof;
    }

    /// @notice What an orchestrator can do wrong, provably.
    enum Fault {
        Equivocation, // two receipts for one header
        Overbilling, // more pixels billed than there are, or a ticket taken for more than they cost
        MissedDeadline, // acknowledged, and never delivered
        Unavailable // cannot show the bytes that it signed for
    }

    /// @notice A question that an orchestrator must answer in time.
    struct Challenge {
        Fault fault; // proven by silence: MissedDeadline or Unavailable
        address orchestrator;
        address challenger;
        uint64 answerBy; // in seconds since 1970; zero when there is no such challenge, or it is over
        uint64 round; // of the header
        uint96 stake; // the challenger's, in the asset
        bytes32 headerHash;
        bytes32 chunkRoot; // of the rendition, for Unavailable
        uint64 chunkIndex; // that is asked for
        uint64 chunkCount;
    }

    /// @notice The header is about a round that is too long ago, or to come.
    error RoundOutOfReach(uint64 round, uint64 currentRound, uint64 evidenceRounds);

    /// @notice What is shown is about another header.
    error WrongHeader(bytes32 got, bytes32 expected);

    /// @notice The orchestrator did not sign this: neither it nor the operator it had in the header's round.
    error NotSignedByOrchestrator(address orchestrator, address signer, bytes32 digest);

    /// @notice Both receipts are the same.
    error SameReceipt(bytes32 digest);

    /// @notice The fault was punished before.
    error AlreadyPunished(bytes32 faultId);

    /// @notice The profiles are not the header's.
    error WrongProfiles(bytes32 hash, bytes32 expected);

    /// @notice The renditions are not as many as the profiles.
    error WrongCount(uint256 renditions, uint256 profiles);

    /// @notice The Merkle proof leads elsewhere.
    error InvalidProof(bytes32 leaf, uint256 index, uint256 count);

    /// @notice The bill is right.
    error NothingOverbilled(uint256 billed, uint256 due);

    /// @notice The ticket is not the one that was acknowledged, or is for somebody else.
    error WrongTicket(bytes32 digest, bytes32 expected);

    /// @notice The time for the receipt is not over.
    error DeadlineNotPassed(uint64 deadline, uint256 time);

    /// @notice The bytes need not be kept any more.
    error RetentionOver(uint256 until, uint256 time);

    /// @notice The rendition has no such chunk.
    error NoSuchChunk(uint64 index, uint64 count);

    /// @notice The same is asked already.
    error AlreadyChallenged(uint256 challengeId);

    /// @notice The challenger asks the orchestrator too much at once.
    error TooManyChallenges(address challenger, address orchestrator, uint256 max);

    /// @notice There is no such challenge, or it is over.
    error NoSuchChallenge(uint256 challengeId);

    /// @notice The challenge is of the other kind.
    error WrongFault(Fault got, Fault expected);

    /// @notice It is too late to answer.
    error AnswerTooLate(uint64 answerBy, uint256 time);

    /// @notice There is still time to answer.
    error AnswerStillDue(uint64 answerBy, uint256 time);

    /// @notice Nothing is due to the account.
    error NothingDue(address account);

    event FaultProven(
        address indexed orchestrator, address indexed finder, Fault indexed fault, bytes32 headerHash, uint256 slashed
    );
    event Challenged(
        uint256 indexed challengeId,
        address indexed orchestrator,
        address indexed challenger,
        Fault fault,
        bytes32 headerHash,
        uint64 chunkIndex,
        uint64 answerBy
    );
    event Answered(uint256 indexed challengeId, address indexed orchestrator, bytes32 headerHash);
    event Collected(address indexed account, uint256 amount);

    /// @notice Report two different receipts for one header.
    function reportEquivocation(
        Header calldata header,
        Receipt calldata first,
        bytes calldata firstSignature,
        Receipt calldata second,
        bytes calldata secondSignature
    ) external;

    /// @notice Report a receipt that bills more pixels than the profile and the source have, or more frames than the source.
    function reportOverbilling(
        Header calldata header,
        Profile[] calldata profiles,
        Receipt calldata receipt,
        bytes calldata signature,
        Rendition calldata rendition
    ) external;

    /// @notice Report a ticket that was acknowledged though its expected value is more than all pixels of the header cost.
    function reportOverpricing(
        Header calldata header,
        Profile[] calldata profiles,
        Ack calldata ack,
        bytes calldata signature,
        ITicketBroker.Ticket calldata ticket
    ) external;

    /// @notice Ask for the receipt of a header that was acknowledged and is overdue. Takes the challenger's stake.
    function challengeDeadline(Header calldata header, Ack calldata ack, bytes calldata signature)
        external
        returns (uint256 challengeId);

    /// @notice Ask for one chunk of a rendition that there is a receipt for. Takes the challenger's stake.
    function challengeAvailability(
        Header calldata header,
        Receipt calldata receipt,
        bytes calldata signature,
        Rendition calldata rendition,
        uint64 chunkIndex
    ) external returns (uint256 challengeId);

    /// @notice Answer with the receipt, signed by who spoke for the orchestrator in the header's round. Anybody can. The challenger's stake goes to the orchestrator.
    function answerDeadline(uint256 challengeId, Receipt calldata receipt, bytes calldata signature) external;

    /// @notice Answer with the chunk. Anybody can. The challenger's stake goes to the orchestrator.
    function answerAvailability(uint256 challengeId, bytes calldata chunk, bytes32[] calldata proof) external;

    /// @notice Close a challenge that nobody answered in time: the challenger gets its stake back and the orchestrator is
    /// slashed. Anybody can.
    function settle(uint256 challengeId) external;

    /// @notice Get what challenges that are over left to the caller.
    function collect() external returns (uint256 amount);

    function challengeOf(uint256 challengeId) external view returns (Challenge memory);

    /// @notice How many challenges there ever were; their ids are 1 to this.
    function challengeCount() external view returns (uint256);

    /// @notice What `collect` pays to an account.
    function dueTo(address account) external view returns (uint256);

    /// @notice The challenges of one challenger to one orchestrator that are open.
    function openChallenges(address challenger, address orchestrator) external view returns (uint256);

    function isPunished(Fault fault, bytes32 headerHash) external view returns (bool);

    /// @notice The part of a pool that a fault costs, in millionths.
    function penaltyOf(Fault fault) external view returns (uint256);

    /// @notice What the broadcaster signs, and what others mean by headerHash.
    function headerDigest(Header calldata header) external view returns (bytes32);

    /// @notice What the operator signs to take a job.
    function ackDigest(Ack calldata ack) external view returns (bytes32);

    /// @notice What the operator signs when it has delivered.
    function receiptDigest(Receipt calldata receipt) external view returns (bytes32);

    function asset() external view returns (address);

    function staking() external view returns (address);

    function serviceRegistry() external view returns (address);

    function ticketBroker() external view returns (address);
}
