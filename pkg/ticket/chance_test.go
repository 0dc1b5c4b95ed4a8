package ticket_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/ticket"
)

// TestChance compares with drawing: the mean and spread of what many tickets win.
func TestChance(t *testing.T) {
	probability, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(50))
	require.NoError(t, err)
	q := ticket.Quote{FaceValue: ticket.Units(2_000_000), WinProb: probability}
	const draws, samples = 100, 20_000
	c := q.Chance(draws)
	require.InEpsilon(t, 4_000_000, ticket.Float(c.Expected), 1e-9)
	require.InEpsilon(t, math.Sqrt(draws*0.02*0.98)*2_000_000, c.Sigma(), 1e-6)

	chance := rand.New(rand.NewPCG(1, 2))
	var sum, squares float64
	for range samples {
		var won float64
		for range draws {
			if chance.Float64() < 0.02 {
				won += 2_000_000
			}
		}
		sum += won
		squares += won * won
	}
	mean := sum / samples
	require.InEpsilon(t, ticket.Float(c.Expected), mean, 0.02)
	require.InEpsilon(t, c.Sigma(), math.Sqrt(squares/samples-mean*mean), 0.02)

	four := c.Plus(c).Plus(c.Plus(c))
	require.InEpsilon(t, 2*c.Sigma(), four.Sigma(), 1e-9)
	require.InEpsilon(t, 1, four.Above(big.NewInt(16_000_000+int64(2*c.Sigma()))), 1e-6)
	require.InEpsilon(t, -16_000_000/(2*c.Sigma()), four.Above(new(big.Int)), 1e-9)
}

func TestChance_none(t *testing.T) {
	require.Zero(t, ticket.Chance{}.Sigma())
	require.Zero(t, ticket.Chance{}.Above(big.NewInt(5)))
	require.Zero(t, ticket.Chance{}.Plus(ticket.Chance{}).Expected.Sign())
	certain := ticket.Quote{FaceValue: ticket.Units(5)}.Chance(3)
	require.Zero(t, certain.Sigma())
}
