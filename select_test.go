package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/ticket"
)

// TestSelectOnAChain draws from a real snapshot, and verifies the records against the chain.
func TestSelectOnAChain(t *testing.T) {
	deployer := newTestKey(t)
	stakers := []testKey{newTestKey(t), newTestKey(t), newTestKey(t)}
	stakes := []string{"1000", "2500.5", "6000"}
	url := startChainDev(t, deployer.address, stakers[0].address, stakers[1].address, stakers[2].address)
	dir := t.TempDir()
	contracts := filepath.Join(dir, "addresses.json")
	at := []string{"--rpc", url, "--contracts", contracts}
	deploy := append([]string{"chain", "deploy", "--yes", "--rpc", url, "--out", contracts, "--round-length", "1h"}, deployer.flags()...)
	for i, k := range stakers {
		deploy = append(deploy, "--grant", k.address.Hex()+"="+stakes[i])
	}
	millraceOK(t, deploy...)
	for i, k := range stakers {
		millraceOK(t, append(append([]string{"stake", "register", "--yes", "--uri", "https://o.example", "--stake", stakes[i]}, at...), k.flags()...)...)
	}

	draw := append([]string{"select", "draw", "--count", "500"}, at...)
	code, _, errOut := millrace(t, append(draw, "--broadcaster", deployer.address.Hex())...)
	require.Equal(t, exitFailure, code, "there is no snapshot yet")
	require.NotEmpty(t, errOut)
	millraceOK(t, append(append([]string{"round", "init", "--yes"}, at...), deployer.flags()...)...)

	records := filepath.Join(dir, "records.jsonl")
	out := millraceOK(t, append(append(draw, "--json", "--out", records), deployer.flags()...)...)
	var report drawReport
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	require.Equal(t, 500, report.Draws)
	require.Equal(t, 2, report.Degrees)
	total, weights := 0, map[common.Address]string{}
	for _, o := range report.Orchestrators {
		total += o.Drawn
		weights[o.Orchestrator] = o.Weight
	}
	require.Equal(t, 500, total)
	require.Equal(t, map[common.Address]string{
		stakers[0].address: stakes[0], stakers[1].address: stakes[1], stakers[2].address: stakes[2],
	}, weights)
	// Keys and seeds are fresh in every run, so this fails once in a billion runs.
	require.Greater(t, report.P, 1e-9)

	require.Contains(t, millraceOK(t, "select", "verify", records), "500 records verified\n")
	require.Contains(t, millraceOK(t, append([]string{"select", "verify", records}, at...)...), "500 records verified; their snapshots and operators are the chain's")

	// Quotes are good when the operators that the chain names signed them for this ticket broker, and no others.
	record := firstRecord(t, records)
	key, err := identity.LoadKey(deployer.file, deployer.password)
	require.NoError(t, err)
	quoted := func(operator testKey, broker common.Address) string {
		r := record
		r.Broker, r.Policy.MaxPrice = broker, 1000
		operatorKey, err := identity.LoadKey(operator.file, operator.password)
		require.NoError(t, err)
		q := selection.Quote{
			Orchestrator: r.Drawn[0], Operator: operator.address, Price: 5, Performance: 100, Expiry: uint64(time.Now().Add(time.Minute).Unix()),
		}
		q.Signature, err = identity.KeySigner(operatorKey).SignHash(q.Offer(r.Broadcaster).Digest(ticket.Domain{ChainID: r.Snapshot.ChainID, Contract: broker}))
		require.NoError(t, err)
		require.NoError(t, r.Choose([]selection.Quote{q}, time.Now()))
		require.NoError(t, r.Sign(identity.KeySigner(key)))
		return writeRecords(t, r)
	}
	addresses, err := chain.LoadAddresses(contracts)
	require.NoError(t, err)
	first := stakers[slices.IndexFunc(stakers, func(k testKey) bool { return k.address == record.Drawn[0] })]
	own := quoted(first, addresses.TicketBroker)
	require.Contains(t, millraceOK(t, append([]string{"select", "verify", own}, at...)...), "1 records verified, with 1 signed quotes; their snapshots and operators are the chain's")
	for says, file := range map[string]string{
		"whose operator is":             quoted(deployer, addresses.TicketBroker),
		"quotes are for the ticket bro": quoted(first, addresses.Staking),
	} {
		millraceOK(t, "select", "verify", file)
		code, _, errOut := millrace(t, append([]string{"select", "verify", file}, at...)...)
		require.Equal(t, exitFailure, code)
		require.Contains(t, errOut, says)
	}

	// A broadcaster that makes up a stake has everything in order, except that the chain says otherwise.
	for name, change := range map[string]func(*selection.Snapshot){
		"stake":   func(s *selection.Snapshot) { s.Stakes[1].Weight = uint256.NewInt(1) },
		"who":     func(s *selection.Snapshot) { s.Stakes = s.Stakes[1:] },
		"seed":    func(s *selection.Snapshot) { s.Seed[0] ^= 1 },
		"chain":   func(s *selection.Snapshot) { s.ChainID++ },
		"staking": func(s *selection.Snapshot) { s.Staking[0] ^= 1 },
		"round":   func(s *selection.Snapshot) { s.Round += 7 },
	} {
		t.Run("made up "+name, func(t *testing.T) {
			snapshot := record.Snapshot.Sorted()
			change(&snapshot)
			lie, err := selection.NewRecord(selection.Request{
				Snapshot: snapshot, Broadcaster: record.Broadcaster, Stream: record.Stream, Policy: record.Policy,
			}, timeOf(record))
			require.NoError(t, err)
			require.NoError(t, lie.Sign(identity.KeySigner(key)))
			file := writeRecords(t, lie)
			millraceOK(t, "select", "verify", file)
			code, _, errOut := millrace(t, append([]string{"select", "verify", file}, at...)...)
			require.Equal(t, exitFailure, code)
			require.Contains(t, errOut, file+":1: ")
		})
	}
}

