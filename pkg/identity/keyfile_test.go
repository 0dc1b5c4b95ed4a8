package identity_test

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
)

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func TestCreateKey(t *testing.T) {
	dir := t.TempDir()
	keyFile, passwordFile := filepath.Join(dir, "made", "key.json"), filepath.Join(dir, "made", "password")
	address, err := identity.CreateKey(keyFile, passwordFile, identity.LightScrypt())
	require.NoError(t, err)

	for _, file := range []string{keyFile, passwordFile} {
		info, err := os.Stat(file)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), file)
	}
	key, err := identity.LoadKey(keyFile, passwordFile)
	require.NoError(t, err)
	require.Equal(t, address, identity.KeySigner(key).Address())
	said, err := identity.KeyAddress(keyFile)
	require.NoError(t, err)
	require.Equal(t, address, said)

	before, err := os.ReadFile(keyFile)
	require.NoError(t, err)
	_, err = identity.CreateKey(keyFile, passwordFile, identity.LightScrypt())
	require.ErrorIs(t, err, fs.ErrExist)
	after, err := os.ReadFile(keyFile)
	require.NoError(t, err)
	require.Equal(t, before, after, "a key file is never overwritten")

	entries, err := os.ReadDir(filepath.Join(dir, "made"))
	require.NoError(t, err)
	require.Len(t, entries, 2, "no temporary file is left")
}

func TestCreateKeyUsesGivenPassword(t *testing.T) {
	dir := t.TempDir()
	keyFile := filepath.Join(dir, "key.json")
	unix := write(t, dir, "unix", "secret\nsecond line\n")
	_, err := identity.CreateKey(keyFile, unix, identity.LightScrypt())
	require.NoError(t, err)
	_, err = identity.LoadKey(keyFile, write(t, dir, "windows", "secret\r\n"))
	require.NoError(t, err)
	_, err = identity.LoadKey(keyFile, write(t, dir, "bare", "secret"))
	require.NoError(t, err)
}

func TestLoadKeyRefuses(t *testing.T) {
	dir := t.TempDir()
	keyFile, passwordFile := filepath.Join(dir, "key.json"), filepath.Join(dir, "password")
	_, err := identity.CreateKey(keyFile, passwordFile, identity.LightScrypt())
	require.NoError(t, err)
	missing := filepath.Join(dir, "missing")

	for name, tc := range map[string]struct {
		key, password string
		want          error
	}{
		"no key file":        {missing, passwordFile, fs.ErrNotExist},
		"no password file":   {keyFile, missing, fs.ErrNotExist},
		"empty password":     {keyFile, write(t, dir, "empty", "\n"), identity.ErrEmptyPassword},
		"wrong password":     {keyFile, write(t, dir, "wrong", "wrong\n"), identity.ErrWrongPassword},
		"empty key file":     {write(t, dir, "nothing", ""), passwordFile, identity.ErrKeyFile},
		"no JSON":            {write(t, dir, "text", "0xabc"), passwordFile, identity.ErrKeyFile},
		"other version":      {write(t, dir, "v1", `{"version":1,"address":"00"}`), passwordFile, identity.ErrKeyFile},
		"no crypto":          {write(t, dir, "v3", `{"version":3,"address":"7e5f4552091a69125d5dfcb7b8c2659029395bdf"}`), passwordFile, identity.ErrKeyFile},
		"key is a directory": {dir, passwordFile, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := identity.LoadKey(tc.key, tc.password)
			require.Error(t, err)
			if tc.want != nil {
				require.ErrorIs(t, err, tc.want)
			}
		})
	}
	_, err = identity.KeyAddress(write(t, dir, "big", string(make([]byte, 1<<20))))
	require.ErrorContains(t, err, "larger than")
	_, err = identity.CreateKey(filepath.Join(dir, "new"), filepath.Join(dir, "empty"), identity.LightScrypt())
	require.ErrorIs(t, err, identity.ErrEmptyPassword, "an empty password file is not replaced")
}

func TestImportKey(t *testing.T) {
	bare := strings.Repeat("0a1b", 16)
	dir := t.TempDir()
	password := write(t, dir, "password", "secret\n")
	never := func(common.Address) (string, error) { return "", errors.New("asked for a password") }
	first := filepath.Join(dir, "first.json")
	address, err := identity.ImportKey(strings.NewReader("0x"+bare+"\n"), never, first, password, identity.LightScrypt())
	require.NoError(t, err)
	key, err := identity.LoadKey(first, password)
	require.NoError(t, err)
	require.Equal(t, bare, hex.EncodeToString(crypto.FromECDSA(key)))

	f, err := os.Open(first)
	require.NoError(t, err)
	defer f.Close()
	again, err := identity.ImportKey(f, identity.PasswordFile(password), filepath.Join(dir, "second.json"), filepath.Join(dir, "other"), identity.LightScrypt())
	require.NoError(t, err)
	require.Equal(t, address, again)

	for name, c := range map[string]struct {
		in   string
		want error
	}{
		"nothing":          {"", identity.ErrKeyFile},
		"too short":        {bare[:62], identity.ErrKeyFile},
		"no hexadecimal":   {strings.Repeat("g", 64), identity.ErrKeyFile},
		"not on the curve": {strings.Repeat("f", 64), identity.ErrKeyFile},
		"too large":        {strings.Repeat(" ", 1<<17), identity.ErrKeyFile},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := identity.ImportKey(strings.NewReader(c.in), never, filepath.Join(dir, "third.json"), password)
			require.ErrorIs(t, err, c.want)
			require.NotContains(t, err.Error(), bare[:8], "a secret in a message")
		})
	}
	_, err = identity.ImportKey(strings.NewReader(bare), never, first, password)
	require.ErrorIs(t, err, fs.ErrExist)
}
