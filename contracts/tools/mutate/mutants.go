package main

// mutant is one way to break a source: the text that is replaced occurs in it once.
type mutant struct {
	file, old, new, what string
}

// mutants are mistakes that somebody could make: operators, rounding, checks and effects that are left out.
func mutants() []mutant {
	const (
		pools   = "libraries/Pools.sol"
		accs    = "libraries/EarningsE24.sol"
		ring    = "libraries/SnapshotRing.sol"
		parts   = "libraries/Parts.sol"
		merkle  = "libraries/Merkle.sol"
		tickets = "libraries/Tickets.sol"
		choice  = "libraries/Selection.sol"
		set     = "libraries/ActiveSet.sol"
		staking = "Staking.sol"
		broker  = "TicketBroker.sol"
		court   = "FaultCourt.sol"
		minter  = "Minter.sol"
		params  = "Params.sol"
		service = "ServiceRegistry.sol"
	)
	return []mutant{
		{pools, "amount * before / pool.stake)", "(amount * before + pool.stake - 1) / pool.stake)", "bond rounds shares up"},
		{pools, "Math.ceilDiv(uint256(amount) * pool.shares, pool.stake)", "(uint256(amount) * pool.shares / pool.stake)", "unbond rounds shares down"},
		{pools, "amount == stakeOf(pool, all) ? all : ", "", "leaving altogether leaves dust behind"},
		{pools, "amount * before / pool.ubStake)", "amount)", "unbonding shares ignore slashes"},
		{pools, "pool.ubStake -= amount;", "pool.ubStake -= amount - 1;", "withdrawing leaves a unit behind"},
		{pools, "bonded = Parts.ceil(part, pool.stake);", "bonded = Parts.floor(part, pool.stake);", "slash rounds down"},
		{pools, "unbonding = Parts.ceil(part, pool.ubStake);", "unbonding = 0;", "slash spares what is unbonding"},
		{pools, "++pool.ubEpoch;", "", "no new epoch after everything unbonding was slashed"},
		{pools, "if (eligible < MIN_ELIGIBLE) return (sum, 0);", "if (eligible == 0) return (sum, 0);", "a credit to hardly any shares"},
		{pools, "if (rise > type(uint128).max - sum) return (sum, 0);", "", "the sum per share may wrap"},
		{pools, "uint256 eligible = pool.shares - pool.fresh;", "uint256 eligible = pool.shares;", "fresh shares dilute"},
		{pools, "pool.earnedAt[pool.freshRound] = pool.earned;", "", "the end of a round is forgotten"},
		{pools, "endOf(pool, d.freshRound), fresh);", "pool.earned, fresh);", "fresh shares earn from their next touch only"},
		{pools, "if (fees != 0) d.fees += uint128(fees);", "if (fees != 0) d.fees = uint128(fees);", "earlier earnings are overwritten"},
		{pools, "round < c.nextRound ?", "round <= c.nextRound ?", "commission a round late"},
		{pools, "return uint96(stakeOf(pool, pool.shares - pool.fresh));", "return pool.stake;", "stake counts in its own round"},
		{accs, "(x * a + y * b + a + b - 1) / (a + b)", "(x * a + y * b) / (a + b)", "merging entries rounds down"},
		{parts, "(amount * part + WHOLE - 1) / WHOLE", "(amount * part + WHOLE) / WHOLE", "rounding up a whole number"},
		{ring, "(index == 0 ? 0 : slots[index - 1] >> 160)", "0", "weights are not differences"},
		{ring, "index < ring.heads[round % SIZE].length", "index <= ring.heads[round % SIZE].length", "a slot beyond the snapshot"},
		{choice, "point >= uint96(candidates[i])", "point > uint96(candidates[i])", "draw owns one point too many"},
		{staking, "require(currentRound() >= lock.withdrawRound,", "require(currentRound() + 1 >= lock.withdrawRound,", "withdraw a round early"},
		{staking, "delete _locks[msg.sender][lockId];", "", "withdraw a lock twice"},
		{staking, "require(pool.commission.lastRewardRound != round,", "require(true || pool.commission.lastRewardRound != round,", "reward again and again"},
		{staking, "(d.fees, d.rewards) = (0, 0);", "", "claim again and again"},
		{staking, "if (own) pool.selfShares += shares;", "pool.selfShares += shares;", "delegators' shares count as the orchestrator's"},
		{staking, ">= uint256(pool.shares) * minSelfShare", "> uint256(pool.shares) * minSelfShare", "own share one too strict"},
		{staking, "if (pool.stake <= weight) return false;", "if (pool.stake < weight) return false;", "an equal stake replaces a member"},
		{staking, "Parts.floor(finderPart, ownBonded)", "Parts.floor(finderPart, slashed)", "the finder is paid from delegators' loss"},
		{staking, "burn(slashed - finderReward);", "burn(slashed);", "burns what it pays the finder"},
		{staking, "last == round || last == 0 ? stake : pool.weight(round)", "stake", "stake counts at once if a round begins late"},
		{staking, "_weighLate(late, 0);", "", "late bonds never count"},
		{set, "_mark(set, position - 1, lastIsLate);", "", "a member that moves loses its mark"},
		{staking, "first ? round : round + 1", "round", "coming back changes the commission at once"},
		{broker, "require(ticket.nonce > last,", "require(ticket.nonce >= last,", "a ticket is paid twice"},
		{broker, "require(value < winProb,", "require(value <= type(uint256).max || value < winProb,", "losing draws are paid"},
		{broker, "require(round <= lastValid,", "require(round <= lastValid + 1,", "tickets live a round longer"},
		{broker, "if (owed <= deposit) {", "if (owed < deposit) {", "the last unit of a deposit is not used"},
		{broker, "require(fromReserve <= claimable,", "require(fromReserve < claimable,", "the last unit of a reserve's share is not used"},
		{broker, "_addClaim(_claimedBy[sender][recipient], round, uint96(fromReserve));", "", "a recipient may empty the reserve"},
		{broker, "if (msg.sender == owner && account.withdrawRound != 0)", "if (account.withdrawRound != 0)", "anybody's gift ends an unlocking"},
		{broker, "stopped[stops++] = lane;", "", "a lane goes on after a failure"},
		{broker, "account.heldUntil = _staking.currentRound() + HOLD_ROUNDS;", "", "whoever overspends may leave"},
		{broker, "delete _accounts[msg.sender];", "", "withdraw again and again"},
		{tickets, "abi.encode(digest, recipientRand, draw)", "abi.encode(digest, draw)", "draws do not depend on the secret"},
		{merkle, "index & 1 == 1 || index == last", "index & 1 == 1", "the last leaf of a ragged tree"},
		{merkle, "return last == 0 && hash == root;", "return hash == root;", "proofs of another size"},
		{court, "require(digest != _requireReceipt(", "require(digest != bytes32(0) || digest != _requireReceipt(", "one receipt is an equivocation"},
		{court, "require(leaf.pixels > due,", "require(leaf.pixels >= due,", "a right bill is a fault"},
		{court, "require(block.timestamp > challenge.answerBy,", "require(block.timestamp >= challenge.answerBy,", "settled while there is still time"},
		{court, "_punished[_faultId(fault, headerHash)] = true;", "", "punished twice"},
		{court, "_due[challenge.challenger] += challenge.stake;", "", "a challenger that was right loses its stake"},
		{minter, "amount = Math.min(amount, _year.cap - _year.minted);", "", "no yearly bound"},
		{minter, "_year.minted += uint96(amount);", "", "the year is not counted"},
		{minter, "bool below = bonded <", "bool below = bonded >", "inflation moves away from its target"},
		{params, "require(block.timestamp >= proposal.readyAt,", "require(block.timestamp + 1 >= proposal.readyAt,", "the timelock a second short"},
		{service, "if (term.fromRound <= round)", "if (term.fromRound < round)", "a key a round late"},
	}
}
