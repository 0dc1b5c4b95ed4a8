package payer

import "github.com/millrace/millrace/pkg/ticket"

// SignForTest makes a ticket and drops it.
func (p *Payer) SignForTest(stream string, q ticket.Quote, draws uint32, nonce uint64) error {
	_, _, err := p.sign(stream, q, draws, nonce)
	return err
}
