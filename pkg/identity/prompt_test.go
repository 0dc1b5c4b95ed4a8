package identity_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/millrace/millrace/pkg/identity"
)

// openTerminal makes a terminal and the keyboard and screen in front of it.
func openTerminal(t *testing.T) (terminal, person *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("this system gives no terminals to tests: %v", err)
	}
	t.Cleanup(func() { person.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { terminal.Close() })
	return terminal, person
}

// onceAsked types an answer as soon as there is a question.
type onceAsked struct {
	bytes.Buffer
	person io.Writer
	answer string
}

func (o *onceAsked) Write(p []byte) (int, error) {
	if o.Len() == 0 {
		if _, err := io.WriteString(o.person, o.answer+"\n"); err != nil {
			return 0, err
		}
	}
	return o.Buffer.Write(p)
}

func TestPasswordPrompt(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "key.json")
	address, err := identity.CreateKey(file, write(t, dir, "password", "open sesame"), identity.LightScrypt())
	require.NoError(t, err)
	for answer, want := range map[string]error{"open sesame": nil, "sesame": identity.ErrWrongPassword, "": identity.ErrWrongPassword} {
		terminal, person := openTerminal(t)
		out := &onceAsked{person: person, answer: answer}
		key, err := identity.OpenKey(file, identity.PasswordPrompt(terminal, out))
		require.ErrorIs(t, err, want)
		if want == nil {
			require.Equal(t, address, identity.KeySigner(key).Address())
		}
		require.Equal(t, "Password of "+address.Hex()+": \n", out.String(), "what is typed is not repeated")
	}
	pipe, _, err := os.Pipe()
	require.NoError(t, err)
	defer pipe.Close()
	_, err = identity.PasswordPrompt(pipe, io.Discard)(common.Address{})
	require.ErrorIs(t, err, identity.ErrNoTerminal)
}
