// Package chaintest has what tests share that run a chain.DevChain.
package chaintest

import "go.uber.org/goleak"

// Remains are goroutines that a DevChain leaves behind when it stops, which is no fault of a test.
func Remains() []goleak.Option {
	return []goleak.Option{
		// go-ethereum keeps these for the life of the process.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// It ends a second after its database is closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	}
}
