package main

import (
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/winnings"
)

func TestEarnings(t *testing.T) {
	dir := t.TempDir()
	code, _, errOut := millrace(t, "earnings", "--data-dir", dir)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "--data-dir")

	sum := func(tickets uint64, cents int64) winnings.Sum {
		return winnings.Sum{Count: tickets, Amount: big.NewInt(cents * 10_000)}
	}
	file := earningsFile{path: filepath.Join(dir, earningsName), account: common.Address{7}}
	file.write(nil)
	require.Contains(t, millraceOK(t, "earnings", "--data-dir", dir), "all")
	all := map[common.Address]winnings.Totals{
		{2}: {Won: sum(3, 650), Redeemed: sum(1, 250), Lost: sum(1, 100)},
		{1}: {Won: sum(1, 10)},
	}
	file.write(all)
	text := millraceOK(t, "earnings", "--data-dir", dir)
	require.Regexp(t, `0x0100\S+ +0.1 \(1\) +0 \(0\) +0.1 \(1\) +0 \(0\)\n0x0200\S+ +6.5 \(3\) +2.5 \(1\) +3 \(1\) +1 \(1\)\nall +6.6 \(4\)`, text)

	var r winningsReport
	require.NoError(t, json.Unmarshal([]byte(millraceOK(t, "earnings", "--data-dir", dir, "--json")), &r))
	require.Equal(t, common.Address{7}, r.Account)
	require.Equal(t, reportWinnings(common.Address{7}, all).Senders, r.Senders)

	// What did not change is not written again.
	require.NoError(t, os.Remove(file.path))
	file.write(all)
	require.NoFileExists(t, file.path)
}
