package selection_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/selection"
)

// orch is an address that sorts by n.
func orch(n int) common.Address {
	var a common.Address
	binary.BigEndian.PutUint32(a[:], uint32(n+1))
	return a
}

func stakesOf(weights ...uint64) []selection.Stake {
	stakes := make([]selection.Stake, len(weights))
	for i, w := range weights {
		stakes[i] = selection.Stake{Orchestrator: orch(i), Weight: uint256.NewInt(w)}
	}
	return stakes
}

// seedOf is the n-th of the tests' fixed seeds.
func seedOf(n int) common.Hash {
	return crypto.Keccak256Hash([]byte(fmt.Sprintf("test seed %d", n)))
}

func draw(t testing.TB, seed common.Hash, stakes []selection.Stake, k int) []common.Address {
	t.Helper()
	drawn, err := selection.Draw(seed, stakes, k)
	require.NoError(t, err)
	return drawn
}

type vector struct {
	Name        string            `json:"name"`
	RoundSeed   common.Hash       `json:"round_seed"`
	ChainID     uint64            `json:"chain_id"`
	Staking     common.Address    `json:"staking"`
	Round       uint64            `json:"round"`
	Broadcaster common.Address    `json:"broadcaster"`
	Stream      string            `json:"stream"`
	Attempt     uint64            `json:"attempt"`
	Stakes      []selection.Stake `json:"stakes"`
	Candidates  int               `json:"candidates"`
	Seed        common.Hash       `json:"seed"`
	Drawn       []common.Address  `json:"drawn"`
}

func vectors(t testing.TB) []vector {
	t.Helper()
	data, err := os.ReadFile("../../testdata/selection/draws.json")
	require.NoError(t, err)
	var all []vector
	require.NoError(t, json.Unmarshal(data, &all))
	require.NotEmpty(t, all)
	return all
}

// TestDrawVectors compares with an implementation in another language: see testdata/selection/README.md.
func TestDrawVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			seed := selection.Seed(v.RoundSeed, v.ChainID, v.Staking, v.Round, v.Broadcaster, v.Stream, v.Attempt)
			require.Equal(t, v.Seed, seed)
			require.Equal(t, v.Drawn, draw(t, seed, v.Stakes, v.Candidates))
		})
	}
}

// TestSeedDependsOnEverything changes one input at a time.
func TestSeedDependsOnEverything(t *testing.T) {
	seen := map[common.Hash]string{}
	add := func(name string, h common.Hash) {
		require.NotContains(t, seen, h, name)
		seen[h] = name
	}
	a, b, h := orch(1), orch(2), seedOf(1)
	add("base", selection.Seed(h, 1, a, 1, b, "s", 1))
	add("round seed", selection.Seed(seedOf(2), 1, a, 1, b, "s", 1))
	add("chain", selection.Seed(h, 2, a, 1, b, "s", 1))
	add("staking", selection.Seed(h, 1, b, 1, b, "s", 1))
	add("round", selection.Seed(h, 1, a, 2, b, "s", 1))
	add("broadcaster", selection.Seed(h, 1, a, 1, a, "s", 1))
	add("addresses swapped", selection.Seed(h, 1, b, 1, a, "s", 1))
	add("stream", selection.Seed(h, 1, a, 1, b, "t", 1))
	add("empty stream", selection.Seed(h, 1, a, 1, b, "", 1))
	add("attempt", selection.Seed(h, 1, a, 1, b, "s", 2))
	add("digit moved", selection.Seed(h, 1, a, 1, b, "s1", 0))
}

// TestPickBoundaries visits every point of small weights, where an off-by-one cannot hide.
func TestPickBoundaries(t *testing.T) {
	for _, tc := range []struct {
		weights []uint64
		owners  []int // of point 0, 1, 2, ...
	}{
		{[]uint64{1}, []int{0}},
		{[]uint64{1, 1}, []int{0, 1}},
		{[]uint64{1, 2, 3}, []int{0, 1, 1, 2, 2, 2}},
		{[]uint64{3, 2, 1}, []int{0, 0, 0, 1, 1, 2}},
		{[]uint64{0, 2, 0, 1, 0}, []int{1, 1, 3}},
		{[]uint64{0, 0, 1}, []int{2}},
	} {
		stakes := stakesOf(tc.weights...)
		for point, owner := range tc.owners {
			require.Equal(t, owner, selection.Pick(stakes, uint256.NewInt(uint64(point))), "weights %v, point %d", tc.weights, point)
		}
		require.Panics(t, func() { selection.Pick(stakes, uint256.NewInt(uint64(len(tc.owners)))) }, "weights %v", tc.weights)
	}
}

