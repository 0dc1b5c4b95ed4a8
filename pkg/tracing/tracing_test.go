package tracing_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var open = wire.Open{
	Session: "5e55", Stream: "stream",
	Ladder: media.Ladder{{Name: "a", Width: 320, Height: 180}, {Name: "b", Width: 160, Height: 90}},
	First:  []media.PartID{{}, {Segment: 1}},
}

func part(id media.PartID) media.Part {
	return media.Part{ID: id, Start: media.Second, Duration: media.Second / 2, Frames: 15, Independent: true, Data: []byte{1}}
}

func request(id media.PartID) *millracev1.TranscodeRequest { return wire.NewSourcePart(part(id)) }

func response(rung int, id media.PartID) *millracev1.TranscodeResponse {
	return wire.NewRenditionPart(rung, part(id), time.Second)
}

// traced runs a test in each role, with an exporter of its own, and returns the spans of all.
func traced(t *testing.T, test func(s *tracing.Session)) (spans tracetest.SpanStubs) {
	t.Helper()
	for _, role := range []tracing.Role{tracing.Broadcaster, tracing.Orchestrator, tracing.Transcoder} {
		exporter := &kept{InMemoryExporter: tracetest.NewInMemoryExporter()}
		p := tracing.New("test", exporter)
		test(p.Tracer(role).Session(open))
		require.NoError(t, p.Close(t.Context()))
		spans = append(spans, exporter.spans...)
	}
	return spans
}

// kept keeps its spans when it is shut down.
type kept struct {
	*tracetest.InMemoryExporter
	spans tracetest.SpanStubs
}

// Shutdown implements tracing.Exporter.
func (k *kept) Shutdown(ctx context.Context) error {
	k.spans = k.GetSpans()
	return k.InMemoryExporter.Shutdown(ctx)
}

// TestTrace: a part's spans of all roles are one trace, though the roles share nothing but the session.
func TestTrace(t *testing.T) {
	first, second := media.PartID{}, media.PartID{Segment: 1}
	spans := traced(t, func(s *tracing.Session) {
		s.Request(open.Request())
		s.Request(request(first))
		s.Request(request(second))
		s.Response(wire.NewReady("fake"))
		s.Response(response(0, first)) // the other rung begins later
		s.Response(response(1, second))
		s.Response(response(0, second))
		s.Response(response(0, second)) // of nothing that is on its way
		s.End(nil)
	})
	byTrace := map[trace.TraceID]map[string][]tracetest.SpanStub{}
	for _, s := range spans {
		id := s.SpanContext.TraceID()
		if byTrace[id] == nil {
			byTrace[id] = map[string][]tracetest.SpanStub{}
		}
		byTrace[id][s.Name] = append(byTrace[id][s.Name], s)
	}
	require.Len(t, byTrace, 2)
	for _, named := range byTrace {
		require.Len(t, named, 4)
		root, middle, leaf := named["broadcaster part"][0], named["orchestrator part"][0], named["transcoder part"][0]
		require.False(t, root.Parent.IsValid())
		require.Equal(t, root.SpanContext.SpanID(), middle.Parent.SpanID())
		require.Equal(t, middle.SpanContext.SpanID(), leaf.Parent.SpanID())
		require.Len(t, named["encode"], len(root.Events), "one of each rendition")
		for _, e := range named["encode"] {
			require.Equal(t, leaf.SpanContext.SpanID(), e.Parent.SpanID())
			require.Equal(t, time.Second, e.EndTime.Sub(e.StartTime))
		}
		for _, s := range []tracetest.SpanStub{root, middle, leaf} {
			require.Equal(t, codes.Unset, s.Status.Code)
		}
	}
}

func TestTrace_unfinished(t *testing.T) {
	spans := traced(t, func(s *tracing.Session) {
		for i := range 1000 {
			s.Request(request(media.PartID{Segment: media.SegmentSeq(i)}))
		}
		s.End(errors.New("lost"))
		s.End(nil)
	})
	require.Len(t, spans, 3*512, "no more than are bounded")
	for _, s := range spans {
		require.Equal(t, "lost", s.Status.Description)
	}
}

// TestOff: who does not trace has nothing to look after.
func TestOff(t *testing.T) {
	var p *tracing.Provider
	s := p.Tracer(tracing.Transcoder).Session(open)
	require.Nil(t, s)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		s.Request(nil)
		s.Response(nil)
		s.End(nil)
	}))
	require.NoError(t, p.Close(t.Context()))
}

func TestOTLP_refuses(t *testing.T) {
	for _, endpoint := range []string{"", "127.0.0.1:4318", "ftp://x", "http://", "://"} {
		_, err := tracing.OTLP(t.Context(), endpoint)
		require.Error(t, err, endpoint)
	}
}
