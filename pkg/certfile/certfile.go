// Package certfile serves TLS with a certificate and key from PEM files, and takes up new ones while it runs.
//
// Whoever renews a certificate writes the files anew; the next handshake sees it. A pair that cannot be used, as it is while only one
// of the files has been written, is logged and leaves the former certificate in place. There is no goroutine: the files'
// times are looked at in handshakes, at most once in a checkInterval.
package certfile

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// checkInterval is how long a new certificate may be overlooked.
const checkInterval = time.Second

// Certificate is one that follows its files. It may be used from many goroutines.
type Certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu      sync.Mutex // guards what follows
	current *tls.Certificate
	files   [2]stamp
	checked time.Time
}

// stamp tells one state of a file from another.
type stamp struct {
	modified time.Time
	size     int64
}

// Load reads the files. log may be nil.
func Load(certFile, keyFile string, log *slog.Logger) (*Certificate, error) {
	if certFile == "" || keyFile == "" {
		return nil, errors.New("a TLS certificate needs its key and the other way round: give both files or none")
	}
	if log == nil {
		log = slog.Default()
	}
	c := &Certificate{certFile: certFile, keyFile: keyFile, log: log, checked: time.Now()}
	c.files = c.stamps() // before they are read: a change in between is seen later
	var err error
	c.current, err = c.read()
	return c, err
}

// Config is for a server. Its owner may set what else it needs.
func (c *Certificate) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.get(time.Now()), nil },
	}
}

// get is the certificate of now.
func (c *Certificate) get(now time.Time) *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.checked) < checkInterval {
		return c.current
	}
	c.checked = now
	files := c.stamps()
	if files == c.files {
		return c.current
	}
	cert, err := c.read()
	if err != nil {
		c.log.Warn("the former TLS certificate stays", "err", err)
		return c.current
	}
	c.current, c.files = cert, files
	c.log.Info("new TLS certificate", "file", c.certFile, "until", cert.Leaf.NotAfter)
	return c.current
}

func (c *Certificate) read() (*tls.Certificate, error) {
	cert, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return nil, fmt.Errorf("TLS certificate: %w", err)
	}
	return &cert, nil
}

// stamps are those of both files; zero for one that cannot be looked at.
func (c *Certificate) stamps() (out [2]stamp) {
	for i, name := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(name); err == nil {
			out[i] = stamp{modified: info.ModTime(), size: info.Size()}
		}
	}
	return out
}
