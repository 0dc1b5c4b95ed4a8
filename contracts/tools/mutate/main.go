// Command mutate breaks the contracts in many small ways, one at a time, and sees whether their tests notice.
//
//	mutate [-n N] [-from I] [-unbroken=false]
//
// It works in a copy of contracts/ and fails when more mutants than a few survive. A mutant that does not compile counts as a
// mistake of this list, not as noticed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// survivors is how many mutants may go unnoticed.
const survivors = 2

func main() {
	n := flag.Int("n", len(mutants()), "how many mutants to try")
	from := flag.Int("from", 0, "the first mutant to try")
	unbroken := flag.Bool("unbroken", true, "see first that the tests pass when nothing is broken")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *from, *n, *unbroken); err != nil {
		fmt.Fprintf(os.Stderr, "mutate: %v\n", err)
		os.Exit(1) //nolint:forbidigo // this is main
	}
}

func run(ctx context.Context, out io.Writer, from, n int, unbroken bool) (err error) {
	lab, err := newLab()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(lab.dir)) }()
	all := mutants()
	if err := lab.check(all); err != nil {
		return err
	}
	if unbroken {
		if failed, output := lab.test(ctx); failed {
			return fmt.Errorf("the tests fail before anything is broken:\n%s", output)
		}
	}
	tried, lived := 0, 0
	for i := from; i < min(from+n, len(all)); i++ {
		noticed, err := lab.try(ctx, all[i])
		if err != nil {
			return fmt.Errorf("mutant %d: %w", i, err)
		}
		tried++
		verdict := "noticed "
		if !noticed {
			lived++
			verdict = "SURVIVED"
		}
		fmt.Fprintf(out, "%2d %s %s: %s\n", i, verdict, all[i].file, all[i].what)
	}
	fmt.Fprintf(out, "%d of %d mutants noticed\n", tried-lived, tried)
	if lived > survivors {
		return fmt.Errorf("%d mutants survived, at most %d may", lived, survivors)
	}
	return nil
}

// lab is a copy of contracts/ that can be broken.
type lab struct {
	dir   string // the copy's parent, since tests read ../testdata
	forge string
}

func newLab() (*lab, error) {
	contracts, err := filepath.Abs("contracts")
	if err != nil {
		return nil, err
	}
	forge, err := filepath.Glob(filepath.Join(contracts, "node_modules/@foundry-rs/forge-*/bin/forge"))
	if err != nil || len(forge) == 0 {
		return nil, fmt.Errorf("no forge below %s: run scripts/contracts.sh first", contracts)
	}
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	l := &lab{dir: dir, forge: forge[0]}
	copied := filepath.Join(dir, "contracts")
	for _, part := range []string{"src", "test", "tools"} {
		if err := os.CopyFS(filepath.Join(copied, part), os.DirFS(filepath.Join(contracts, part))); err != nil {
			return nil, err
		}
	}
	config, err := os.ReadFile(filepath.Join(contracts, "foundry.toml"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(copied, "foundry.toml"), config, 0o600); err != nil {
		return nil, err
	}
	if err := os.Symlink(filepath.Join(contracts, "node_modules"), filepath.Join(copied, "node_modules")); err != nil {
		return nil, err
	}
	return l, os.Symlink(filepath.Join(filepath.Dir(contracts), "testdata"), filepath.Join(dir, "testdata"))
}

func (l *lab) path(m mutant) string { return filepath.Join(l.dir, "contracts", "src", m.file) }

// check sees that every mutant says exactly one place of the sources.
func (l *lab) check(all []mutant) error {
	for i, m := range all {
		source, err := os.ReadFile(l.path(m))
		if err != nil {
			return err
		}
		if n := strings.Count(string(source), m.old); n != 1 {
			return fmt.Errorf("mutant %d: %s has %d times %q", i, m.file, n, m.old)
		}
	}
	return nil
}

// try breaks one place, runs the tests and mends it.
func (l *lab) try(ctx context.Context, m mutant) (noticed bool, err error) {
	source, err := os.ReadFile(l.path(m))
	if err != nil {
		return false, err
	}
	if err := os.WriteFile(l.path(m), []byte(strings.Replace(string(source), m.old, m.new, 1)), 0o600); err != nil {
		return false, err
	}
	failed, output := l.test(ctx)
	if strings.Contains(output, "Compiler run failed") {
		return false, fmt.Errorf("%s: %s does not compile:\n%s", m.file, m.what, output)
	}
	return failed, os.WriteFile(l.path(m), source, 0o600)
}

func (l *lab) test(ctx context.Context) (failed bool, output string) {
	cmd := exec.CommandContext(ctx, l.forge, "test", "--offline", "--fail-fast", "--fuzz-runs", "64")
	cmd.Dir = filepath.Join(l.dir, "contracts")
	// Unoptimized code says the same, sooner.
	cmd.Env = append(os.Environ(), "FOUNDRY_INVARIANT_RUNS=4", "FOUNDRY_OPTIMIZER=false")
	out, err := cmd.CombinedOutput()
	return err != nil, string(out)
}
