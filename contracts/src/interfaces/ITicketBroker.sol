// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Payment by lottery ticket
/// @notice A sender (a broadcaster) puts down a deposit and a reserve in the settlement asset and signs tickets off chain. Most
/// lose and cost nothing. The recipient (an orchestrator) redeems those that win, and the amount is credited to its pool.
///
/// A ticket is the EIP-712 struct
///
///     Ticket(address recipient,address sender,uint128 faceValue,uint64 round,uint32 draws,uint256 winProb,bytes32 rrHash,
///            bytes32 salt,uint64 nonce,uint32 lane)
///
/// (without the line break) under the domain ("Millrace", "1", chain, this contract). Its draw i, for i below `draws`, wins when
///
///     uint256(keccak256(abi.encode(digest, recipientRand, i))) < winProb
///
/// The recipient chose recipientRand before it knew the salt and the sender chose the salt without knowing recipientRand (it
/// knows only rrHash, its keccak256), so neither can steer a draw.
///
/// Nobody but the owner of an account can begin, end or delay its unlocking, except that a claim on the reserve, which needs
/// the owner's signature, holds it for some rounds.
interface ITicketBroker {
    struct Ticket {
        address recipient; // the orchestrator
        address sender; // whose deposit pays
        uint128 faceValue; // of each winning draw, in the asset's smallest unit
        uint64 round; // the round it was signed in
        uint32 draws; // from 1 to 256
        uint256 winProb; // of each draw, as a fraction of 2^256
        bytes32 rrHash; // keccak256 of recipientRand
        bytes32 salt; // random, the sender's, new for every ticket
        uint64 nonce; // rises within a lane, from 1
        uint32 lane; // one of the recipient's independent sequences
    }

    /// @notice A winning ticket with its proof.
    struct Redemption {
        Ticket ticket;
        bytes signature; // the sender's, by ECDSA or ERC-1271
        bytes32 recipientRand;
        uint256 winMask; // bit i says that draw i won; all that won, since a ticket is redeemed once
        uint256 snapshotIndex; // of the recipient in the snapshot of the ticket's round or in the latest
    }

    /// @notice What a sender has put down.
    struct Account {
        uint96 deposit; // pays first, to any recipient
        uint96 reserve; // pays next, to each orchestrator of the latest snapshot an equal share
        uint64 withdrawRound; // the first round in which it can be withdrawn; zero while it is not unlocking
        uint64 heldUntil; // the first round in which a claim on the reserve no longer holds it
    }

    /// @notice An amount must be positive.
    error ZeroAmount();

    /// @notice An account would hold more than can be counted.
    error AmountTooLarge(uint256 amount, uint256 max);

    /// @notice The caller is neither the recipient nor its operator.
    error NotRecipient(address caller, address recipient);

    /// @notice The ticket is from a round to come.
    error TicketFromFuture(uint64 round, uint64 currentRound);

    /// @notice The ticket's rounds of validity are over.
    error TicketExpired(uint64 lastValidRound, uint64 currentRound);

    /// @notice The lane is past this ticket: it was redeemed, or a later one was.
    error NonceUsed(uint64 nonce, uint64 lastNonce);

    /// @notice The number of draws is not from 1 to 256.
    error InvalidDraws(uint32 draws);

    /// @notice The recipient's secret is not the one that the ticket is about.
    error WrongRecipientRand(bytes32 hash, bytes32 expected);

    /// @notice The ticket is not signed by its sender.
    error InvalidSignature(address sender, bytes32 digest);

    /// @notice The recipient is at that index neither in the snapshot of the ticket's round nor in the latest.
    error NotInSnapshot(address recipient, uint64 round, uint256 index);

    /// @notice The mask names no draw.
    error NothingWon();

    /// @notice The mask names a draw that the ticket does not have.
    error NoSuchDraw(uint256 draw, uint32 draws);

    /// @notice The mask names a draw that lost.
    error DrawLost(uint256 draw, uint256 value, uint256 winProb);

    /// @notice The sender's deposit, with what the recipient may claim of the reserve, is less than what is owed. Nothing is
    /// paid, and the ticket stays good.
    error InsufficientFunds(address sender, uint256 available, uint256 owed);

    /// @notice The account is empty.
    error NothingToWithdraw(address owner);

    /// @notice The account is not unlocking.
    error NotUnlocking(address owner);

    /// @notice The account is unlocking already.
    error AlreadyUnlocking(address owner, uint64 withdrawRound);

    /// @notice The account can be withdrawn in a later round.
    error StillLocked(uint64 withdrawRound, uint64 currentRound);

    event Funded(address indexed payer, address indexed owner, uint256 deposit, uint256 reserve);
    event TicketRedeemed(
        address indexed sender,
        address indexed recipient,
        uint32 indexed lane,
        uint64 nonce,
        uint256 wins,
        uint256 amount,
        uint256 fromReserve
    );
    /// @notice A ticket of a batch was refused with this reason, or, with no reason, left because one before it in its lane was.
    event RedemptionFailed(uint256 indexed index, bytes32 indexed digest, bytes reason);
    event UnlockStarted(address indexed owner, uint64 withdrawRound);
    event UnlockCancelled(address indexed owner);
    event Withdrawn(address indexed owner, uint256 deposit, uint256 reserve);
    event FeesPaid(address indexed to, uint256 amount);

    /// @notice Add to an account, one's own or another's. Funding one's own ends its unlocking; funding another's does not.
    function fundFor(address owner, uint96 deposit, uint96 reserve) external;

    /// @notice Begin to unlock one's account. Tickets stay payable for as long as the money is there.
    function unlock() external;

    /// @notice Go on paying after all.
    function cancelUnlock() external;

    /// @notice Take deposit and reserve out once they are unlocked.
    function withdraw() external;

    /// @notice Redeem a winning ticket: all it won or, with an error, nothing. The recipient calls, or its operator.
    function redeem(Redemption calldata redemption) external;

    /// @notice Redeem many, each alone: one that is refused stops only the later ones of its own lane, which a success would
    /// otherwise have put behind the lane's nonce.
    /// @return redeemed how many were paid
    function redeemBatch(Redemption[] calldata redemptions) external returns (uint256 redeemed);

    /// @notice Pay fees that were credited out of this contract. Only Staking can.
    function payFees(address to, uint256 amount) external;

    function accountOf(address owner) external view returns (Account memory);

    /// @notice The nonce of the latest ticket redeemed in a lane; zero before the first.
    function lastNonce(address sender, address recipient, uint32 lane) external view returns (uint64);

    /// @notice What a recipient in the latest snapshot can claim of a sender's reserve now.
    function claimableReserve(address sender, address recipient) external view returns (uint256);

    /// @notice What the sender of a ticket signs.
    function ticketDigest(Ticket calldata ticket) external view returns (bytes32);

    /// @notice The draws of a ticket that win, as a mask.
    function winMask(Ticket calldata ticket, bytes32 recipientRand) external view returns (uint256);

    function asset() external view returns (address);

    function staking() external view returns (address);

    function serviceRegistry() external view returns (address);

    /// @notice For how many rounds after its own a ticket can be redeemed.
    function ticketValidity() external view returns (uint64);

    /// @notice How many rounds unlocking takes.
    function unlockRounds() external view returns (uint64);
}
