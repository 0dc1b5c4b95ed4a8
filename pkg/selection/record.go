package selection

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
)

// RecordVersion is the version of the records made here, and the only one that is read. It stands for the rules of the draw and
// of the auction as well as for the format. Version 1 had no auction: it chose the first of the drawn whose quote was acceptable.
const RecordVersion = 2

// MaxRecordSize bounds a record's JSON in bytes. Records of MaxCandidates stakes fit.
const MaxRecordSize = 1 << 20

// maxNumber is the largest integer that every JSON reader keeps exactly (RFC 8785 asks for that).
const maxNumber = 1<<53 - 1

// What can be wrong with a record. Every error of ParseRecord and Verify wraps one of these or ErrSnapshot.
var (
	// ErrRecord: the record does not have the form of one.
	ErrRecord = errors.New("malformed selection record")
	// ErrDiffers: computing the decision again gives another result than the record's.
	ErrDiffers = errors.New("selection record differs from its recomputation")
	// ErrQuote: a quote is not what its orchestrator's operator signed, or was not good at the time.
	ErrQuote = errors.New("selection record holds a quote that is none")
	// ErrUnsigned: nobody vouches for the record.
	ErrUnsigned = errors.New("selection record is not signed")
	// ErrForged: the signature is not the broadcaster's, or not for this content.
	ErrForged = errors.New("selection record is not signed by its broadcaster")
)

// Reason says why an orchestrator was not among the candidates.
type Reason string

// The reasons for an exclusion.
const (
	ReasonCapability  Reason = "capability"  // it cannot do the work
	ReasonPrice       Reason = "price"       // it asks more than the maximum price
	ReasonSuspended   Reason = "suspended"   // it failed lately
	ReasonUnreachable Reason = "unreachable" // it did not answer lately, or registered no service
)

// Exclusion takes an orchestrator out of a draw.
type Exclusion struct {
	Orchestrator common.Address `json:"orchestrator"`
	Reason       Reason         `json:"reason"`
}

// Policy is what the broadcaster asks for.
type Policy struct {
	Candidates        int    `json:"candidates"`         // how many to draw, from 1 to MaxCandidates
	LatencyPenalty    int    `json:"latency_penalty"`    // per cent of the price for each LatencyStep, to MaxLatencyPenalty
	MaxPrice          uint64 `json:"max_price,string"`   // in units of the settlement token per 1e12 output pixels
	PerformanceWeight int    `json:"performance_weight"` // power of the performance by which prices are divided, to MaxPerformanceWeight
}

// Quote is the answer of a drawn orchestrator: its signed offer (ticket.Quote, of which what is not here is the record's broadcaster
// or zero), how long it took, and what the broadcaster holds of it.
type Quote struct {
	Capacity      uint64         `json:"capacity"`
	Expiry        uint64         `json:"expiry"`
	FaceValue     ticket.Amount  `json:"face_value"`
	LatencyMicros int64          `json:"latency_us"` // from asking, over a connection that stands, to the answer
	Operator      common.Address `json:"operator"`   // who signed it
	Orchestrator  common.Address `json:"orchestrator"`
	Performance   int            `json:"performance"`  // as the broadcaster measured it, from 1 to MaxPerformance
	Price         uint64         `json:"price,string"` // as Policy.MaxPrice
	ProfilesHash  common.Hash    `json:"profiles_hash"`
	Signature     hexutil.Bytes  `json:"signature"`
	WinProb       ticket.WinProb `json:"win_prob"`
}

// Offer is the quote as its orchestrator's operator signed it for a broadcaster.
func (q Quote) Offer(broadcaster common.Address) ticket.Quote {
	return ticket.Quote{
		Orchestrator: q.Orchestrator, Broadcaster: broadcaster, ProfilesHash: q.ProfilesHash, Price: q.Price, Capacity: q.Capacity,
		Expiry: q.Expiry, FaceValue: q.FaceValue, WinProb: q.WinProb,
	}
}

