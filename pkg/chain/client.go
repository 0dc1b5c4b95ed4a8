package chain

import (
	"context"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/contracts/bindings"
)

// Client speaks with deployed contracts. It is safe for concurrent use.
type Client struct {
	*Conn
	addresses Addresses

	token    *bindings.StakeToken
	staking  *bindings.Staking
	registry *bindings.ServiceRegistry
	broker   *bindings.TicketBroker
	court    *bindings.FaultCourt
	asset    *bindings.MockUSD // any ERC-20, but for mint
}

// Dial connects as Connect does, and checks that the nodes serve the right chain and that the contracts are there.
func Dial(ctx context.Context, rpcURLs string, addresses Addresses, opts ...Option) (*Client, error) {
	if err := addresses.Validate(); err != nil {
		return nil, err
	}
	if strings.Contains(rpcURLs, ",") { // of several, those of another chain are passed over
		opts = append(opts[:len(opts):len(opts)], WithChainID(addresses.ChainID))
	}
	conn, err := Connect(ctx, rpcURLs, opts...)
	if err != nil {
		return nil, err
	}
	c := &Client{
		Conn:      conn,
		addresses: addresses,
		token:     bindings.NewStakeToken(),
		staking:   bindings.NewStaking(),
		registry:  bindings.NewServiceRegistry(),
		broker:    bindings.NewTicketBroker(),
		court:     bindings.NewFaultCourt(),
		asset:     bindings.NewMockUSD(),
	}
	if err := c.check(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return c, nil
}

func (c *Client) check(ctx context.Context) error {
	if c.ChainID() != c.addresses.ChainID {
		return fmt.Errorf("%w: %s serves chain %d, the contracts are on chain %d", ErrWrongChain, c.name, c.ChainID(), c.addresses.ChainID)
	}
	for _, contract := range c.addresses.contracts() {
		code, err := c.eth.CodeAt(ctx, contract.address, nil)
		if err != nil {
			return fmt.Errorf("look for %s at %s: %w", contract.name, contract.address, unwrapURL(err))
		}
		if len(code) == 0 {
			return fmt.Errorf("%w of %s at %s on %s: were the contracts deployed on this chain?", ErrNoContract, contract.name, contract.address, c.name)
		}
	}
	return nil
}

// Addresses says where the contracts are.
func (c *Client) Addresses() Addresses { return c.addresses }

// call reads from a contract at the latest block.
func call[T any](ctx context.Context, c *Client, to common.Address, calldata []byte, unpack func([]byte) (T, error)) (T, error) {
	contract := bind.NewBoundContract(to, noABI(), c.eth, c.eth, c.eth)
	v, err := bind.Call(contract, &bind.CallOpts{Context: ctx}, calldata, unpack)
	if err != nil {
		return v, decodeRevert(err)
	}
	return v, nil
}
