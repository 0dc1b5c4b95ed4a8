// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "./System.sol";
import {Minter} from "../src/Minter.sol";
import {StakeToken} from "../src/StakeToken.sol";
import {IMinter} from "../src/interfaces/IMinter.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";

contract MinterTest is System {
    address private constant KEEPER = address(0xB0);

    function setUp() public {
        deploy();
    }

    function open(uint64 round, uint256 bonded) private returns (uint256 bounty) {
        vm.prank(address(staking));
        return minter.openRound(round, bonded, KEEPER);
    }

    function mint(uint64 round, uint256 weight, uint256 total) private returns (uint256) {
        vm.prank(address(staking));
        return minter.mintReward(round, weight, total);
    }

    function withConfig(uint32 inflation, uint32 step, uint96 bounty) private returns (Minter) {
        Minter.Config memory c = Minter.Config({inflation: inflation, step: step, target: 500_000, bounty: bounty});
        return new Minter(address(token), address(staking), address(params), c);
    }

    function test_constructor_outOfBounds_reverts() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IParameterized.InvalidParameter.selector, bytes32("inflation"), 100_000_001, 0, 100_000_000
            )
        );
        withConfig(100_000_001, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                IParameterized.InvalidParameter.selector, bytes32("bounty"), 1001 ether, 0, 1000 ether
            )
        );
        withConfig(0, 0, 1001 ether);
    }

    function test_parameter_unknown_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.UnknownParameter.selector, bytes32("inflation")));
        minter.parameter("inflation");
    }

    function test_openRound_byAnother_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(staking)));
        minter.openRound(1, 0, KEEPER);
        vm.expectRevert(abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(staking)));
        minter.mintReward(1, 1, 1);
    }

    function test_openRound_twice_reverts() public {
        open(2, 0);
        vm.expectRevert(abi.encodeWithSelector(IMinter.RoundAlreadyOpened.selector, 2));
        open(2, 0);
        vm.expectRevert(abi.encodeWithSelector(IMinter.RoundAlreadyOpened.selector, 1));
        open(1, 0);
    }

    /// @dev The budget is the day's part of the yearly inflation, and the bounty comes out of it.
    function test_openRound_budget_isTheRoundsPart() public {
        uint256 budget = SUPPLY * (INFLATION + STEP) / 1e9 * ROUND / 365 days;
        vm.expectEmit(true, true, true, true);
        emit IMinter.RoundOpened(1, budget, INFLATION + STEP);
        vm.expectEmit(true, true, true, true);
        emit IMinter.BountyMinted(KEEPER, 1, BOUNTY);
        eq(open(1, 0), BOUNTY);
        eq(minter.budget().round, 1);
        eq(minter.budget().amount, budget - BOUNTY);
        eq(minter.budget().minted, 0);
        eq(token.balanceOf(KEEPER), BOUNTY);
        eq(minter.year().minted, budget);
    }

    function test_openRound_bounty_atMostATenthOfTheBudget() public {
        uint256 budget = SUPPLY * ROUND / (1e9 * 365 days);
        StakeToken fresh = new StakeToken(SUPPLY);
        // A billionth a year is hardly anything a day.
        Minter.Config memory c = Minter.Config({inflation: 1, step: 0, target: 0, bounty: 1000 ether});
        minter = new Minter(address(fresh), address(staking), address(params), c);
        fresh.setMinter(address(minter));
        eq(open(1, 0), budget / 10);
        eq(fresh.balanceOf(KEEPER), budget / 10);
    }

    function test_openRound_zeroBounty_mintsNothing() public {
        minter = withConfig(INFLATION, 0, 0);
        eq(open(1, 0), 0); // this minter could not mint: it is not the token's
        require(minter.budget().amount != 0);
    }

    function test_openRound_inflation_followsTheBondingRate() public {
        uint256 half = SUPPLY / 2;
        open(1, half - 1);
        eq(minter.inflation(), INFLATION + STEP);
        open(2, SUPPLY);
        eq(minter.inflation(), INFLATION);
        open(3, token.totalSupply() / 2); // the target itself is no reason to pay more
        eq(minter.inflation(), INFLATION - STEP);
    }

    function test_openRound_inflation_staysWithinBounds() public {
        minter = withConfig(99_999_999, 5, 0);
        open(1, 0);
        eq(minter.inflation(), 100_000_000);
        minter = withConfig(3, 5, 0);
        open(1, SUPPLY);
        eq(minter.inflation(), 0);
        eq(minter.budget().amount, 0);
    }

    function testFuzz_openRound_neverAboveRoundAndYear(uint32 inflation, uint256 bonded, uint8 rounds) public {
        minter = withConfig(uint32(bound(inflation, 0, 100_000_000)), 100_000_000, 0);
        uint256 cap = SUPPLY / 10;
        uint256 sum = 0;
        for (uint64 round = 1; round <= uint64(rounds) + 1; ++round) {
            open(round, bound(bonded, 0, SUPPLY));
            uint256 amount = minter.budget().amount;
            require(amount <= token.totalSupply() * 300 / 1_000_000);
            sum += amount;
        }
        require(sum <= cap);
        eq(minter.year().minted, sum);
    }

    /// @dev With 10 % a year and rounds of 30 days the bound of a single round is what binds.
    function test_openRound_perRoundBound_binds() public {
        LongRounds clock = new LongRounds();
        Minter.Config memory c = Minter.Config({inflation: 100_000_000, step: 0, target: 0, bounty: 0});
        minter = new Minter(address(token), address(clock), address(params), c);
        vm.prank(address(clock));
        minter.openRound(1, 0, KEEPER);
        eq(minter.budget().amount, SUPPLY * 300 / 1_000_000);
    }

    function test_openRound_yearSpent_mintsNoMore() public {
        minter = withConfig(100_000_000, 0, 0);
        // More rounds than a year has, within one year: late keepers, say.
        for (uint64 round = 1; round <= 400; ++round) {
            open(round, 0);
        }
        eq(minter.year().minted, minter.year().cap);
        eq(minter.budget().amount, 0);
        vm.warp(START + 365 days - 1);
        open(401, 0);
        eq(minter.budget().amount, 0);
        vm.warp(START + 365 days);
        open(402, 0);
        require(minter.budget().amount != 0);
        eq(minter.year().number, 1);
    }

    function test_openRound_supplyAtCap_mintsWhatFits() public {
        StakeToken full = new StakeToken(type(uint96).max - 5);
        Minter.Config memory c = Minter.Config({inflation: INFLATION, step: 0, target: 0, bounty: 0});
        minter = new Minter(address(full), address(staking), address(params), c);
        full.setMinter(address(minter));
        open(1, 0);
        eq(minter.budget().amount, 5);
        eq(mint(1, 1, 1), 5);
    }

    function test_mintReward_shares_addUpToTheBudget() public {
        open(1, 0);
        uint256 pot = minter.budget().amount;
        vm.expectEmit(true, true, true, true);
        emit IMinter.RewardMinted(1, pot / 4);
        eq(mint(1, 1, 4), pot / 4);
        eq(mint(1, 3, 4), pot * 3 / 4);
        eq(token.balanceOf(address(staking)), pot / 4 + pot * 3 / 4);
        // whatever Staking asked for, the pot is all there is
        eq(mint(1, 1, 1), pot - pot / 4 - pot * 3 / 4);
        eq(mint(1, 1, 1), 0);
    }

    function test_mintReward_otherRound_reverts() public {
        open(2, 0);
        vm.expectRevert(abi.encodeWithSelector(IMinter.RoundNotOpen.selector, 1, 2));
        mint(1, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IMinter.RoundNotOpen.selector, 3, 2));
        mint(3, 1, 1);
    }

    function test_views_sayWhereThingsAre() public view {
        eq(minter.token(), address(token));
        eq(minter.staking(), address(staking));
        eq(minter.params(), address(params));
    }
}

/// @dev All that Minter asks of Staking when it is made.
contract LongRounds {
    uint64 public constant roundLength = 30 days;
}
