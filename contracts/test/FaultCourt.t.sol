// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {FaultCourt} from "../src/FaultCourt.sol";
import {IFaultCourt} from "../src/interfaces/IFaultCourt.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";
import {ITicketBroker} from "../src/interfaces/ITicketBroker.sol";
import {Staking} from "../src/Staking.sol";

contract FaultCourtTest is System {
    uint256 private constant KEY = 0xA11CE;
    uint256 private constant HOT = 0x407;
    address private constant FINDER = address(0xF2);

    address private orch;

    function setUp() public {
        deploy();
        orch = vm.addr(KEY);
        fund(orch, 1000 ether);
        register(orch, 1000 ether);
        vm.prank(orch);
        registry.rotateOperator(vm.addr(HOT));
        staking.initRound();
        fundUSD(FINDER, 1_000_000_000);
    }

    // Evidence

    function profiles() private pure returns (IFaultCourt.Profile[] memory p) {
        p = new IFaultCourt.Profile[](2);
        p[0] = IFaultCourt.Profile({id: 7, codec: 0, width: 1280, height: 720});
        p[1] = IFaultCourt.Profile({id: 9, codec: 0, width: 640, height: 360});
    }

    function header() private view returns (IFaultCourt.Header memory h) {
        h.orchestrator = orch;
        h.broadcaster = address(0xB);
        h.round = staking.currentRound();
        h.streamId = "stream";
        h.seq = 5;
        h.srcFrames = 60;
        h.width = 1920;
        h.height = 1080;
        h.timescale = 90_000;
        h.profilesHash = keccak256(abi.encode(profiles()));
        h.price = 3_000_000;
        h.deadline = uint64(block.timestamp * 1000);
    }

    function receipt(IFaultCourt.Header memory h, bytes32 root) private view returns (IFaultCourt.Receipt memory) {
        return IFaultCourt.Receipt({
            headerHash: court.headerDigest(h),
            renditionsRoot: root,
            mode: 0,
            completedAt: uint64(block.timestamp * 1000)
        });
    }

    function signReceipt(uint256 key, IFaultCourt.Receipt memory r) private view returns (bytes memory) {
        return signed(key, court.receiptDigest(r));
    }

    function ack(IFaultCourt.Header memory h, bytes32 ticketDigest) private view returns (IFaultCourt.Ack memory) {
        return IFaultCourt.Ack({
            headerHash: court.headerDigest(h),
            ticketDigest: ticketDigest,
            deadline: uint64(block.timestamp * 1000 + 5000)
        });
    }

    function signAck(uint256 key, IFaultCourt.Ack memory a) private view returns (bytes memory) {
        return signed(key, court.ackDigest(a));
    }

    function leaf(uint32 id, uint64 pixels, uint32 frames) private pure returns (IFaultCourt.Leaf memory l) {
        l.profileId = id;
        l.chunkRoot = chunkRoot();
        l.size = 2500; // three chunks
        l.pixels = pixels;
        l.frames = frames;
    }

    function node(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x01), a, b));
    }

    function leafOf(bytes memory data) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x00), data));
    }

    function chunk(uint256 i) private pure returns (bytes memory c) {
        c = new bytes(i < 2 ? 1024 : 452);
        c[0] = bytes1(uint8(i + 1));
    }

    function chunkRoot() private pure returns (bytes32) {
        return node(node(leafOf(chunk(0)), leafOf(chunk(1))), leafOf(chunk(2)));
    }

    function rendition(IFaultCourt.Leaf memory l, uint256 index, uint256 count, bytes32[] memory proof)
        private
        pure
        returns (IFaultCourt.Rendition memory)
    {
        return IFaultCourt.Rendition({leaf: l, index: index, count: count, proof: proof});
    }

    function only(bytes32 hash) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = hash;
    }

    // Equivocation

    function equivocate(uint256 key) private {
        IFaultCourt.Header memory h = header();
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(h, "a"), receipt(h, "b"));
        (bytes memory sa, bytes memory sb) = (signReceipt(key, a), signReceipt(key, b));
        vm.prank(FINDER);
        court.reportEquivocation(h, a, sa, b, sb);
    }

    function test_reportEquivocation_slashes() public {
        bytes32 headerHash = court.headerDigest(header());
        vm.expectEmit(true, true, true, true);
        emit IFaultCourt.FaultProven(orch, FINDER, IFaultCourt.Fault.Equivocation, headerHash, 100 ether);
        equivocate(HOT);
        eq(staking.bondOf(orch, orch), 900 ether);
        eq(token.balanceOf(FINDER), 50 ether);
        require(court.isPunished(IFaultCourt.Fault.Equivocation, headerHash));
        require(!court.isPunished(IFaultCourt.Fault.Overbilling, headerHash));
    }

    function test_reportEquivocation_byTheColdKey_slashesToo() public {
        equivocate(KEY);
        eq(staking.bondOf(orch, orch), 900 ether);
    }

    function test_reportEquivocation_twice_reverts() public {
        equivocate(HOT);
        bytes32 id = keccak256(abi.encode(IFaultCourt.Fault.Equivocation, court.headerDigest(header())));
        IFaultCourt.Header memory h = header();
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(h, "c"), receipt(h, "d"));
        (bytes memory sa, bytes memory sb) = (signReceipt(HOT, a), signReceipt(HOT, b));
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.AlreadyPunished.selector, id));
        court.reportEquivocation(h, a, sa, b, sb);
    }

    function test_reportEquivocation_sameReceipt_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Receipt memory a = receipt(h, "a");
        bytes memory s = signReceipt(HOT, a);
        bytes memory again = signReceipt(KEY, a); // signed by both keys it is still one
        bytes32 digest = court.receiptDigest(a);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.SameReceipt.selector, digest));
        court.reportEquivocation(h, a, s, a, again);
    }

    function test_reportEquivocation_otherHeader_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Header memory retry = header();
        retry.attempt = 1;
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(h, "a"), receipt(retry, "b"));
        (bytes memory sa, bytes memory sb) = (signReceipt(HOT, a), signReceipt(HOT, b));
        bytes32 want = court.headerDigest(h);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.WrongHeader.selector, b.headerHash, want));
        court.reportEquivocation(h, a, sa, b, sb);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.WrongHeader.selector, b.headerHash, want));
        court.reportEquivocation(h, b, sb, a, sa);
    }

    function test_reportEquivocation_signedByAnother_reverts() public {
        IFaultCourt.Header memory h = header();
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(h, "a"), receipt(h, "b"));
        (bytes memory sa, bytes memory sb) = (signReceipt(HOT, a), signReceipt(0xBAD, b));
        bytes32 digest = court.receiptDigest(b);
        vm.expectRevert(
            abi.encodeWithSelector(IFaultCourt.NotSignedByOrchestrator.selector, orch, vm.addr(0xBAD), digest)
        );
        court.reportEquivocation(h, a, sa, b, sb);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NotSignedByOrchestrator.selector, orch, address(0), digest));
        court.reportEquivocation(h, a, sa, b, "short");
    }

    /// @dev The zero address signs nothing, even for an orchestrator that is nobody.
    function test_reportEquivocation_malformedForNobody_reverts() public {
        IFaultCourt.Header memory h = header();
        h.orchestrator = address(0);
        IFaultCourt.Receipt memory a = receipt(h, "a");
        IFaultCourt.Receipt memory b = receipt(h, "b");
        vm.expectPartialRevert(IFaultCourt.NotSignedByOrchestrator.selector);
        court.reportEquivocation(h, a, "", b, "");
    }

    function test_reportEquivocation_keyOfAnotherRound_reverts() public {
        vm.prank(orch);
        registry.rotateOperator(vm.addr(0x408)); // from round 2
        IFaultCourt.Header memory h = header();
        IFaultCourt.Header memory later = header();
        later.round = 2;
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(later, "a"), receipt(later, "b"));
        (bytes memory sa, bytes memory sb) = (signReceipt(HOT, a), signReceipt(HOT, b));
        nextRound();
        vm.expectPartialRevert(IFaultCourt.NotSignedByOrchestrator.selector);
        court.reportEquivocation(later, a, sa, b, sb);
        (a, b) = (receipt(h, "a"), receipt(h, "b"));
        (sa, sb) = (signReceipt(HOT, a), signReceipt(HOT, b));
        court.reportEquivocation(h, a, sa, b, sb); // for its own round it still speaks
    }

    function test_reportEquivocation_outOfReach_reverts() public {
        IFaultCourt.Header memory h = header();
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(h, "a"), receipt(h, "b"));
        (bytes memory sa, bytes memory sb) = (signReceipt(HOT, a), signReceipt(HOT, b));
        vm.warp(startOf(8));
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.RoundOutOfReach.selector, 1, 8, 6));
        court.reportEquivocation(h, a, sa, b, sb);
        h.round = 9;
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.RoundOutOfReach.selector, 9, 8, 6));
        court.reportEquivocation(h, a, sa, b, sb);
        h.round = 1;
        vm.warp(startOf(8) - 1);
        court.reportEquivocation(h, a, sa, b, sb);
    }

    /// @dev Stake that was there when the fault was made cannot leave before the evidence expires.
    function test_reportEquivocation_afterUnbonding_stillSlashes() public {
        IFaultCourt.Header memory h = header();
        (IFaultCourt.Receipt memory a, IFaultCourt.Receipt memory b) = (receipt(h, "a"), receipt(h, "b"));
        (bytes memory sa, bytes memory sb) = (signReceipt(HOT, a), signReceipt(HOT, b));
        unbond(orch, orch, 1000 ether);
        vm.warp(startOf(8) - 1);
        court.reportEquivocation(h, a, sa, b, sb);
        eq(staking.lockOf(orch, 0).amount, 900 ether);
    }

    // Overbilling

    function bill(IFaultCourt.Leaf memory l, uint256 index, bytes32 other) private {
        IFaultCourt.Header memory h = header();
        bytes32 hash = leafOf(abi.encode(l));
        IFaultCourt.Receipt memory r = receipt(h, index == 0 ? node(hash, other) : node(other, hash));
        bytes memory s = signReceipt(HOT, r);
        court.reportOverbilling(h, profiles(), r, s, rendition(l, index, 2, only(other)));
    }

    function test_reportOverbilling_pixels_slashes() public {
        bill(leaf(7, 1280 * 720 * 60 + 1, 60), 0, "x");
        eq(staking.bondOf(orch, orch), 950 ether);
    }

    function test_reportOverbilling_secondRendition_slashes() public {
        bill(leaf(9, 640 * 360 * 60 + 1, 60), 1, "x");
        eq(staking.bondOf(orch, orch), 950 ether);
    }

    /// @dev More frames than the source had are worth nothing.
    function test_reportOverbilling_frames_slashes() public {
        bill(leaf(7, 1280 * 720 * 61, 61), 0, "x");
        eq(staking.bondOf(orch, orch), 950 ether);
    }

    function test_reportOverbilling_rightBill_reverts() public {
        uint256 due = 1280 * 720 * 60;
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NothingOverbilled.selector, due, due));
        this.billExternally(leaf(7, uint64(due), 60), 0);
        due = 1280 * 720 * 30;
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NothingOverbilled.selector, due, due));
        this.billExternally(leaf(7, uint64(due), 30), 0);
        this.billExternally(leaf(7, uint64(due) + 1, 30), 0); // half the frames, billed for one pixel more
    }

    function billExternally(IFaultCourt.Leaf memory l, uint256 index) external {
        bill(l, index, "x");
    }

    function test_reportOverbilling_badProof_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Leaf memory l = leaf(7, type(uint64).max, 60);
        IFaultCourt.Receipt memory r = receipt(h, "other root");
        bytes memory s = signReceipt(HOT, r);
        bytes32 hash = leafOf(abi.encode(l));
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.InvalidProof.selector, hash, 0, 2));
        court.reportOverbilling(h, profiles(), r, s, rendition(l, 0, 2, only("x")));
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.InvalidProof.selector, hash, 2, 2));
        court.reportOverbilling(h, profiles(), r, s, rendition(l, 2, 2, only("x")));
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.WrongCount.selector, 3, 2));
        court.reportOverbilling(h, profiles(), r, s, rendition(l, 0, 3, only("x")));
    }

    function test_reportOverbilling_otherProfiles_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Profile[] memory p = profiles();
        p[0].width = 1;
        IFaultCourt.Receipt memory r = receipt(h, "a");
        bytes memory s = signReceipt(HOT, r);
        vm.expectRevert(
            abi.encodeWithSelector(IFaultCourt.WrongProfiles.selector, keccak256(abi.encode(p)), h.profilesHash)
        );
        court.reportOverbilling(h, p, r, s, rendition(leaf(7, 1, 1), 0, 2, only("x")));
    }

    // Overpricing

    function ticketOf(uint128 faceValue, uint256 winProb) private view returns (ITicketBroker.Ticket memory t) {
        (t.recipient, t.faceValue, t.winProb, t.draws, t.nonce) = (orch, faceValue, winProb, 2, 1);
    }

    function overprice(ITicketBroker.Ticket memory t, bytes32 acknowledged) private {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Ack memory a = ack(h, acknowledged);
        bytes memory s = signAck(HOT, a);
        court.reportOverpricing(h, profiles(), a, s, t);
    }

    function overpriceExternally(ITicketBroker.Ticket memory t, bytes32 acknowledged) external {
        overprice(t, acknowledged);
    }

    function test_reportOverpricing_slashes() public {
        // 69,120,000 pixels at 3,000,000 a tera are 207.36, so 208; two draws of 416 at a quarter are worth as much
        ITicketBroker.Ticket memory t = ticketOf(416, 1 << 254);
        bytes32 digest = broker.ticketDigest(t);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NothingOverbilled.selector, 208, 208));
        this.overpriceExternally(t, digest);
        t = ticketOf(418, 1 << 254);
        overprice(t, broker.ticketDigest(t));
        eq(staking.bondOf(orch, orch), 950 ether);
    }

    function test_reportOverpricing_otherTicket_reverts() public {
        ITicketBroker.Ticket memory t = ticketOf(418, 1 << 254);
        bytes32 digest = broker.ticketDigest(t);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.WrongTicket.selector, digest, bytes32("x")));
        this.overpriceExternally(t, "x");
        t.recipient = address(0xB);
        digest = broker.ticketDigest(t);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.WrongTicket.selector, digest, digest));
        this.overpriceExternally(t, digest);
    }

    function test_reportOverpricing_otherHeaderOrKey_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Ack memory a = ack(h, "t");
        bytes memory s = signAck(0xBAD, a);
        vm.expectPartialRevert(IFaultCourt.NotSignedByOrchestrator.selector);
        court.reportOverpricing(h, profiles(), a, s, ticketOf(1, 1));
        a.headerHash = "x";
        vm.expectPartialRevert(IFaultCourt.WrongHeader.selector);
        court.reportOverpricing(h, profiles(), a, s, ticketOf(1, 1));
    }

    // Missed deadline

    function miss() private returns (uint256 id, IFaultCourt.Header memory h) {
        h = header();
        IFaultCourt.Ack memory a = ack(h, 0);
        bytes memory s = signAck(HOT, a);
        vm.warp(block.timestamp + 6);
        vm.prank(FINDER);
        id = court.challengeDeadline(h, a, s);
    }

    function test_challengeDeadline_beforeIt_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Ack memory a = ack(h, 0);
        bytes memory s = signAck(HOT, a);
        vm.warp(block.timestamp + 5);
        vm.expectRevert(
            abi.encodeWithSelector(IFaultCourt.DeadlineNotPassed.selector, a.deadline, block.timestamp * 1000)
        );
        court.challengeDeadline(h, a, s);
    }

    function test_settle_unanswered_slashesAndReturnsTheStake() public {
        (uint256 id, IFaultCourt.Header memory h) = miss();
        eq(id, 1);
        eq(court.challengeCount(), 1);
        eq(court.openChallenges(FINDER, orch), 1);
        IFaultCourt.Challenge memory c = court.challengeOf(id);
        eq(c.stake, CHALLENGE);
        eq(c.answerBy, block.timestamp + ANSWER_TIME);
        eq(usd.balanceOf(address(court)), CHALLENGE);
        vm.warp(c.answerBy);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.AnswerStillDue.selector, c.answerBy, c.answerBy));
        court.settle(id);
        vm.warp(c.answerBy + 1);
        IFaultCourt.Receipt memory r = receipt(h, "late");
        bytes memory s = signReceipt(HOT, r);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.AnswerTooLate.selector, c.answerBy, c.answerBy + 1));
        court.answerDeadline(id, r, s);
        court.settle(id);
        eq(staking.bondOf(orch, orch), 995 ether);
        eq(token.balanceOf(FINDER), 2.5 ether);
        eq(court.dueTo(FINDER), CHALLENGE);
        eq(court.openChallenges(FINDER, orch), 0);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NoSuchChallenge.selector, id));
        court.settle(id);
        vm.expectEmit(true, true, true, true);
        emit IFaultCourt.Collected(FINDER, CHALLENGE);
        vm.prank(FINDER);
        eq(court.collect(), CHALLENGE);
        eq(usd.balanceOf(FINDER), 1_000_000_000);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NothingDue.selector, FINDER));
        vm.prank(FINDER);
        court.collect();
    }

    function test_answerDeadline_inTime_getsTheStake() public {
        (uint256 id, IFaultCourt.Header memory h) = miss();
        IFaultCourt.Receipt memory r = receipt(h, "done");
        bytes memory bad = signReceipt(0xBAD, r);
        bytes memory s = signReceipt(HOT, r);
        vm.expectPartialRevert(IFaultCourt.NotSignedByOrchestrator.selector);
        court.answerDeadline(id, r, bad);
        vm.warp(block.timestamp + ANSWER_TIME);
        vm.expectEmit(true, true, true, true);
        emit IFaultCourt.Answered(id, orch, r.headerHash);
        court.answerDeadline(id, r, s);
        eq(court.dueTo(orch), CHALLENGE);
        eq(staking.bondOf(orch, orch), 1000 ether);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NoSuchChallenge.selector, id));
        court.answerDeadline(id, r, s);
        vm.prank(orch);
        court.collect();
        eq(usd.balanceOf(orch), CHALLENGE);
    }

    function test_answerDeadline_otherHeader_reverts() public {
        (uint256 id,) = miss();
        IFaultCourt.Header memory other = header();
        other.seq = 6;
        IFaultCourt.Receipt memory r = receipt(other, "done");
        bytes memory s = signReceipt(HOT, r);
        vm.expectPartialRevert(IFaultCourt.WrongHeader.selector);
        court.answerDeadline(id, r, s);
    }

    function test_challengeDeadline_again_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Ack memory a = ack(h, 0);
        bytes memory s = signAck(HOT, a);
        vm.warp(block.timestamp + 6);
        vm.prank(FINDER);
        court.challengeDeadline(h, a, s);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.AlreadyChallenged.selector, 1));
        vm.prank(FINDER);
        court.challengeDeadline(h, a, s);
        vm.warp(block.timestamp + ANSWER_TIME + 1);
        court.settle(1);
        vm.expectPartialRevert(IFaultCourt.AlreadyPunished.selector);
        vm.prank(FINDER);
        court.challengeDeadline(h, a, s);
    }

    function test_challengeDeadline_tooManyAtOnce_reverts() public {
        IFaultCourt.Header memory h = header();
        uint256 t = block.timestamp;
        for (uint64 i = 0; i < 4; ++i) {
            h.seq = i;
            vm.warp(t);
            IFaultCourt.Ack memory a = ack(h, 0);
            bytes memory s = signAck(HOT, a);
            vm.warp(t + 6);
            if (i == 3) {
                vm.expectRevert(abi.encodeWithSelector(IFaultCourt.TooManyChallenges.selector, FINDER, orch, 3));
            }
            vm.prank(FINDER);
            court.challengeDeadline(h, a, s);
        }
        vm.warp(t + 6 + ANSWER_TIME + 1);
        court.settle(2);
        eq(court.openChallenges(FINDER, orch), 2);
    }

    // Unavailable data

    function available(uint64 index) private returns (uint256 id) {
        return availableOf(header(), index);
    }

    function availableOf(IFaultCourt.Header memory h, uint64 index) private returns (uint256 id) {
        IFaultCourt.Leaf memory l = leaf(7, 1, 1);
        IFaultCourt.Receipt memory r = receipt(h, node(leafOf(abi.encode(l)), "x"));
        bytes memory s = signReceipt(HOT, r);
        vm.prank(FINDER);
        return court.challengeAvailability(h, r, s, rendition(l, 0, 2, only("x")), index);
    }

    function proofOf(uint256 index) private pure returns (bytes32[] memory proof) {
        if (index == 2) return only(node(leafOf(chunk(0)), leafOf(chunk(1))));
        proof = new bytes32[](2);
        proof[0] = leafOf(chunk(1 - index));
        proof[1] = leafOf(chunk(2));
    }

    function test_answerAvailability_everyChunk_getsTheStake() public {
        for (uint64 i = 0; i < 3; ++i) {
            uint256 id = available(i);
            vm.expectRevert(abi.encodeWithSelector(IFaultCourt.InvalidProof.selector, leafOf(chunk((i + 1) % 3)), i, 3));
            court.answerAvailability(id, chunk((i + 1) % 3), proofOf((i + 1) % 3)); // a chunk, but not the one
            court.answerAvailability(id, chunk(i), proofOf(i));
        }
        eq(court.dueTo(orch), 3 * CHALLENGE);
        eq(staking.bondOf(orch, orch), 1000 ether);
    }

    function test_settle_unavailable_slashesOnce() public {
        uint256 first = available(0);
        uint256 second = available(1);
        vm.warp(block.timestamp + ANSWER_TIME + 1);
        court.settle(first);
        eq(staking.bondOf(orch, orch), 995 ether);
        court.settle(second); // was right too: its stake comes back, but there is no second slash
        eq(staking.bondOf(orch, orch), 995 ether);
        eq(court.dueTo(FINDER), 2 * CHALLENGE);
    }

    function test_challengeAvailability_noSuchChunk_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Leaf memory l = leaf(7, 1, 1);
        IFaultCourt.Receipt memory r = receipt(h, leafOf(abi.encode(l)));
        bytes memory s = signReceipt(HOT, r);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NoSuchChunk.selector, 3, 3));
        court.challengeAvailability(h, r, s, rendition(l, 0, 1, new bytes32[](0)), 3);
    }

    function test_challengeAvailability_afterRetention_reverts() public {
        IFaultCourt.Header memory h = header();
        IFaultCourt.Leaf memory l = leaf(7, 1, 1);
        IFaultCourt.Receipt memory r = receipt(h, leafOf(abi.encode(l)));
        bytes memory s = signReceipt(HOT, r);
        uint256 until = (block.timestamp + 600) * 1000;
        vm.warp(block.timestamp + 601);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.RetentionOver.selector, until, until + 1000));
        court.challengeAvailability(h, r, s, rendition(l, 0, 1, new bytes32[](0)), 0);
        vm.warp(block.timestamp - 1);
        vm.prank(FINDER);
        court.challengeAvailability(h, r, s, rendition(l, 0, 1, new bytes32[](0)), 0);
    }

    function test_answers_wrongKind_revert() public {
        uint256 id = available(0);
        IFaultCourt.Receipt memory r = receipt(header(), "a");
        bytes memory s = signReceipt(HOT, r);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFaultCourt.WrongFault.selector, IFaultCourt.Fault.Unavailable, IFaultCourt.Fault.MissedDeadline
            )
        );
        court.answerDeadline(id, r, s);
        vm.expectRevert(abi.encodeWithSelector(IFaultCourt.NoSuchChallenge.selector, 99));
        court.answerAvailability(99, "", new bytes32[](0));
    }

    // The rest

    function test_penaltyOf_isTheTable() public view {
        eq(court.penaltyOf(IFaultCourt.Fault.Equivocation), 100_000);
        eq(court.penaltyOf(IFaultCourt.Fault.Overbilling), 50_000);
        eq(court.penaltyOf(IFaultCourt.Fault.MissedDeadline), 5_000);
        eq(court.penaltyOf(IFaultCourt.Fault.Unavailable), 5_000);
    }

    /// @dev Evidence must expire before the stake behind it can leave.
    function test_constructor_evidenceOutlivesUnbonding_reverts() public {
        FaultCourt.Config memory c = courtConfig();
        c.evidenceRounds = 7;
        vm.expectRevert(
            abi.encodeWithSelector(IParameterized.InvalidParameter.selector, bytes32("evidenceRounds"), 7, 1, 6)
        );
        new FaultCourt(address(usd), address(staking), address(registry), address(broker), address(params), c);
        Staking short = new Staking(address(token), address(params), ROUND, 1, MIN, 0);
        c.evidenceRounds = 1;
        new FaultCourt(address(usd), address(short), address(registry), address(broker), address(params), c);
    }

    function test_parameter_unknown_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.UnknownParameter.selector, bytes32("x")));
        court.parameter("x");
    }

    function test_views_sayWhereThingsAre() public view {
        eq(court.asset(), address(usd));
        eq(court.staking(), address(staking));
        eq(court.serviceRegistry(), address(registry));
        eq(court.ticketBroker(), address(broker));
    }
}
