package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/millrace/millrace/pkg/identity"
)

// walletCmd groups the commands about key files.
type walletCmd struct {
	New     walletNewCmd     `cmd:"" help:"Make a new key in a keystore file."`
	Address walletAddressCmd `cmd:"" help:"Print the address that a keystore file is for."`
}

// walletNewCmd makes a key.
type walletNewCmd struct {
	KeyFile      string `help:"Write the keystore here; an existing file is never overwritten." required:"" placeholder:"FILE"`
	PasswordFile string `help:"File whose first line is the password; made with a random one if it does not exist." required:"" placeholder:"FILE"`
	Light        bool   `help:"Make the file quick to open, and to attack: for development only."`
}

// Run implements command.
func (c *walletNewCmd) Run(_ context.Context, stdout io.Writer) error {
	var options []identity.KeyOption
	if c.Light {
		options = append(options, identity.LightScrypt())
	}
	address, err := identity.CreateKey(c.KeyFile, c.PasswordFile, options...)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: choose another --key-file, or remove it if its key is not needed", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, address)
	return nil
}

// walletAddressCmd prints an address.
type walletAddressCmd struct {
	KeyFile      string `help:"The keystore file." required:"" placeholder:"FILE"`
	PasswordFile string `help:"Open the keystore with the password in this file, and prove that it holds the address's key." placeholder:"FILE"`
}

// Run implements command.
func (c *walletAddressCmd) Run(_ context.Context, stdout io.Writer) error {
	if c.PasswordFile == "" {
		address, err := identity.KeyAddress(c.KeyFile)
		if err != nil {
			return err
		}
		fmt.Fprintln(stdout, address)
		return nil
	}
	key, err := identity.LoadKey(c.KeyFile, c.PasswordFile)
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout, identity.KeySigner(key).Address())
	return nil
}
