// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";
import {IStaking} from "../src/interfaces/IStaking.sol";

/// @dev What a slash takes, from whom, and what still works after it.
contract StakingSlashTest is System {
    address private constant A = address(0xA);
    address private constant B = address(0xB);
    address private constant D = address(0xD);
    address private constant FINDER = address(0xF1);

    function setUp() public {
        deploy();
        for (uint256 i = 0; i < 4; ++i) {
            fund(address(uint160(0xA + i)), 10_000 ether);
        }
    }

    function test_slash_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(court)));
        staking.slash(A, 1, FINDER, 0);
    }

    function test_slash_moreThanAll_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidSlash.selector, 1_000_001, 0));
        vm.prank(address(court));
        staking.slash(A, 1_000_001, FINDER, 0);
        vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidSlash.selector, 1, 500_001));
        vm.prank(address(court));
        staking.slash(A, 1, FINDER, 500_001);
    }

    /// @dev Bonded and unbonding stake lose alike; the finder has a part of the orchestrator's own loss, all else is burned.
    function test_slash_bondedAndUnbonding_loseAlike() public {
        register(A, 100 ether);
        bond(D, A, 300 ether);
        uint256 lockId = unbond(D, A, 100 ether);
        uint256 supply = token.totalSupply();
        vm.expectEmit(true, true, true, true);
        emit IStaking.Slashed(A, FINDER, 30 ether, 10 ether, 5 ether);
        eq(slash(A, 100_000), 40 ether);
        eq(staking.bondOf(A, A), 90 ether);
        eq(staking.bondOf(D, A), 180 ether);
        eq(staking.lockOf(D, lockId).amount, 90 ether);
        eq(staking.orchestratorOf(A).unbonding, 90 ether);
        eq(token.balanceOf(FINDER), 5 ether);
        eq(token.totalSupply(), supply - 35 ether);

        vm.warp(startOf(1 + UNBONDING));
        uint256 before = token.balanceOf(D);
        withdraw(D, lockId);
        eq(token.balanceOf(D) - before, 90 ether);
    }

    /// @dev Odd amounts: a slash is rounded up, everything paid out down.
    function test_slash_rounding_isThePools() public {
        register(A, 101);
        bond(D, A, 100);
        eq(slash(A, 100_000), 21); // 20.1
        eq(staking.orchestratorOf(A).stake, 180);
        eq(staking.bondOf(A, A), 90); // 90.4
        eq(staking.bondOf(D, A), 89); // 89.5
        bond(D, A, 7); // 7.8 shares
        eq(staking.sharesOf(D, A), 107);
        eq(staking.orchestratorOf(A).shares, 208);
        unbond(D, A, 8); // 8.8 shares
        eq(staking.sharesOf(D, A), 98);
        eq(staking.orchestratorOf(A).stake, 179);
        uint96 all = staking.bondOf(D, A);
        unbond(D, A, all);
        eq(staking.sharesOf(D, A), 0);
        unbond(A, A, staking.bondOf(A, A)); // the last takes all there is
        eq(staking.orchestratorOf(A).stake, 0);
        eq(staking.orchestratorOf(A).shares, 0);
    }

    function test_slash_otherPools_areUntouched() public {
        register(A, 100 ether);
        register(B, 100 ether);
        unbond(B, B, 20 ether);
        slash(A, 500_000);
        eq(staking.bondOf(B, B), 80 ether);
        eq(staking.lockOf(B, 0).amount, 20 ether);
    }

    function test_slash_belowMinimum_leavesActiveSet() public {
        register(A, MIN);
        register(B, MIN);
        vm.expectEmit(true, true, true, true);
        emit IStaking.Deactivated(A);
        slash(A, 100_000);
        require(!staking.orchestratorOf(A).active);
        bond(A, A, 4);
        require(!staking.orchestratorOf(A).active); // one short
        bond(A, A, 1);
        require(staking.orchestratorOf(A).active);
        slash(B, 0);
        require(staking.orchestratorOf(B).active);
    }

    /// @dev A lock of next to nothing, slashed to nothing, must not stop later ones.
    function test_slash_dustUnbonding_laterUnbondsWork() public {
        register(A, 100 ether);
        unbond(A, A, 1);
        slash(A, 1);
        eq(staking.orchestratorOf(A).unbonding, 0);
        eq(staking.lockOf(A, 0).amount, 0);
        require(staking.lockOf(A, 0).withdrawRound != 0);
        unbond(A, A, 10 ether);
        eq(staking.lockOf(A, 1).amount, 10 ether);
        vm.warp(startOf(1 + UNBONDING));
        withdraw(A, 0); // worth nothing, but no error
        uint256 before = token.balanceOf(A);
        withdraw(A, 1);
        eq(token.balanceOf(A) - before, 10 ether);
    }

    /// @dev Slashed again and again, unbonding stake is given up before its shares could overflow.
    function test_slash_unbondingAgainAndAgain_staysWithinBounds() public {
        register(A, 1000 ether);
        unbond(A, A, 500 ether);
        for (uint256 i = 0; i < 8; ++i) {
            slash(A, 900_000);
            if (staking.orchestratorOf(A).stake >= 2) unbond(A, A, 1);
        }
        eq(staking.lockOf(A, 0).amount, 0);
        uint96 left = staking.bondOf(A, A);
        if (left != 0) unbond(A, A, left);
    }

    function test_slash_deeply_ruinsThePool() public {
        register(A, 100 ether);
        bond(D, A, 100 ether);
        slash(A, 999_900);
        require(staking.orchestratorOf(A).shares == 200 ether);
        bond(A, A, 1 ether); // worth a ten-thousandth still
        slash(A, 999_000);
        vm.expectRevert(abi.encodeWithSelector(IStaking.PoolRuined.selector, A));
        bond(D, A, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IStaking.CannotActivate.selector, A));
        staking.activate(A);
        // out, with what is left
        uint96 left = staking.bondOf(D, A);
        require(left != 0);
        unbond(D, A, left);
        unbond(A, A, staking.bondOf(A, A));
    }

    function test_slash_everything_leavesNothing() public {
        register(A, 100 ether);
        unbond(A, A, 10 ether);
        eq(slash(A, 1_000_000), 100 ether);
        eq(staking.bondOf(A, A), 0);
        eq(staking.lockOf(A, 0).amount, 0);
        eq(token.balanceOf(address(staking)), 0);
        eq(slash(A, 1_000_000), 0); // nothing left, no error
        eq(slash(B, 1_000_000), 0);
    }

    /// @dev Earnings are not stake: a slash leaves them.
    function test_slash_leavesEarnings() public {
        usd.mint(address(broker), 1_000_000);
        register(A, 100 ether);
        bond(D, A, 100 ether);
        nextRound();
        credit(A, 1_000_000);
        slash(A, 1_000_000);
        (uint256 got,) = claim(D, A);
        eq(got, 300_000);
    }

    /// @dev Whatever an operator does to itself through a friend, together they are poorer.
    function testFuzz_slash_selfAndFriend_endPoorer(uint96 own, uint96 others, uint32 part) public {
        own = uint96(bound(own, 1000 ether, 5_000 ether));
        others = uint96(bound(others, 1, own * 19 > 10_000 ether ? 10_000 ether : own * 19));
        register(A, own);
        bond(D, A, others);
        uint256 together = uint256(staking.bondOf(A, A)) + token.balanceOf(FINDER);
        part = uint32(bound(part, 1, 1_000_000));
        slash(A, part);
        require(uint256(staking.bondOf(A, A)) + token.balanceOf(FINDER) < together);
    }

    /// @dev A share is worth at most one unit, before and after anything.
    function testFuzz_slash_bondUnbond_stakeNeverAboveShares(uint32 first, uint32 second, uint96 amount) public {
        register(A, 5000 ether);
        slash(A, bound(first, 0, 900_000));
        amount = uint96(bound(amount, 1, 5000 ether));
        bond(D, A, amount);
        slash(A, bound(second, 0, 900_000));
        uint96 worth = staking.bondOf(D, A);
        require(worth <= amount);
        if (worth > 1) unbond(D, A, worth / 2);
        IStaking.Orchestrator memory o = staking.orchestratorOf(A);
        require(o.stake <= o.shares);
        require(uint256(staking.bondOf(A, A)) + staking.bondOf(D, A) <= o.stake);
    }
}
