package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
)

// keyFlags name the keystore of a node that signs by itself, whenever it must.
type keyFlags struct {
	KeyFile      string `help:"Keystore file of the key that signs and pays." required:"" placeholder:"FILE"`
	PasswordFile string `help:"File whose first line is the keystore's password." required:"" placeholder:"FILE"`
}

func (f keyFlags) load() (*signer.Key, error) {
	key, err := identity.LoadKey(f.KeyFile, f.PasswordFile)
	if err != nil {
		return nil, explainKey(err)
	}
	return signer.NewKey(key), nil
}

func explainKey(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: make a key with millrace wallet new", err)
	}
	return err
}

// signerFlags name who signs what a person asks for: a keystore, whose password may be typed, or an external signer.
type signerFlags struct {
	KeyFile      string         `help:"Keystore file of the key that signs and pays." xor:"signs" required:"" placeholder:"FILE"`
	PasswordFile string         `help:"File whose first line is the keystore's password; without it, it is asked for." placeholder:"FILE"`
	Signer       string         `help:"External signer that holds the key instead: clef+http://HOST:PORT or web3signer+https://HOST:PORT." xor:"signs" required:"" placeholder:"URL"`
	SignerFor    common.Address `help:"Account of the external signer, where it has several." placeholder:"ADDRESS"`
}

func (f signerFlags) load(ctx context.Context) (signer.Signer, error) {
	if f.Signer != "" {
		cfg, err := signer.ParseRemote(f.Signer)
		if err != nil {
			return nil, fmt.Errorf("%w: --signer: %w", errUsage, err)
		}
		cfg.Account = f.SignerFor
		return signer.DialRemote(ctx, cfg)
	}
	password := identity.PasswordPrompt(os.Stdin, os.Stderr)
	if f.PasswordFile != "" {
		password = identity.PasswordFile(f.PasswordFile)
	}
	key, err := signer.Keystore(f.KeyFile, password)
	if err != nil {
		return nil, explainKey(err)
	}
	return key, nil
}

// accountFlag names an account, by itself or by its keystore.
type accountFlag struct {
	Address common.Address `help:"The account." placeholder:"ADDRESS" xor:"account" required:""`
	KeyFile string         `help:"Keystore file of the account." placeholder:"FILE" xor:"account" required:""`
}

func (f accountFlag) account() (common.Address, error) {
	if f.KeyFile != "" {
		return identity.KeyAddress(f.KeyFile)
	}
	return f.Address, nil
}
