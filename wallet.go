package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/millrace/millrace/pkg/identity"
)

// walletCmd groups the commands about keys and what their accounts hold.
type walletCmd struct {
	New      walletNewCmd      `cmd:"" help:"Make a new key in a keystore file."`
	Import   walletImportCmd   `cmd:"" help:"Put a key that exists elsewhere into a keystore file."`
	Address  walletAddressCmd  `cmd:"" help:"Print the address that a keystore file is for."`
	Balance  walletBalanceCmd  `cmd:"" help:"Show what an account holds, and its deposit for tickets."`
	Fund     walletFundCmd     `cmd:"" help:"Send ether, tokens or dollars to an account."`
	Deposit  walletDepositCmd  `cmd:"" help:"Put down a deposit and a reserve, which pay for transcoding."`
	Unlock   walletUnlockCmd   `cmd:"" help:"Begin to unlock deposit and reserve, or stop that."`
	Withdraw walletWithdrawCmd `cmd:"" help:"Take unlocked deposit and reserve out."`
	Spending walletSpendingCmd `cmd:"" help:"Show what streams cost, and what a running broadcaster pays for them."`
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
	if err != nil {
		return explainExists(err)
	}
	fmt.Fprintln(stdout, address)
	return nil
}

// walletImportCmd stores a key that exists.
type walletImportCmd struct {
	From         string `arg:"" help:"File with the key: another keystore, or 64 hexadecimal digits; - reads standard input." placeholder:"FILE"`
	FromPassword string `name:"from-password-file" help:"File whose first line is the other keystore's password." placeholder:"FILE"`
	KeyFile      string `help:"Write the keystore here; an existing file is never overwritten." required:"" placeholder:"FILE"`
	PasswordFile string `help:"File whose first line is the password; made with a random one if it does not exist." required:"" placeholder:"FILE"`
	Light        bool   `help:"Make the file quick to open, and to attack: for development only."`
}

// Run implements command.
func (c *walletImportCmd) Run(_ context.Context, stdout io.Writer) error {
	var options []identity.KeyOption
	if c.Light {
		options = append(options, identity.LightScrypt())
	}
	in := io.Reader(os.Stdin)
	if c.From != "-" {
		f, err := os.Open(c.From)
		if err != nil {
			return fmt.Errorf("read key: %w", err)
		}
		defer f.Close()
		in = f
	}
	password := identity.PasswordPrompt(os.Stdin, os.Stderr)
	if c.FromPassword != "" {
		password = identity.PasswordFile(c.FromPassword)
	}
	address, err := identity.ImportKey(in, password, c.KeyFile, c.PasswordFile, options...)
	if err != nil {
		return explainExists(err)
	}
	fmt.Fprintln(stdout, address)
	return nil
}

func explainExists(err error) error {
	if errors.Is(err, fs.ErrExist) {
		err = fmt.Errorf("%w: choose another --key-file, or remove it if its key is not needed", err)
	}
	return err
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
