// Command coverage reads what forge coverage measured and fails when the tests leave too much of src/ out.
//
//	coverage LCOV-FILE
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// What must be covered of src/, in percent.
const (
	minFunctions = 100
	minBranches  = 90
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: coverage LCOV-FILE")
		os.Exit(2) //nolint:forbidigo // this is main
	}
	if err := run(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "coverage: %v\n", err)
		os.Exit(1) //nolint:forbidigo // this is main
	}
}

// count is how many of something there are, and were reached.
type count struct{ hit, all int }

func (c count) percent() float64 {
	if c.all == 0 {
		return 100
	}
	return 100 * float64(c.hit) / float64(c.all)
}

func (c count) plus(d count) count { return count{c.hit + d.hit, c.all + d.all} }

func (c count) String() string { return fmt.Sprintf("%.1f %% (%d of %d)", c.percent(), c.hit, c.all) }

// file is what lcov says of one source.
type file struct {
	name                       string
	lines, functions, branches count
}

func run(path string, out io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	files, err := parse(f)
	if err != nil {
		return err
	}
	sum := file{name: "all of src/"}
	for _, f := range files {
		sum.lines, sum.functions, sum.branches = sum.lines.plus(f.lines), sum.functions.plus(f.functions), sum.branches.plus(f.branches)
	}
	fmt.Fprintln(out, "| source | lines | functions | branches |\n| --- | --- | --- | --- |")
	for _, f := range append(files, sum) {
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", f.name, f.lines, f.functions, f.branches)
	}
	if len(files) == 0 || sum.functions.percent() < minFunctions || sum.branches.percent() < minBranches {
		return fmt.Errorf("functions %s, branches %s: at least %d %% and %d %%", sum.functions, sum.branches, minFunctions, minBranches)
	}
	return nil
}

// parse reads the totals of every source below src/.
func parse(r io.Reader) ([]file, error) {
	var files []file
	var f file
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		key, value, _ := strings.Cut(scanner.Text(), ":")
		target := map[string]*int{
			"LF": &f.lines.all, "LH": &f.lines.hit, "FNF": &f.functions.all, "FNH": &f.functions.hit,
			"BRF": &f.branches.all, "BRH": &f.branches.hit,
		}[key]
		switch {
		case key == "SF":
			f = file{name: value}
		case key == "end_of_record" && strings.HasPrefix(f.name, "src/"):
			files = append(files, f)
		case target != nil:
			n, err := strconv.Atoi(value)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", scanner.Text(), err)
			}
			*target = n
		}
	}
	return files, scanner.Err()
}