// TestUniformBoundaries checks the first word that is not skipped, the last that is, and the last of all.
func TestUniformBoundaries(t *testing.T) {
	whole := new(big.Int).Lsh(big.NewInt(1), 256)
	top := new(big.Int).Sub(whole, big.NewInt(1))
	half := new(big.Int).Lsh(big.NewInt(1), 255)
	plus := func(x *big.Int, n int64) *big.Int { return new(big.Int).Add(x, big.NewInt(n)) }
	for _, bound := range []*big.Int{
		big.NewInt(1), big.NewInt(2), big.NewInt(3), big.NewInt(6), big.NewInt(7), big.NewInt(1 << 40),
		plus(half, -1), half, plus(half, 1), plus(top, -1), top,
	} {
		skip := new(big.Int).Mod(whole, bound)
		words := []*big.Int{skip, plus(skip, 1), top}
		for _, accepted := range words {
			if accepted.Cmp(top) > 0 {
				continue
			}
			got := selection.Uniform(uint256.MustFromBig(bound), func(try uint64) *uint256.Int {
				require.Zero(t, try, "bound %s: %s must not be skipped", bound, accepted)
				return uint256.MustFromBig(accepted)
			})
			require.Equal(t, new(big.Int).Mod(accepted, bound).String(), got.Dec(), "bound %s", bound)
		}
		if skip.Sign() == 0 {
			continue
		}
		for _, skipped := range []*big.Int{new(big.Int), plus(skip, -1)} {
			tries := uint64(0)
			selection.Uniform(uint256.MustFromBig(bound), func(try uint64) *uint256.Int {
				require.Equal(t, tries, try)
				tries++
				if try < 3 {
					return uint256.MustFromBig(skipped)
				}
				return uint256.MustFromBig(top)
			})
			require.EqualValues(t, 4, tries, "bound %s: %s must be skipped", bound, skipped)
		}
		kept := new(big.Int).Sub(whole, skip)
		require.Zero(t, new(big.Int).Mod(kept, bound).Sign(), "every remainder has the same number of words")
		require.Positive(t, kept.Cmp(half)+1, "at least half of the words are kept")
	}
}

// reference is Draw as one would write it down first: a list of tickets would be the obvious way, but weights are too
// large for that, so it looks for the owner of a point by adding up from the start, in big.Int.
func reference(seed common.Hash, stakes []selection.Stake, k int) []common.Address {
	drawn := []common.Address{}
	for len(drawn) < k {
		var names []string
		weight := map[string]*big.Int{}
		sum := new(big.Int)
		for _, s := range stakes {
			if slices.Contains(drawn, s.Orchestrator) || s.Weight.IsZero() {
				continue
			}
			name := string(s.Orchestrator[:])
			names = append(names, name)
			weight[name] = s.Weight.ToBig()
			sum.Add(sum, weight[name])
		}
		if len(names) == 0 {
			break
		}
		slices.Sort(names)
		whole := new(big.Int).Lsh(big.NewInt(1), 256)
		skipped := new(big.Int).Mod(whole, sum)
		var point *big.Int
		for try := 0; point == nil; try++ {
			input := append([]byte{}, seed[:]...)
			input = append(input, common.BigToHash(big.NewInt(int64(len(drawn)))).Bytes()...)
			input = append(input, common.BigToHash(big.NewInt(int64(try))).Bytes()...)
			word := new(big.Int).SetBytes(crypto.Keccak256(input))
			if word.Cmp(skipped) >= 0 {
				point = word.Mod(word, sum)
			}
		}
		upTo := new(big.Int)
		for _, name := range names {
			if upTo.Add(upTo, weight[name]); point.Cmp(upTo) < 0 {
				drawn = append(drawn, common.BytesToAddress([]byte(name)))
				break
			}
		}
	}
	return drawn
}

