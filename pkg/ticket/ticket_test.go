package ticket_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/ticket"
)

func TestNewAmount(t *testing.T) {
	most := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1))
	for _, units := range []*big.Int{new(big.Int), big.NewInt(1), most} {
		a, err := ticket.NewAmount(units)
		require.NoError(t, err)
		require.Zero(t, a.Big().Cmp(units))
	}
	for _, units := range []*big.Int{big.NewInt(-1), new(big.Int).Add(most, big.NewInt(1))} {
		_, err := ticket.NewAmount(units)
		require.ErrorIs(t, err, ticket.ErrRange)
	}
	require.Equal(t, "18446744073709551615", ticket.Units(1<<64-1).Big().String())
}

func TestNewWinProb(t *testing.T) {
	half, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(2))
	require.NoError(t, err)
	require.Equal(t, new(big.Int).Lsh(big.NewInt(1), 255), half.Big())
	third, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(3))
	require.NoError(t, err)
	require.Negative(t, new(big.Int).Mul(third.Big(), big.NewInt(3)).Cmp(new(big.Int).Lsh(big.NewInt(1), 256)), "rounded down")
	for _, part := range []int64{-1, 2, 3} {
		_, err := ticket.NewWinProb(big.NewInt(part), big.NewInt(2))
		require.ErrorIs(t, err, ticket.ErrRange)
	}
}

func TestExpectedValue(t *testing.T) {
	quarter, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(4))
	require.NoError(t, err)
	for value, want := range map[uint64]int64{0: 0, 1: 0, 2: 1, 3: 1, 418: 209} {
		tk := ticket.Ticket{FaceValue: ticket.Units(value), Draws: 2, WinProb: quarter}
		require.Equal(t, big.NewInt(want).String(), tk.ExpectedValue().String())
	}
}

func TestHeaderCost(t *testing.T) {
	h := ticket.Header{Price: 3_000_000}
	require.Equal(t, "208", h.Cost(69_120_000).String(), "207.36, rounded up")
	require.Equal(t, "3000000", h.Cost(1e12).String())
	require.Equal(t, "0", h.Cost(0).String())
}

// Every field is signed, and so is the domain: no two of these tickets have one digest.
func TestDigestDependsOnEverything(t *testing.T) {
	domain := ticket.Domain{ChainID: 1, Contract: common.Address{1}}
	seen := map[common.Hash]string{}
	add := func(name string, digest common.Hash) {
		require.NotContains(t, seen, digest, name)
		seen[digest] = name
	}
	add("ticket", ticket.Ticket{}.Digest(domain))
	add("chain", ticket.Ticket{}.Digest(ticket.Domain{ChainID: 2, Contract: domain.Contract}))
	add("contract", ticket.Ticket{}.Digest(ticket.Domain{ChainID: 1}))
	for name, tk := range map[string]ticket.Ticket{
		"recipient":  {Recipient: common.Address{19: 1}},
		"sender":     {Sender: common.Address{19: 1}},
		"face value": {FaceValue: ticket.Units(1)},
		"round":      {Round: 1},
		"draws":      {Draws: 1},
		"win prob":   {WinProb: ticket.WinProb{31: 1}},
		"rand hash":  {RandHash: common.Hash{31: 1}},
		"salt":       {Salt: common.Hash{31: 1}},
		"nonce":      {Nonce: 1},
		"lane":       {Lane: 1},
	} {
		add(name, tk.Digest(domain))
	}
	add("receipt", ticket.Receipt{}.Digest(domain))
	add("header", ticket.Header{}.Digest(domain))
	add("ack", ticket.Ack{}.Digest(domain))
}

func TestDraw(t *testing.T) {
	digest, secret := common.Hash{1}, ticket.Rand{2}
	tk := ticket.Ticket{Draws: 300, WinProb: ticket.WinProb{0: 0x80}}
	mask := tk.Draw(digest, secret)
	wins := 0
	for i := range uint32(300) {
		v := ticket.DrawValue(digest, secret, i)
		won := i < ticket.MaxDraws && v[0] < 0x80
		require.Equal(t, won, mask.Won(i), i)
		require.Equal(t, won, i < 256 && mask.Big().Bit(int(i)) == 1, i)
		if won {
			wins++
		}
	}
	require.Equal(t, wins, mask.Count())
	require.InDelta(t, 128, wins, 48, "a half, within six sigma")

	tk = ticket.Ticket{Draws: 1, WinProb: ticket.WinProb(ticket.DrawValue(digest, secret, 0))}
	require.Zero(t, tk.Draw(digest, secret).Count(), "equal is not less")
	require.Equal(t, crypto.Keccak256Hash(secret[:]), secret.Hash())
}

// rootByDefinition is the tree of RFC 9162, 2.1.1, word for word.
func rootByDefinition(leaves []common.Hash) common.Hash {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	left, right := rootByDefinition(leaves[:k]), rootByDefinition(leaves[k:])
	return crypto.Keccak256Hash([]byte{1}, left[:], right[:])
}

func TestTree(t *testing.T) {
	var tree ticket.Tree
	require.Equal(t, crypto.Keccak256Hash(), tree.Root())
	for n := range 33 {
		tree = append(tree, ticket.LeafHash([]byte{byte(n)}))
		root := tree.Root()
		require.Equal(t, rootByDefinition(tree), root)
		count := uint64(len(tree))
		for i := range tree {
			proof := tree.Proof(i)
			require.True(t, ticket.Verify(tree[i], uint64(i), count, proof, root))
			for j := range count + 1 {
				require.Equal(t, j == uint64(i), ticket.Verify(tree[i], j, count, proof, root), "leaf %d as %d of %d", i, j, count)
			}
			require.False(t, ticket.Verify(tree[i], uint64(i), count, append(proof, root), root))
			require.False(t, ticket.Verify(root, uint64(i), count, proof, root) && count > 1)
		}
	}
}

func TestChunks(t *testing.T) {
	for size, chunks := range map[int]int{0: 0, 1: 1, 1023: 1, 1024: 1, 1025: 2, 4096: 4} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(i)
		}
		tree := ticket.Chunks(data)
		require.Len(t, tree, chunks)
		if chunks > 0 {
			require.Equal(t, ticket.LeafHash(data[(chunks-1)*ticket.ChunkSize:]), tree[chunks-1])
		}
	}
}

func TestRenditions(t *testing.T) {
	leaves := []ticket.Leaf{{ProfileID: 1}, {ProfileID: 2}}
	tree := ticket.Renditions(leaves)
	require.Equal(t, ticket.Tree{leaves[0].Hash(), leaves[1].Hash()}, tree)
	require.NotEqual(t, tree[0], tree[1])
}

func TestChunker(t *testing.T) {
	data := make([]byte, 5000)
	for i := range data {
		data[i] = byte(i * i >> 3)
	}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		var c ticket.Chunker
		at := 0
		for at < len(data) {
			n := min(len(data)-at, r.IntN(2500))
			c.Add(data[at : at+n])
			at += n
			require.Equal(t, uint64(at), c.Size())
			var want ticket.Tree
			for from := 0; from < at; from += ticket.ChunkSize {
				want = append(want, ticket.LeafHash(data[from:min(at, from+ticket.ChunkSize)]))
			}
			require.Len(t, c.Tree(), len(want))
			require.Equal(t, want.Root(), c.Tree().Root())
		}
	}
}
