package rpcpool

import (
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
)

// now is the time of the tests.
func now() time.Time { return time.Unix(1_800_000_000, 0) }

// said is what an honest node at a block said: blocks come every 12 seconds, the newest, 1000, now.
func said(number uint64) observation {
	return observation{
		name: "http://node", chainID: big.NewInt(1), common: common.Hash{1},
		head: block{number: number, hash: common.Hash{2}, time: now().Add(-time.Duration(1000-int64(number)) * 12 * time.Second)},
	}
}

func (o observation) with(change func(*observation)) observation {
	change(&o)
	return o
}

func TestDecide(t *testing.T) {
	silent := said(0).with(func(o *observation) { o.err = ErrUnreachable })
	elsewhere := said(1000).with(func(o *observation) { o.chainID = big.NewInt(2) })
	stale := said(900)
	future := said(1000).with(func(o *observation) { o.head.time = now().Add(time.Hour) })
	forked := said(1000).with(func(o *observation) { o.common = common.Hash{9} })
	liar := said(1000).with(func(o *observation) { o.head.number = 50_000 })
	low := said(1000).with(func(o *observation) { o.head.number = 20 })
	quiet := said(1000).with(func(o *observation) { o.common = common.Hash{} }) // did not have the block at which all are compared
	for name, c := range map[string]struct {
		seen []observation
		want []error
	}{
		"one":                          {[]observation{said(1000)}, []error{nil}},
		"silence":                      {[]observation{silent, said(1000)}, []error{ErrUnreachable, nil}},
		"another chain":                {[]observation{elsewhere, said(1000)}, []error{ErrWrongChain, nil}},
		"old head, alone":              {[]observation{stale}, []error{ErrStaleHead}},
		"old head":                     {[]observation{stale, said(1000)}, []error{ErrStaleHead, nil}},
		"head of the future":           {[]observation{future, said(1000)}, []error{ErrStaleHead, nil}},
		"a little apart":               {[]observation{said(984), said(1000), said(990)}, []error{nil, nil, nil}},
		"behind":                       {[]observation{said(983), said(1000)}, []error{ErrBehind, nil}},
		"two on different forks":       {[]observation{forked, said(1000)}, []error{ErrDisagree, ErrDisagree}},
		"one of three on a fork":       {[]observation{said(1000), forked, said(999)}, []error{nil, ErrDisagree, nil}},
		"two of three agree on a lie":  {[]observation{said(1000), forked, forked}, []error{ErrDisagree, nil, nil}},
		"two against two":              {[]observation{said(1000), forked, forked, said(1000)}, []error{ErrDisagree, ErrDisagree, ErrDisagree, ErrDisagree}},
		"a head too high, of two":      {[]observation{liar, said(1000)}, []error{ErrDisagree, ErrDisagree}},
		"a head too high, of three":    {[]observation{liar, said(1000), said(1000)}, []error{ErrDisagree, nil, nil}},
		"a head too low, of three":     {[]observation{said(1000), low, said(1000)}, []error{nil, ErrDisagree, nil}},
		"one that cannot be compared":  {[]observation{quiet, said(1000)}, []error{nil, nil}},
		"the silent have no vote":      {[]observation{silent, elsewhere, liar, said(1000), said(1000)}, []error{ErrUnreachable, ErrWrongChain, ErrDisagree, nil, nil}},
		"the forked have no head":      {[]observation{forked.with(func(o *observation) { o.head.number = 1012; o.head.time = now().Add(144 * time.Second) }), said(990), said(990)}, []error{ErrDisagree, nil, nil}},
		"a lie of the wrong direction": {[]observation{said(999), said(1000), low, low}, []error{ErrDisagree, ErrDisagree, ErrDisagree, ErrDisagree}},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := Config{URLs: []string{"http://node"}}.withDefaults()
			require.NoError(t, err)
			got := decide(c.seen, big.NewInt(1), now(), cfg)
			require.Len(t, got, len(c.want))
			for i := range got {
				if c.want[i] == nil {
					require.NoError(t, got[i], "node %d", i)
				} else {
					require.ErrorIs(t, got[i], c.want[i], "node %d", i)
				}
			}
		})
	}
	t.Run("any age", func(t *testing.T) {
		cfg, err := Config{URLs: []string{"http://node"}, MaxHeadAge: -1}.withDefaults()
		require.NoError(t, err)
		require.NoError(t, decide([]observation{stale}, big.NewInt(1), now(), cfg)[0])
	})
}

// FuzzAnswer feeds what a node may answer to what reads it.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"jsonrpc":"2.0","id":1,"result":"0x539"}`,
		`{"jsonrpc":"2.0","id":1,"result":{"number":"0x10","hash":"0x` + common.Hash{1}.Hex()[2:] + `","timestamp":"0x6b49d200"}}`,
		`{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"slow down"}}`,
		`{"result":null}`, `[]`, ``, `{"result":{"number":"0xffffffffffffffff","timestamp":"0xffffffffffffffff"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		id, err := parseChainID(data)
		if err != nil && !errors.Is(err, errAnswer) || err == nil && id.Sign() <= 0 {
			t.Fatalf("%v, %v", id, err)
		}
		b, err := parseBlock(data)
		if err != nil && !errors.Is(err, errAnswer) || err == nil && (b.hash == common.Hash{} || b.time.Unix() < 0) {
			t.Fatalf("%v, %v", b, err)
		}
		_ = overloaded(data)
	})
}
