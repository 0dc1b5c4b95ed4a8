package tracing

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// maxOpen bounds a session's spans that have not ended; further parts are not traced. A broadcaster keeps fewer parts.
const maxOpen = 512

// Session makes the spans of one session in one role. It may be used from several goroutines; End is called last.
type Session struct {
	tracer *Tracer
	open   wire.Open

	mu    sync.Mutex
	parts map[media.PartID]*onItsWay // guarded by mu
}

// onItsWay is a part that has not come back.
type onItsWay struct {
	ctx     context.Context // with its span
	span    trace.Span
	missing int // renditions
}

// Session follows the session that open opens; nil of a nil tracer.
func (t *Tracer) Session(open wire.Open) *Session {
	if t == nil {
		return nil
	}
	return &Session{tracer: t, open: open, parts: map[media.PartID]*onItsWay{}}
}

// Request notes what is about to be sent towards the transcoder.
func (s *Session) Request(m *millracev1.TranscodeRequest) {
	if s == nil || m.GetPart() == nil {
		return
	}
	p, err := wire.ParseSourcePart(m.GetPart())
	if err != nil {
		return // somebody else will say so
	}
	missing := 0
	for i := range s.open.Ladder {
		if i >= len(s.open.First) || !p.ID.Less(s.open.First[i]) {
			missing++
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if missing == 0 || s.parts[p.ID] != nil || len(s.parts) >= maxOpen {
		return
	}
	ctx, span := s.tracer.start(placeOf(s.tracer.role, s.open.Session, p.ID),
		attribute.String("millrace.session", s.open.Session), attribute.String("millrace.stream", s.open.Stream),
		attribute.Int64("millrace.seq", int64(p.ID.Segment)), attribute.Int("millrace.part", p.ID.Part),
		attribute.Int("millrace.frames", p.Frames), attribute.Int("millrace.bytes", len(p.Data)))
	s.parts[p.ID] = &onItsWay{ctx, span, missing}
}

// Response notes what has come back.
func (s *Session) Response(m *millracev1.TranscodeResponse) {
	if s == nil || m.GetPart() == nil {
		return
	}
	rung, p, encode, err := wire.ParseRenditionPart(m.GetPart(), len(s.open.Ladder))
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	part := s.parts[p.ID]
	if part == nil {
		return
	}
	about := trace.WithAttributes(attribute.String("millrace.rendition", s.open.Ladder[rung].Name),
		attribute.Int("millrace.frames", p.Frames), attribute.Int("millrace.bytes", len(p.Data)))
	if now := time.Now(); s.tracer.role == Transcoder {
		_, span := s.tracer.tracer.Start(part.ctx, "encode", trace.WithTimestamp(now.Add(-encode)), about)
		span.End(trace.WithTimestamp(now))
	} else {
		part.span.AddEvent("rendition", about)
	}
	if part.missing--; part.missing == 0 {
		part.span.End()
		delete(s.parts, p.ID)
	}
}

// End ends the session. What has not come back never will: its spans end with err, or with nothing where that is nil.
func (s *Session) End(err error) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, part := range s.parts {
		if err != nil {
			part.span.SetStatus(codes.Error, err.Error())
		}
		part.span.End()
	}
	clear(s.parts)
}
