// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {Staking} from "../src/Staking.sol";
import {IPausable} from "../src/interfaces/IPausable.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";
import {IStaking} from "../src/interfaces/IStaking.sol";
import {MAX_ACTIVE} from "../src/libraries/SnapshotRing.sol";

/// @dev Bonds, rounds and snapshots. Money that is earned and stake that is slashed have tests of their own.
contract StakingTest is System {
    address private constant A = address(0xA);
    address private constant B = address(0xB);
    address private constant D = address(0xD);

    function setUp() public {
        deploy();
        fund(A, 1_000_000);
        fund(B, 1_000_000);
        fund(D, 1_000_000);
    }

    function minSelfShare() internal pure override returns (uint32) {
        return 0;
    }

    function warpToRound(uint64 round) private {
        vm.warp(START + (round - 1) * ROUND);
        vm.roll(block.number + 1);
    }

    /// @dev An orchestrator's weight in the latest snapshot; zero when it is not in it.
    function weightOf(address orchestrator) private view returns (uint256) {
        uint256[] memory slots = staking.snapshotOf(staking.lastRound()).slots;
        uint256 previous = 0;
        for (uint256 i = 0; i < slots.length; ++i) {
            uint256 sum = slots[i] >> 160;
            require(sum > previous, "sums rise");
            if (address(uint160(slots[i])) == orchestrator) return sum - previous;
            previous = sum;
        }
        return 0;
    }

    function test_constructor_parameterOutOfBounds_reverts() public {
        vm.expectRevert(
            abi.encodeWithSelector(IParameterized.InvalidParameter.selector, bytes32("roundLength"), 0, 1, 30 days)
        );
        new Staking(address(token), address(params), 0, UNBONDING, MIN, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IParameterized.InvalidParameter.selector, bytes32("unbondingRounds"), 1001, 1, 1000)
        );
        new Staking(address(token), address(params), ROUND, 1001, MIN, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                IParameterized.InvalidParameter.selector, bytes32("minSelfBond"), 0, 1, uint256(type(uint96).max)
            )
        );
        new Staking(address(token), address(params), ROUND, UNBONDING, 0, 0);
    }

    function testFuzz_currentRound_followsTime(uint32 offset) public {
        vm.warp(uint256(START) + offset);
        eq(staking.currentRound(), uint256(offset) / ROUND + 1);
    }

    function testFuzz_register_enoughTokens_activates(uint96 amount) public {
        amount = uint96(bound(amount, MIN, 1_000_000));
        vm.expectEmit(true, true, true, true);
        emit IStaking.Registered(A, amount);
        vm.expectEmit(true, true, true, true);
        emit IStaking.Bonded(A, A, amount, amount);
        vm.expectEmit(true, true, true, true);
        emit IStaking.Activated(A);
        register(A, amount);
        IStaking.Orchestrator memory o = staking.orchestratorOf(A);
        eq(o.stake, amount);
        eq(o.selfBond, amount);
        require(o.active);
        eq(token.balanceOf(address(staking)), amount);
        eq(token.balanceOf(A), 1_000_000 - amount);
    }

    function testFuzz_register_belowMinimum_reverts(uint96 amount) public {
        amount = uint96(bound(amount, 0, MIN - 1));
        vm.expectRevert(abi.encodeWithSelector(IStaking.SelfBondTooSmall.selector, amount, MIN));
        register(A, amount);
    }

    function test_register_twice_reverts() public {
        register(A, MIN);
        vm.expectRevert(abi.encodeWithSelector(IStaking.AlreadyRegistered.selector, A));
        register(A, MIN);
    }

    function test_register_afterLeaving_keepsDelegatedStake() public {
        register(A, 100);
        bond(D, A, 30);
        unbond(A, A, 100);
        require(!staking.orchestratorOf(A).active);
        eq(staking.orchestratorOf(A).stake, 30);
        register(A, 60);
        require(staking.orchestratorOf(A).active);
        eq(staking.orchestratorOf(A).stake, 90);
    }

    function test_bond_unregistered_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotRegistered.selector, A));
        bond(D, A, 10);
    }

    function test_bond_zero_reverts() public {
        register(A, MIN);
        vm.expectRevert(abi.encodeWithSelector(IStaking.ZeroAmount.selector));
        bond(D, A, 0);
    }

    function testFuzz_bond_addsUp(uint96 first, uint96 second) public {
        first = uint96(bound(first, 1, 500_000));
        second = uint96(bound(second, 1, 500_000));
        register(A, 100);
        bond(D, A, first);
        bond(D, A, second);
        eq(staking.bondOf(D, A), uint256(first) + second);
        eq(staking.orchestratorOf(A).stake, 100 + uint256(first) + second);
        eq(staking.orchestratorOf(A).selfBond, 100);
    }

    function testFuzz_unbond_thenWithdraw_returnsTheSameTokens(uint96 bonded, uint96 taken) public {
        bonded = uint96(bound(bonded, 1, 1_000_000));
        taken = uint96(bound(taken, 1, bonded));
        register(A, 100);
        bond(D, A, bonded);
        vm.expectEmit(true, true, true, true);
        emit IStaking.Unbonded(D, A, 0, taken, 100 + bonded - taken, 1 + UNBONDING);
        uint256 lockId = unbond(D, A, taken);
        eq(staking.lockCountOf(D), 1);
        eq(staking.lockOf(D, lockId).amount, taken);

        vm.warp(START + UNBONDING * ROUND - 1); // the last second of the round before
        vm.expectRevert(abi.encodeWithSelector(IStaking.StillLocked.selector, 1 + UNBONDING, UNBONDING));
        vm.prank(D);
        staking.withdraw(lockId);

        vm.warp(START + UNBONDING * ROUND);
        vm.expectEmit(true, true, true, true);
        emit IStaking.Withdrawn(D, lockId, taken);
        vm.prank(D);
        staking.withdraw(lockId);
        eq(token.balanceOf(D), 1_000_000 - bonded + taken);

        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSuchLock.selector, D, lockId));
        vm.prank(D);
        staking.withdraw(lockId);
    }

    function test_withdraw_lockOfAnother_reverts() public {
        register(A, 100);
        uint256 lockId = unbond(A, A, 100);
        warpToRound(1 + UNBONDING);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSuchLock.selector, D, lockId));
        vm.prank(D);
        staking.withdraw(lockId);
    }

    function testFuzz_unbond_moreThanBonded_reverts(uint96 amount) public {
        amount = uint96(bound(amount, 11, type(uint96).max));
        register(A, 100);
        bond(D, A, 10);
        vm.expectRevert(abi.encodeWithSelector(IStaking.InsufficientBond.selector, 10, amount));
        unbond(D, A, amount);
    }

    function test_unbond_zero_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.ZeroAmount.selector));
        unbond(D, A, 0);
    }

    function testFuzz_unbond_ownBondBelowMinimum_reverts(uint96 left) public {
        left = uint96(bound(left, 1, MIN - 1));
        register(A, 100);
        vm.expectRevert(abi.encodeWithSelector(IStaking.SelfBondTooSmall.selector, left, MIN));
        unbond(A, A, 100 - left);
    }

    function test_unbond_allOfOwnBond_leavesActiveSet() public {
        register(A, 100);
        register(B, 100);
        vm.expectEmit(true, true, true, true);
        emit IStaking.Deactivated(A);
        unbond(A, A, 100);
        address[] memory active = staking.activeSet();
        eq(active.length, 1);
        eq(active[0], B);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotRegistered.selector, A));
        bond(D, A, 10);
    }

    function test_initRound_first_countsAllStake() public {
        register(A, 100);
        register(B, 300);
        bond(D, A, 50);
        staking.initRound();
        eq(staking.lastRound(), 1);
        eq(weightOf(A), 150);
        eq(weightOf(B), 300);
    }

    function test_initRound_nothingStaked_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.NothingStaked.selector, 1));
        staking.initRound();
    }

    function test_initRound_twice_reverts() public {
        register(A, 100);
        staking.initRound();
        vm.expectRevert(abi.encodeWithSelector(IStaking.RoundAlreadyInitialized.selector, 1));
        staking.initRound();
    }

    function test_initRound_stakeOfThisRound_waitsForTheNext() public {
        register(A, 100);
        staking.initRound();

        warpToRound(2);
        bond(D, A, 1000);
        register(B, 500);
        staking.initRound(); // late in the round, after the bonds
        eq(weightOf(A), 100);
        eq(weightOf(B), 0);

        warpToRound(3);
        staking.initRound();
        eq(weightOf(A), 1100);
        eq(weightOf(B), 500);
    }

    /// @dev Bonds in a round that nobody initialized count in the next one, whoever looks at them in between.
    function test_initRound_roundSkippedAfterBonds_countsThem() public {
        register(A, 100);
        register(B, 100);
        staking.initRound();
        warpToRound(2);
        bond(A, A, 30);
        warpToRound(3);
        bond(B, B, 7); // of this round
        staking.initRound();
        eq(weightOf(A), 130);
        eq(weightOf(B), 100);
        warpToRound(4);
        staking.initRound();
        eq(weightOf(B), 107);
    }

    /// @dev Members that leave and join before a late snapshot take their marks with them.
    function test_initRound_lateMembersMove_countsTheRightStake() public {
        register(A, 100);
        register(B, 200);
        register(D, 300);
        staking.initRound();
        warpToRound(2);
        bond(D, D, 33); // the last member, marked
        unbond(A, A, 100); // D takes its place
        register(A, 150); // and A the last
        bond(B, B, 60);
        unbond(B, B, 200); // what was bonded in this round goes first
        bond(B, B, 1);
        staking.initRound();
        eq(weightOf(D), 300);
        eq(weightOf(A), 0);
        eq(weightOf(B), 60);
        warpToRound(3);
        staking.initRound();
        eq(weightOf(D), 333);
        eq(weightOf(A), 150);
        eq(weightOf(B), 61);
    }

    function test_slash_beforeALateSnapshot_countsWhatIsLeft() public {
        register(A, 100);
        staking.initRound();
        warpToRound(2);
        bond(A, A, 100);
        slash(A, 100_000);
        staking.initRound();
        eq(weightOf(A), 90);
        warpToRound(3);
        staking.initRound();
        eq(weightOf(A), 180);
    }

    function test_initRound_unbondedStake_stopsCounting() public {
        register(A, 100);
        bond(D, A, 40);
        staking.initRound();
        warpToRound(2);
        bond(D, A, 10);
        unbond(D, A, 25); // the 10 of this round, and 15 older
        staking.initRound();
        eq(weightOf(A), 125);
    }

    function test_initRound_skippedRounds_workOn() public {
        register(A, 100);
        staking.initRound();
        bytes32 seed = staking.snapshotOf(1).seed;
        warpToRound(9);
        staking.initRound();
        eq(staking.lastRound(), 9);
        require(staking.snapshotOf(9).seed != seed);
        // 9 took the place of 1 in the ring; nothing between was ever there
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSnapshot.selector, 1, 9));
        staking.snapshotOf(1);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSnapshot.selector, 5, 9));
        staking.snapshotOf(5);
    }

    function test_snapshotOf_keepsFourRounds() public {
        register(A, 100);
        for (uint64 round = 1; round <= 6; ++round) {
            warpToRound(round);
            staking.initRound();
            bond(A, A, 1);
        }
        for (uint64 round = 3; round <= 6; ++round) {
            IStaking.Snapshot memory s = staking.snapshotOf(round);
            eq(s.round, round);
            eq(s.slots.length, 1);
            eq(s.slots[0] >> 160, 100 + round - 1);
        }
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSnapshot.selector, 2, 6));
        staking.snapshotOf(2);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSnapshot.selector, 7, 6));
        staking.snapshotOf(7);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSnapshot.selector, 0, 6));
        staking.snapshotOf(0);
    }

    function test_snapshotOf_smallerThanBefore_forgetsTheRest() public {
        register(A, 100);
        register(B, 100);
        staking.initRound();
        unbond(A, A, 100);
        warpToRound(5); // the same place in the ring
        staking.initRound();
        eq(staking.snapshotOf(5).slots.length, 1);
        eq(weightOf(B), 100);
        // Round 1 left B in the slot after; it is no part of this snapshot.
        (bool inRound, bool inLatest,) = staking.standingOf(B, 5, 1);
        require(!inRound && !inLatest);
    }

    function test_initRound_seed_dependsOnRandomnessAndThePast() public {
        register(A, 100);
        vm.prevrandao(bytes32(uint256(1)));
        staking.initRound();
        bytes32 first = staking.snapshotOf(1).seed;
        warpToRound(2);
        vm.prevrandao(bytes32(uint256(2)));
        staking.initRound();
        bytes32 want = keccak256(abi.encode(first, block.prevrandao, blockhash(block.number - 1), uint64(2)));
        require(staking.snapshotOf(2).seed == want);
    }

    function test_activeSet_full_admitsOnlyGreaterStake() public {
        for (uint256 i = 0; i < MAX_ACTIVE; ++i) {
            address who = address(uint160(0x1000 + i));
            fund(who, 1000);
            register(who, uint96(200 + i));
        }
        eq(staking.activeSet().length, MAX_ACTIVE);
        register(A, 200); // not greater than the smallest
        require(!staking.orchestratorOf(A).active);

        vm.expectEmit(true, true, true, true);
        emit IStaking.Deactivated(address(0x1000));
        bond(A, A, 1);
        require(staking.orchestratorOf(A).active);
        require(!staking.orchestratorOf(address(0x1000)).active);
        eq(staking.activeSet().length, MAX_ACTIVE);

        uint256 gasBefore = gasleft();
        staking.initRound();
        require(gasBefore - gasleft() < 16_000_000, "fits one transaction");
        eq(staking.snapshotOf(1).slots.length, MAX_ACTIVE);
        eq(weightOf(A), 201);
        eq(weightOf(address(0x1000)), 0);

        // one outside the set leaves without disturbing it
        unbond(address(0x1000), address(0x1000), 200);
        eq(staking.activeSet().length, MAX_ACTIVE);
    }

    function testFuzz_initRound_sumsAreStakes(uint96 a, uint96 b) public {
        a = uint96(bound(a, MIN, 1_000_000));
        b = uint96(bound(b, MIN, 1_000_000));
        register(A, a);
        register(B, b);
        staking.initRound();
        uint256[] memory slots = staking.snapshotOf(1).slots;
        eq(slots[0], (uint256(a) << 160) | uint160(A));
        eq(slots[1], ((uint256(a) + b) << 160) | uint160(B));
    }

    function test_bond_wholeSupply_fits() public {
        uint96 all = uint96(token.balanceOf(address(this)));
        token.approve(address(staking), all);
        staking.register(all, CUT, SHARE);
        staking.initRound();
        eq(weightOf(address(this)), all);
    }

    function test_activate_full_replacesTheSmallest() public {
        for (uint256 i = 0; i < MAX_ACTIVE; ++i) {
            address who = address(uint160(0x1000 + i));
            fund(who, 1000);
            register(who, uint96(200 + i));
        }
        register(A, 200);
        vm.expectRevert(abi.encodeWithSelector(IStaking.CannotActivate.selector, A));
        staking.activate(A);
        bond(D, A, 1); // a delegator need not pay for the search
        require(!staking.orchestratorOf(A).active);
        staking.activate(A);
        require(staking.orchestratorOf(A).active);
        require(!staking.orchestratorOf(address(0x1000)).active);
        vm.expectRevert(abi.encodeWithSelector(IStaking.AlreadyActive.selector, A));
        staking.activate(A);
    }

    function test_activate_unregistered_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.CannotActivate.selector, A));
        staking.activate(A);
    }

    function test_orchestrators_pages() public {
        register(A, 100);
        register(B, 100);
        unbond(A, A, 100);
        register(A, 100); // the same, not a new one
        eq(staking.orchestratorCount(), 2);
        eq(staking.orchestrators(0, 10).length, 2);
        eq(staking.orchestrators(1, 1)[0], B);
        eq(staking.orchestrators(0, 1)[0], A);
        eq(staking.orchestrators(2, 1).length, 0);
    }

    function test_bond_paused_reverts() public {
        register(A, 100);
        params.setPaused(true);
        vm.expectRevert(abi.encodeWithSelector(IPausable.Paused.selector));
        bond(D, A, 10);
        vm.expectRevert(abi.encodeWithSelector(IPausable.Paused.selector));
        register(B, 100);
        params.setPaused(false);
        bond(D, A, 10);
    }

    /// @dev Paused, and for a hundred rounds without a snapshot: everything on its way out gets there.
    function test_exits_pausedAndUninitialized_work() public {
        register(A, 100);
        bond(D, A, 50);
        params.setPaused(true);
        vm.warp(startOf(100));
        uint256 lockId = unbond(D, A, 50);
        unbond(A, A, 100);
        claim(A, A);
        vm.warp(startOf(100 + UNBONDING));
        withdraw(D, lockId);
        withdraw(A, 0);
        eq(token.balanceOf(D), 1_000_000);
        eq(token.balanceOf(A), 1_000_000);
    }

    /// @dev Neither the owner's locks nor the pool's make anything dearer: number ten thousand and one costs what number two did.
    function test_unbond_tenThousandLocks_costsTheSame() public {
        register(A, 100_000);
        bond(D, A, 20_000);
        unbond(D, A, 1);
        uint256 second = costOfUnbond();
        for (uint256 i = 2; i < 10_000; ++i) {
            unbond(D, A, 1);
        }
        eq(staking.lockCountOf(D), 10_000);
        same(costOfUnbond(), second);
        vm.warp(startOf(1 + UNBONDING));
        withdraw(D, 0); // what is cold once is warm from here on
        same(costOfWithdraw(9_999), costOfWithdraw(1));
    }

    /// @dev But for what this test's own memory costs by then.
    function same(uint256 a, uint256 b) private pure {
        require(a > b ? a - b < 100 : b - a < 100, NotEqual(a, b));
    }

    function costOfUnbond() private returns (uint256) {
        vm.prank(D);
        uint256 before = gasleft();
        staking.unbond(A, 1);
        return before - gasleft();
    }

    function costOfWithdraw(uint256 lockId) private returns (uint256) {
        vm.prank(D);
        uint256 before = gasleft();
        staking.withdraw(lockId);
        return before - gasleft();
    }

    function test_views_sayWhatWasDeployed() public view {
        eq(staking.token(), address(token));
        eq(staking.roundLength(), ROUND);
        eq(staking.startTime(), START);
        eq(staking.unbondingRounds(), UNBONDING);
    }

    function test_wire_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(params)));
        staking.wire(A, A, A);
    }

    function test_wire_twice_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.AlreadyWired.selector));
        vm.prank(address(params));
        staking.wire(A, A, A);
    }

    function test_wire_zero_reverts() public {
        Staking bare = new Staking(address(token), address(this), ROUND, UNBONDING, MIN, 0);
        vm.expectRevert(abi.encodeWithSelector(IStaking.ZeroAddress.selector));
        bare.wire(address(0), A, A);
        vm.expectRevert(abi.encodeWithSelector(IStaking.ZeroAddress.selector));
        bare.wire(A, address(0), A);
        vm.expectRevert(abi.encodeWithSelector(IStaking.ZeroAddress.selector));
        bare.wire(A, A, address(0));
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotWired.selector));
        bare.initRound();
        bare.wire(A, B, D);
        eq(bare.minter(), A);
        eq(bare.ticketBroker(), B);
        eq(bare.faultCourt(), D);
    }

    function test_setPaused_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(params)));
        staking.setPaused(true);
    }

    function test_parameter_unknown_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.UnknownParameter.selector, bytes32("x")));
        staking.parameter("x");
    }

    function test_setCommission_countsFromTheNextRound() public {
        register(A, 100);
        IStaking.Orchestrator memory o = staking.orchestratorOf(A);
        eq(o.rewardCut, CUT);
        eq(o.feeShare, SHARE);
        vm.expectEmit(true, true, true, true);
        emit IStaking.CommissionSet(A, 1, 2, 2);
        vm.prank(A);
        staking.setCommission(1, 2);
        o = staking.orchestratorOf(A);
        eq(o.rewardCut, CUT);
        eq(o.feeShare, SHARE);
        eq(o.nextRewardCut, 1);
        eq(o.nextFeeShare, 2);
        eq(o.commissionRound, 2);
        nextRound();
        o = staking.orchestratorOf(A);
        eq(o.rewardCut, 1);
        eq(o.feeShare, 2);
        vm.prank(A);
        staking.setCommission(3, 4);
        o = staking.orchestratorOf(A);
        eq(o.rewardCut, 1);
        eq(o.feeShare, 2);
    }

    /// @dev Leaving and coming back is no way around that.
    function test_register_again_commissionWaits() public {
        register(A, 100);
        unbond(A, A, 100);
        vm.prank(A);
        staking.register(100, 7, 8);
        eq(staking.orchestratorOf(A).rewardCut, CUT);
        nextRound();
        eq(staking.orchestratorOf(A).rewardCut, 7);
    }

    function test_setCommission_invalid_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotRegistered.selector, A));
        vm.prank(A);
        staking.setCommission(1, 1);
        register(A, 100);
        vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidCommission.selector, 1_000_001, 0));
        vm.prank(A);
        staking.setCommission(1_000_001, 0);
        vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidCommission.selector, 0, 1_000_001));
        vm.prank(A);
        staking.setCommission(0, 1_000_001);
        vm.prank(A);
        staking.setCommission(1_000_000, 1_000_000);
    }

    function test_bondWithPermit_bonds() public {
        register(A, 100);
        address owner = vm.addr(0xBEEF);
        require(token.transfer(owner, 100));
        bytes32 permit = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                owner,
                address(staking),
                uint256(100),
                uint256(0),
                block.timestamp
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(0xBEEF, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), permit)));
        // somebody else is faster with the permit; the bond goes through
        token.permit(owner, address(staking), 100, block.timestamp, v, r, s);
        vm.prank(owner);
        staking.bondWithPermit(A, 60, block.timestamp, v, r, s);
        eq(staking.bondOf(owner, A), 60);
        eq(staking.sharesOf(owner, A), 60);
    }

    function test_bondWithPermit_badPermit_reverts() public {
        register(A, 100);
        address owner = vm.addr(0xBEEF);
        require(token.transfer(owner, 100));
        vm.expectRevert();
        vm.prank(owner);
        staking.bondWithPermit(A, 60, block.timestamp, 27, 0, 0);
    }

    function test_standingOf_bothSnapshots() public {
        register(A, 100);
        register(B, 100);
        staking.initRound();
        unbond(A, A, 100);
        turn();
        (bool inRound, bool inLatest, uint256 size) = staking.standingOf(A, 1, 0);
        require(inRound && !inLatest);
        eq(size, 1);
        (inRound, inLatest,) = staking.standingOf(B, 2, 0);
        require(inRound && inLatest);
        (inRound, inLatest,) = staking.standingOf(B, 1, 0);
        require(!inRound && inLatest);
        (inRound, inLatest,) = staking.standingOf(B, 1, 2);
        require(!inRound && !inLatest);
        (inRound, inLatest,) = staking.standingOf(B, 9, 1); // never taken
        require(!inRound && !inLatest);
    }

    /// @dev A slow obvious version: each draw walks the weights that are left, in order of address.
    function testFuzz_draw_isDistinctAndComplete(bytes32 seed, uint96 a, uint96 b, uint96 d) public {
        register(A, uint96(bound(a, MIN, 1_000_000)));
        register(D, uint96(bound(d, MIN, 1_000_000)));
        register(B, uint96(bound(b, MIN, 1_000_000)));
        staking.initRound();
        address[] memory drawn = staking.draw(1, seed, 5);
        eq(drawn.length, 3);
        require(drawn[0] != drawn[1] && drawn[0] != drawn[2] && drawn[1] != drawn[2]);
        eq(uint160(drawn[0]) + uint160(drawn[1]) + uint160(drawn[2]), uint160(A) + uint160(B) + uint160(D));
        eq(staking.draw(1, seed, 1)[0], drawn[0]);
        // Below 2^100 no word is skipped but with a chance of 2^-156.
        uint256 total = staking.snapshotOf(1).slots[2] >> 160;
        uint256 point = uint256(keccak256(abi.encode(seed, uint256(0), uint256(0)))) % total;
        (uint256 wa, uint256 wb) = (weightOf(A), weightOf(B));
        eq(drawn[0], point < wa ? A : point < wa + wb ? B : D);
    }

    function test_draw_noSnapshot_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.NoSnapshot.selector, 1, 0));
        staking.draw(1, 0, 1);
    }
}

