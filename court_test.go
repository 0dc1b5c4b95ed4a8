package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/auditor"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/orchestrator/notary"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

// The court's tests run a broadcaster's dispatch against orchestrators over loopback that make renditions of nothing.

const courtFrame = media.ClockRate / 10 // ten frames a second, five to a part, four parts to a segment

func courtRendition() media.Rendition {
	return media.Rendition{Name: "low", Width: 320, Height: 176, Bitrate: 300_000, Codec: media.CodecH264}
}

func courtFormat(width, height int) media.VideoFormat {
	return testmedia.H264(width, height, media.Rational{Num: 10, Den: 1})
}

// courtPart is part n of a video of that size. It begins with an IDR where a segment does, or if that is asked for.
func courtPart(n, width, height int, idr bool) media.Part {
	p := media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(n / 4), Part: n % 4}, Start: media.Ticks(n * 5 * courtFrame), Duration: 5 * courtFrame,
		Frames: 5, Independent: idr || n%4 == 0, Last: n%4 == 3,
	}
	samples := make([]fmp4.Sample, 5)
	for i := range samples {
		samples[i] = fmp4.Sample{Duration: courtFrame, Data: h264.AppendLength(nil, []byte{0x41, 0x9a, 0x00, 0x01})}
	}
	f := courtFormat(width, height)
	if p.Independent {
		sps, pps := testmedia.Sets(f)
		samples[0].Key, samples[0].Data = true, nil
		for _, nal := range [][]byte{sps, pps, {0x65, 0x88, 0x84, 0x00}} {
			samples[0].Data = h264.AppendLength(samples[0].Data, nal)
		}
	}
	p.Data = fmp4.MarshalPart(uint32(n), int64(p.Start), samples)
	return p
}

// courtNode is an orchestrator on loopback, which signs what it returns.
type courtNode struct {
	millracev1connect.UnimplementedOrchestratorServiceHandler
	account  common.Address
	operator identity.Signer
	court    ticket.Domain
	broker   ticket.Domain
	uri      string
	full     atomic.Bool
	lost     func()                                                                           // called when a session of it ends
	astray   func(*courtStray, *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse // nil: it is honest
	caller   common.Address                                                                   // its only broadcaster
}

// courtStray is what an orchestrator that goes astray knows of its session.
type courtStray struct {
	*courtNode
	headers map[media.SegmentSeq]ticket.Header
}

// receipt signs a receipt again, after change.
func (c *courtStray) receipt(m *millracev1.TranscodeResponse, change func(*wire.Receipt, *ticket.Header)) *millracev1.TranscodeResponse {
	r, err := wire.ParseReceipt(m.GetReceipt(), 1)
	if err != nil {
		return m
	}
	h := c.headers[r.Segment]
	change(&r, &h)
	signed := ticket.Receipt{HeaderHash: h.Digest(c.court), RenditionsRoot: ticket.Renditions(r.Leaves).Root(), Mode: r.Mode, CompletedAt: r.CompletedAt}
	r.Signature, _ = c.operator.SignHash(signed.Digest(c.court))
	return r.Response()
}

// hasty signs an acknowledgement again, with a deadline that has passed.
func (c *courtStray) hasty(m *millracev1.TranscodeResponse) *millracev1.TranscodeResponse {
	a, err := wire.ParseHeaderAck(m.GetHeaderAck())
	if err != nil {
		return m
	}
	a.Deadline = 1
	signed := ticket.Ack{HeaderHash: c.headers[a.Segment].Digest(c.court), Deadline: a.Deadline}
	a.Signature, _ = c.operator.SignHash(signed.Digest(c.court))
	return a.Response()
}

func startCourtNode(t *testing.T, n *courtNode) *courtNode {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	n.uri = "https://" + listener.Addr().String()
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: n.operator, URI: n.uri})
	require.NoError(t, err)
	config, err := identity.ServerTLS(identity.ServerConfig{Renewer: renewer})
	require.NoError(t, err)
	mux := http.NewServeMux()
	mux.Handle(millracev1connect.NewOrchestratorServiceHandler(n, wire.HandlerOptions()...))
	server := wire.NewServer(mux, config, slog.New(slog.DiscardHandler))
	go func() { _ = server.ServeTLS(listener, "", "") }()
	t.Cleanup(func() { server.Close() })
	return n
}

