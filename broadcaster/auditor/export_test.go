package auditor

// Flush waits until everything that passed is looked at.
func (c *Conn) Flush() error { return c.wait(func(s *session) error { return s.fault }) }