func TestSelectVerify(t *testing.T) {
	signed, unsigned := madeRecord(t, 0, true), madeRecord(t, 1, false)
	wrong := madeRecord(t, 2, true)
	wrong.Drawn[0], wrong.Drawn[1] = wrong.Drawn[1], wrong.Drawn[0]
	forged := madeRecord(t, 3, true)
	forged.TimeMillis++
	many := make([]selection.Record, 0, 50)
	for i := range 50 {
		many = append(many, madeRecord(t, uint64(i), true))
	}

	indented := filepath.Join(t.TempDir(), "record.json")
	data, err := json.MarshalIndent(signed, "", "  ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(indented, data, 0o600))
	text := func(content string) string {
		path := filepath.Join(t.TempDir(), "text")
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}

	for name, tc := range map[string]struct {
		args []string
		code int
		says string
	}{
		"one":                {[]string{writeRecords(t, signed)}, exitOK, "1 records verified\n"},
		"one over lines":     {[]string{indented}, exitOK, "1 records verified\n"},
		"many":               {[]string{writeRecords(t, many...)}, exitOK, "50 records verified\n"},
		"JSON":               {[]string{"--json", writeRecords(t, many...)}, exitOK, `"verified": 50`},
		"unsigned":           {[]string{writeRecords(t, signed, unsigned)}, exitFailure, ":2: selection record is not signed"},
		"unsigned allowed":   {[]string{"--allow-unsigned", writeRecords(t, signed, unsigned)}, exitOK, "2 records verified, 1 of them unsigned"},
		"wrong draw":         {[]string{writeRecords(t, signed, signed, wrong, signed)}, exitFailure, ":3: selection record differs from its recomputation: drawn[0] is"},
		"forged":             {[]string{writeRecords(t, signed, forged)}, exitFailure, ":2: selection record is not signed by its broadcaster"},
		"forged not allowed": {[]string{"--allow-unsigned", writeRecords(t, forged)}, exitFailure, ":1: "},
		"says how many":      {[]string{writeRecords(t, signed, signed, wrong)}, exitFailure, "(2 before it verified)"},
		"bad second line":    {[]string{text(mustJSON(t, signed) + "\n\n{\"attempt\":\n")}, exitFailure, ":3: malformed selection record"},
		"no JSON":            {[]string{text("hello\nworld\n")}, exitFailure, ":1: malformed selection record"},
		"blank lines":        {[]string{text("\n\n" + mustJSON(t, signed) + "\n\n")}, exitOK, "1 records verified"},
		"no newline":         {[]string{text(mustJSON(t, signed))}, exitOK, "1 records verified"},
		"nothing":            {[]string{text("\n")}, exitFailure, "no record in it"},
		"endless line":       {[]string{text(strings.Repeat("x", selection.MaxRecordSize+1))}, exitFailure, "longer than"},
		"endless record":     {[]string{text("{\n" + strings.Repeat(" ", selection.MaxRecordSize))}, exitFailure, "bytes, at most"},
		"no file":            {[]string{filepath.Join(t.TempDir(), "none")}, exitFailure, "no such file"},
		"no argument":        {nil, exitUsage, "<file>"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errOut := millrace(t, append([]string{"select", "verify"}, tc.args...)...)
			require.Equal(t, tc.code, code, errOut)
			require.Contains(t, out+errOut, tc.says)
		})
	}
}

