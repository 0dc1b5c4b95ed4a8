package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
)

func TestWallet(t *testing.T) {
	dir := t.TempDir()
	key, password := filepath.Join(dir, "key.json"), filepath.Join(dir, "password")
	address := strings.TrimSpace(millraceOK(t, "wallet", "new", "--light", "--key-file", key, "--password-file", password))
	require.True(t, common.IsHexAddress(address), address)
	require.Equal(t, address+"\n", millraceOK(t, "wallet", "address", "--key-file", key))
	require.Equal(t, address+"\n", millraceOK(t, "wallet", "address", "--key-file", key, "--password-file", password))

	second := filepath.Join(dir, "second.json")
	require.Equal(t, address+"\n", millraceOK(t, "wallet", "import", key, "--from-password-file", password, "--light", "--key-file", second, "--password-file", password))
	require.Equal(t, address+"\n", millraceOK(t, "wallet", "address", "--key-file", second, "--password-file", password))

	wrong := filepath.Join(dir, "wrong")
	require.NoError(t, os.WriteFile(wrong, []byte("wrong\n"), 0o600))
	for name, tc := range map[string]struct {
		args []string
		code int
		says string
	}{
		"exists":         {[]string{"new", "--light", "--key-file", key, "--password-file", password}, exitFailure, "file already exists"},
		"wrong password": {[]string{"address", "--key-file", key, "--password-file", wrong}, exitFailure, "wrong password"},
		"no key file":    {[]string{"address", "--key-file", filepath.Join(dir, "none")}, exitFailure, "none"},
		"not a key":      {[]string{"address", "--key-file", wrong}, exitFailure, "not a keystore file"},
		"import nothing": {[]string{"import", wrong, "--key-file", filepath.Join(dir, "third"), "--password-file", password}, exitFailure, "not a keystore file"},
		"no flags":       {[]string{"new"}, exitUsage, "--key-file"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errOut := millrace(t, append([]string{"wallet"}, tc.args...)...)
			require.Equal(t, tc.code, code, errOut)
			require.Contains(t, errOut, tc.says)
		})
	}
}
