package selection_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/ticket"
)

var update = flag.Bool("update", false, "write testdata/selection/record.json anew")

func signerOf(t testing.TB, n byte) identity.Signer {
	t.Helper()
	key, err := crypto.ToECDSA(common.LeftPadBytes([]byte{n}, 32))
	require.NoError(t, err)
	return identity.KeySigner(key)
}

func at(second int64) time.Time { return time.Unix(1_800_000_000+second, 0) }

// request is a decision of key 1 among six orchestrators, of whom the one with most stake is suspended.
func request(t testing.TB) selection.Request {
	return selection.Request{
		Snapshot: selection.Snapshot{
			ChainID: 31337, Staking: orch(5000), Round: 12, Seed: seedOf(12), Stakes: stakesOf(10, 20, 30, 40, 50, 5000),
		},
		Broadcaster: signerOf(t, 1).Address(),
		Broker:      orch(6000),
		Stream:      "concert-7",
		Attempt:     2,
		Exclusions:  []selection.Exclusion{{Orchestrator: orch(5), Reason: selection.ReasonSuspended}},
		Policy:      selection.Policy{Candidates: 4, LatencyPenalty: 5, MaxPrice: 1000, PerformanceWeight: 1},
	}
}

// quoteOf completes the quote of a drawn orchestrator and signs it with key 2.
func quoteOf(t testing.TB, r selection.Record, drawn int, q selection.Quote) selection.Quote {
	t.Helper()
	operator := signerOf(t, 2)
	q.Orchestrator, q.Operator, q.Expiry = r.Drawn[drawn], operator.Address(), uint64(at(60).Unix())
	if q.Performance == 0 {
		q.Performance = selection.MaxPerformance
	}
	signature, err := operator.SignHash(q.Offer(r.Broadcaster).Digest(ticket.Domain{ChainID: r.Snapshot.ChainID, Contract: r.Broker}))
	require.NoError(t, err)
	q.Signature = signature
	return q
}

// signed is request's record where the first drawn is too dear, the second and the third fit, and the fourth is the cheapest but performs
// badly.
func signed(t testing.TB) selection.Record {
	t.Helper()
	r, err := selection.NewRecord(request(t), at(0))
	require.NoError(t, err)
	require.NoError(t, r.Choose([]selection.Quote{
		quoteOf(t, r, 3, selection.Quote{Price: 250, LatencyMicros: 10, Performance: 30}),
		quoteOf(t, r, 0, selection.Quote{Price: 1001, LatencyMicros: 5}),
		quoteOf(t, r, 1, selection.Quote{Price: 900, LatencyMicros: 49_999, Capacity: 1e9, FaceValue: ticket.Units(2_000_000)}),
		quoteOf(t, r, 2, selection.Quote{Price: 600, LatencyMicros: 112_345}),
	}, at(1)))
	require.NoError(t, r.Sign(signerOf(t, 1)))
	return r
}

func TestRecord(t *testing.T) {
	r := signed(t)
	require.Len(t, r.Drawn, 4)
	require.NotContains(t, r.Drawn, orch(5), "it is suspended")
	require.Equal(t, r.Drawn[2], *r.Chosen)
	require.EqualValues(t, 759, r.Price, "(250+1)/30% / 110% - 1, rounded down")
	require.NoError(t, selection.Verify(r))

	data, err := json.Marshal(r)
	require.NoError(t, err)
	parsed, err := selection.ParseRecord(data)
	require.NoError(t, err)
	require.Equal(t, r, parsed)
	require.NoError(t, selection.Verify(parsed))

	indented, err := json.MarshalIndent(r, "", "\t")
	require.NoError(t, err)
	parsed, err = selection.ParseRecord(indented)
	require.NoError(t, err, "white space is free")
	require.Equal(t, r, parsed)
}

// TestRecordVector: records of version 2 stay good. Written by -update, read by every later version.
func TestRecordVector(t *testing.T) {
	const file = "../../testdata/selection/record.json"
	want, err := json.MarshalIndent(signed(t), "", "  ")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(file, append(want, '\n'), 0o644))
	}
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want)+"\n", string(got))
	r, err := selection.ParseRecord(got)
	require.NoError(t, err)
	require.NoError(t, selection.Verify(r))
}

