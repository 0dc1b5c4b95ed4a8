// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {System} from "./System.sol";
import {Params} from "../src/Params.sol";
import {IParameterized} from "../src/interfaces/IParameterized.sol";
import {IParams} from "../src/interfaces/IParams.sol";

contract ParamsTest is System {
    address private constant STRANGER = address(0x5);
    bytes32 private constant NAME = "minSelfBond";

    function setUp() public {
        deploy();
    }

    function test_wire_twice_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParams.AlreadyWired.selector));
        params.wire(wiring());
    }

    function test_wire_byStranger_reverts() public {
        params = new Params(address(this));
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, STRANGER));
        vm.prank(STRANGER);
        params.wire(wiring());
    }

    /// @dev Whichever address is missing.
    function test_wire_zero_reverts() public {
        params = new Params(address(this));
        for (uint256 i = 0; i < 7; ++i) {
            IParams.Contracts memory c = wiring();
            assembly ("memory-safe") {
                mstore(add(c, mul(i, 32)), 0)
            }
            vm.expectRevert(abi.encodeWithSelector(IParams.ZeroAddress.selector));
            params.wire(c);
        }
    }

    function test_contracts_areWhatWasWired() public view {
        require(keccak256(abi.encode(params.contracts())) == keccak256(abi.encode(wiring())));
    }

    function test_execute_afterTheTimelock_sets() public {
        vm.expectEmit(true, true, true, true);
        emit IParams.Proposed(address(staking), NAME, MIN, 77, START + 48 hours);
        params.propose(address(staking), NAME, 77);
        eq(params.proposalOf(address(staking), NAME).value, 77);
        vm.warp(START + 48 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IParams.TooEarly.selector, START + 48 hours, START + 48 hours - 1));
        params.execute(address(staking), NAME);
        eq(staking.minSelfBond(), MIN);

        vm.warp(START + 48 hours);
        vm.expectEmit(true, true, true, true);
        emit IParams.Executed(address(staking), NAME, 77);
        vm.expectEmit(true, true, true, true);
        emit IParameterized.ParameterSet(NAME, MIN, 77);
        vm.prank(STRANGER); // anybody can, once the time has come
        params.execute(address(staking), NAME);
        eq(staking.minSelfBond(), 77);
        vm.expectRevert(abi.encodeWithSelector(IParams.NotProposed.selector, address(staking), NAME));
        params.execute(address(staking), NAME);
    }

    function test_propose_again_startsTheTimeAnew() public {
        params.propose(address(staking), NAME, 77);
        vm.warp(START + 47 hours);
        params.propose(address(staking), NAME, 78);
        vm.warp(START + 48 hours);
        vm.expectRevert(abi.encodeWithSelector(IParams.TooEarly.selector, START + 95 hours, START + 48 hours));
        params.execute(address(staking), NAME);
    }

    function test_cancel_takesItBack() public {
        params.propose(address(staking), NAME, 77);
        vm.expectEmit(true, true, true, true);
        emit IParams.Cancelled(address(staking), NAME, 77);
        params.cancel(address(staking), NAME);
        vm.warp(START + 48 hours);
        vm.expectRevert(abi.encodeWithSelector(IParams.NotProposed.selector, address(staking), NAME));
        params.execute(address(staking), NAME);
    }

    function test_ownersVerbs_byStranger_revert() public {
        bytes memory reason = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, STRANGER);
        vm.expectRevert(reason);
        vm.prank(STRANGER);
        params.propose(address(staking), NAME, 77);
        params.propose(address(staking), NAME, 77);
        vm.expectRevert(reason);
        vm.prank(STRANGER);
        params.cancel(address(staking), NAME);
        vm.expectRevert(reason);
        vm.prank(STRANGER);
        params.setPaused(true);
    }

    function test_propose_unknown_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IParams.UnknownTarget.selector, address(token)));
        params.propose(address(token), NAME, 1);
        vm.expectRevert(abi.encodeWithSelector(IParams.UnknownTarget.selector, address(0)));
        params.propose(address(0), NAME, 1);
        vm.expectRevert(abi.encodeWithSelector(IParameterized.UnknownParameter.selector, bytes32("nothing")));
        params.propose(address(staking), "nothing", 1);
    }

    function test_setParameter_byAnother_reverts() public {
        address[4] memory targets = [address(staking), address(minter), address(broker), address(court)];
        for (uint256 i = 0; i < 4; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IParameterized.Unauthorized.selector, address(this), address(params))
            );
            IParameterized(targets[i]).setParameter(NAME, 1);
        }
    }

    function test_propose_outOfBounds_reverts() public {
        (uint256 min, uint256 max) = (staking.parameter(NAME).min, staking.parameter(NAME).max);
        vm.expectRevert(abi.encodeWithSelector(IParameterized.InvalidParameter.selector, NAME, min - 1, min, max));
        params.propose(address(staking), NAME, min - 1);
        vm.expectRevert(abi.encodeWithSelector(IParameterized.InvalidParameter.selector, NAME, max + 1, min, max));
        params.propose(address(staking), NAME, max + 1);
    }

    /// @dev Every parameter there is: its least and its greatest value go through, what is beyond does not, and no other
    /// parameter moves.
    function test_execute_everyParameter_withinItsBounds() public {
        check(address(staking), "minSelfBond");
        check(address(staking), "minSelfShare");
        check(address(minter), "step");
        check(address(minter), "target");
        check(address(minter), "bounty");
        check(address(broker), "ticketValidity");
        check(address(broker), "unlockRounds");
        check(address(court), "equivocation");
        check(address(court), "overbilling");
        check(address(court), "missedDeadline");
        check(address(court), "unavailable");
        check(address(court), "finderPart");
        check(address(court), "answerTime");
        check(address(court), "retention");
        check(address(court), "evidenceRounds");
        check(address(court), "maxChallenges");
        check(address(court), "challengeStake");
    }

    function check(address target, bytes32 name) private {
        IParameterized.Parameter memory p = IParameterized(target).parameter(name);
        set(target, name, p.min);
        set(target, name, p.max);
        vm.expectRevert(abi.encodeWithSelector(IParameterized.InvalidParameter.selector, name, p.max + 1, p.min, p.max));
        vm.prank(address(params));
        IParameterized(target).setParameter(name, p.max + 1);
    }

    function set(address target, bytes32 name, uint256 value) private {
        params.propose(target, name, value);
        vm.warp(block.timestamp + 48 hours);
        params.execute(target, name);
        eq(IParameterized(target).parameter(name).value, value);
    }
}
