package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/pricefeed"
)

// PriceFeed is a feed of prices on the chain, of the interface AggregatorV3. It is safe for concurrent use.
type PriceFeed struct {
	conn     *Conn
	at       common.Address
	contract *bind.BoundContract
	feed     *bindings.MockPriceFeed // any AggregatorV3, but for set
}

var _ pricefeed.Source = (*PriceFeed)(nil)

// PriceFeed is the feed at an address. Whether there is one shows when it is asked.
func (c *Conn) PriceFeed(at common.Address) *PriceFeed {
	return &PriceFeed{c, at, bind.NewBoundContract(at, noABI(), c.eth, c.eth, c.eth), bindings.NewMockPriceFeed()}
}

// Latest implements pricefeed.Source. What the contract answers may be anything.
func (f *PriceFeed) Latest(ctx context.Context) (r pricefeed.Round, err error) {
	opts := &bind.CallOpts{Context: ctx}
	if r.Decimals, err = bind.Call(f.contract, opts, f.feed.PackDecimals(), f.feed.UnpackDecimals); err != nil {
		return r, fmt.Errorf("read price feed %s: %w", f.at, decodeRevert(err))
	}
	answer, err := bind.Call(f.contract, opts, f.feed.PackLatestRoundData(), f.feed.UnpackLatestRoundData)
	if err != nil {
		return r, fmt.Errorf("read price feed %s: %w", f.at, decodeRevert(err))
	}
	r.ID, r.AnsweredIn, r.Answer = answer.RoundId, answer.AnsweredInRound, answer.Answer
	if !answer.UpdatedAt.IsInt64() || answer.UpdatedAt.Int64() > maxTimestamp {
		return r, fmt.Errorf("read price feed %s: updated at %s", f.at, answer.UpdatedAt)
	}
	r.Updated = time.Unix(answer.UpdatedAt.Int64(), 0)
	return r, nil
}

// maxTimestamp is beyond all times that anything is of: the year 36812.
const maxTimestamp = 1 << 40

// DeployPriceFeed deploys a feed that anybody can have say anything, for development chains.
func (c *Conn) DeployPriceFeed(ctx context.Context, key Signer) (*PriceFeed, error) {
	tx, err := c.submit(ctx, key, nil, nil, common.FromHex(bindings.MockPriceFeedMetaData.Bin))
	if err == nil {
		_, err = c.mined(ctx, tx)
	}
	if err != nil {
		return nil, fmt.Errorf("deploy price feed: %w", err)
	}
	return c.PriceFeed(createdBy(key, tx)), nil
}

// Address is where the feed is.
func (f *PriceFeed) Address() common.Address { return f.at }

// Set has a feed of DeployPriceFeed answer a round.
func (f *PriceFeed) Set(ctx context.Context, key Signer, r pricefeed.Round) error {
	updated := big.NewInt(r.Updated.Unix())
	calldata := f.feed.PackSet(r.Decimals, bindings.MockPriceFeedAnswer{
		RoundId: r.ID, Answer: r.Answer, StartedAt: updated, UpdatedAt: updated, AnsweredInRound: r.AnsweredIn,
	})
	tx, err := f.conn.submit(ctx, key, &f.at, nil, calldata)
	if err == nil {
		_, err = f.conn.mined(ctx, tx)
	}
	if err != nil {
		return fmt.Errorf("set price feed %s: %w", f.at, err)
	}
	return nil
}
