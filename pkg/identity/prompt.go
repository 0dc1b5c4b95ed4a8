package identity

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/term"
)

// ErrNoTerminal: a password is to be typed, and there is no terminal to type it on. Give a password file instead.
var ErrNoTerminal = errors.New("no terminal to ask for the password on: give a password file")

// PasswordPrompt asks a person: out gets the question, and in, a terminal, is read without showing what is typed.
func PasswordPrompt(in *os.File, out io.Writer) PasswordSource {
	return func(account common.Address) (string, error) {
		if !term.IsTerminal(int(in.Fd())) {
			return "", ErrNoTerminal
		}
		fmt.Fprintf(out, "Password of %s: ", account)
		password, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(out)
		switch {
		case err != nil:
			return "", fmt.Errorf("read password: %w", err)
		case len(password) == 0:
			return "", fmt.Errorf("%w: nothing was typed", ErrWrongPassword)
		default:
			return string(password), nil
		}
	}
}