func TestDrawMatchesReference(t *testing.T) {
	for n := range 300 {
		seed := seedOf(n)
		size := int(seed[0]) % 12
		var stakes []selection.Stake
		for i := range size {
			h := crypto.Keccak256(seed[:], []byte{byte(i)})
			w := new(uint256.Int).SetBytes(h)
			w.Rsh(w, 4+uint(h[31])) // of every magnitude, down to zero
			stakes = append(stakes, selection.Stake{Orchestrator: common.BytesToAddress(h[:20]), Weight: w})
		}
		for _, k := range []int{1, 3, size, size + 1} {
			require.Equal(t, reference(seed, stakes, k), draw(t, seed, stakes, k), "seed %d, %d of %d", n, k, size)
		}
	}
}

func TestDrawEdges(t *testing.T) {
	for _, k := range []int{-1, 0} {
		require.Empty(t, draw(t, seedOf(0), stakesOf(1, 2), k))
	}
	require.Empty(t, draw(t, seedOf(0), nil, 3))
	require.Empty(t, draw(t, seedOf(0), stakesOf(0, 0), 3))
	require.ElementsMatch(t, []common.Address{orch(0), orch(2)}, draw(t, seedOf(0), stakesOf(1, 0, 2), 9))

	most := make([]uint64, selection.MaxCandidates)
	for i := range most {
		most[i] = uint64(i)
	}
	drawn := draw(t, seedOf(0), stakesOf(most...), selection.MaxCandidates)
	require.Len(t, drawn, selection.MaxCandidates-1, "all but the one of weight zero")
	slices.SortFunc(drawn, common.Address.Cmp)
	require.Len(t, slices.Compact(drawn), selection.MaxCandidates-1, "nobody twice")
}

func TestDrawRefuses(t *testing.T) {
	huge := new(uint256.Int).SetAllOne()
	for name, stakes := range map[string][]selection.Stake{
		"too many":  stakesOf(make([]uint64, selection.MaxCandidates+1)...),
		"twice":     append(stakesOf(1, 2), stakesOf(3)...),
		"no weight": {{Orchestrator: orch(0)}},
		"sum":       {{Orchestrator: orch(0), Weight: huge}, {Orchestrator: orch(1), Weight: uint256.NewInt(1)}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := selection.Draw(seedOf(0), stakes, 1)
			require.ErrorIs(t, err, selection.ErrSnapshot)
		})
	}
}

func TestDrawIgnoresOrder(t *testing.T) {
	stakes := stakesOf(5, 0, 1, 8, 2, 2, 40)
	want := draw(t, seedOf(3), stakes, 5)
	for n := range 50 {
		shuffled := slices.Clone(stakes)
		for i := len(shuffled) - 1; i > 0; i-- {
			j := int(seedOf(n*100 + i)[7]) % (i + 1)
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		}
		before := slices.Clone(shuffled)
		require.Equal(t, want, draw(t, seedOf(3), shuffled, 5))
		require.Equal(t, before, shuffled, "the caller's list is left as it was")
	}
}

// chiSquare is Pearson's statistic.
func chiSquare(observed []int, weights []uint64) float64 {
	var draws int
	var sum uint64
	for i := range observed {
		draws += observed[i]
		sum += weights[i]
	}
	var chi float64
	for i := range observed {
		expected := float64(draws) * float64(weights[i]) / float64(sum)
		chi += (float64(observed[i]) - expected) * (float64(observed[i]) - expected) / expected
	}
	return chi
}

// Values that chi-square exceeds with a probability of 1e-4, by degrees of freedom. The seeds are fixed, so that the
// tests below give the same statistic every time.
func limit(t *testing.T, degrees int) float64 {
	t.Helper()
	limits := map[int]float64{1: 15.14, 2: 18.42, 3: 21.11, 4: 23.51, 5: 25.74, 7: 29.88, 9: 33.72, 19: 52.39}
	require.Contains(t, limits, degrees)
	return limits[degrees]
}

