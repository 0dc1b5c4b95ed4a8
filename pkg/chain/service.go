package chain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// Service says where an orchestrator is found and which key speaks for it.
type Service struct {
	URI      string         `json:"uri"`      // empty when it never set one; not checked by the contract in any way but its length
	Operator common.Address `json:"operator"` // the orchestrator itself until it named another
}

// Service reads one orchestrator's entry.
func (c *Client) Service(ctx context.Context, orchestrator common.Address) (Service, error) {
	services, err := c.Services(ctx, []common.Address{orchestrator})
	if err != nil {
		return Service{}, err
	}
	return services[orchestrator], nil
}

// Services reads the entries of orchestrators in one call.
func (c *Client) Services(ctx context.Context, orchestrators []common.Address) (map[common.Address]Service, error) {
	raw, err := call(ctx, c, c.addresses.ServiceRegistry, c.registry.PackServicesOf(orchestrators), c.registry.UnpackServicesOf)
	if err != nil {
		return nil, fmt.Errorf("read services: %w", err)
	}
	if len(raw) != len(orchestrators) {
		return nil, fmt.Errorf("read services: asked for %d, got %d", len(orchestrators), len(raw))
	}
	services := make(map[common.Address]Service, len(raw))
	for i, s := range raw {
		services[orchestrators[i]] = Service{URI: strings.ToValidUTF8(s.Uri, ""), Operator: s.Operator}
	}
	return services, nil
}

// OperatorAt reads which key spoke for an orchestrator at the end of a round, however often it was rotated since.
func (c *Client) OperatorAt(ctx context.Context, orchestrator common.Address, round uint64) (common.Address, error) {
	operator, err := call(ctx, c, c.addresses.ServiceRegistry, c.registry.PackOperatorAt(orchestrator, round), c.registry.UnpackOperatorAt)
	if err != nil {
		return common.Address{}, fmt.Errorf("read operator of %s in round %d: %w", orchestrator, round, err)
	}
	return operator, nil
}

// SetService publishes the key's service URI. Nothing is sent when it is published already.
func (c *Client) SetService(ctx context.Context, key Signer, uri string) error {
	current, err := c.Service(ctx, addressOf(key))
	if err == nil && current.URI != uri {
		err = c.transact(ctx, key, c.addresses.ServiceRegistry, c.registry.PackSetService(uri))
	}
	if err != nil {
		return fmt.Errorf("set service: %w", err)
	}
	return nil
}

// RotateOperator names the key that speaks for the orchestrator: at once the first time, from the next round afterwards.
// Nothing is sent when it speaks already.
func (c *Client) RotateOperator(ctx context.Context, key Signer, operator common.Address) error {
	if operator == (common.Address{}) {
		return errors.New("rotate operator: no operator given")
	}
	current, err := c.Service(ctx, addressOf(key))
	if err == nil && current.Operator != operator {
		err = c.transact(ctx, key, c.addresses.ServiceRegistry, c.registry.PackRotateOperator(operator))
	}
	if err != nil {
		return fmt.Errorf("rotate operator: %w", err)
	}
	return nil
}
