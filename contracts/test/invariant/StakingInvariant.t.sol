// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.sol";
import {StakeToken} from "../../src/StakeToken.sol";
import {Staking} from "../../src/Staking.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";

/// @dev Five accounts that bond to themselves and to each other. Every action first makes what it needs, so none is idle and
/// none may revert.
contract Actors is Test {
    uint256 public constant COUNT = 5;
    uint96 public constant WEALTH = 1_000_000;
    uint64 private constant ROUND = 100;
    uint64 private constant UNBONDING = 3;
    uint96 private constant MIN = 50;

    StakeToken public token;
    Staking public staking;

    mapping(address => uint96) private lowest; // stake since the round began
    uint64 private lowestRound;

    constructor() {
        vm.warp(1_000_000);
        token = new StakeToken(COUNT * WEALTH);
        staking = new Staking(address(token), ROUND, UNBONDING, MIN);
        for (uint256 i = 0; i < COUNT; ++i) {
            require(token.transfer(actor(i), WEALTH));
            vm.prank(actor(i));
            token.approve(address(staking), type(uint256).max);
        }
    }

    function actor(uint256 seed) public pure returns (address) {
        return address(uint160(0xACE0 + seed % COUNT));
    }

    /// @dev Remember the lowest stakes of the round, before and after every action.
    modifier watched() {
        watch();
        _;
        watch();
    }

    function watch() private {
        bool newRound = staking.currentRound() != lowestRound;
        lowestRound = staking.currentRound();
        for (uint256 i = 0; i < COUNT; ++i) {
            uint96 stake = staking.orchestratorOf(actor(i)).stake;
            if (newRound || stake < lowest[actor(i)]) lowest[actor(i)] = stake;
        }
    }

    function ensureRegistered(address who) private returns (bool) {
        if (staking.orchestratorOf(who).selfBond != 0) return true;
        if (token.balanceOf(who) < MIN) return false;
        vm.prank(who);
        staking.register(MIN);
        return true;
    }

    function bond(uint256 who, uint256 to, uint96 amount) public watched {
        (address from, address orchestrator) = (actor(who), actor(to));
        if (!ensureRegistered(orchestrator) || token.balanceOf(from) == 0) return;
        amount = uint96(bound(amount, 1, token.balanceOf(from)));
        vm.prank(from);
        staking.bond(orchestrator, amount);
    }

    function unbond(uint256 who, uint256 to, uint96 amount) public watched {
        (address from, address orchestrator) = (actor(who), actor(to));
        uint96 bonded = staking.bondOf(from, orchestrator);
        if (bonded == 0) return bond(who, to, amount);
        amount = uint96(bound(amount, 1, bonded));
        if (from == orchestrator && bonded - amount < MIN) amount = bonded;
        vm.prank(from);
        staking.unbond(orchestrator, amount);
    }

    /// @dev Wait for all of an account's locks and take exactly what is in them.
    function withdraw(uint256 who) public watched {
        address from = actor(who);
        uint256 count = staking.lockCountOf(from);
        for (uint256 id = 0; id < count; ++id) {
            IStaking.Lock memory lock = staking.lockOf(from, id);
            if (lock.amount == 0) continue;
            if (staking.currentRound() < lock.withdrawRound) {
                vm.warp(staking.startTime() + (lock.withdrawRound - 1) * ROUND);
                watch();
            }
            uint256 before = token.balanceOf(from);
            vm.prank(from);
            staking.withdraw(id);
            eq(token.balanceOf(from) - before, lock.amount);
        }
    }

    function advance(uint16 time) public watched {
        vm.warp(block.timestamp + bound(time, 1, 3 * ROUND));
    }

    /// @dev The snapshot holds, of every active orchestrator, the lowest stake since the round began: stake that came within
    /// the round does not count, stake that left does not either.
    function initRound() public watched {
        if (staking.lastRound() == staking.currentRound()) vm.warp(block.timestamp + ROUND);
        watch();
        bool first = staking.lastRound() == 0;
        uint256 want = 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            IStaking.Orchestrator memory o = staking.orchestratorOf(actor(i));
            if (o.active) want += first ? o.stake : lowest[actor(i)];
        }
        if (want == 0) return;
        staking.initRound();
        uint256[] memory slots = staking.snapshotOf(staking.currentRound()).slots;
        uint256 previous = 0;
        for (uint256 i = 0; i < slots.length; ++i) {
            address orchestrator = address(uint160(slots[i]));
            uint96 stake = first ? staking.orchestratorOf(orchestrator).stake : lowest[orchestrator];
            eq((slots[i] >> 160) - previous, stake);
            previous = slots[i] >> 160;
        }
        eq(previous, want);
    }
}

contract StakingInvariantTest is Test {
    Actors private actors;
    StakeToken private token;
    Staking private staking;

    function setUp() public {
        actors = new Actors();
        (token, staking) = (actors.token(), actors.staking());
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actors);
    }

    /// @dev The tokens that the contract holds are those bonded and those on their way out, and nobody's are lost.
    function invariant_balanceIsBondedPlusLocked() public view {
        uint256 locked = 0;
        uint256 inHand = 0;
        for (uint256 i = 0; i < actors.COUNT(); ++i) {
            address who = actors.actor(i);
            inHand += token.balanceOf(who);
            for (uint256 id = 0; id < staking.lockCountOf(who); ++id) {
                locked += staking.lockOf(who, id).amount;
            }
        }
        eq(token.balanceOf(address(staking)), staking.totalBonded() + locked);
        eq(inHand + token.balanceOf(address(staking)), actors.COUNT() * actors.WEALTH());
    }

    /// @dev Each stake is the sum of the bonds to it, and the total is the sum of the stakes.
    function invariant_stakesAreSumsOfBonds() public view {
        uint256 total = 0;
        for (uint256 i = 0; i < actors.COUNT(); ++i) {
            address orchestrator = actors.actor(i);
            uint256 sum = 0;
            for (uint256 j = 0; j < actors.COUNT(); ++j) {
                sum += staking.bondOf(actors.actor(j), orchestrator);
            }
            eq(staking.orchestratorOf(orchestrator).stake, sum);
            total += sum;
        }
        eq(staking.totalBonded(), total);
    }

    /// @dev While the active set has room, those in it are exactly the registered, and none has less than the minimum.
    function invariant_activeAreRegistered() public view {
        uint256 registered = 0;
        for (uint256 i = 0; i < actors.COUNT(); ++i) {
            IStaking.Orchestrator memory o = staking.orchestratorOf(actors.actor(i));
            require(o.active == (o.selfBond != 0));
            require(o.selfBond == 0 || o.selfBond >= staking.minSelfBond());
            if (o.active) ++registered;
        }
        eq(staking.activeSet().length, registered);
    }
}