func TestSelectDrawRefusesWrongUsage(t *testing.T) {
	key := newTestKey(t)
	other := common.HexToAddress("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf").Hex()
	for name, args := range map[string][]string{
		"nobody draws":         {},
		"key without password": {"--key-file", key.file},
		"another's key":        append([]string{"--broadcaster", other}, key.flags()...),
		"no draws":             {"--broadcaster", other, "--count", "0"},
		"too many draws":       {"--broadcaster", other, "--count", "10000001"},
		"not an address":       {"--broadcaster", "me"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errOut := millrace(t, append([]string{"select", "draw"}, args...)...)
			require.Equal(t, exitUsage, code, errOut)
			require.NotEmpty(t, errOut)
		})
	}
}

// madeRecord is a record of key 1's, drawn from three stakes.
func madeRecord(t *testing.T, attempt uint64, sign bool) selection.Record {
	t.Helper()
	key, err := crypto.ToECDSA(common.LeftPadBytes([]byte{1}, 32))
	require.NoError(t, err)
	signer := identity.KeySigner(key)
	snapshot := selection.Snapshot{ChainID: 1, Round: 1, Seed: common.Hash{1}}
	for i := range 3 {
		snapshot.Stakes = append(snapshot.Stakes, selection.Stake{
			Orchestrator: common.Address{byte(i + 1)}, Weight: uint256.NewInt(uint64(i + 1)),
		})
	}
	record, err := selection.NewRecord(selection.Request{
		Snapshot:    snapshot,
		Broadcaster: signer.Address(),
		Stream:      "s",
		Attempt:     attempt,
		Policy:      selection.Policy{Candidates: 3, MaxPrice: 10},
	}, time.UnixMilli(1_800_000_000_000))
	require.NoError(t, err)
	if sign {
		require.NoError(t, record.Sign(signer))
	}
	return record
}

// firstRecord is the record on a file's first line.
func firstRecord(t *testing.T, file string) selection.Record {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	line, _, _ := strings.Cut(string(data), "\n")
	r, err := selection.ParseRecord([]byte(line))
	require.NoError(t, err)
	return r
}

func timeOf(r selection.Record) time.Time { return time.UnixMilli(r.TimeMillis) }

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

// writeRecords writes JSON lines.
func writeRecords(t *testing.T, records ...selection.Record) string {
	t.Helper()
	var b strings.Builder
	for _, r := range records {
		b.WriteString(mustJSON(t, r) + "\n")
	}
	path := filepath.Join(t.TempDir(), "records.jsonl")
	require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o600))
	return path
}
