// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {System} from "../System.sol";
import {IStaking} from "../../src/interfaces/IStaking.sol";
import {ITicketBroker} from "../../src/interfaces/ITicketBroker.sol";

/// @title Everything that accounts do to a deployment, in any order
/// @dev Three orchestrators, three delegators and a broadcaster. An action makes its arguments fit, does first what it needs
/// done, and never reverts; it counts itself when it went through. Orchestrator 2 is the one that may lose everything.
contract Handler is System {
    uint256 public constant ORCHESTRATORS = 3;
    uint256 public constant ACTORS = 6; // the orchestrators first
    uint256 private constant KEY = 0xB0B;
    uint96 private constant WEALTH = 1_000_000 ether;
    bytes32 private constant RAND = bytes32(uint256(42));

    /// @dev How often each action went through.
    mapping(string action => uint256) public calls;

    address public sender;
    uint256 public feesCredited;
    uint256 public feesClaimed;
    uint256 public rewardsMinted;
    uint256 public rewardsClaimed;
    uint256 public burned;
    uint256 public bounties;
    uint256 public funded;
    uint256 public unfunded;
    uint64 private nonce;
    ITicketBroker.Redemption private lastPaid;

    /// @dev A pool before an action: its price must not rise by more than the rounding of one unit.
    struct Price {
        uint256 stake;
        uint256 shares;
    }

    mapping(address => Price) private prices;

    /// @dev Shares that somebody bonded in a round and still has: what a late snapshot must not count.
    struct Fresh {
        uint64 round;
        uint256 shares;
    }

    mapping(address orchestrator => mapping(address who => Fresh)) private fresh;

    constructor() {
        deploy();
        sender = vm.addr(KEY);
        fundUSD(sender, 1e15);
        for (uint256 i = 0; i < ACTORS; ++i) {
            fund(actor(i), WEALTH);
        }
        for (uint256 i = 0; i < ORCHESTRATORS; ++i) {
            register(actor(i), 1000 ether);
        }
        staking.initRound();
        bounties += BOUNTY;
    }

    modifier counted(string memory action) {
        for (uint256 i = 0; i < ORCHESTRATORS; ++i) {
            IStaking.Orchestrator memory o = staking.orchestratorOf(actor(i));
            prices[actor(i)] = Price(o.stake, o.shares);
        }
        _;
        ++calls[action];
        for (uint256 i = 0; i < ORCHESTRATORS; ++i) {
            IStaking.Orchestrator memory o = staking.orchestratorOf(actor(i));
            Price memory before = prices[actor(i)];
            if (before.shares != 0) {
                require(uint256(o.stake) * before.shares <= before.stake * o.shares + before.shares, "price rose");
            }
        }
    }

    function actor(uint256 seed) public pure returns (address) {
        return address(uint160(0xACE0 + seed % ACTORS));
    }

    function orchestrator(uint256 seed) public pure returns (address) {
        return actor(seed % ORCHESTRATORS);
    }

    /// @dev Keep account of fresh shares, by what an action did to somebody's shares.
    modifier followed(address who, address o) {
        uint256 before = staking.sharesOf(who, o);
        _;
        uint256 shares = staking.sharesOf(who, o);
        Fresh storage f = fresh[o][who];
        if (f.round != staking.currentRound()) (f.round, f.shares) = (staking.currentRound(), 0);
        if (shares > before) f.shares += shares - before;
        else f.shares -= before - shares < f.shares ? before - shares : f.shares;
    }

    /// @dev A pool's weight in a round's snapshot, the slow way.
    function expectedWeight(address o) private view returns (uint256) {
        IStaking.Orchestrator memory pool = staking.orchestratorOf(o);
        uint256 counts = pool.shares;
        for (uint256 i = 0; i < ACTORS; ++i) {
            Fresh memory f = fresh[o][actor(i)];
            if (f.round == staking.currentRound()) counts -= f.shares;
        }
        return counts == pool.shares ? pool.stake : pool.stake * counts / pool.shares;
    }

    // What exists, for the invariants

    function system() external view returns (address, address, address, address, address) {
        return (address(token), address(usd), address(staking), address(broker), address(minter));
    }

    // Actions on stake

    function bondMore(uint256 who, uint256 to, uint96 amount) public {
        (address from, address o) = (actor(who), orchestrator(to));
        IStaking.Orchestrator memory pool = staking.orchestratorOf(o);
        if (pool.selfBond == 0 || ruined(o)) return;
        uint256 most = token.balanceOf(from);
        uint256 others = pool.stake - pool.selfBond;
        uint256 room = uint256(pool.selfBond) * 19; // a twentieth must be its own
        room = room > others + 100 ? room - others - 100 : 0;
        if (from != o && room < most) most = room;
        if (most == 0) return;
        doBond(from, o, uint96(bound(amount, 1, most)));
    }

    function doBond(address from, address o, uint96 amount) private counted("bond") followed(from, o) {
        bond(from, o, amount);
    }

    function ruined(address o) private view returns (bool) {
        IStaking.Orchestrator memory pool = staking.orchestratorOf(o);
        return uint256(pool.stake) * 10_000 < pool.shares;
    }

    function registerAgain(uint256 who, uint32 cut, uint32 share) public {
        address o = orchestrator(who);
        if (ruined(o)) return;
        uint96 own = staking.bondOf(o, o);
        if (own != 0) doUnbond(o, o, own);
        if (staking.sharesOf(o, o) != 0) return; // shares of nothing
        uint96 amount = staking.orchestratorOf(o).stake / 19 + 1000 ether;
        if (token.balanceOf(o) < amount) fund(o, amount);
        doRegister(o, amount, uint32(bound(cut, 0, 1_000_000)), uint32(bound(share, 0, 1_000_000)));
    }

    function doRegister(address o, uint96 amount, uint32 cut, uint32 share) private counted("register") followed(o, o) {
        vm.prank(o);
        staking.register(amount, cut, share);
    }

    function unbondSome(uint256 who, uint256 to, uint96 amount) public {
        (address from, address o) = (actor(who), orchestrator(to));
        uint96 bonded = staking.bondOf(from, o);
        if (bonded == 0) return;
        amount = uint96(bound(amount, 1, bonded));
        // An orchestrator leaves altogether, sometimes; what it may keep is for the unit tests.
        if (from == o && amount % 5 != 0) return;
        if (from == o) amount = bonded;
        doUnbond(from, o, amount);
    }

    function doUnbond(address from, address o, uint96 amount) private counted("unbond") followed(from, o) {
        uint256 id = unbond(from, o, amount);
        IStaking.Lock memory lock = staking.lockOf(from, id);
        require(lock.withdrawRound == staking.currentRound() + UNBONDING, "lock's round");
        require(lock.amount <= amount && amount - lock.amount <= 1, "lock's worth");
    }

    /// @dev Try every lock: those whose round has not come must refuse, the others pay what they say.
    function withdrawAll(uint256 who) public {
        address from = actor(who);
        if (staking.lockCountOf(from) == 0) unbondSome(who, who, type(uint96).max);
        uint256 count = staking.lockCountOf(from);
        for (uint256 id = 0; id < count; ++id) {
            IStaking.Lock memory lock = staking.lockOf(from, id);
            if (lock.withdrawRound == 0) continue;
            if (staking.currentRound() < lock.withdrawRound) {
                vm.prank(from);
                (bool early,) = address(staking).call(abi.encodeCall(staking.withdraw, (id)));
                require(!early, "withdrew early");
                continue;
            }
            doWithdraw(from, id, lock.amount);
        }
    }

    function doWithdraw(address from, uint256 id, uint96 amount) private counted("withdraw") {
        uint256 before = token.balanceOf(from);
        withdraw(from, id);
        eq(token.balanceOf(from) - before, amount);
    }

    /// @dev Long enough for any lock.
    function mature() public counted("mature") {
        vm.warp(startOf(staking.currentRound() + UNBONDING));
    }

    function wait(uint32 time) public counted("wait") {
        vm.warp(block.timestamp + bound(time, 1, 2 * ROUND));
    }

    // Rounds and earnings

    function beginRound() public {
        if (staking.lastRound() == staking.currentRound()) nextRound();
        uint256 before = token.totalSupply();
        try this.doInitRound() {
            bounties += token.totalSupply() - before;
        } catch (bytes memory reason) {
            // When all there is was bonded in this very round, or nothing is there.
            require(bytes4(reason) == IStaking.NothingStaked.selector, "initRound");
        }
    }

    function doInitRound() external counted("initRound") {
        staking.initRound();
        uint256[] memory slots = staking.snapshotOf(staking.currentRound()).slots;
        uint256 expected = 0;
        for (uint256 i = 0; i < ORCHESTRATORS; ++i) {
            if (staking.orchestratorOf(actor(i)).active) expected += expectedWeight(actor(i));
        }
        uint256 previous = 0;
        for (uint256 i = 0; i < slots.length; ++i) {
            eq((slots[i] >> 160) - previous, expectedWeight(address(uint160(slots[i]))));
            previous = slots[i] >> 160;
        }
        eq(previous, expected);
    }

    function callReward(uint256 who) public {
        address o = orchestrator(who);
        if (staking.orchestratorOf(o).lastRewardRound >= staking.lastRound()) beginRound();
        uint64 round = staking.currentRound();
        if (staking.lastRound() != round) return;
        uint256[] memory slots = staking.snapshotOf(round).slots;
        for (uint256 i = 0; i < slots.length; ++i) {
            if (address(uint160(slots[i])) == o) return doReward(o, i);
        }
    }

    function doReward(address o, uint256 index) private counted("reward") {
        vm.prank(o);
        rewardsMinted += staking.reward(index);
        require(minter.budget().minted <= minter.budget().amount, "budget");
    }

    function claimAll(uint256 who, uint256 to) public {
        (address from, address o) = (actor(who), orchestrator(to));
        IStaking.Earnings memory e = staking.earningsOf(from, o);
        if (e.fees == 0 && e.rewards == 0) return;
        doClaim(from, o, e);
    }

    function doClaim(address from, address o, IStaking.Earnings memory e) private counted("claim") {
        (uint256 fees, uint256 rewards) = claim(from, o);
        eq(fees, e.fees);
        eq(rewards, e.rewards);
        feesClaimed += fees;
        rewardsClaimed += rewards;
    }

    function changeCommission(uint256 who, uint32 cut, uint32 share) public {
        address o = orchestrator(who);
        if (staking.sharesOf(o, o) == 0) return;
        doCommission(o, uint32(bound(cut, 0, 1_000_000)), uint32(bound(share, 0, 1_000_000)));
    }

    function doCommission(address o, uint32 cut, uint32 share) private counted("commission") {
        vm.prank(o);
        staking.setCommission(cut, share);
    }

    function slashSome(uint256 who, uint32 part, uint32 finderPart) public counted("slash") {
        uint256 before = token.totalSupply();
        // Mostly small, so that a campaign goes on; now and then everything.
        uint256 most = who % 3 == 2 && part % 17 == 0 ? 1_000_000 : 50_000;
        vm.prank(address(court));
        staking.slash(orchestrator(who), bound(part, 0, most), address(0xF1), bound(finderPart, 0, 500_000));
        burned += before - token.totalSupply();
    }

    // Tickets

    function fundAccount(uint96 deposit, uint96 reserve) public counted("fund") {
        deposit = uint96(bound(deposit, 1, 1e9));
        reserve = uint96(bound(reserve, 0, 1e9));
        vm.prank(sender);
        broker.fundFor(sender, deposit, reserve);
        funded += uint256(deposit) + reserve;
    }

    function depart() public {
        ITicketBroker.Account memory a = broker.accountOf(sender);
        if (a.deposit == 0 && a.reserve == 0) return fundAccount(1e6, 1e6);
        if (a.withdrawRound == 0) return doUnlock();
        uint64 opens = a.withdrawRound > a.heldUntil ? a.withdrawRound : a.heldUntil;
        if (staking.currentRound() < opens) {
            vm.prank(sender);
            (bool early,) = address(broker).call(abi.encodeCall(broker.withdraw, ()));
            require(!early, "left early");
            vm.warp(startOf(opens));
        }
        doDepart(uint256(a.deposit) + a.reserve);
    }

    function doUnlock() private counted("unlock") {
        vm.prank(sender);
        broker.unlock();
    }

    function doDepart(uint256 amount) private counted("depart") {
        uint256 before = usd.balanceOf(sender);
        vm.prank(sender);
        broker.withdraw();
        eq(usd.balanceOf(sender) - before, amount);
        unfunded += amount;
    }

    function payTicket(uint256 to, uint96 faceValue) public {
        if (broker.accountOf(sender).deposit == 0) fundAccount(faceValue, faceValue);
        uint64 latest = staking.lastRound();
        uint256[] memory slots = staking.snapshotOf(latest).slots;
        uint256 index = to % slots.length;
        address o = address(uint160(slots[index]));
        uint256 most = broker.accountOf(sender).deposit + broker.claimableReserve(sender, o);
        ITicketBroker.Ticket memory t = ITicketBroker.Ticket({
            recipient: o,
            sender: sender,
            faceValue: uint128(bound(faceValue, 1, most)),
            round: staking.currentRound(),
            draws: 1,
            winProb: type(uint256).max,
            rrHash: keccak256(abi.encode(RAND)),
            salt: bytes32(uint256(nonce)),
            nonce: ++nonce,
            lane: 0
        });
        doRedeem(
            ITicketBroker.Redemption({
                ticket: t,
                signature: signed(KEY, broker.ticketDigest(t)),
                recipientRand: RAND,
                winMask: 1,
                snapshotIndex: index
            })
        );
    }

    function doRedeem(ITicketBroker.Redemption memory r) private counted("redeem") {
        vm.prank(r.ticket.recipient);
        broker.redeem(r);
        feesCredited += r.ticket.faceValue;
        lastPaid = r;
    }

    /// @dev A ticket that was paid is never paid again.
    function replay() public {
        if (lastPaid.ticket.nonce == 0) payTicket(0, 1);
        doReplay();
    }

    function doReplay() private counted("replay") {
        vm.prank(lastPaid.ticket.recipient);
        (bool again,) = address(broker).call(abi.encodeCall(broker.redeem, (lastPaid)));
        require(!again, "paid twice");
    }
}
