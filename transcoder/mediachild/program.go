package mediachild

import (
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"github.com/millrace/millrace/pkg/version"
)

// The two ways to a media child.
const (
	// Name is that of the program that is a media child and nothing else.
	Name = "millrace-media"
	// Argument is the first one with which millrace itself is a media child. Only it itself starts that, so it is no command: a session waits for
	// it, and reading what all commands are takes as long as the rest of its start.
	Argument = "media-child"
)

// Main is Run for the main function of a program that is a media child: from standard input. It logs to stderr, for its parent. That ctx is over is no
// error.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	slog.SetDefault(slog.New(slog.NewTextHandler(stderr, nil)))
	// Nonblocking, so that closing it ends a read.
	if err := syscall.SetNonblock(syscall.Stdin, true); err != nil {
		return err
	}
	err := Run(ctx, args, os.NewFile(uintptr(syscall.Stdin), "stdin"), stdout)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil
	}
	return err
}

// Command is how the program self starts media children (Config.Command): by the program Name in its folder, if that was built with it from the same
// sources, and else by itself. An error says what is wrong with the one that is there; self can be had all the same.
func Command(self string) ([]string, error) {
	path, err := beside(self)
	if path == "" {
		return []string{self, Argument}, err
	}
	return []string{path}, nil
}

// beside returns the path of the program Name in self's folder; "" where there is none. The two speak with each other as only those of one version do.
func beside(self string) (path string, err error) {
	path = filepath.Join(filepath.Dir(self), Name)
	theirs, err := buildinfo.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	ours, err := buildinfo.ReadFile(self)
	if err != nil {
		return "", err
	}
	if version.Of(theirs) != version.Of(ours) {
		return "", fmt.Errorf("%s is of version %s, and not of %s as %s", path, version.Of(theirs), version.Of(ours), self)
	}
	return path, nil
}
