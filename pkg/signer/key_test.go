package signer_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
)

// TestNothingSecretShows: whatever prints, logs or marshals a signer, its key and its URL's secrets stay out.
func TestNothingSecretShows(t *testing.T) {
	private, err := crypto.ToECDSA(common.LeftPadBytes([]byte{0xde, 0xad, 0xbe, 0xef, 0x42, 0x42, 0x42}, 32))
	require.NoError(t, err)
	key := signer.NewKey(private)
	remote := signer.RemoteConfig{Protocol: signer.Clef, URL: "https://user:hunter2@signer.example/t0ken?key=t0ken", Account: key.Address()}
	holder := struct {
		S      signer.Signer
		K      *signer.Key
		hidden signer.Signer
		R      signer.RemoteConfig
		P      *signer.RemoteConfig
	}{key, key, key, remote, &remote}
	secrets := []string{"deadbeef424242", private.D.String(), "222 173 190 239", "hunter2", "t0ken"}

	var out bytes.Buffer
	for _, v := range []any{key, remote, &remote, holder, &holder, []any{key, remote}, map[string]any{"k": key, "r": remote}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		data, err := json.Marshal(v)
		require.NoError(t, err)
		out.Write(data)
		slog.New(slog.NewTextHandler(&out, nil)).Info("signer", "key", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("signer", "key", v)
	}
	text := strings.ToLower(out.String())
	require.Contains(t, text, strings.ToLower(key.Address().Hex()))
	require.Contains(t, text, "signer.example")
	for _, secret := range secrets {
		require.NotContains(t, text, secret)
	}
}

func TestKeystore(t *testing.T) {
	dir := t.TempDir()
	file, password := filepath.Join(dir, "key.json"), filepath.Join(dir, "password")
	address, err := identity.CreateKey(file, password, identity.LightScrypt())
	require.NoError(t, err)
	key, err := signer.Keystore(file, identity.PasswordFile(password))
	require.NoError(t, err)
	require.Equal(t, address, key.Address())

	asked := 0
	_, err = signer.Keystore(file, func(account common.Address) (string, error) {
		asked++
		require.Equal(t, address, account, "a prompt can say which key it is for")
		return "wrong", nil
	})
	require.ErrorIs(t, err, identity.ErrWrongPassword)
	_, err = signer.Keystore(password, func(common.Address) (string, error) { asked++; return "", nil })
	require.ErrorIs(t, err, identity.ErrKeyFile)
	require.Equal(t, 1, asked, "nobody is asked for the password of no key file")
}
