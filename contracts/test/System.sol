// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";
import {FaultCourt} from "../src/FaultCourt.sol";
import {Minter} from "../src/Minter.sol";
import {MockUSD} from "../src/MockUSD.sol";
import {Params} from "../src/Params.sol";
import {ServiceRegistry} from "../src/ServiceRegistry.sol";
import {StakeToken} from "../src/StakeToken.sol";
import {Staking} from "../src/Staking.sol";
import {TicketBroker} from "../src/TicketBroker.sol";
import {IParams} from "../src/interfaces/IParams.sol";

/// @title A whole deployment, owned by the test
abstract contract System is Test {
    uint64 internal constant ROUND = 1 days;
    uint64 internal constant UNBONDING = 7;
    uint96 internal constant MIN = 50;
    uint32 internal constant MIN_SHARE = 50_000;
    uint64 internal constant START = 1_000_000;
    uint256 internal constant SUPPLY = 1_000_000_000 ether;
    uint32 internal constant CUT = 100_000;
    uint32 internal constant SHARE = 600_000;
    uint32 internal constant INFLATION = 50_000_000;
    uint32 internal constant STEP = 100_000;
    uint96 internal constant BOUNTY = 1 ether;
    uint96 internal constant CHALLENGE = 5_000_000;
    uint32 internal constant ANSWER_TIME = 1 hours;

    StakeToken internal token;
    MockUSD internal usd;
    Params internal params;
    Staking internal staking;
    Minter internal minter;
    ServiceRegistry internal registry;
    TicketBroker internal broker;
    FaultCourt internal court;

    function deploy() internal {
        vm.warp(START);
        token = new StakeToken(SUPPLY);
        usd = new MockUSD();
        params = new Params(address(this));
        staking = new Staking(address(token), address(params), ROUND, UNBONDING, MIN, minSelfShare());
        minter = new Minter(address(token), address(staking), address(params), minterConfig());
        registry = new ServiceRegistry(address(staking));
        broker = new TicketBroker(address(usd), address(staking), address(registry), address(params), 2, 2);
        court = new FaultCourt(
            address(usd), address(staking), address(registry), address(broker), address(params), courtConfig()
        );
        token.setMinter(address(minter));
        params.wire(wiring());
    }

    function minSelfShare() internal pure virtual returns (uint32) {
        return MIN_SHARE;
    }

    function minterConfig() internal pure returns (Minter.Config memory) {
        return Minter.Config({inflation: INFLATION, step: STEP, target: 500_000, bounty: BOUNTY});
    }

    function courtConfig() internal pure returns (FaultCourt.Config memory) {
        return FaultCourt.Config({
            equivocation: 100_000,
            overbilling: 50_000,
            missedDeadline: 5_000,
            unavailable: 5_000,
            finderPart: 500_000,
            answerTime: ANSWER_TIME,
            retention: 600,
            evidenceRounds: 6,
            maxChallenges: 3,
            challengeStake: CHALLENGE
        });
    }

    function wiring() internal view returns (IParams.Contracts memory) {
        return IParams.Contracts({
            stakeToken: address(token),
            staking: address(staking),
            minter: address(minter),
            serviceRegistry: address(registry),
            asset: address(usd),
            ticketBroker: address(broker),
            faultCourt: address(court)
        });
    }

    /// @dev Give tokens, and let Staking take them.
    function fund(address who, uint256 amount) internal {
        require(token.transfer(who, amount));
        vm.prank(who);
        token.approve(address(staking), type(uint256).max);
    }

    /// @dev Give dollars, and let broker and court take them.
    function fundUSD(address who, uint256 amount) internal {
        usd.mint(who, amount);
        vm.prank(who);
        usd.approve(address(broker), type(uint256).max);
        vm.prank(who);
        usd.approve(address(court), type(uint256).max);
    }

    function register(address who, uint96 amount) internal {
        vm.prank(who);
        staking.register(amount, CUT, SHARE);
    }

    function bond(address who, address orchestrator, uint96 amount) internal {
        vm.prank(who);
        staking.bond(orchestrator, amount);
    }

    function unbond(address who, address orchestrator, uint96 amount) internal returns (uint256) {
        vm.prank(who);
        return staking.unbond(orchestrator, amount);
    }

    function withdraw(address who, uint256 lockId) internal {
        vm.prank(who);
        staking.withdraw(lockId);
    }

    function claim(address who, address orchestrator) internal returns (uint256 fees, uint256 rewards) {
        vm.prank(who);
        return staking.claim(orchestrator);
    }

    function slash(address orchestrator, uint256 part) internal returns (uint256) {
        vm.prank(address(court));
        return staking.slash(orchestrator, part, address(0xF1), 500_000);
    }

    function credit(address orchestrator, uint256 amount) internal {
        vm.prank(address(broker));
        staking.creditFees(orchestrator, amount);
    }

    function startOf(uint64 round) internal pure returns (uint256) {
        return START + (round - 1) * ROUND;
    }

    function nextRound() internal {
        vm.warp(startOf(staking.currentRound() + 1));
    }

    /// @dev Begin the next round, with its snapshot.
    function turn() internal {
        nextRound();
        staking.initRound();
    }

    /// @dev The index of an orchestrator in the latest snapshot.
    function indexOf(address orchestrator) internal view returns (uint256) {
        uint256[] memory slots = staking.snapshotOf(staking.lastRound()).slots;
        for (uint256 i = 0; i < slots.length; ++i) {
            if (address(uint160(slots[i])) == orchestrator) return i;
        }
        revert("not in the snapshot");
    }
}
