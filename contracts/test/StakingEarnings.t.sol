// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";
import {IStaking} from "../src/interfaces/IStaking.sol";

/// @dev Fees and rewards: who gets what part, from when, and that it is paid.
contract StakingEarningsTest is System {
    address private constant A = address(0xA);
    address private constant B = address(0xB);
    address private constant D = address(0xD);
    address private constant E = address(0xE);

    function setUp() public {
        deploy();
        for (uint256 i = 0; i < 5; ++i) {
            fund(address(uint160(0xA + i)), 100_000_000 ether);
        }
        usd.mint(address(broker), 1e18); // what deposits would have brought
    }

    function fees(address who, address orchestrator) private view returns (uint256) {
        return staking.earningsOf(who, orchestrator).fees;
    }

    function rewards(address who, address orchestrator) private view returns (uint256) {
        return staking.earningsOf(who, orchestrator).rewards;
    }

    /// @dev At most so much below.
    function near(uint256 got, uint256 want, uint256 below) private pure {
        require(got <= want && want - got <= below, NotEqual(got, want));
    }

    function reward(address who) private returns (uint256) {
        uint256 index = indexOf(who);
        vm.prank(who);
        return staking.reward(index);
    }

    function test_creditFees_split_followsFeeShareAndShares() public {
        register(A, 100 ether);
        bond(D, A, 300 ether);
        nextRound();
        vm.expectEmit(true, true, true, true);
        emit IStaking.FeesCredited(A, 2, 1_000_000, 600_000);
        credit(A, 1_000_000);
        eq(fees(D, A), 450_000); // three quarters of the shares' part
        eq(fees(A, A), 150_000 + 400_000);
        (uint256 got,) = claim(D, A);
        eq(got, 450_000);
        eq(usd.balanceOf(D), 450_000);
        eq(fees(D, A), 0);
        (got,) = claim(D, A);
        eq(got, 0);
        (got,) = claim(A, A);
        eq(got, 550_000);
    }

    function test_creditFees_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(broker)));
        staking.creditFees(A, 1);
    }

    /// @dev A thousand times the pool, bonded right before the credit, earns nothing of it, and a full share the next round.
    function test_creditFees_justInTimeStake_earnsNothing() public {
        register(A, 10_000 ether);
        nextRound();
        bond(D, A, 190_000 ether);
        credit(A, 1_000_000);
        eq(fees(D, A), 0);
        eq(fees(A, A), 1_000_000);
        nextRound();
        credit(A, 1_000_000);
        eq(fees(D, A), 570_000);
    }

    /// @dev A delegator that comes back years later is paid from the end of the round it bonded in, bonds of others since notwithstanding.
    function test_creditFees_lateReturn_countsFromTheEndOfItsRound() public {
        register(A, 100 ether);
        nextRound();
        bond(D, A, 100 ether); // round 2
        credit(A, 1_000_000); // not D's
        nextRound();
        bond(E, A, 200 ether); // round 3
        credit(A, 1_000_000); // of 600,000 a half is D's
        nextRound();
        credit(A, 1_000_000); // of 600,000 a quarter is D's, a half E's
        eq(fees(D, A), 300_000 + 150_000);
        eq(fees(E, A), 300_000);
        bond(D, A, 1 ether); // which makes its earlier bond earn
        eq(fees(D, A), 450_000);
        nextRound();
        bond(D, A, 1 ether);
        (uint256 got,) = claim(D, A);
        near(got, 450_000, 1);
    }

    /// @dev Merging two bonds into one entry costs less than a unit per 10^24 shares, and never gives.
    function testFuzz_bond_again_keepsWhatWasEarned(uint96 first, uint96 second, uint64 one, uint64 two) public {
        first = uint96(bound(first, 1 ether, 1_000_000 ether));
        second = uint96(bound(second, 1 ether, 1_000_000 ether));
        register(A, 1_000_000 ether);
        bond(D, A, first);
        nextRound();
        credit(A, one);
        uint256 earned = fees(D, A);
        bond(D, A, second);
        nextRound();
        uint256 dust = (uint256(first) + second) / 1e24 + 1;
        near(fees(D, A), earned, dust); // the second bond brings nothing by itself
        credit(A, two);
        uint256 before = fees(D, A);
        bond(D, A, 1 ether); // merges
        near(fees(D, A), before, dust);
    }

    function test_unbond_keepsWhatWasEarned() public {
        register(A, 100 ether);
        bond(D, A, 100 ether);
        nextRound();
        credit(A, 1_000_000);
        unbond(D, A, 100 ether);
        eq(fees(D, A), 300_000);
        credit(A, 1_000_000);
        eq(fees(D, A), 300_000);
        (uint256 got,) = claim(D, A);
        eq(got, 300_000);
    }

    /// @dev What was bonded in the round goes first, since it earns nothing yet.
    function test_unbond_freshFirst() public {
        register(A, 100 ether);
        bond(D, A, 100 ether);
        nextRound();
        bond(D, A, 50 ether);
        unbond(D, A, 50 ether);
        credit(A, 1_000_000);
        eq(fees(D, A), 300_000);
        unbond(D, A, 50 ether);
        credit(A, 900_000);
        eq(fees(D, A), 300_000 + 180_000);
    }

    function test_creditFees_nobodyEarns_goesToTheOrchestrator() public {
        register(A, 100 ether);
        credit(A, 1_000); // all shares are of this round
        eq(fees(A, A), 1_000);
        unbond(A, A, 100 ether);
        credit(A, 1_000); // nobody is left
        eq(fees(A, A), 2_000);
    }

    /// @dev With next to no shares left a credit must not let the sum per share jump.
    function test_creditFees_hardlyAnyShares_goesToTheOrchestrator() public {
        register(A, 100 ether);
        bond(D, A, 1e12 - 1);
        unbond(A, A, 100 ether);
        nextRound();
        credit(A, 1_000_000);
        eq(fees(D, A), 0);
        eq(fees(A, A), 1_000_000);
        register(A, 100 ether);
        bond(D, A, 1);
        nextRound();
        unbond(A, A, 100 ether);
        credit(A, 1_000_000);
        eq(fees(D, A), 600_000);
    }

    /// @dev The sum per share at its end: nothing fails, and the orchestrator gets the rest.
    function test_creditFees_sumExhausted_goesToTheOrchestrator() public {
        register(A, 100 ether);
        bond(D, A, 1e12);
        nextRound();
        unbond(A, A, 100 ether);
        credit(A, 500e24); // of it 300 * 10^24, times 10^24, over 10^12 shares: below 2^128
        eq(fees(D, A), 300e24);
        credit(A, 500e24);
        eq(fees(D, A), 300e24);
        eq(fees(A, A), 700e24);
    }

    function testFuzz_creditFees_nothingIsLost(uint96 own, uint96 other, uint96 amount) public {
        own = uint96(bound(own, 5_000_000 ether, 50_000_000 ether));
        other = uint96(bound(other, 1, 50_000_000 ether));
        register(A, own);
        bond(D, A, other);
        nextRound();
        credit(A, amount);
        uint256 sum = fees(A, A) + fees(D, A);
        require(sum <= amount);
        require(amount - sum <= 2); // what the roundings of two claims and a credit leave
    }

    /// @dev Fractions of credits add up for a delegator, so they must not be given to the orchestrator too.
    function test_creditFees_fractions_areNotPaidTwice() public {
        register(A, 3_000_000 ether);
        bond(D, A, 4_000_000 ether);
        nextRound();
        for (uint256 i = 0; i < 10; ++i) {
            credit(A, 3);
        }
        uint256 sum = fees(A, A) + fees(D, A);
        require(sum <= 30 && sum >= 28, NotEqual(sum, 30));
    }

    function test_reward_once_mintsTheWeightsPart() public {
        register(A, 300 ether);
        bond(D, A, 100 ether);
        register(B, 400 ether);
        staking.initRound();
        turn();
        uint256 pot = minter.budget().amount;
        vm.expectEmit(true, true, true, true);
        emit IStaking.Rewarded(A, 2, pot / 2, pot / 2 * 9 / 10);
        uint256 amount = reward(A);
        eq(amount, pot / 2);
        eq(rewards(D, A), pot / 2 * 9 / 10 / 4);
        uint256 index = indexOf(A);
        vm.expectRevert(abi.encodeWithSelector(IStaking.AlreadyRewarded.selector, A, 2));
        vm.prank(A);
        staking.reward(index);
        reward(B);
        require(minter.budget().minted <= pot && pot - minter.budget().minted <= 1);
        uint256 before = token.balanceOf(D);
        (, uint256 got) = claim(D, A);
        eq(token.balanceOf(D) - before, got);
        turn();
        reward(A);
    }

    /// @dev Whatever the order in which they come: a weight is the difference of two sums.
    function test_reward_lastComesFirst_getsItsOwnPart() public {
        register(A, 100 ether);
        register(B, 300 ether);
        register(D, 400 ether);
        staking.initRound();
        uint256 pot = minter.budget().amount;
        eq(reward(D), pot * 400 / 800);
        eq(reward(B), pot * 300 / 800);
        eq(reward(A), pot * 100 / 800);
    }

    function test_reward_wrongIndex_reverts() public {
        register(A, 100 ether);
        register(B, 100 ether);
        staking.initRound();
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotInSnapshot.selector, A, 1, 1));
        vm.prank(A);
        staking.reward(1);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotInSnapshot.selector, A, 1, 2));
        vm.prank(A);
        staking.reward(2);
    }

    function test_reward_roundNotInitialized_reverts() public {
        register(A, 100 ether);
        vm.expectRevert(abi.encodeWithSelector(IStaking.RoundNotInitialized.selector, 1));
        vm.prank(A);
        staking.reward(0);
        staking.initRound();
        nextRound();
        vm.expectRevert(abi.encodeWithSelector(IStaking.RoundNotInitialized.selector, 2));
        vm.prank(A);
        staking.reward(0);
    }

    /// @dev Should the asset refuse to pay somebody, its tokens are not lost with it.
    function test_claimRewards_assetRefuses_paysTokens() public {
        register(A, 100 ether);
        staking.initRound();
        uint256 amount = reward(A);
        nextRound();
        credit(A, 5);
        vm.etch(address(usd), hex"5f5ffd"); // reverts
        vm.expectRevert();
        vm.prank(A);
        staking.claim(A);
        uint256 before = token.balanceOf(A);
        vm.prank(A);
        eq(staking.claimRewards(A), amount);
        eq(token.balanceOf(A) - before, amount);
        eq(rewards(A, A), 0);
        eq(fees(A, A), 5);
    }

    /// @dev The caller of initRound gets the bounty, and can be anybody.
    function test_initRound_paysBounty() public {
        register(A, 100 ether);
        uint256 before = token.balanceOf(E);
        vm.prank(E);
        staking.initRound();
        eq(token.balanceOf(E) - before, BOUNTY);
    }

    /// @dev Each gets the part of its shares; what rounding leaves is less than a unit each, and stays.
    function test_claim_manyDelegators_isAllPaid() public {
        register(A, 1000 ether);
        for (uint256 i = 0; i < 50; ++i) {
            address who = address(uint160(0x9000 + i));
            fund(who, 100 ether);
            bond(who, A, uint96(1 + i) * 1 ether / 3);
        }
        nextRound();
        credit(A, 999_999_999);
        credit(A, 7);
        uint256 paid = 0;
        for (uint256 i = 0; i < 50; ++i) {
            (uint256 got,) = claim(address(uint160(0x9000 + i)), A);
            paid += got;
        }
        (uint256 last,) = claim(A, A);
        paid += last;
        require(paid <= 1_000_000_006 && 1_000_000_006 - paid <= 51);
    }
}
