package chain_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

func someAddresses() chain.Addresses {
	return chain.Addresses{
		ChainID:         1337,
		StakeToken:      common.Address{1},
		Staking:         common.Address{2},
		ServiceRegistry: common.Address{3},
		Params:          common.Address{4},
		Minter:          common.Address{5},
		Asset:           common.Address{6},
		TicketBroker:    common.Address{7},
		FaultCourt:      common.Address{8},
	}
}

func TestAddresses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "addresses.json")
	require.NoError(t, chain.Addresses{ChainID: 1}.Save(path))
	require.NoError(t, someAddresses().Save(path), "replaces the file")
	got, err := chain.LoadAddresses(path)
	require.NoError(t, err)
	require.Equal(t, someAddresses(), got)
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "nothing is left behind")

	require.Error(t, someAddresses().Save(filepath.Join(path, "below-a-file")))
}

func TestLoadAddressesRefuses(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{
		"no JSON":           {"addresses", "invalid character"},
		"missing contract":  {`{"chain_id":1,"stake_token":"0x0100000000000000000000000000000000000000"}`, "params is missing"},
		"missing chain":     {`{}`, "chain_id is missing"},
		"short address":     {`{"chain_id":1,"staking":"0x01"}`, "hex string has length 2"},
		"bigger than it is": {`{"chain_id":1,"x":"` + strings.Repeat("a", 1<<17) + `"}`, "unexpected EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "addresses.json")
			require.NoError(t, os.WriteFile(path, []byte(c.content), 0o600))
			_, err := chain.LoadAddresses(path)
			require.ErrorIs(t, err, chain.ErrAddresses)
			require.ErrorContains(t, err, path)
			require.ErrorContains(t, err, c.says)
		})
	}
	_, err := chain.LoadAddresses(filepath.Join(t.TempDir(), "none.json"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
