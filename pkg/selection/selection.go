// Package selection decides which orchestrator gets a stream, and at what price: it draws candidates with odds that follow their
// stake, holds an auction among them, and keeps a record of each decision that anyone can recompute.
//
// The way of one decision:
//
//	round's snapshot, from the chain --+
//	exclusions, with their reasons ----+--> NewRecord: draw --> ask the drawn for quotes --> Choose: auction --> Sign
//	broadcaster, stream, attempt ------+                                                                 |
//	                                                                          Verify, by anyone, later <-+
//
// It promises that the outcome depends on nothing but what the record shows: arithmetic is on 256-bit integers and
// exact, the order in which candidates are listed does not matter, and the randomness is keccak256 of the round's seed,
// the broadcaster, the stream and the attempt. So splitting a stake over many identities leaves the odds of being drawn as they
// were, and a broadcaster that favours a friend has to sign the proof of it.
//
// It leaves to others how snapshots are read from the chain (pkg/chain), who is asked for quotes and how, and when to
// try again with the next attempt.
package selection
