package store_test

import (
	"bufio"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/store"
)

// holdEnv makes the test binary hold the database it names open until its standard input ends.
const holdEnv = "MILLRACE_STORE_HOLD"

func TestMain(m *testing.M) {
	if path := os.Getenv(holdEnv); path != "" {
		hold(path)
		return
	}
	goleak.VerifyTestMain(m)
}

func migrations() []string {
	return []string{"CREATE TABLE a (n INTEGER PRIMARY KEY)", "ALTER TABLE a ADD COLUMN s TEXT"}
}

func hold(path string) {
	db, err := store.Open(context.Background(), path, migrations())
	if err != nil {
		panic(err)
	}
	if _, err := db.Exec("INSERT INTO a (n) VALUES (77)"); err != nil {
		panic(err)
	}
	_, _ = os.Stdout.WriteString("held\n")
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
	os.Exit(0) //nolint:forbidigo // as if killed: nothing is closed
}

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made", "a b?.db")
	db, err := store.Open(t.Context(), path, migrations()[:1])
	require.NoError(t, err)
	_, err = db.Exec("INSERT INTO a (n) VALUES (1)")
	require.NoError(t, err)
	_, err = db.Exec("INSERT INTO a (n) VALUES (1)")
	require.True(t, store.Unique(err))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "locking_mode": "exclusive"} {
		var got string
		require.NoError(t, db.QueryRow("PRAGMA "+pragma).Scan(&got))
		require.Equal(t, want, got, pragma)
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	require.NoError(t, db.Close())

	db, err = store.Open(t.Context(), path, migrations())
	require.NoError(t, err, "the second migration alone runs")
	_, err = db.Exec("UPDATE a SET s = 'x' WHERE n = 1")
	require.NoError(t, err)
	require.NoError(t, db.Close())

	_, err = store.Open(t.Context(), path, migrations()[:1])
	require.ErrorIs(t, err, store.ErrNewer)
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "junk.db")
	require.NoError(t, os.WriteFile(path, []byte("this is not what a database begins with, not at all"), 0o600))
	_, err := store.Open(t.Context(), path, migrations())
	require.ErrorIs(t, err, store.ErrCorrupt)
	_, err = store.Open(t.Context(), filepath.Join(path, "below a file"), nil)
	require.Error(t, err)
	_, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), []string{"not SQL"})
	require.Error(t, err)
}

// TestOneProcess: a file belongs to one process, and is free, with all that was committed, when that one is dead.
func TestOneProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	holder := exec.CommandContext(t.Context(), os.Args[0])
	holder.Env = append(os.Environ(), holdEnv+"="+path)
	holder.Stderr = os.Stderr
	stdin, err := holder.StdinPipe()
	require.NoError(t, err)
	stdout, err := holder.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, holder.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "held\n", line)

	_, err = store.Open(t.Context(), path, migrations())
	require.ErrorIs(t, err, store.ErrInUse)

	require.NoError(t, stdin.Close())
	require.NoError(t, holder.Wait())
	db, err := store.Open(t.Context(), path, migrations())
	require.NoError(t, err)
	var n int
	require.NoError(t, db.QueryRow("SELECT n FROM a").Scan(&n))
	require.Equal(t, 77, n)
	require.NoError(t, db.Close())
}
