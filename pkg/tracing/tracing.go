// Package tracing makes OpenTelemetry traces of parts on their way: one of each source part of a session, with a span of each role that
// it passes. A span begins when the part is sent on, and ends when it is back in all renditions that it has.
//
//	broadcaster   ├──────────────────────────────────┤  renditions verified and published
//	orchestrator    ├──────────────────────────────┤
//	transcoder        ├──────────────────────────┤      and below it a span of each rung's encoding
//
// Nothing of it is on the wire. Each role computes the ids of the trace, and of the span above its own, from what it knows anyway:
// session and part. A role that does not trace leaves a hole in the tree and nothing else.
//
// It is off unless somebody asks for it: all methods of nil values do nothing. What is asked for costs a part a few spans; they are sent in
// batches, in the background, and dropped where that is too slow. How the collector is reached is told by OTLP; OpenTelemetry is met here only.
package tracing

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"github.com/millrace/millrace/pkg/media"
)

// Role is who makes a span.
type Role int

// The roles, from the one whose span is the trace's root.
const (
	Broadcaster Role = iota
	Orchestrator
	Transcoder
)

// String is the role's name, as in spans.
func (r Role) String() string { return [...]string{"broadcaster", "orchestrator", "transcoder"}[r] }

// Provider makes the tracers of a process.
type Provider struct{ sdk *sdk.TracerProvider }

// Exporter sends spans away.
type Exporter = sdk.SpanExporter

// OTLP is an exporter to a collector that takes OTLP over HTTP, at a URL such as http://127.0.0.1:4318; without a path it is /v1/traces. The
// collector is not spoken to before there are spans. What goes wrong then is logged.
func OTLP(ctx context.Context, endpoint string) (Exporter, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("collector %q: want a URL, http://HOST:PORT", endpoint)
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { slog.Warn("spans are not exported", "err", err) }))
	e, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(u.String()))
	if err != nil {
		return nil, fmt.Errorf("collector %s: %w", endpoint, err)
	}
	return e, nil
}

// New makes a provider for a process, which is told by service in its spans. Close must be called.
func New(service string, e Exporter) *Provider {
	return &Provider{sdk.NewTracerProvider(
		sdk.WithBatcher(e), sdk.WithIDGenerator(ids{}), sdk.WithSampler(sdk.AlwaysSample()),
		sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", service))),
	)}
}

// Tracer is the tracer of a role; nil of a nil provider.
func (p *Provider) Tracer(r Role) *Tracer {
	if p == nil {
		return nil
	}
	return &Tracer{role: r, tracer: p.sdk.Tracer("github.com/millrace/millrace/" + r.String())}
}

// Close sends what is left, until ctx is done.
func (p *Provider) Close(ctx context.Context) error {
	if p == nil {
		return nil
	}
	if err := p.sdk.Shutdown(ctx); err != nil {
		return fmt.Errorf("export spans: %w", err)
	}
	return nil
}

// Tracer follows the sessions of one role.
type Tracer struct {
	role   Role
	tracer trace.Tracer
}

// place is a part's trace, and where in it a role's span is.
type place struct {
	trace  trace.TraceID
	parent trace.SpanID // zero for the root
	span   trace.SpanID
}

// placeOf computes the ids: of the digest of session and part, the first 16 bytes are the trace's, and the next are the
// roles' spans'.
func placeOf(r Role, session string, id media.PartID) (p place) {
	b := append([]byte("millrace part\x00"), session...)
	b = binary.BigEndian.AppendUint64(append(b, 0), uint64(id.Segment))
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(b, uint64(id.Part)))
	copy(p.trace[:], sum[:16])
	spans := sha256.Sum256(sum[:])
	copy(p.span[:], spans[8*r:])
	if r > Broadcaster {
		copy(p.parent[:], spans[8*(r-1):])
	}
	return p
}

// start begins the span of a place.
func (t *Tracer) start(p place, attributes ...attribute.KeyValue) (context.Context, trace.Span) {
	ctx := context.WithValue(context.Background(), placeKey{}, p)
	if p.parent.IsValid() {
		ctx = trace.ContextWithRemoteSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: p.trace, SpanID: p.parent, TraceFlags: trace.FlagsSampled, Remote: true,
		}))
	}
	ctx, span := t.tracer.Start(ctx, t.role.String()+" part", trace.WithAttributes(attributes...))
	return context.WithValue(ctx, placeKey{}, nil), span
}

type placeKey struct{}

// ids is the sdk's generator: the place's ids where there is one, and otherwise random ones.
type ids struct{}

// NewIDs implements sdk.IDGenerator.
func (g ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	if p, ok := ctx.Value(placeKey{}).(place); ok {
		return p.trace, p.span
	}
	var id trace.TraceID
	binary.BigEndian.PutUint64(id[:], rand.Uint64())
	binary.BigEndian.PutUint64(id[8:], 1+rand.Uint64N(1<<63))
	return id, g.NewSpanID(ctx, id)
}

// NewSpanID implements sdk.IDGenerator.
func (ids) NewSpanID(ctx context.Context, _ trace.TraceID) (id trace.SpanID) {
	if p, ok := ctx.Value(placeKey{}).(place); ok {
		return p.span
	}
	binary.BigEndian.PutUint64(id[:], 1+rand.Uint64N(1<<63))
	return id
}