/// @dev The orchestrator's own part of its pool.
contract StakingSelfShareTest is System {
    address private constant A = address(0xA);
    address private constant D = address(0xD);

    function setUp() public {
        deploy();
        fund(A, 1_000_000);
        fund(D, 1_000_000);
    }

    function test_bond_beyondTheSelfShare_reverts() public {
        register(A, 100);
        bond(D, A, 1900); // 5 % to the token
        vm.expectRevert(abi.encodeWithSelector(IStaking.SelfShareTooSmall.selector, 49_975, MIN_SHARE));
        bond(D, A, 1);
        bond(A, A, 1);
        bond(D, A, 1);
    }

    function test_unbond_ownBelowTheSelfShare_reverts() public {
        register(A, 100);
        bond(D, A, 1900);
        vm.expectRevert(abi.encodeWithSelector(IStaking.SelfShareTooSmall.selector, 49_524, MIN_SHARE));
        unbond(A, A, 1);
        unbond(A, A, 100); // all of it is an exit, and exits are open
        eq(staking.orchestratorOf(A).selfBond, 0);
    }

    function test_register_ownerOfABigPool_needsTheSelfShare() public {
        register(A, 100);
        bond(D, A, 1900);
        unbond(A, A, 100);
        vm.expectRevert(abi.encodeWithSelector(IStaking.SelfShareTooSmall.selector, 49_524, MIN_SHARE));
        register(A, 99);
        register(A, 100);
    }
}