// TestCanonicalForm: json.Marshal's bytes are those of RFC 8785, so that other languages can check signatures.
func TestCanonicalForm(t *testing.T) {
	r := signed(t)
	r.Chosen = nil
	data, err := json.Marshal(r)
	require.NoError(t, err)
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var members map[string]any
	require.NoError(t, decoder.Decode(&members))
	sorted, err := json.Marshal(members) // map keys come out in order
	require.NoError(t, err)
	require.Equal(t, string(sorted), string(data))
	require.NotContains(t, string(data), `\`)
}

func TestNobodyIsChosen(t *testing.T) {
	for name, quotes := range map[string]func(selection.Record) []selection.Quote{
		"no answer": func(selection.Record) []selection.Quote { return nil },
		"too dear": func(r selection.Record) []selection.Quote {
			return []selection.Quote{quoteOf(t, r, 0, selection.Quote{Price: 1001})}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := selection.NewRecord(request(t), at(0))
			require.NoError(t, err)
			require.NoError(t, r.Choose(quotes(r), at(1)))
			require.Nil(t, r.Chosen)
			require.Zero(t, r.Price)
			require.NoError(t, r.Sign(signerOf(t, 1)))
			require.NoError(t, selection.Verify(r))
		})
	}
	empty := request(t)
	empty.Snapshot.Stakes, empty.Exclusions = nil, nil
	r, err := selection.NewRecord(empty, at(0))
	require.NoError(t, err)
	require.Empty(t, r.Drawn)
	require.NoError(t, selection.VerifyDecision(r))
}

func TestNewRecordDoesNotDependOnOrder(t *testing.T) {
	a := request(t)
	a.Exclusions = append(a.Exclusions, selection.Exclusion{Orchestrator: orch(0), Reason: selection.ReasonPrice})
	b := request(t)
	b.Exclusions = []selection.Exclusion{a.Exclusions[1], a.Exclusions[0]}
	b.Snapshot.Stakes = append(b.Snapshot.Stakes[3:6:6], b.Snapshot.Stakes[:3]...)
	ra, err := selection.NewRecord(a, at(0))
	require.NoError(t, err)
	rb, err := selection.NewRecord(b, at(0))
	require.NoError(t, err)
	require.Equal(t, ra, rb)
	require.Equal(t, orch(3), b.Snapshot.Stakes[0].Orchestrator, "the request is left as it was")
}

func TestVerifyNamesTheDifference(t *testing.T) {
	resign := func(r *selection.Record) { r.Signature = nil; require.NoError(t, r.Sign(signerOf(t, 1))) }
	for name, tc := range map[string]struct {
		change func(*selection.Record)
		want   error
		says   string
	}{
		"drawn swapped": {func(r *selection.Record) {
			r.Quotes = []selection.Quote{}
			r.Chosen, r.Price = nil, 0
			r.Drawn[0], r.Drawn[1] = r.Drawn[1], r.Drawn[0]
			resign(r)
		}, selection.ErrDiffers, "drawn[0] is"},
		"drawn replaced":         {func(r *selection.Record) { r.Drawn[3] = orch(5); r.Quotes = r.Quotes[:3]; resign(r) }, selection.ErrDiffers, "drawn[3] is"},
		"drawn cut":              {func(r *selection.Record) { r.Drawn = r.Drawn[:3]; r.Quotes = r.Quotes[:3]; resign(r) }, selection.ErrDiffers, "3 drawn, recomputed 4"},
		"friend chosen":          {func(r *selection.Record) { r.Chosen = &r.Drawn[3]; resign(r) }, selection.ErrDiffers, "chosen is"},
		"nobody chosen":          {func(r *selection.Record) { r.Chosen = nil; resign(r) }, selection.ErrDiffers, "chosen is nobody"},
		"too dear chosen":        {func(r *selection.Record) { r.Chosen = &r.Drawn[0]; resign(r) }, selection.ErrDiffers, "chosen is"},
		"paid more":              {func(r *selection.Record) { r.Price++; resign(r) }, selection.ErrDiffers, "price is 760, recomputed 759"},
		"paid less":              {func(r *selection.Record) { r.Price = 600; resign(r) }, selection.ErrDiffers, "price is 600"},
		"friend performs better": {func(r *selection.Record) { r.Quotes[3].Performance = 99; resign(r) }, selection.ErrDiffers, "chosen is"},
		"friend was faster":      {func(r *selection.Record) { r.Quotes[2].LatencyMicros = 0; resign(r) }, selection.ErrDiffers, "price is"},
		"policy of yesterday":    {func(r *selection.Record) { r.Policy.PerformanceWeight = 0; resign(r) }, selection.ErrDiffers, "chosen is"},
		"quote withheld":         {func(r *selection.Record) { r.Quotes = r.Quotes[:3]; resign(r) }, selection.ErrDiffers, "price is"},
		"second quote raised":    {func(r *selection.Record) { r.Quotes[3].Price, r.Price = 260, 789; resign(r) }, selection.ErrQuote, "quotes[3] names operator"},
		"quote for another":      {func(r *selection.Record) { r.Broker[0]++; resign(r) }, selection.ErrQuote, "quotes[0] names operator"},
		"operator made up":       {func(r *selection.Record) { r.Quotes[1].Operator[0]++; resign(r) }, selection.ErrQuote, "quotes[1] names operator"},
		"quote not signed":       {func(r *selection.Record) { r.Quotes[2].Signature = nil; resign(r) }, selection.ErrQuote, "quotes[2]: "},
		"quote of yesterday":     {func(r *selection.Record) { r.TimeMillis += 86_400_000; resign(r) }, selection.ErrQuote, "quotes[0] had expired"},
		"stake raised": {func(r *selection.Record) { // of the last drawn
			for i := range r.Snapshot.Stakes {
				if r.Snapshot.Stakes[i].Orchestrator == r.Drawn[3] {
					r.Snapshot.Stakes[i].Weight = new(uint256.Int).Lsh(uint256.NewInt(1), 80)
				}
			}
			resign(r)
		}, selection.ErrDiffers, "drawn[0] is"},
		"not signed":       {func(r *selection.Record) { r.Signature = nil }, selection.ErrUnsigned, ""},
		"signature cut":    {func(r *selection.Record) { r.Signature = r.Signature[:64] }, selection.ErrForged, ""},
		"time changed":     {func(r *selection.Record) { r.TimeMillis++ }, selection.ErrForged, "signed"},
		"latency changed":  {func(r *selection.Record) { r.Quotes[1].LatencyMicros = 0 }, selection.ErrForged, "signed"},
		"reason changed":   {func(r *selection.Record) { r.Exclusions[0].Reason = selection.ReasonPrice }, selection.ErrForged, "signed"},
		"version":          {func(r *selection.Record) { r.Version = 1 }, selection.ErrRecord, "version 1"},
		"stream":           {func(r *selection.Record) { r.Stream = "a b" }, selection.ErrRecord, "stream"},
		"no candidates":    {func(r *selection.Record) { r.Policy.Candidates = 0 }, selection.ErrRecord, "candidates"},
		"penalty":          {func(r *selection.Record) { r.Policy.LatencyPenalty = selection.MaxLatencyPenalty + 1 }, selection.ErrRecord, "latency_penalty"},
		"negative penalty": {func(r *selection.Record) { r.Policy.LatencyPenalty = -1 }, selection.ErrRecord, "latency_penalty"},
		"weight":           {func(r *selection.Record) { r.Policy.PerformanceWeight = selection.MaxPerformanceWeight + 1 }, selection.ErrRecord, "performance_weight"},
		"no performance":   {func(r *selection.Record) { r.Quotes[0].Performance = 0 }, selection.ErrRecord, "performance 0"},
		"performance":      {func(r *selection.Record) { r.Quotes[0].Performance = selection.MaxPerformance + 1 }, selection.ErrRecord, "performance 101"},
		"other ladder":     {func(r *selection.Record) { r.Quotes[1].ProfilesHash[0]++ }, selection.ErrRecord, "another ladder"},
		"unknown reason":   {func(r *selection.Record) { r.Exclusions[0].Reason = "ugly" }, selection.ErrRecord, "reason"},
		"excluded twice":   {func(r *selection.Record) { r.Exclusions = append(r.Exclusions, r.Exclusions[0]) }, selection.ErrRecord, "twice"},
		"excluded unknown": {func(r *selection.Record) { r.Exclusions[0].Orchestrator = orch(77) }, selection.ErrRecord, "no stake"},
		"quoted undrawn":   {func(r *selection.Record) { r.Quotes[0].Orchestrator = orch(5) }, selection.ErrRecord, "not drawn"},
		"quoted twice":     {func(r *selection.Record) { r.Quotes[1] = r.Quotes[0] }, selection.ErrRecord, "quotes[1]"},
		"quotes swapped":   {func(r *selection.Record) { r.Quotes[0], r.Quotes[1] = r.Quotes[1], r.Quotes[0] }, selection.ErrRecord, "out of order"},
		"latency":          {func(r *selection.Record) { r.Quotes[0].LatencyMicros = -1 }, selection.ErrRecord, "latency"},
		"time":             {func(r *selection.Record) { r.TimeMillis = -1 }, selection.ErrRecord, "time_ms"},
		"attempt":          {func(r *selection.Record) { r.Attempt = 1 << 53 }, selection.ErrRecord, "2^53"},
		"list missing":     {func(r *selection.Record) { r.Quotes = nil }, selection.ErrRecord, "missing"},
		"stakes swapped": {func(r *selection.Record) {
			s := r.Snapshot.Stakes
			s[0], s[1] = s[1], s[0]
		}, selection.ErrRecord, "stakes[1]"},
		"stake missing": {func(r *selection.Record) { r.Snapshot.Stakes[0].Weight = nil }, selection.ErrSnapshot, "no weight"},
	} {
		t.Run(name, func(t *testing.T) {
			r := signed(t)
			tc.change(&r)
			err := selection.Verify(r)
			require.ErrorIs(t, err, tc.want)
			require.ErrorContains(t, err, tc.says)
		})
	}
	t.Run("another signer", func(t *testing.T) {
		r := signed(t)
		require.ErrorContains(t, r.Sign(signerOf(t, 2)), "the key is")
		r.Broadcaster = signerOf(t, 2).Address() // another seed, so the draw differs already
		require.Error(t, selection.Verify(r))
	})
}

func TestNewRecordRefuses(t *testing.T) {
	for name, change := range map[string]func(*selection.Request){
		"stream":    func(r *selection.Request) { r.Stream = "" },
		"policy":    func(r *selection.Request) { r.Policy.Candidates = selection.MaxCandidates + 1 },
		"exclusion": func(r *selection.Request) { r.Exclusions[0].Orchestrator = orch(99) },
	} {
		t.Run(name, func(t *testing.T) {
			req := request(t)
			change(&req)
			_, err := selection.NewRecord(req, at(0))
			require.ErrorIs(t, err, selection.ErrRecord)
		})
	}
	r := signed(t)
	before := r
	require.ErrorIs(t, r.Choose([]selection.Quote{{Orchestrator: orch(5), Performance: 1}}, at(2)), selection.ErrRecord)
	require.Equal(t, before, r, "a refused choice changes nothing")
	require.NoError(t, r.Choose(nil, at(2)))
	require.Empty(t, r.Signature, "another choice is another record")
}

func TestParseRecordRefuses(t *testing.T) {
	data, err := json.Marshal(signed(t))
	require.NoError(t, err)
	good := string(data)
	for name, text := range map[string]string{
		"empty":          "",
		"null":           "null",
		"list":           "[]",
		"two":            good + good,
		"cut":            good[:len(good)-1],
		"unknown member": `{"more":1,` + good[1:],
		"member twice":   `{"attempt":2,` + good[1:],
		"other order":    `{"version":2,` + strings.Replace(good[1:], `,"version":2`, "", 1),
		"other case":     strings.Replace(good, `"attempt"`, `"Attempt"`, 1),
		"hexadecimal":    strings.Replace(good, `"weight":"10"`, `"weight":"0xa"`, 1),
		"leading zero":   strings.Replace(good, `"weight":"10"`, `"weight":"010"`, 1),
		"number":         strings.Replace(good, `"weight":"10"`, `"weight":10`, 1),
		"escaped":        strings.Replace(good, `"concert-7"`, `"\u0063oncert-7"`, 1),
		"null list":      strings.Replace(good, `"exclusions":[`, `"exclusions":null,"x":[`, 1),
		"too long":       good + strings.Repeat(" ", selection.MaxRecordSize),
	} {
		t.Run(name, func(t *testing.T) {
			require.NotEqual(t, good, text)
			_, err := selection.ParseRecord([]byte(text))
			require.ErrorIs(t, err, selection.ErrRecord)
		})
	}
}

// TestLargestRecordFits draws everyone of a full snapshot, with everyone's quote.
func TestLargestRecordFits(t *testing.T) {
	req := request(t)
	req.Snapshot.Stakes = nil
	for i := range selection.MaxCandidates {
		w := new(uint256.Int).SetAllOne()
		req.Snapshot.Stakes = append(req.Snapshot.Stakes, selection.Stake{Orchestrator: orch(i), Weight: w.Rsh(w, 10)})
	}
	req.Policy = selection.Policy{Candidates: selection.MaxCandidates, MaxPrice: 1}
	req.Exclusions = nil
	r, err := selection.NewRecord(req, at(0))
	require.NoError(t, err)
	var quotes []selection.Quote
	for i := range r.Drawn {
		quotes = append(quotes, quoteOf(t, r, i, selection.Quote{
			Price: 1<<64 - 1, LatencyMicros: 1<<53 - 1, Capacity: 1<<53 - 1, FaceValue: ticket.Amount(bytes.Repeat([]byte{0xff}, 16)),
		}))
	}
	require.NoError(t, r.Choose(quotes, at(1)))
	require.NoError(t, r.Sign(signerOf(t, 1)))
	data, err := json.Marshal(r)
	require.NoError(t, err)
	parsed, err := selection.ParseRecord(data)
	require.NoError(t, err, "%d bytes", len(data))
	require.NoError(t, selection.Verify(parsed))
}

func FuzzVerify(f *testing.F) {
	r := signed(f)
	data, err := json.Marshal(r)
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"version":2,"snapshot":{"stakes":[{}]}}`))
	f.Add(bytes.Replace(data, []byte(`"weight":"40"`), []byte(`"weight":"41"`), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := selection.ParseRecord(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(r)
		require.NoError(t, err)
		same, err := selection.ParseRecord(again)
		require.NoError(t, err)
		require.Equal(t, r, same)
		if selection.VerifyDecision(r) == nil {
			require.LessOrEqual(t, len(r.Drawn), r.Policy.Candidates)
		}
		_ = selection.Verify(r)
	})
}
