// Package quote says what an orchestrator asks for its work, and whether it could take more of it now.
//
// An offer is a statement, not a reservation: admission decides when the session opens. Every quote is signed by the
// orchestrator's operator, and nothing but a quote says what a session costs.
package quote

import (
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

const (
	// DefaultTTL is how long a quote holds when nobody says otherwise.
	DefaultTTL = time.Minute
	// DefaultFaceValue is what a winning draw pays when nobody says otherwise: two dollars, a hundred times what its redemption
	// costs where gas is cheap.
	DefaultFaceValue = 2_000_000
	// MaxPrice bounds prices: a thousand dollars per 10^12 pixels, so that no sum of costs can run over.
	MaxPrice = 1_000_000_000
)

// drawsPerCredit is how many draws pay for wire.CreditTime: the grain of payments.
const drawsPerCredit = 64

// Terms are what an orchestrator's quotes are made of.
type Terms struct {
	Orchestrator common.Address            // whose stake counts, and who is paid
	Broker       ticket.Domain             // the ticket broker
	Operator     identity.Signer           // signs
	Price        uint64                    // in units of the settlement asset per 1e12 output pixels
	PriceFor     map[common.Address]uint64 // for single broadcasters, instead of Price
	Dollars      *Dollars                  // prices are in millionths of a dollar, of which it makes units; nil: in units
	FaceValue    uint64                    // units that a winning draw pays; default DefaultFaceValue
	TTL          time.Duration             // how long a quote holds; default DefaultTTL
}

// Validate checks the terms.
func (t Terms) Validate() error {
	if t.Operator == nil {
		return errors.New("quotes: nobody signs them")
	}
	if t.TTL < 0 {
		return fmt.Errorf("quotes: time to live %s", t.TTL)
	}
	for _, price := range t.prices() {
		if price > MaxPrice {
			return fmt.Errorf("quotes: price %d: at most %d units per 10^12 pixels", price, MaxPrice)
		}
	}
	return nil
}

func (t Terms) prices() []uint64 {
	prices := []uint64{t.Price}
	for _, p := range t.PriceFor {
		prices = append(prices, p)
	}
	return prices
}

// Free says whether nobody ever pays.
func (t Terms) Free() bool {
	for _, p := range t.prices() {
		if p > 0 {
			return false
		}
	}
	return true
}

// Lifetime is how long a quote holds.
func (t Terms) Lifetime() time.Duration {
	if t.TTL == 0 {
		return DefaultTTL
	}
	return t.TTL
}

// Offer answers a request when as many output pixels per second are free for its work as freeFor says.
func (t Terms) Offer(m *millracev1.QuoteRequest, broadcaster common.Address, freeFor func(media.Work) int64, now time.Time) (wire.SignedQuote, error) {
	_, source, ladder, err := wire.ParseQuoteRequest(m)
	if err != nil {
		return wire.SignedQuote{}, err
	}
	rate, err := PixelRate(source, ladder)
	if err != nil {
		return wire.SignedQuote{}, err
	}
	work := ladder.Work(source.FrameRate)
	free := freeFor(work)
	if free == 0 && work.AV1+work.AV1x10 > 0 {
		return wire.SignedQuote{}, wire.Detailf(wire.ErrBusy, "no transcoder that encodes AV1 has room")
	}
	if rate > free {
		return wire.SignedQuote{}, wire.Detailf(wire.ErrBusy, "%d of the %d pixels/s needed are free", free, rate)
	}
	q, err := t.Quote(broadcaster, source, ladder, 0, now)
	if err != nil {
		return wire.SignedQuote{}, err
	}
	q.Capacity, q.Expiry = uint64(free), uint64(now.Add(t.Lifetime()).Unix())
	return t.Sign(q)
}

// Sign signs a quote of these terms.
func (t Terms) Sign(q ticket.Quote) (wire.SignedQuote, error) {
	return wire.SignQuote(q, t.Broker, t.Operator)
}

// Quote is what the terms say of one broadcaster's ladder: price, face value and probability. A broadcaster that is ready to pay more
// than is asked is charged that. The face value is raised to what a single draw must be worth, should it be less. Where prices are in
// dollars and nobody knows what a dollar is worth, the error wraps wire.ErrBusy.
func (t Terms) Quote(broadcaster common.Address, source media.VideoFormat, ladder media.Ladder, ready uint64, now time.Time) (ticket.Quote, error) {
	q := ticket.Quote{
		Orchestrator: t.Orchestrator, Broadcaster: broadcaster, ProfilesHash: wire.ProfilesHash(ladder), Price: t.Price,
	}
	if price, ok := t.PriceFor[broadcaster]; ok {
		q.Price = price
	}
	if q.Price == 0 {
		return q, nil
	}
	var err error
	if t.Dollars != nil {
		if q.Price, err = t.Dollars.price(broadcaster, q.Price, ready, t.Lifetime(), now); err != nil {
			return q, err
		}
	}
	q.Price = max(q.Price, min(ready, MaxPrice))
	face := new(big.Int).SetUint64(t.FaceValue)
	if t.FaceValue == 0 {
		face.SetUint64(DefaultFaceValue)
	}
	worth := ticket.Cost(wire.CreditPixels(source, ladder), q.Price)
	worth.Div(worth, big.NewInt(drawsPerCredit))
	least := new(big.Int).Div(worth, big.NewInt(ticket.CostScale))
	if least.Add(least, big.NewInt(1)); face.Cmp(least) < 0 {
		face = least
	}
	if q.FaceValue, err = ticket.NewAmount(face); err != nil {
		return q, fmt.Errorf("quote: face value: %w", err)
	}
	if q.WinProb, err = ticket.NewWinProb(worth, face.Mul(face, big.NewInt(ticket.CostScale))); err != nil {
		return q, fmt.Errorf("quote: %w", err)
	}
	return q, nil
}

// PixelRate is what a session takes of the capacity: its output pixels per second.
func PixelRate(source media.VideoFormat, ladder media.Ladder) (int64, error) {
	rate := ladder.PixelRate(source.FrameRate)
	if len(ladder) == 0 || rate <= 0 {
		return 0, wire.Detailf(wire.ErrInvalid, "nothing to transcode: %w", fmt.Errorf("%d renditions at %v Hz", len(ladder), source.FrameRate))
	}
	return rate, nil
}
