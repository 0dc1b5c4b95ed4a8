// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";
import {IPausable} from "../src/interfaces/IPausable.sol";
import {ITicketBroker} from "../src/interfaces/ITicketBroker.sol";

contract TicketBrokerTest is System {
    uint256 private constant KEY = 0xB0B;
    uint256 private constant ALWAYS = type(uint256).max;
    bytes32 private constant RAND = bytes32(uint256(42));
    address private constant A = address(0xA);
    address private constant B = address(0xB);
    address private constant HOT = address(0x407);
    address private constant STRANGER = address(0x5);

    address private sender;

    function setUp() public {
        deploy();
        sender = vm.addr(KEY);
        fund(A, 1000 ether);
        fund(B, 1000 ether);
        register(A, 1000 ether);
        register(B, 1000 ether);
        staking.initRound();
        turn();
        fundUSD(sender, 1_000_000_000);
        deposit(100_000_000, 10_000_000);
    }

    function deposit(uint96 deposit_, uint96 reserve) private {
        vm.prank(sender);
        broker.fundFor(sender, deposit_, reserve);
    }

    /// @dev A ticket of the current round that always wins, once.
    function ticket(uint64 nonce) private view returns (ITicketBroker.Ticket memory) {
        return ITicketBroker.Ticket({
            recipient: A,
            sender: sender,
            faceValue: 1_000_000,
            round: staking.currentRound(),
            draws: 1,
            winProb: ALWAYS,
            rrHash: keccak256(abi.encode(RAND)),
            salt: bytes32(uint256(nonce)),
            nonce: nonce,
            lane: 0
        });
    }

    function proof(ITicketBroker.Ticket memory t) private view returns (ITicketBroker.Redemption memory) {
        return ITicketBroker.Redemption({
            ticket: t,
            signature: signed(KEY, broker.ticketDigest(t)),
            recipientRand: RAND,
            winMask: broker.winMask(t, RAND),
            snapshotIndex: t.recipient == A ? 0 : 1
        });
    }

    function redeem(ITicketBroker.Redemption memory r) private {
        vm.prank(r.ticket.recipient);
        broker.redeem(r);
    }

    function refused(ITicketBroker.Redemption memory r, bytes memory reason) private {
        vm.expectRevert(reason);
        redeem(r);
    }

    function earned(address orchestrator) private view returns (uint256) {
        return staking.earningsOf(orchestrator, orchestrator).fees;
    }

    // Accounts

    function test_fundFor_addsUp() public {
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.Funded(sender, A, 5, 7);
        vm.prank(sender);
        broker.fundFor(A, 5, 7);
        vm.prank(sender);
        broker.fundFor(A, 1, 0);
        ITicketBroker.Account memory account = broker.accountOf(A);
        eq(account.deposit, 6);
        eq(account.reserve, 7);
        eq(usd.balanceOf(address(broker)), 110_000_000 + 13);
    }

    function test_fundFor_nothing_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.ZeroAmount.selector));
        broker.fundFor(sender, 0, 0);
    }

    function test_fundFor_tooMuch_reverts() public {
        uint96 most = type(uint96).max;
        usd.mint(sender, type(uint128).max);
        uint256 sum = uint256(most) + 100_000_000;
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.AmountTooLarge.selector, sum, most));
        vm.prank(sender);
        broker.fundFor(sender, most, 0);
        vm.prank(sender);
        broker.fundFor(sender, most - 100_000_000, 0); // to the last unit
        eq(broker.accountOf(sender).deposit, most);
    }

    function test_fundFor_paused_reverts() public {
        params.setPaused(true);
        vm.expectRevert(abi.encodeWithSelector(IPausable.Paused.selector));
        broker.fundFor(sender, 1, 0);
        redeem(proof(ticket(1))); // what is owed is paid
        vm.prank(sender);
        broker.unlock();
        vm.warp(startOf(staking.currentRound() + 2));
        vm.prank(sender);
        broker.withdraw();
        params.setPaused(false);
        deposit(1, 0);
    }

    function test_setPaused_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(params)));
        broker.setPaused(true);
    }

    function test_withdraw_afterUnlocking_pays() public {
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.UnlockStarted(sender, 4);
        vm.prank(sender);
        broker.unlock();
        vm.warp(startOf(4) - 1);
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.StillLocked.selector, 4, 3));
        vm.prank(sender);
        broker.withdraw();
        vm.warp(startOf(4));
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.Withdrawn(sender, 100_000_000, 10_000_000);
        vm.prank(sender);
        broker.withdraw();
        eq(usd.balanceOf(sender), 1_000_000_000);
        eq(broker.accountOf(sender).deposit, 0);
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.NotUnlocking.selector, sender));
        vm.prank(sender);
        broker.withdraw();
    }

    function test_unlock_twice_reverts() public {
        vm.prank(sender);
        broker.unlock();
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.AlreadyUnlocking.selector, sender, 4));
        vm.prank(sender);
        broker.unlock();
    }

    function test_unlock_empty_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.NothingToWithdraw.selector, STRANGER));
        vm.prank(STRANGER);
        broker.unlock();
    }

    function test_cancelUnlock_locksAgain() public {
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.NotUnlocking.selector, sender));
        vm.prank(sender);
        broker.cancelUnlock();
        vm.prank(sender);
        broker.unlock();
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.UnlockCancelled(sender);
        vm.prank(sender);
        broker.cancelUnlock();
        eq(broker.accountOf(sender).withdrawRound, 0);
    }

    /// @dev A gift must not keep its receiver from leaving; its own money does.
    function test_fundFor_duringUnlock_onlyTheOwnersCancels() public {
        vm.prank(sender);
        broker.unlock();
        fundUSD(STRANGER, 10);
        vm.prank(STRANGER);
        broker.fundFor(sender, 1, 1);
        eq(broker.accountOf(sender).withdrawRound, 4);
        deposit(1, 0);
        eq(broker.accountOf(sender).withdrawRound, 0);
    }

    // Tickets

    function test_redeem_one_creditsTheFaceValue() public {
        ITicketBroker.Redemption memory r = proof(ticket(1));
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.TicketRedeemed(sender, A, 0, 1, 1, 1_000_000, 0);
        redeem(r);
        eq(earned(A), 1_000_000);
        eq(broker.accountOf(sender).deposit, 99_000_000);
        eq(broker.lastNonce(sender, A, 0), 1);
        claim(A, A);
        eq(usd.balanceOf(A), 1_000_000);
    }

    function testFuzz_redeem_manyDraws_paysThoseThatWon(bytes32 salt, uint32 draws, uint256 winProb) public {
        ITicketBroker.Ticket memory t = ticket(1);
        (t.salt, t.draws, t.winProb, t.faceValue) = (salt, uint32(bound(draws, 1, 256)), winProb, 1000);
        uint256 wins = 0;
        uint256 mask = 0;
        for (uint256 i = 0; i < t.draws; ++i) {
            if (uint256(keccak256(abi.encode(broker.ticketDigest(t), RAND, i))) < winProb) {
                ++wins;
                mask |= 1 << i;
            }
        }
        ITicketBroker.Redemption memory r = proof(t);
        eq(r.winMask, mask);
        if (wins == 0) return refused(r, abi.encodeWithSelector(ITicketBroker.NothingWon.selector));
        redeem(r);
        eq(earned(A), wins * 1000);
    }

    function test_redeem_byStranger_reverts() public {
        ITicketBroker.Redemption memory r = proof(ticket(1));
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.NotRecipient.selector, STRANGER, A));
        vm.prank(STRANGER);
        broker.redeem(r);
        vm.prank(A);
        registry.rotateOperator(HOT);
        vm.prank(HOT);
        broker.redeem(r);
        eq(earned(A), 1_000_000);
    }

    function test_redeem_twice_reverts() public {
        ITicketBroker.Redemption memory r = proof(ticket(2));
        redeem(r);
        refused(r, abi.encodeWithSelector(ITicketBroker.NonceUsed.selector, 2, 2));
        refused(proof(ticket(1)), abi.encodeWithSelector(ITicketBroker.NonceUsed.selector, 1, 2));
        ITicketBroker.Ticket memory other = ticket(1);
        other.lane = 1; // lanes are independent
        redeem(proof(other));
        other = ticket(1);
        other.recipient = B; // and so are recipients
        redeem(proof(other));
    }

    function test_redeem_rounds_validity() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.round = 3;
        refused(proof(t), abi.encodeWithSelector(ITicketBroker.TicketFromFuture.selector, 3, 2));
        t = ticket(1); // of round 2
        ITicketBroker.Redemption memory r = proof(t);
        vm.warp(startOf(5));
        refused(r, abi.encodeWithSelector(ITicketBroker.TicketExpired.selector, 4, 5));
        vm.warp(startOf(5) - 1);
        redeem(r); // to the last second, though no round began since
        eq(earned(A), 1_000_000);
    }

    function test_redeem_afterLeavingTheSet_isPaid() public {
        ITicketBroker.Redemption memory r = proof(ticket(1));
        unbond(A, A, 1000 ether);
        turn();
        redeem(r); // A is in the snapshot of the ticket's round only
        eq(earned(A), 1_000_000);
        ITicketBroker.Ticket memory t = ticket(2);
        refused(proof(t), abi.encodeWithSelector(ITicketBroker.NotInSnapshot.selector, A, 3, 0));
    }

    /// @dev A newcomer's ticket from before its first snapshot is good once it is in the latest.
    function test_redeem_joinedSince_isPaid() public {
        address c = address(0xC);
        fund(c, 100 ether);
        register(c, 100 ether);
        ITicketBroker.Ticket memory t = ticket(1);
        t.recipient = c;
        ITicketBroker.Redemption memory r = proof(t);
        r.snapshotIndex = 2;
        refused(r, abi.encodeWithSelector(ITicketBroker.NotInSnapshot.selector, c, 2, 2));
        turn();
        redeem(r);
        eq(earned(c), 1_000_000);
    }

    function test_redeem_invalidDraws_reverts() public {
        ITicketBroker.Ticket memory t = ticket(1);
        ITicketBroker.Redemption memory r = proof(t);
        t.draws = 0;
        r.ticket = t;
        refused(r, abi.encodeWithSelector(ITicketBroker.InvalidDraws.selector, 0));
        t.draws = 257;
        refused(r, abi.encodeWithSelector(ITicketBroker.InvalidDraws.selector, 257));
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.InvalidDraws.selector, 257));
        broker.winMask(t, RAND);
    }

    function test_redeem_wrongSecret_reverts() public {
        ITicketBroker.Redemption memory r = proof(ticket(1));
        r.recipientRand = bytes32(uint256(43));
        refused(
            r,
            abi.encodeWithSelector(
                ITicketBroker.WrongRecipientRand.selector, keccak256(abi.encode(uint256(43))), r.ticket.rrHash
            )
        );
    }

    function test_redeem_maskBeyondTheDraws_reverts() public {
        ITicketBroker.Redemption memory r = proof(ticket(1));
        r.winMask = 3;
        refused(r, abi.encodeWithSelector(ITicketBroker.NoSuchDraw.selector, 1, 1));
    }

    function test_redeem_drawThatLost_reverts() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.winProb = 1; // one in 2^256
        ITicketBroker.Redemption memory r = proof(t);
        eq(r.winMask, 0);
        refused(r, abi.encodeWithSelector(ITicketBroker.NothingWon.selector));
        r.winMask = 1;
        uint256 value = uint256(keccak256(abi.encode(broker.ticketDigest(t), RAND, uint256(0))));
        refused(r, abi.encodeWithSelector(ITicketBroker.DrawLost.selector, 0, value, 1));
        // a draw equal to the probability has lost
        t.winProb = value; // which changes the digest, and so the draw
        r = proof(t);
        r.winMask = 1;
        value = uint256(keccak256(abi.encode(broker.ticketDigest(t), RAND, uint256(0))));
        if (value >= t.winProb) {
            refused(r, abi.encodeWithSelector(ITicketBroker.DrawLost.selector, 0, value, t.winProb));
        }
    }

    /// @dev Whatever field of a ticket is changed, the signature is another's.
    function testFuzz_redeem_changedTicket_reverts(uint8 field, uint256 change) public {
        ITicketBroker.Redemption memory r = proof(ticket(7));
        bytes memory signature = r.signature;
        change = bound(change, 1, 1000);
        uint256 which = field % 5;
        if (which == 0) r.ticket.faceValue += uint128(change);
        if (which == 1) r.ticket.salt = bytes32(uint256(r.ticket.salt) + change);
        if (which == 2) r.ticket.nonce += uint64(change);
        if (which == 3) r.ticket.lane += uint32(change);
        if (which == 4) (r.ticket.recipient, r.snapshotIndex) = (B, 1);
        r.signature = signature;
        bytes32 digest = broker.ticketDigest(r.ticket);
        refused(r, abi.encodeWithSelector(ITicketBroker.InvalidSignature.selector, sender, digest));
    }

    function test_redeem_otherChain_reverts() public {
        ITicketBroker.Redemption memory r = proof(ticket(1));
        vm.chainId(99);
        bytes32 digest = broker.ticketDigest(r.ticket);
        refused(r, abi.encodeWithSelector(ITicketBroker.InvalidSignature.selector, sender, digest));
    }

    function test_redeem_contractSender_signsByERC1271() public {
        Wallet wallet = new Wallet(sender);
        fundUSD(address(wallet), 5_000_000);
        vm.prank(address(wallet));
        broker.fundFor(address(wallet), 5_000_000, 0);
        ITicketBroker.Ticket memory t = ticket(1);
        t.sender = address(wallet);
        redeem(proof(t));
        eq(earned(A), 1_000_000);
    }

    // What is paid from where

    function test_redeem_beyondTheDeposit_takesTheReservesShare() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 104_000_000;
        eq(broker.claimableReserve(sender, A), 5_000_000); // two share 10
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.TicketRedeemed(sender, A, 0, 1, 1, 104_000_000, 4_000_000);
        redeem(proof(t));
        ITicketBroker.Account memory account = broker.accountOf(sender);
        eq(account.deposit, 0);
        eq(account.reserve, 6_000_000);
        eq(account.heldUntil, 5);
        eq(broker.claimableReserve(sender, A), 1_000_000);
        eq(broker.claimableReserve(sender, B), 5_000_000);

        t = ticket(2);
        t.faceValue = 1_000_001;
        refused(
            proof(t), abi.encodeWithSelector(ITicketBroker.InsufficientFunds.selector, sender, 1_000_000, 1_000_001)
        );
        t.faceValue = 1_000_000; // exactly what is left to A
        redeem(proof(t));
        t = ticket(1);
        (t.recipient, t.faceValue) = (B, 5_000_000); // B's part is B's
        redeem(proof(t));
        eq(broker.accountOf(sender).reserve, 0);
        eq(earned(B), 5_000_000);
    }

    /// @dev To the last unit of the deposit nothing is claimed of the reserve, and nobody held.
    function test_redeem_wholeDeposit_holdsNobody() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 100_000_000;
        redeem(proof(t));
        eq(broker.accountOf(sender).deposit, 0);
        eq(broker.accountOf(sender).heldUntil, 0);
    }

    function test_redeem_reserve_newSnapshotSharesAnew() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 105_000_000;
        redeem(proof(t));
        eq(broker.claimableReserve(sender, A), 0);
        turn();
        eq(broker.claimableReserve(sender, A), 2_500_000);
    }

    /// @dev A refused ticket is not used up: it is paid in full once there is money.
    function test_redeem_insufficient_staysGood() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 105_000_001;
        ITicketBroker.Redemption memory r = proof(t);
        refused(r, abi.encodeWithSelector(ITicketBroker.InsufficientFunds.selector, sender, 105_000_000, 105_000_001));
        eq(broker.lastNonce(sender, A, 0), 0);
        deposit(1, 0);
        redeem(r);
        eq(earned(A), 105_000_001);
    }

    function test_redeem_leftTheSet_hasNoPartInTheReserve() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 100_000_001;
        ITicketBroker.Redemption memory r = proof(t);
        unbond(A, A, 1000 ether);
        turn();
        refused(r, abi.encodeWithSelector(ITicketBroker.InsufficientFunds.selector, sender, 100_000_000, 100_000_001));
    }

    /// @dev A snapshot may outlast an account: what is left of the reserve is then less than anybody's share.
    function test_redeem_reserve_afterWithdrawal_isNoMoreThanThereIs() public {
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 105_000_000; // all of the deposit, and A's half of the reserve
        redeem(proof(t));
        vm.prank(sender);
        broker.unlock();
        vm.warp(startOf(6)); // nobody took a snapshot since
        vm.prank(sender);
        broker.withdraw();
        deposit(0, 1_000_000);
        eq(broker.claimableReserve(sender, B), 1_000_000);
        t = ticket(1);
        (t.recipient, t.faceValue) = (B, 1_000_001);
        refused(
            proof(t), abi.encodeWithSelector(ITicketBroker.InsufficientFunds.selector, sender, 1_000_000, 1_000_001)
        );
        t.faceValue = 1_000_000;
        redeem(proof(t));
        eq(earned(B), 1_000_000);
    }

    /// @dev Who overspends is held, in sight of all, even if it was about to leave.
    function test_withdraw_afterClaimOnReserve_isHeld() public {
        vm.prank(sender);
        broker.unlock();
        vm.warp(startOf(4)); // it could withdraw now
        ITicketBroker.Ticket memory t = ticket(1);
        t.faceValue = 100_000_001;
        redeem(proof(t));
        vm.expectRevert(abi.encodeWithSelector(ITicketBroker.StillLocked.selector, 7, 4));
        vm.prank(sender);
        broker.withdraw();
        vm.warp(startOf(7));
        vm.prank(sender);
        broker.withdraw();
        eq(usd.balanceOf(sender), 1_000_000_000 - 100_000_001);
    }

    // Batches

    function test_redeemBatch_allGood_paysAll() public {
        ITicketBroker.Redemption[] memory batch = new ITicketBroker.Redemption[](10);
        for (uint64 i = 0; i < 10; ++i) {
            batch[i] = proof(ticket(i + 1));
        }
        vm.prank(A);
        eq(broker.redeemBatch(batch), 10);
        eq(earned(A), 10_000_000);
    }

    /// @dev A lane stops at its first failure, so that what failed can be paid later; other lanes go on.
    function test_redeemBatch_oneFails_stopsItsLaneOnly() public {
        ITicketBroker.Redemption[] memory batch = new ITicketBroker.Redemption[](4);
        ITicketBroker.Ticket memory big = ticket(1);
        big.faceValue = 105_000_001;
        batch[0] = proof(big);
        batch[1] = proof(ticket(2)); // same lane, could be paid, must not be
        ITicketBroker.Ticket memory other = ticket(1);
        other.lane = 1;
        batch[2] = proof(other);
        batch[3] = proof(ticket(3));
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.RedemptionFailed(
            0,
            broker.ticketDigest(big),
            abi.encodeWithSelector(ITicketBroker.InsufficientFunds.selector, sender, 105_000_000, 105_000_001)
        );
        vm.expectEmit(true, true, true, true);
        emit ITicketBroker.RedemptionFailed(1, broker.ticketDigest(batch[1].ticket), "");
        vm.prank(A);
        eq(broker.redeemBatch(batch), 1);
        eq(earned(A), 1_000_000);
        eq(broker.lastNonce(sender, A, 0), 0);
        eq(broker.lastNonce(sender, A, 1), 1);
        deposit(10_000_000, 0);
        redeem(batch[0]);
        redeem(batch[1]);
        redeem(batch[3]);
    }

    function test_redeemBatch_byStranger_paysNothing() public {
        ITicketBroker.Redemption[] memory batch = new ITicketBroker.Redemption[](1);
        batch[0] = proof(ticket(1));
        vm.prank(STRANGER);
        eq(broker.redeemBatch(batch), 0);
        eq(earned(A), 0);
    }

    function test_payFees_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(staking)));
        broker.payFees(A, 1);
    }

    function test_views_sayWhereThingsAre() public view {
        eq(broker.asset(), address(usd));
        eq(broker.staking(), address(staking));
        eq(broker.serviceRegistry(), address(registry));
        eq(usd.decimals(), 6);
    }

    function test_parameter_unknown_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.UnknownParameter.selector, bytes32("x")));
        broker.parameter("x");
    }
}

/// @dev A contract that signs by its owner's key.
contract Wallet {
    address private immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (bytes32 r, bytes32 s, uint8 v) = (bytes32(signature[:32]), bytes32(signature[32:64]), uint8(signature[64]));
        return ecrecover(digest, v, r, s) == owner ? this.isValidSignature.selector : bytes4(0);
    }
}
