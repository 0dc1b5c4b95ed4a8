// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";
import {StakeToken} from "../src/StakeToken.sol";
import {Staking} from "../src/Staking.sol";
import {IStaking} from "../src/interfaces/IStaking.sol";
import {MAX_ACTIVE} from "../src/libraries/ActiveSet.sol";

contract StakingTest is Test {
    uint64 private constant ROUND = 100;
    uint64 private constant UNBONDING = 7;
    uint96 private constant MIN = 50;
    uint64 private constant START = 1_000_000;
    address private constant A = address(0xA);
    address private constant B = address(0xB);
    address private constant D = address(0xD);

    StakeToken private token;
    Staking private staking;

    function setUp() public {
        vm.warp(START);
        token = new StakeToken(type(uint96).max);
        staking = new Staking(address(token), ROUND, UNBONDING, MIN);
        fund(A, 1_000_000);
        fund(B, 1_000_000);
        fund(D, 1_000_000);
    }

    function fund(address who, uint256 amount) private {
        require(token.transfer(who, amount));
        vm.prank(who);
        token.approve(address(staking), type(uint256).max);
    }

    function register(address who, uint96 amount) private {
        vm.prank(who);
        staking.register(amount);
    }

    function bond(address who, address orchestrator, uint96 amount) private {
        vm.prank(who);
        staking.bond(orchestrator, amount);
    }

    function unbond(address who, address orchestrator, uint96 amount) private returns (uint256) {
        vm.prank(who);
        return staking.unbond(orchestrator, amount);
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
            abi.encodeWithSelector(IStaking.InvalidParameter.selector, bytes32("roundLength"), 0, 1, 30 days)
        );
        new Staking(address(token), 0, UNBONDING, MIN);
        vm.expectRevert(
            abi.encodeWithSelector(IStaking.InvalidParameter.selector, bytes32("unbondingRounds"), 1001, 1, 1000)
        );
        new Staking(address(token), ROUND, 1001, MIN);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStaking.InvalidParameter.selector, bytes32("minSelfBond"), 0, 1, uint256(type(uint96).max)
            )
        );
        new Staking(address(token), ROUND, UNBONDING, 0);
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
        eq(staking.totalBonded(), amount);
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
        bond(D, A, 1);
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
        staking.register(all);
        staking.initRound();
        eq(weightOf(address(this)), all);
    }
}