func (n *courtNode) Quote(_ context.Context, req *connect.Request[millracev1.QuoteRequest]) (*connect.Response[millracev1.QuoteResponse], error) {
	if n.full.Load() {
		return nil, wire.StatusError(wire.Detailf(wire.ErrBusy, "full"))
	}
	_, _, ladder, err := wire.ParseQuoteRequest(req.Msg)
	if err != nil {
		return nil, wire.StatusError(err)
	}
	q, err := wire.SignQuote(ticket.Quote{
		Orchestrator: n.account, Broadcaster: n.caller, ProfilesHash: wire.ProfilesHash(ladder), Capacity: 1 << 40,
		Expiry: uint64(time.Now().Add(time.Minute).Unix()),
	}, n.broker, n.operator)
	if err != nil {
		return nil, wire.StatusError(err)
	}
	return connect.NewResponse(&millracev1.QuoteResponse{Quote: q.Message()}), nil
}

func (n *courtNode) Transcode(ctx context.Context, bidi *connect.BidiStream[millracev1.TranscodeRequest, millracev1.TranscodeResponse]) error {
	stream, err := wire.AcceptStream(ctx, bidi, wire.Limits{})
	if err != nil {
		return wire.StatusError(err)
	}
	defer stream.Close()
	defer n.lost()
	if err := n.serve(stream); err != nil {
		_ = stream.Send(wire.NewFailed(err))
	}
	return nil
}

func (n *courtNode) serve(stream *wire.ResponseStream) error {
	m, err := stream.Receive()
	if err != nil {
		return err
	}
	open, err := wire.ParseOpen(m.GetOpen())
	if err != nil {
		return err
	}
	stray := &courtStray{n, map[media.SegmentSeq]ticket.Header{}}
	tally, terms := evidence.NewTally(open), evidence.Terms{Orchestrator: n.account, Broadcaster: n.caller}
	send := func(m *millracev1.TranscodeResponse) error {
		if id := m.GetReceiptTerms(); id != nil {
			terms.StreamID = common.Hash(id.GetStreamId())
		}
		out := []*millracev1.TranscodeResponse{m}
		if n.astray != nil {
			out = n.astray(stray, m)
		}
		var errs []error
		for _, m := range out {
			errs = append(errs, stream.Send(m))
		}
		return errors.Join(errs...)
	}
	signed, err := notary.New(notary.Deps{
		Signer: n.operator, Orchestrator: n.account, Court: n.court, Logger: slog.New(slog.DiscardHandler),
	}).Open(notary.Case{
		Broadcaster: n.caller, Open: open, Newest: func() (ticket.Ticket, common.Hash) { return ticket.Ticket{}, common.Hash{} }, Send: send, Fail: stream.Abort,
	})
	if err != nil {
		return err
	}
	defer signed.Close()
	r := open.Ladder[0]
	box, err := fmp4.VideoInit(courtFormat(r.Width, r.Height))
	if err != nil {
		return err
	}
	for _, m := range []*millracev1.TranscodeResponse{wire.NewReady("nothing"), wire.NewRenditionInit(0, box)} {
		if err := signed.Pass(m); err != nil {
			return err
		}
	}
	for {
		m, err := stream.Receive()
		switch {
		case errors.Is(err, io.EOF):
			return wire.ErrInternal
		case err != nil:
			return err
		case m.GetFinish() != nil:
			return signed.Pass(wire.NewFinished())
		case m.GetHeader() != nil:
			h, err := wire.ParseHeader(m.GetHeader())
			if err != nil {
				return err
			}
			stray.headers[h.Segment] = tally.Header(h.Segment, terms, h.Round, h.Deadline)
			if err := signed.Header(m.GetHeader()); err != nil {
				return err
			}
		case m.GetPart() != nil:
			p, err := wire.ParseSourcePart(m.GetPart())
			if err != nil {
				return err
			}
			tally.Sent(p)
			signed.Sent(m.GetPart())
			if id := p.ID; !id.Less(open.First[0]) {
				out := courtPart(4*int(id.Segment)+id.Part, r.Width, r.Height, id == open.First[0])
				if err := signed.Pass(wire.NewRenditionPart(0, out, time.Millisecond)); err != nil {
					return err
				}
			}
		}
	}
}

// courtOutput is what viewers get.
type courtOutput struct {
	mu      sync.Mutex // guards what follows
	parts   []media.PartID
	skipped bool
}

func (o *courtOutput) VideoInit(string, media.VideoFormat, int, []byte) error { return nil }

func (o *courtOutput) Publish(_ string, p media.Part) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.parts = append(o.parts, p.ID)
	return nil
}

func (o *courtOutput) Skip(string, media.PartID, string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.skipped = true
}

func (o *courtOutput) published() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.parts)
}

