// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.sol";
import {Handler} from "./Handler.sol";
import {MockUSD} from "../../src/MockUSD.sol";
import {Minter} from "../../src/Minter.sol";
import {StakeToken} from "../../src/StakeToken.sol";
import {Staking} from "../../src/Staking.sol";
import {TicketBroker} from "../../src/TicketBroker.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {ITicketBroker} from "../../src/interfaces/ITicketBroker.sol";

/// @dev What is true after any actions in any order. forge asks after every action. One campaign checks it all, since each
/// would go the same ways.
contract SystemInvariantTest is Test {
    Handler private handler;
    StakeToken private token;
    MockUSD private usd;
    Staking private staking;
    TicketBroker private broker;
    Minter private minter;

    function setUp() public {
        handler = new Handler();
        (address t, address u, address s, address b, address m) = handler.system();
        (token, usd, staking, broker, minter) = (StakeToken(t), MockUSD(u), Staking(s), TicketBroker(b), Minter(m));
    }

    /// @dev forge asks which contracts to call, and which of their functions.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    struct Selectors {
        address target;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (Selectors[] memory all) {
        bytes4[17] memory actions = [
            Handler.bondMore.selector,
            Handler.bondMore.selector,
            Handler.registerAgain.selector,
            Handler.unbondSome.selector,
            Handler.withdrawAll.selector,
            Handler.mature.selector,
            Handler.wait.selector,
            Handler.beginRound.selector,
            Handler.callReward.selector,
            Handler.claimAll.selector,
            Handler.changeCommission.selector,
            Handler.slashSome.selector,
            Handler.fundAccount.selector,
            Handler.depart.selector, // to leave takes two of them with no funding between
            Handler.depart.selector,
            Handler.payTicket.selector,
            Handler.replay.selector
        ];
        all = new Selectors[](1);
        all[0].target = address(handler);
        all[0].selectors = new bytes4[](actions.length);
        for (uint256 i = 0; i < actions.length; ++i) {
            all[0].selectors[i] = actions[i];
        }
    }

    function invariant_booksBalance() public view {
        stakeTokensBalanceIsLiabilities();
        dollarsBalanceIsLiabilities();
        poolsAddUp();
        earningsAreCovered();
        supplyFollowsTheSchedule();
        activeSetIsRegistered();
    }

    /// @dev forge asks at the end of each run. A run in which something never went through proves nothing of it.
    function afterInvariant() public view {
        string[14] memory actions = [
            "bond",
            "register",
            "unbond",
            "withdraw",
            "mature",
            "wait",
            "initRound",
            "reward",
            "claim",
            "commission",
            "slash",
            "fund",
            "redeem",
            "replay"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            require(handler.calls(actions[i]) != 0, string.concat("never happened: ", actions[i]));
        }
        require(handler.calls("unlock") != 0 && handler.calls("depart") != 0, "never happened: depart");
    }

    /// @dev The tokens that Staking holds are those bonded, those on their way out, and rewards not claimed.
    function stakeTokensBalanceIsLiabilities() private view {
        uint256 liabilities = handler.rewardsMinted() - handler.rewardsClaimed();
        for (uint256 i = 0; i < handler.ORCHESTRATORS(); ++i) {
            IStaking.Orchestrator memory o = staking.orchestratorOf(handler.actor(i));
            liabilities += uint256(o.stake) + o.unbonding;
        }
        eq(token.balanceOf(address(staking)), liabilities);
    }

    /// @dev The dollars that the broker holds are deposits, reserves, and fees not claimed.
    function dollarsBalanceIsLiabilities() private view {
        ITicketBroker.Account memory a = broker.accountOf(handler.sender());
        uint256 fees = handler.feesCredited() - handler.feesClaimed();
        eq(usd.balanceOf(address(broker)), uint256(a.deposit) + a.reserve + fees);
        eq(handler.funded(), handler.unfunded() + a.deposit + a.reserve + handler.feesCredited());
    }

    /// @dev The shares of a pool are its delegators', its worth at least theirs, and a share at most one token. What is
    /// unbonding is worth at least all its locks.
    function poolsAddUp() private view {
        for (uint256 i = 0; i < handler.ORCHESTRATORS(); ++i) {
            address orchestrator = handler.actor(i);
            IStaking.Orchestrator memory o = staking.orchestratorOf(orchestrator);
            (uint256 shares, uint256 worth, uint256 locked) = (0, 0, 0);
            for (uint256 j = 0; j < handler.ACTORS(); ++j) {
                address who = handler.actor(j);
                shares += staking.sharesOf(who, orchestrator);
                worth += staking.bondOf(who, orchestrator);
                locked += lockedOf(who, orchestrator);
            }
            eq(o.shares, shares);
            require(worth <= o.stake && o.stake <= o.shares, "worth of shares");
            require(locked <= o.unbonding, "worth of locks");
            require((o.shares == 0) == (shares == 0));
            if (o.shares == 0) eq(o.stake, 0);
        }
    }

    /// @dev Whoever claims last is paid: all that anybody can claim was credited, and next to all that was credited can be
    /// claimed.
    function earningsAreCovered() private view {
        (uint256 fees, uint256 rewards) = (0, 0);
        for (uint256 i = 0; i < handler.ORCHESTRATORS(); ++i) {
            for (uint256 j = 0; j < handler.ACTORS(); ++j) {
                IStaking.Earnings memory e = staking.earningsOf(handler.actor(j), handler.actor(i));
                (fees, rewards) = (fees + e.fees, rewards + e.rewards);
            }
        }
        uint256 dust = 1000; // each action leaves a few units to rounding
        near(fees, handler.feesCredited() - handler.feesClaimed(), dust);
        near(rewards, handler.rewardsMinted() - handler.rewardsClaimed(), dust);
    }

    /// @dev Nothing is minted but rewards and bounties, and never more than the year allows.
    function supplyFollowsTheSchedule() private view {
        uint256 supply = 1_000_000_000 ether + handler.rewardsMinted() + handler.bounties() - handler.burned();
        eq(token.totalSupply(), supply);
        require(minter.year().minted <= minter.year().cap);
        require(minter.budget().minted <= minter.budget().amount);
    }

    /// @dev Whoever is active is registered, and nobody is twice.
    function activeSetIsRegistered() private view {
        address[] memory active = staking.activeSet();
        for (uint256 i = 0; i < active.length; ++i) {
            IStaking.Orchestrator memory o = staking.orchestratorOf(active[i]);
            require(o.active && o.selfBond >= staking.minSelfBond());
            for (uint256 j = 0; j < i; ++j) {
                require(active[i] != active[j]);
            }
        }
    }

    function lockedOf(address who, address orchestrator) private view returns (uint256 sum) {
        uint256 count = staking.lockCountOf(who);
        for (uint256 id = 0; id < count; ++id) {
            IStaking.Lock memory lock = staking.lockOf(who, id);
            if (lock.orchestrator == orchestrator) sum += lock.amount;
        }
    }

    function near(uint256 got, uint256 want, uint256 below) private pure {
        require(got <= want && want - got <= below, NotEqual(got, want));
    }
}