// Record is one decision, with all that it was made from. Its JSON, compact and without the signature, is the canonical
// form that the broadcaster signs: RFC 8785, that is, members in alphabetical order (the fields are listed in that
// order), no white space, integers in plain decimal. Addresses, hashes and signatures are lower-case hexadecimal after
// 0x, weights and prices are decimal strings, and no string needs escaping.
type Record struct {
	Attempt     uint64           `json:"attempt"` // counts the stream's draws in the round, from 0
	Broadcaster common.Address   `json:"broadcaster"`
	Broker      common.Address   `json:"broker"`     // the TicketBroker, for which quotes are signed
	Chosen      *common.Address  `json:"chosen"`     // the auction's winner; null when no quote was acceptable
	Drawn       []common.Address `json:"drawn"`      // in drawn order
	Exclusions  []Exclusion      `json:"exclusions"` // in order of address
	Policy      Policy           `json:"policy"`
	Price       uint64           `json:"price,string"` // what the winner is paid; 0 without one
	Quotes      []Quote          `json:"quotes"`       // in drawn order; those that did not answer are missing
	Signature   hexutil.Bytes    `json:"signature,omitempty"`
	Snapshot    Snapshot         `json:"snapshot"` // stakes in order of address
	Stream      string           `json:"stream"`
	TimeMillis  int64            `json:"time_ms"` // of the choice, since 1970
	Version     int              `json:"version"`
}

// Request is what a decision starts from.
type Request struct {
	Snapshot    Snapshot
	Broadcaster common.Address
	Broker      common.Address // the TicketBroker
	Stream      string         // 1 to 128 of A-Z, a-z, 0-9, '.', '_', '~' and '-'
	Attempt     uint64
	Exclusions  []Exclusion // each in the snapshot, none twice
	Policy      Policy
}

// NewRecord draws the candidates of a decision at the given time. When quotes are in, Choose completes it. The record
// shares nothing with req.
func NewRecord(req Request, now time.Time) (Record, error) {
	r := Record{
		Attempt:     req.Attempt,
		Broadcaster: req.Broadcaster,
		Broker:      req.Broker,
		Drawn:       []common.Address{},
		Exclusions:  append([]Exclusion{}, req.Exclusions...),
		Policy:      req.Policy,
		Quotes:      []Quote{},
		Snapshot:    req.Snapshot.Sorted(),
		Stream:      req.Stream,
		TimeMillis:  now.UnixMilli(),
		Version:     RecordVersion,
	}
	slices.SortStableFunc(r.Exclusions, func(a, b Exclusion) int { return a.Orchestrator.Cmp(b.Orchestrator) })
	if err := r.check(); err != nil {
		return Record{}, err
	}
	drawn, err := r.draw()
	if err != nil {
		return Record{}, err
	}
	r.Drawn = drawn
	return r, nil
}

// Choose completes the decision with the quotes of the drawn orchestrators, in any order. It drops the signature.
func (r *Record) Choose(quotes []Quote, now time.Time) error {
	next := *r
	next.Quotes = append([]Quote{}, quotes...)
	slices.SortStableFunc(next.Quotes, func(a, b Quote) int {
		return slices.Index(r.Drawn, a.Orchestrator) - slices.Index(r.Drawn, b.Orchestrator)
	})
	next.TimeMillis = now.UnixMilli()
	next.Signature = nil
	if err := next.check(); err != nil {
		return err
	}
	next.Chosen, next.Price = next.choose()
	*r = next
	return nil
}

// Sign signs the record, which must be the signer's own.
func (r *Record) Sign(signer identity.Signer) error {
	if signer.Address() != r.Broadcaster {
		return fmt.Errorf("sign selection record: it is %s's, the key is %s's", r.Broadcaster, signer.Address())
	}
	digest, err := r.digest()
	if err != nil {
		return fmt.Errorf("sign selection record: %w", err)
	}
	signature, err := signer.SignHash(digest)
	if err != nil {
		return fmt.Errorf("sign selection record: %w", err)
	}
	r.Signature = signature
	return nil
}

