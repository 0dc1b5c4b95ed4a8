package mediachild_test

import (
	"debug/buildinfo"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/version"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// build makes the program of media children in a folder.
func build(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, mediachild.Name)
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", path, "../cmd/"+mediachild.Name)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return path
}

// The program does what the argument does.
func TestProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a program")
	}
	dir := t.TempDir()
	path := build(t, dir)
	require.NoError(t, os.Link(path, filepath.Join(dir, "millrace"))) // of its version, in any case
	command, err := mediachild.Command(filepath.Join(dir, "millrace"))
	require.NoError(t, err)
	require.Equal(t, []string{path}, command)
	probed, err := mediachild.Probe(t.Context(), mediachild.Config{Command: command})
	require.NoError(t, err)
	require.NotEmpty(t, probed.Name)
	require.Positive(t, probed.PixelRate)

	// This test's program is not built from a revision, the other one is wherever there is version control.
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(dir, "other")))
	theirs, err := buildinfo.ReadFile(path)
	require.NoError(t, err)
	if version.Of(theirs) != version.Here() {
		command, err = mediachild.Command(filepath.Join(dir, "other"))
		require.ErrorContains(t, err, "is of version "+version.Of(theirs))
		require.Equal(t, []string{filepath.Join(dir, "other"), mediachild.Argument}, command)
	}

	out, err := exec.CommandContext(t.Context(), path, "sing").CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), `unknown task "sing"`)
}

// Without a program that fits, a program's children are itself.
func TestCommand(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for name, test := range map[string]struct {
		there func(path string) error
		want  string
	}{
		"none":       {func(string) error { return nil }, ""},
		"no program": {func(path string) error { return os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755) }, "could not read Go build info"},
		"a folder":   {func(path string) error { return os.Mkdir(path, 0o755) }, "could not read Go build info"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			mine := filepath.Join(dir, "millrace")
			require.NoError(t, os.Symlink(self, mine))
			require.NoError(t, test.there(filepath.Join(dir, mediachild.Name)))
			command, err := mediachild.Command(mine)
			if test.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.want)
			}
			require.Equal(t, []string{mine, mediachild.Argument}, command)
		})
	}
}
