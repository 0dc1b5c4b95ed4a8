package chain

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// Addresses says which chain the contracts are on, and where.
type Addresses struct {
	ChainID         uint64         `json:"chain_id"`
	StakeToken      common.Address `json:"stake_token"`
	Params          common.Address `json:"params"`
	Staking         common.Address `json:"staking"`
	Minter          common.Address `json:"minter"`
	ServiceRegistry common.Address `json:"service_registry"`
	Asset           common.Address `json:"asset"` // the settlement asset, in which fees are paid
	TicketBroker    common.Address `json:"ticket_broker"`
	FaultCourt      common.Address `json:"fault_court"`
}

// ErrAddresses is wrapped by every error about the content of an address file.
var ErrAddresses = errors.New("invalid contract addresses")

// maxAddressFile bounds an address file in bytes.
const maxAddressFile = 64 << 10

// Validate checks that nothing is missing.
func (a Addresses) Validate() error {
	if a.ChainID == 0 {
		return fmt.Errorf("%w: chain_id is missing", ErrAddresses)
	}
	for _, c := range a.contracts() {
		if c.address == (common.Address{}) {
			return fmt.Errorf("%w: %s is missing", ErrAddresses, c.name)
		}
	}
	return nil
}

type namedAddress struct {
	name    string
	address common.Address
}

func (a Addresses) contracts() []namedAddress {
	return []namedAddress{
		{"stake_token", a.StakeToken},
		{"params", a.Params},
		{"staking", a.Staking},
		{"minter", a.Minter},
		{"service_registry", a.ServiceRegistry},
		{"asset", a.Asset},
		{"ticket_broker", a.TicketBroker},
		{"fault_court", a.FaultCourt},
	}
}

// LoadAddresses reads the JSON file that Save wrote.
func LoadAddresses(path string) (Addresses, error) {
	f, err := os.Open(path)
	if err != nil {
		return Addresses{}, fmt.Errorf("read contract addresses: %w", err)
	}
	defer f.Close()
	var a Addresses
	if err := json.NewDecoder(io.LimitReader(f, maxAddressFile)).Decode(&a); err != nil {
		return Addresses{}, fmt.Errorf("%w: %s: %w", ErrAddresses, path, err)
	}
	if err := a.Validate(); err != nil {
		return Addresses{}, fmt.Errorf("%s: %w", path, err)
	}
	return a, nil
}

// Save writes the addresses as JSON; a file that is there is replaced in one step.
func (a Addresses) Save(path string) error {
	data, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fmt.Errorf("write contract addresses: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write contract addresses: %w", err)
	}
	_, err = f.Write(append(data, '\n'))
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write contract addresses: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// String lists the contracts for a person, a line each.
func (a Addresses) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %d", "chain", a.ChainID)
	for _, c := range a.contracts() {
		fmt.Fprintf(&b, "\n%-16s %s", c.name, c.address)
	}
	return b.String()
}