// Verify computes a decision again and says what differs, then checks the signatures of its quotes and the broadcaster's. A nil
// error means: the broadcaster signed that this was the state, and given that state draw, winner and price follow from the rules.
// Whether the snapshot and the operators are the chain's is for the caller to compare. How long a quote took, and how its
// orchestrator performs, only the broadcaster knows: the record shows what it says of them.
func Verify(r Record) error {
	if err := VerifyDecision(r); err != nil {
		return err
	}
	if len(r.Signature) == 0 {
		return ErrUnsigned
	}
	digest, err := r.digest()
	if err != nil {
		return err
	}
	signer, err := identity.Recover(digest, r.Signature)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForged, err)
	}
	if signer != r.Broadcaster {
		return fmt.Errorf("%w: the record names %s, %s signed", ErrForged, r.Broadcaster, signer)
	}
	return nil
}

// VerifyDecision is Verify without the broadcaster's signature.
func VerifyDecision(r Record) error {
	if err := r.check(); err != nil {
		return err
	}
	drawn, err := r.draw()
	if err != nil {
		return err
	}
	if len(drawn) != len(r.Drawn) {
		return fmt.Errorf("%w: %d drawn, recomputed %d", ErrDiffers, len(r.Drawn), len(drawn))
	}
	for i := range drawn {
		if drawn[i] != r.Drawn[i] {
			return fmt.Errorf("%w: drawn[%d] is %s, recomputed %s", ErrDiffers, i, r.Drawn[i], drawn[i])
		}
	}
	chosen, price := r.choose()
	switch {
	case !same(chosen, r.Chosen):
		return fmt.Errorf("%w: chosen is %s, recomputed %s", ErrDiffers, orNobody(r.Chosen), orNobody(chosen))
	case price != r.Price:
		return fmt.Errorf("%w: price is %d, recomputed %d", ErrDiffers, r.Price, price)
	}
	return r.verifyQuotes()
}

// quoteSkew is by how much a quote may have expired before the choice: clocks differ by two minutes, and an auction takes its time.
const quoteSkew = 150 * time.Second

// verifyQuotes checks that the operator that each quote names signed it, and that it was good at the time of the choice.
func (r Record) verifyQuotes() error {
	broker := ticket.Domain{ChainID: r.Snapshot.ChainID, Contract: r.Broker}
	for i, q := range r.Quotes {
		signer, err := identity.Recover(q.Offer(r.Broadcaster).Digest(broker), q.Signature)
		switch {
		case err != nil:
			return fmt.Errorf("%w: quotes[%d]: %w", ErrQuote, i, err)
		case signer != q.Operator:
			return fmt.Errorf("%w: quotes[%d] names operator %s, %s signed", ErrQuote, i, q.Operator, signer)
		case time.Unix(int64(q.Expiry), 0).Add(quoteSkew).Before(time.UnixMilli(r.TimeMillis)):
			return fmt.Errorf("%w: quotes[%d] had expired", ErrQuote, i)
		}
	}
	return nil
}

