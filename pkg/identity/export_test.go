package identity

// For tests in package identity_test.
var (
	NewCertificateAt   = newCertificate
	ParseCertificateAt = parseCertificate
	StatementOID       = statementOID
)

// Pins is how many servers p remembers.
func (p *Pinner) Pins() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.pins)
}

// IssueAt is Issue at another time.
var IssueAt = (*WorkerCA).issue
