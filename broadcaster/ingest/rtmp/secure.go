package rtmp

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"syscall"
	"time"
)

// tlsRecord is the first byte of a TLS handshake; RTMP begins with its version, 3.
const tlsRecord = 0x16

var (
	errTLS    = errors.New("TLS handshake")
	errNotTLS = errors.New("this port takes RTMPS only")
)

// secureConn is a socket that may turn out to speak TLS: the first byte tells. Nothing is read before the first Read, which
// also does the handshake, within the read deadline that was set.
type secureConn struct {
	net.Conn // the socket

	config   *tls.Config // nil: no TLS
	required bool        // without TLS is an error
	timeout  time.Duration
	begun    bool
	first    []byte                   // was read to tell; nil: it is used
	tls      atomic.Pointer[tls.Conn] // nil: no TLS (yet)
}

// Read reads what the peer says, without TLS.
func (c *secureConn) Read(p []byte) (int, error) {
	if !c.begun {
		if err := c.begin(); err != nil {
			return 0, err
		}
		c.begun = true
	}
	if t := c.tls.Load(); t != nil {
		return t.Read(p)
	}
	return c.plain(p)
}

// plain reads from the socket; the first byte again.
func (c *secureConn) plain(p []byte) (int, error) {
	if len(c.first) > 0 && len(p) > 0 {
		n := copy(p, c.first)
		c.first = nil
		return n, nil
	}
	return c.Conn.Read(p)
}

func (c *secureConn) begin() error {
	if c.config == nil {
		return nil
	}
	c.first = make([]byte, 1)
	if _, err := c.Conn.Read(c.first); err != nil {
		return err
	}
	if c.first[0] != tlsRecord {
		if c.required {
			return errNotTLS
		}
		return nil
	}
	if err := c.SetWriteDeadline(time.Now().Add(c.timeout)); err != nil {
		return err
	}
	t := tls.Server(rest{c}, c.config)
	c.tls.Store(t) // close may be asked for at any time
	if err := t.Handshake(); err != nil {
		return fmt.Errorf("%w: %w", errTLS, err)
	}
	return nil
}

// rest is the socket as TLS reads it, from the first byte on.
type rest struct{ *secureConn }

func (r rest) Read(p []byte) (int, error)  { return r.plain(p) }
func (r rest) Write(p []byte) (int, error) { return r.Conn.Write(p) }
func (r rest) Close() error                { return r.Conn.Close() }

// Write writes to the peer, in TLS if that is what it speaks.
func (c *secureConn) Write(p []byte) (int, error) {
	if t := c.tls.Load(); t != nil {
		return t.Write(p)
	}
	return c.Conn.Write(p)
}

// Close says goodbye, which may take seconds where the peer takes nothing any more.
func (c *secureConn) Close() error {
	if t := c.tls.Load(); t != nil {
		return t.Close()
	}
	return c.Conn.Close()
}

// plainSocket implements the interface of that name: the socket of a peer that does not speak TLS.
func (c *secureConn) plainSocket() syscall.Conn {
	if s, ok := c.Conn.(syscall.Conn); ok && c.begun && c.first == nil && c.tls.Load() == nil {
		return s
	}
	return nil
}

// secure says whether the peer speaks TLS.
func (c *secureConn) secure() bool { return c.tls.Load() != nil }