// An orchestrator of real stake goes astray in a stream. The stream moves on to another one and loses nothing; what was signed lies in the
// broadcaster's folder, and the court takes it where it proves something.
func TestEvidenceFromASession(t *testing.T) {
	rogueKey, operatorKey, honestKey, finder := newTestKey(t), newTestKey(t), newTestKey(t), newTestKey(t)
	n := deployTestNetwork(t, time.Hour, rogueKey, operatorKey, honestKey, finder)
	load := func(k testKey) *signer.Key {
		key, err := identity.LoadKey(k.file, k.password)
		require.NoError(t, err)
		return signer.NewKey(key)
	}
	addresses, err := chain.LoadAddresses(n.at[3])
	require.NoError(t, err)
	me := load(finder)
	var rogue, honest *courtNode
	rogue = startCourtNode(t, &courtNode{
		account: rogueKey.address, operator: load(operatorKey), court: addresses.CourtDomain(), broker: addresses.BrokerDomain(), caller: me.Address(),
		lost: func() { rogue.full.Store(true); honest.full.Store(false) },
	})
	honest = startCourtNode(t, &courtNode{
		account: honestKey.address, operator: load(honestKey), court: rogue.court, broker: rogue.broker, caller: me.Address(), lost: func() {},
	})
	n.sign(rogueKey, "stake", "register", "--uri", rogue.uri, "--stake", "1000", "--operator", operatorKey.address.Hex())
	n.sign(honestKey, "stake", "register", "--uri", honest.uri, "--stake", "1000")
	n.sign(n.deployer, "round", "init")
	n.sign(finder, "wallet", "fund", "--to", finder.address.Hex(), "--dollars", "30", "--mint")

	client, err := chain.Dial(t.Context(), n.at[1], addresses)
	require.NoError(t, err)
	defer client.Close()
	directory, err := chain.NewDirectory(chain.DirectoryConfig{}, client)
	require.NoError(t, err)
	defer background(directory.Run)()
	require.NoError(t, directory.Wait(t.Context()))
	stranger, err := signer.Generate()
	require.NoError(t, err)

	same := func(m *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse {
		return []*millracev1.TranscodeResponse{m}
	}
	resigned := func(change func(*wire.Receipt, *ticket.Header)) func(*courtStray, *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse {
		return func(c *courtStray, m *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse {
			if m.GetReceipt() == nil {
				return same(m)
			}
			return same(c.receipt(m, change))
		}
	}
	for _, tt := range []struct {
		name, fault string
		astray      func(*courtStray, *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse
		says        string // when its evidence is reported; empty: there is none
	}{
		{"two receipts", chain.FaultEquivocation, func(c *courtStray, m *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse {
			if m.GetReceipt() == nil {
				return same(m)
			}
			return append(same(m), c.receipt(m, func(r *wire.Receipt, _ *ticket.Header) { r.CompletedAt++ }))
		}, "is slashed for equivocation; 900 tokens are left"},
		{
			"too many pixels", chain.FaultOverbilling, resigned(func(r *wire.Receipt, _ *ticket.Header) { r.Leaves[0].Pixels++ }),
			"is slashed for overbilling; 855 tokens are left",
		},
		{"no receipt", chain.FaultMissedDeadline, func(c *courtStray, m *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse {
			switch {
			case m.GetReceipt() != nil:
				return nil
			case m.GetHeaderAck() != nil:
				return same(c.hasty(m))
			}
			return same(m)
		}, "has until"},
		{"another hash", evidence.FaultWrongReceipt, resigned(func(r *wire.Receipt, _ *ticket.Header) { r.Leaves[0].ChunkRoot[0]++ }), ""},
		{"another price", evidence.FaultWrongSignature, resigned(func(_ *wire.Receipt, h *ticket.Header) { h.Price++ }), ""},
		{"another key", evidence.FaultWrongSignature, func(c *courtStray, m *millracev1.TranscodeResponse) []*millracev1.TranscodeResponse {
			if m.GetReceipt() == nil {
				return same(m)
			}
			other := &courtNode{operator: stranger, court: c.court}
			return same((&courtStray{other, c.headers}).receipt(m, func(*wire.Receipt, *ticket.Header) {}))
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n.t = t
			rogue.astray = tt.astray
			rogue.full.Store(false)
			honest.full.Store(true)
			dir := t.TempDir()
			kept, err := openEvidence(t.Context(), evidence.KeeperConfig{}, dir)
			require.NoError(t, err)
			log := slog.New(slog.DiscardHandler)
			market, err := dispatch.NewNetworkMarket(dispatch.NetworkConfig{
				QuoteWindow: time.Minute, QuoteGrace: time.Minute, QuoteTimeout: time.Minute, // the machine may be slow
			}, dispatch.NetworkDeps{
				View: directory.Current, Signer: me, Broker: rogue.broker, Logger: log,
				Audit: auditor.New(auditor.Deps{Signer: me, Court: rogue.court, Broker: rogue.broker, Keeper: kept.keeper, Logger: log}),
			})
			require.NoError(t, err)
			out := &courtOutput{}
			d, err := dispatch.New(dispatch.Config{
				Stream: "stream", Source: courtFormat(1280, 720), Ladder: media.Ladder{courtRendition()}, RetryInterval: 50 * time.Millisecond,
				StartDeadline: time.Minute, PartDeadline: 10 * time.Second, MaxLag: time.Minute, FinishDeadline: time.Minute,
			}, dispatch.Deps{Market: market, Output: out, Logger: log})
			require.NoError(t, err)
			ran := make(chan error, 1)
			go func() { ran <- d.Run(t.Context()) }()
			const parts = 12
			for i := range parts {
				require.NoError(t, d.Part(courtPart(i, 1280, 720, false), time.Now()))
				require.Eventually(t, func() bool { return out.published() > i }, time.Minute, time.Millisecond)
			}
			d.End()
			require.NoError(t, <-ran)
			require.NoError(t, kept.close())
			require.False(t, out.skipped, "viewers miss nothing")
			require.Equal(t, parts, out.published())
			seen, _ := market.Seen(rogueKey.address)
			require.InDelta(t, 1, seen.Score.Invalid, 0.1, "it counts as a part that is wrong")
			seen, _ = market.Seen(honestKey.address)
			require.Zero(t, seen.Score.Faults)

			var faults []faultReport
			require.NoError(t, json.Unmarshal([]byte(millraceOK(t, "court", "list", "--json", "--data-dir", dir)), &faults))
			require.NotEmpty(t, faults)
			fault := faults[len(faults)-1]
			require.Equal(t, tt.fault, fault.Fault, fault.Detail)
			require.Equal(t, rogueKey.address, fault.Orchestrator)
			require.Equal(t, tt.says != "", fault.Provable)
			require.Contains(t, millraceOK(t, "court", "list", "--data-dir", dir), fault.ID.Hex()[:10])
			if tt.says == "" {
				code, _, stderr := millrace(t, "court", "export", fault.ID.Hex(), "--data-dir", dir)
				require.Equal(t, exitFailure, code)
				require.Contains(t, stderr, "the court takes no evidence of this")
				return
			}
			file := filepath.Join(t.TempDir(), "evidence.json")
			require.NoError(t, os.WriteFile(file, []byte(millraceOK(t, "court", "export", fault.ID.Hex()[:10], "--data-dir", dir)), 0o600))
			require.Contains(t, n.sign(finder, "court", "report", file), tt.says)
			if tt.fault == chain.FaultMissedDeadline {
				n.refuse(finder, exitFailure, "an answer may come until", "court", "settle", "1")
			}
		})
	}
}

func TestCourtListsNothing(t *testing.T) {
	require.Contains(t, millraceOK(t, "court", "list", "--data-dir", t.TempDir()), "no faults")
	code, _, stderr := millrace(t, "court", "export", "0x12", "--data-dir", t.TempDir())
	require.Equal(t, exitFailure, code)
	require.Contains(t, stderr, "no fault 0x12")
}

func TestFaultFiles(t *testing.T) {
	f := faultFiles{filepath.Join(t.TempDir(), faultsDir), time.Hour}
	fault := func(seq uint64) evidence.Record {
		return evidence.Record{Header: ticket.Header{Seq: seq}, At: time.Unix(int64(seq), 0).UTC(), Fault: evidence.FaultUnanswered}
	}
	f.write(fault(1))
	f.write(fault(2))
	faults, err := f.read()
	require.NoError(t, err)
	require.Equal(t, []evidence.Record{fault(2), fault(1)}, faults)
	found, err := f.find(fault(1).ID().Hex()[:12])
	require.NoError(t, err)
	require.Equal(t, fault(1), found)
	_, err = f.find("0x")
	require.ErrorContains(t, err, "2 faults begin with 0x")

	old := time.Now().Add(-2 * time.Hour)
	require.NoError(t, os.Chtimes(filepath.Join(f.dir, fault(1).ID().Hex()+".json"), old, old))
	f.write(fault(3))
	faults, err = f.read()
	require.NoError(t, err)
	require.Equal(t, []evidence.Record{fault(3), fault(2)}, faults, "what is too old goes")
}

func TestEvidenceFlags(t *testing.T) {
	for name, flag := range map[string]string{"too short": "--evidence-retention=59m", "of nothing": "--evidence-limit=0"} {
		t.Run(name, func(t *testing.T) {
			key := newTestKey(t)
			for _, args := range [][]string{
				{"broadcaster", "--any-stream", "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0", "--data-dir", t.TempDir()},
				{"orchestrator", "--service-uri", "https://o.example:8936", "--data-dir", t.TempDir()},
			} {
				code, _, stderr := millrace(t, append(append(args, flag), key.flags()...)...)
				require.Equal(t, exitUsage, code, stderr)
				require.Contains(t, stderr, "--evidence-")
			}
		})
	}
}
