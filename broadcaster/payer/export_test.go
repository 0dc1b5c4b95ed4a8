package payer

import (
	"math/big"

	"github.com/millrace/millrace/pkg/ticket"
)

// SignForTest makes a ticket and drops it.
func (p *Payer) SignForTest(stream string, q ticket.Quote, draws uint32, nonce uint64) error {
	worth := q.DrawWorth()
	_, _, err := p.sign(stream, q, draws, worth.Mul(worth, big.NewInt(int64(draws))), nonce)
	return err
}