// ParseRecord reads one record. Only the form that json.Marshal writes is accepted, with any white space: nothing
// unknown, missing or twice. The record is not verified.
func ParseRecord(data []byte) (Record, error) {
	if len(data) > MaxRecordSize {
		return Record{}, fmt.Errorf("%w: %d bytes, at most %d", ErrRecord, len(data), MaxRecordSize)
	}
	var r Record
	if err := json.Unmarshal(data, &r); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if err := r.check(); err != nil {
		return Record{}, err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	again, err := json.Marshal(r)
	if err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if !bytes.Equal(again, compact.Bytes()) {
		return Record{}, fmt.Errorf("%w: it is not in canonical form", ErrRecord)
	}
	return r, nil
}

// digest is what the broadcaster signs: keccak256 of a domain and the canonical form. Because of the first byte it can
// never be a transaction (EIP-191).
func (r Record) digest() ([32]byte, error) {
	r.Signature = nil
	form, err := json.Marshal(r)
	if err != nil {
		return [32]byte{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	return crypto.Keccak256Hash([]byte("\x19Millrace selection record 2:\n"), form), nil
}

// draw is the draw: from the snapshot's stakes without the excluded.
func (r Record) draw() ([]common.Address, error) {
	s := r.Snapshot
	excluded := make(map[common.Address]bool, len(r.Exclusions))
	for _, e := range r.Exclusions {
		excluded[e.Orchestrator] = true
	}
	candidates := slices.DeleteFunc(slices.Clone(s.Stakes), func(st Stake) bool { return excluded[st.Orchestrator] })
	return Draw(Seed(s.Seed, s.ChainID, s.Staking, s.Round, r.Broadcaster, r.Stream, r.Attempt), candidates, r.Policy.Candidates)
}

// choose holds the auction.
func (r Record) choose() (*common.Address, uint64) {
	winner, price := r.Policy.Auction(r.Quotes)
	if winner < 0 {
		return nil, 0
	}
	return &r.Quotes[winner].Orchestrator, price
}

var streamName = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,128}$`)

// check checks the form: bounds, order, and that everyone who is mentioned has a place in the snapshot.
func (r Record) check() error {
	malformed := func(format string, args ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{ErrRecord}, args...)...)
	}
	s := r.Snapshot
	switch {
	case r.Version != RecordVersion:
		return malformed("version %d, want %d", r.Version, RecordVersion)
	case !streamName.MatchString(r.Stream):
		return malformed("stream %q: use 1 to 128 of A-Z, a-z, 0-9, '.', '_', '~' and '-'", r.Stream)
	case r.Policy.Candidates < 1 || r.Policy.Candidates > MaxCandidates:
		return malformed("%d candidates: from 1 to %d", r.Policy.Candidates, MaxCandidates)
	case r.Policy.LatencyPenalty < 0 || r.Policy.LatencyPenalty > MaxLatencyPenalty:
		return malformed("latency_penalty %d: from 0 to %d", r.Policy.LatencyPenalty, MaxLatencyPenalty)
	case r.Policy.PerformanceWeight < 0 || r.Policy.PerformanceWeight > MaxPerformanceWeight:
		return malformed("performance_weight %d: from 0 to %d", r.Policy.PerformanceWeight, MaxPerformanceWeight)
	case r.Attempt > maxNumber || s.ChainID > maxNumber || s.Round > maxNumber:
		return malformed("attempt, chain_id or round is beyond 2^53")
	case r.TimeMillis < 0 || r.TimeMillis > maxNumber:
		return malformed("time_ms %d is out of range", r.TimeMillis)
	case r.Drawn == nil || r.Exclusions == nil || r.Quotes == nil || s.Stakes == nil:
		return malformed("a list is missing")
	}
	if err := s.Validate(); err != nil {
		return err
	}
	for i := 1; i < len(s.Stakes); i++ {
		if byAddress(s.Stakes[i-1], s.Stakes[i]) >= 0 {
			return malformed("stakes[%d] is out of order", i)
		}
	}
	for i, e := range r.Exclusions {
		switch e.Reason {
		case ReasonCapability, ReasonPrice, ReasonSuspended, ReasonUnreachable:
		default:
			return malformed("exclusions[%d]: unknown reason %q", i, e.Reason)
		}
		if i > 0 && r.Exclusions[i-1].Orchestrator.Cmp(e.Orchestrator) >= 0 {
			return malformed("exclusions[%d] is out of order or comes twice", i)
		}
		if _, found := slices.BinarySearchFunc(s.Stakes, Stake{Orchestrator: e.Orchestrator}, byAddress); !found {
			return malformed("exclusions[%d]: %s has no stake", i, e.Orchestrator)
		}
	}
	rest := r.Drawn
	for i, q := range r.Quotes {
		at := slices.Index(rest, q.Orchestrator)
		if at < 0 {
			return malformed("quotes[%d]: %s was not drawn, quoted already or is out of order", i, q.Orchestrator)
		}
		rest = rest[at+1:]
		if q.Capacity > maxNumber || q.Expiry > maxNumber {
			return malformed("quotes[%d]: capacity or expiry is beyond 2^53", i)
		}
		if q.LatencyMicros < 0 || q.LatencyMicros > maxNumber {
			return malformed("quotes[%d]: latency_us %d is out of range", i, q.LatencyMicros)
		}
		if q.Performance < 1 || q.Performance > MaxPerformance {
			return malformed("quotes[%d]: performance %d: from 1 to %d", i, q.Performance, MaxPerformance)
		}
		if q.ProfilesHash != r.Quotes[0].ProfilesHash {
			return malformed("quotes[%d] is for another ladder", i)
		}
	}
	return nil
}

func same(a, b *common.Address) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

func orNobody(a *common.Address) string {
	if a == nil {
		return "nobody"
	}
	return a.Hex()
}
