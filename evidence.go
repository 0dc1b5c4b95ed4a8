package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/notary"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
)

// Files in a node's data directory.
const (
	evidenceFile = "evidence.db" // what was signed
	faultsDir    = "faults"      // a file for each fault, since the database is the running node's alone
)

// evidenceFlags say how long a node keeps what was signed about segments.
type evidenceFlags struct {
	EvidenceRetention time.Duration `help:"How long to keep headers, acknowledgements and receipts. The court takes them for some rounds (parameter evidenceRounds)." default:"168h"`
	EvidenceLimit     int           `help:"Of how many segments to keep them at most: about 1.4 kB each." default:"1000000"`
}

// minEvidenceRetention is how long an orchestrator must be able to answer for what it signed, at least.
const minEvidenceRetention = time.Hour

// keeping is what the flags say.
func (f evidenceFlags) keeping() (evidence.KeeperConfig, error) {
	switch {
	case f.EvidenceRetention < minEvidenceRetention:
		return evidence.KeeperConfig{}, fmt.Errorf("%w: --evidence-retention %s: at least %s", errUsage, f.EvidenceRetention, minEvidenceRetention)
	case f.EvidenceLimit < 1:
		return evidence.KeeperConfig{}, fmt.Errorf("%w: --evidence-limit %d: at least 1", errUsage, f.EvidenceLimit)
	}
	return evidence.KeeperConfig{Retention: f.EvidenceRetention, Most: f.EvidenceLimit}, nil
}

// openedEvidence is what a running node keeps of what was signed.
type openedEvidence struct {
	store  evidence.Store
	keeper *evidence.Keeper
}

// openEvidence opens what a node keeps in its data directory. The caller closes it when no session is left.
func openEvidence(ctx context.Context, cfg evidence.KeeperConfig, dir string) (openedEvidence, error) {
	store, err := evidence.OpenSQLite(ctx, filepath.Join(dir, evidenceFile))
	if err != nil {
		return openedEvidence{}, err
	}
	faults := faultFiles{filepath.Join(dir, faultsDir), cmp.Or(cfg.Retention, evidence.DefaultRetention)}
	return openedEvidence{store, evidence.NewKeeper(cfg, store, faults.write, slog.Default())}, nil
}

func (e openedEvidence) close() error {
	e.keeper.Close()
	return e.store.Close()
}

// answers is the duty of an orchestrator to show receipts that it is asked for.
func (e openedEvidence) answers(account common.Address, client *chain.Client, key chain.Signer) *chain.AnswerDuty {
	return chain.NewAnswerDuty(key, account, client, notary.Answer(e.store))
}

// maxFaultFiles is how many faults are kept as files: the newest.
const maxFaultFiles = 1000

// faultFiles is a folder of faults.
type faultFiles struct {
	dir       string
	retention time.Duration
}

// write adds a fault. Those that are too old, or too many, go.
func (f faultFiles) write(r evidence.Record) {
	err := os.MkdirAll(f.dir, 0o700)
	if err == nil {
		err = writeJSON(filepath.Join(f.dir, r.ID().Hex()+".json"), r)
	}
	if err == nil {
		err = f.prune(time.Now())
	}
	if err != nil {
		slog.Warn("cannot write a fault to its file", "err", err)
	}
}

func (f faultFiles) prune(now time.Time) error {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	var errs []error
	for i, info := range files {
		if i >= maxFaultFiles || now.Sub(info.ModTime()) > f.retention {
			errs = append(errs, os.Remove(filepath.Join(f.dir, info.Name())))
		}
	}
	return errors.Join(errs...)
}

// read returns the faults, the newest first.
func (f faultFiles) read() ([]evidence.Record, error) {
	entries, err := os.ReadDir(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var faults []evidence.Record
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".json" {
			continue // it is being written
		}
		r, err := readFault(filepath.Join(f.dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		faults = append(faults, r)
	}
	slices.SortFunc(faults, func(a, b evidence.Record) int { return b.At.Compare(a.At) })
	return faults, nil
}

func readFault(path string) (evidence.Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return evidence.Record{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, chain.MaxEvidenceBytes))
	if err != nil {
		return evidence.Record{}, err
	}
	return evidence.Decode(data)
}

// find returns the fault whose ID begins so.
func (f faultFiles) find(prefix string) (evidence.Record, error) {
	faults, err := f.read()
	if err != nil {
		return evidence.Record{}, err
	}
	var found []evidence.Record
	for _, r := range faults {
		if strings.HasPrefix(strings.TrimPrefix(r.ID().Hex(), "0x"), strings.ToLower(strings.TrimPrefix(prefix, "0x"))) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return evidence.Record{}, fmt.Errorf("no fault %s in %s: see millrace court list", prefix, f.dir)
	default:
		return evidence.Record{}, fmt.Errorf("%d faults begin with %s: give more of the ID", len(found), prefix)
	}
}