func TestDrawFollowsStake(t *testing.T) {
	for name, weights := range map[string][]uint64{
		"equal":   {1, 1, 1, 1, 1},
		"small":   {1, 2, 3},
		"uneven":  {1, 1, 2, 3, 5, 8, 13, 967},
		"tokens":  {1e18, 25e17, 5e18},
		"unequal": {1, 1000},
	} {
		t.Run(name, func(t *testing.T) {
			const draws = 20_000
			stakes := stakesOf(weights...)
			observed := make([]int, len(weights))
			for n := range draws {
				first := draw(t, seedOf(n), stakes, 1)[0]
				observed[slices.IndexFunc(stakes, func(s selection.Stake) bool { return s.Orchestrator == first })]++
			}
			require.Less(t, chiSquare(observed, weights), limit(t, len(weights)-1), "%v for weights %v", observed, weights)
		})
	}
}

// TestSecondDrawIsConditional: given the first, the second is drawn by the weights of those left.
func TestSecondDrawIsConditional(t *testing.T) {
	weights := []uint64{1, 2, 3, 6}
	stakes := stakesOf(weights...)
	second := make([][]int, len(weights))
	for i := range second {
		second[i] = make([]int, len(weights))
	}
	index := func(a common.Address) int {
		return slices.IndexFunc(stakes, func(s selection.Stake) bool { return s.Orchestrator == a })
	}
	for n := range 40_000 {
		drawn := draw(t, seedOf(n), stakes, 2)
		second[index(drawn[0])][index(drawn[1])]++
	}
	for first, observed := range second {
		require.Zero(t, observed[first], "without replacement")
		left := slices.Delete(slices.Clone(weights), first, first+1)
		counts := slices.Delete(slices.Clone(observed), first, first+1)
		require.Less(t, chiSquare(counts, left), limit(t, len(left)-1), "after %d: %v for weights %v", first, counts, left)
	}
}

// TestSplittingAStakeGainsNothing: ten identities with a tenth each are drawn first as often as the one they were. Over
// n draws a share of p deviates by more than 4 standard deviations, sqrt(n*p*(1-p)), once in 15,000 times.
func TestSplittingAStakeGainsNothing(t *testing.T) {
	const draws = 20_000
	whole := stakesOf(1000, 700, 1300) // the first has a third
	var split []selection.Stake
	split = append(split, whole[1:]...)
	for i := range 10 {
		split = append(split, selection.Stake{Orchestrator: orch(100 + i), Weight: uint256.NewInt(100)})
	}
	wholeWins, splitWins, parts := 0, 0, make([]int, 10)
	for n := range draws {
		if draw(t, seedOf(n), whole, 1)[0] == orch(0) {
			wholeWins++
		}
		first := draw(t, seedOf(n), split, 1)[0]
		for i := range parts {
			if first == orch(100+i) {
				splitWins++
				parts[i]++
			}
		}
	}
	const expected, bound = draws / 3, 267 // 4 * sqrt(20000 * 1/3 * 2/3) = 266.7
	require.InDelta(t, expected, wholeWins, bound)
	require.InDelta(t, expected, splitWins, bound)
	require.Less(t, chiSquare(parts, []uint64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}), limit(t, 9))
}

// TestSplitShareIsExact counts points instead of drawing: the identities of a split own as many as the whole did.
func TestSplitShareIsExact(t *testing.T) {
	count := func(stakes []selection.Stake, sum uint64, mine func(int) bool) (points int) {
		for p := range sum {
			if mine(selection.Pick(stakes, uint256.NewInt(p))) {
				points++
			}
		}
		return points
	}
	require.Equal(t, 40, count(stakesOf(40, 17, 23), 80, func(i int) bool { return i == 0 }))
	require.Equal(t, 40, count(stakesOf(4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 17, 23), 80, func(i int) bool { return i < 10 }))
}

// TestNoFloats: a draw that depends on a machine's floating point cannot be recomputed elsewhere.
func TestNoFloats(t *testing.T) {
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	require.GreaterOrEqual(t, len(names), 4)
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.BasicLit:
				require.NotContains(t, []token.Token{token.FLOAT, token.IMAG}, n.Kind, "%s: %s", name, n.Value)
			case *ast.Ident:
				require.NotContains(t, strings.ToLower(n.Name), "float", name)
			case *ast.ImportSpec:
				require.NotContains(t, []string{`"math"`, `"math/rand"`, `"math/rand/v2"`}, n.Path.Value, name)
			}
			return true
		})
	}
}
