package wire

import (
	"fmt"
	"math"
	"regexp"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Bounds of times. Anything outside is not from a stream that is live today.
const (
	minTicks     = -60 * media.Second
	maxTicks     = media.Ticks(1) << 50 // a century
	maxPartTicks = 60 * media.Second
	maxFrameRate = 1000
)

// Open is how a session begins.
type Open struct {
	Session string // 1 to MaxSessionBytes of a-z, A-Z, 0-9, '-', '_' and '.'; unique per attempt
	Stream  string // 1 to MaxStreamBytes of printable UTF-8
	Source  media.VideoFormat
	Ladder  media.Ladder // at least one rendition
	// First is, per rendition, the first part to encode; parts before it are only decoded. Nil means all of them.
	First []media.PartID
	Price uint64 // that the broadcaster is ready to pay; 0: the orchestrator's

	Receipts bool // signed ones are asked for
}

// Message is the wire form of o.
func (o Open) Message() *millracev1.Open {
	m := &millracev1.Open{Session: o.Session, Stream: o.Stream, Source: NewVideoFormat(o.Source), Price: o.Price, Receipts: o.Receipts}
	for i, r := range o.Ladder {
		var first media.PartID
		if i < len(o.First) {
			first = o.First[i]
		}
		m.Ladder = append(m.Ladder, newRendition(r, first))
	}
	return m
}

// Request is the first message of a session.
func (o Open) Request() *millracev1.TranscodeRequest {
	return &millracev1.TranscodeRequest{Message: &millracev1.TranscodeRequest_Open{Open: o.Message()}}
}

var sessionPattern = regexp.MustCompile(fmt.Sprintf(`^[A-Za-z0-9._-]{1,%d}$`, MaxSessionBytes))

// ParseOpen checks every bound of an Open.
func ParseOpen(m *millracev1.Open) (Open, error) {
	if m == nil {
		return Open{}, Detailf(ErrInvalid, "no open message")
	}
	if !sessionPattern.MatchString(m.GetSession()) {
		return Open{}, Detailf(ErrInvalid, "session id of %d bytes", len(m.GetSession()))
	}
	if err := checkStream(m.GetStream()); err != nil {
		return Open{}, err
	}
	source, err := ParseVideoFormat(m.GetSource())
	if err != nil {
		return Open{}, err
	}
	ladder, first, err := ParseLadder(m.GetLadder())
	if err != nil {
		return Open{}, err
	}
	if len(ladder) == 0 {
		return Open{}, Detailf(ErrInvalid, "empty ladder")
	}
	return Open{Session: m.GetSession(), Stream: m.GetStream(), Source: source, Ladder: ladder, First: first, Price: m.GetPrice(), Receipts: m.GetReceipts()}, nil
}

func checkStream(s string) error {
	if s == "" || len(s) > MaxStreamBytes || !utf8.ValidString(s) {
		return Detailf(ErrInvalid, "stream name of %d bytes", len(s))
	}
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return Detailf(ErrInvalid, "stream name %q", s)
		}
	}
	return nil
}

// NewQuoteRequest asks what transcoding a stream to a ladder would cost.
func NewQuoteRequest(stream string, source media.VideoFormat, ladder media.Ladder) *millracev1.QuoteRequest {
	return &millracev1.QuoteRequest{
		Stream: stream,
		Source: NewVideoFormat(source),
		Ladder: Open{Ladder: ladder}.Message().GetLadder(),
	}
}

// ParseQuoteRequest checks every bound of a QuoteRequest.
func ParseQuoteRequest(m *millracev1.QuoteRequest) (stream string, source media.VideoFormat, ladder media.Ladder, err error) {
	if err := checkStream(m.GetStream()); err != nil {
		return "", media.VideoFormat{}, nil, err
	}
	if source, err = ParseVideoFormat(m.GetSource()); err != nil {
		return "", media.VideoFormat{}, nil, err
	}
	if ladder, _, err = ParseLadder(m.GetLadder()); err != nil {
		return "", media.VideoFormat{}, nil, err
	}
	return m.GetStream(), source, ladder, nil
}

// NewVideoFormat is the wire form of f.
func NewVideoFormat(f media.VideoFormat) *millracev1.VideoFormat {
	return &millracev1.VideoFormat{
		Codec:        string(f.Codec),
		Width:        uint32(f.Width),
		Height:       uint32(f.Height),
		FrameRateNum: uint32(f.FrameRate.Num),
		FrameRateDen: uint32(f.FrameRate.Den),
		Config:       f.Config,
		Orientation:  uint32(f.Orientation),
	}
}

// ParseVideoFormat checks the bounds of a VideoFormat. What the configuration says is not looked at. The result shares
// the message's bytes.
func ParseVideoFormat(m *millracev1.VideoFormat) (media.VideoFormat, error) {
	f := media.VideoFormat{
		Codec:     media.Codec(m.GetCodec()),
		Width:     int(m.GetWidth()),
		Height:    int(m.GetHeight()),
		FrameRate: media.Rational{Num: int(m.GetFrameRateNum()), Den: int(m.GetFrameRateDen())},
		Config:    m.GetConfig(),

		Orientation: media.Orientation(min(m.GetOrientation(), math.MaxUint8)),
	}
	switch {
	case !f.Orientation.Valid():
		return media.VideoFormat{}, Detailf(ErrInvalid, "source orientation %d", m.GetOrientation())
	case !sourceCodec(f.Codec):
		return media.VideoFormat{}, Detailf(ErrInvalid, "source codec %q", clip(m.GetCodec()))
	case f.Width < 1 || f.Height < 1 || f.Width > media.MaxDimension || f.Height > media.MaxDimension:
		return media.VideoFormat{}, Detailf(ErrInvalid, "source is %dx%d", f.Width, f.Height)
	case !validRate(f.FrameRate):
		return media.VideoFormat{}, Detailf(ErrInvalid, "source frame rate %d/%d", f.FrameRate.Num, f.FrameRate.Den)
	case len(f.Config) > MaxConfigBytes || len(f.Config) == 0:
		return media.VideoFormat{}, Detailf(ErrInvalid, "source configuration of %d bytes", len(f.Config))
	}
	return f, nil
}

// sourceCodec says whether source video may be in c.
func sourceCodec(c media.Codec) bool {
	return c == media.CodecH264 || c == media.CodecHEVC || c == media.CodecAV1 || c == media.CodecVP9
}

func validRate(r media.Rational) bool {
	if r.Num == 0 && r.Den == 0 {
		return true
	}
	return r.Num > 0 && r.Den > 0 && r.Num <= maxFrameRate*r.Den
}

func newRendition(r media.Rendition, first media.PartID) *millracev1.Rendition {
	return &millracev1.Rendition{
		Name:    r.Name,
		Codec:   string(r.Format()),
		Width:   uint32(r.Width),
		Height:  uint32(r.Height),
		Bitrate: uint32(r.Bitrate),
		First:   newPartID(first),

		FrameRateNum: uint32(r.FrameRate.Num),
		FrameRateDen: uint32(r.FrameRate.Den),
		BitDepth:     uint32(r.BitDepth),
		Cover:        r.Fit == media.FitCover,
	}
}

// ParseLadder checks a ladder and the first part of each of its renditions.
func ParseLadder(ms []*millracev1.Rendition) (media.Ladder, []media.PartID, error) {
	if len(ms) > media.MaxRenditions {
		return nil, nil, Detailf(ErrInvalid, "%d renditions, at most %d", len(ms), media.MaxRenditions)
	}
	var (
		ladder media.Ladder
		first  []media.PartID
	)
	for _, m := range ms {
		id, err := parsePartID(m.GetFirst())
		if err != nil {
			return nil, nil, err
		}
		first = append(first, id)
		var fit media.Fit // the others are settled in the size
		if m.GetCover() {
			fit = media.FitCover
		}
		ladder = append(ladder, media.Rendition{
			Name:    m.GetName(),
			Width:   int(m.GetWidth()),
			Height:  int(m.GetHeight()),
			Bitrate: int(m.GetBitrate()),
			Codec:   media.Codec(m.GetCodec()),

			FrameRate: media.Rational{Num: int(m.GetFrameRateNum()), Den: int(m.GetFrameRateDen())},
			BitDepth:  int(m.GetBitDepth()),
			Fit:       fit,
		})
	}
	if err := ladder.Validate(); err != nil {
		return nil, nil, Detailf(ErrInvalid, "%w", err)
	}
	return ladder, first, nil
}

func newPartID(p media.PartID) *millracev1.PartId {
	return &millracev1.PartId{Segment: uint64(p.Segment), Part: uint32(p.Part)}
}

// PartIDOf is the id of a part that a RequestOrder or ResponseOrder has let pass.
func PartIDOf(m interface{ GetId() *millracev1.PartId }) media.PartID {
	return media.PartID{Segment: media.SegmentSeq(m.GetId().GetSegment()), Part: int(m.GetId().GetPart())}
}

func parsePartID(m *millracev1.PartId) (media.PartID, error) {
	id := media.PartID{Segment: media.SegmentSeq(m.GetSegment()), Part: int(m.GetPart())}
	if m.GetSegment() > uint64(maxTicks) || m.GetPart() >= MaxPartsInSegment {
		return media.PartID{}, Detailf(ErrInvalid, "part id %d.%d", m.GetSegment(), m.GetPart())
	}
	return id, nil
}

// NewSourcePart is the message that carries a part of the source video. It shares p.Data.
func NewSourcePart(p media.Part) *millracev1.TranscodeRequest {
	return &millracev1.TranscodeRequest{Message: &millracev1.TranscodeRequest_Part{Part: &millracev1.SourcePart{
		Id:          newPartID(p.ID),
		Start:       int64(p.Start),
		Duration:    int64(p.Duration),
		Frames:      uint32(p.Frames),
		Independent: p.Independent,
		Last:        p.Last,
		Closed:      p.Closed,
		Data:        p.Data,
	}}}
}

// NewFinish is the last message to a transcoder: no part follows.
func NewFinish() *millracev1.TranscodeRequest {
	return &millracev1.TranscodeRequest{Message: &millracev1.TranscodeRequest_Finish{Finish: &millracev1.Finish{}}}
}

// ParseSourcePart checks every bound of a source part, except what is in its data, which the result shares.
func ParseSourcePart(m *millracev1.SourcePart) (media.Part, error) {
	p, err := parsePart(m)
	p.Closed = err == nil && m.GetClosed()
	return p, err
}

// partMessage is what source and rendition parts have in common.
type partMessage interface {
	GetId() *millracev1.PartId
	GetStart() int64
	GetDuration() int64
	GetFrames() uint32
	GetIndependent() bool
	GetLast() bool
	GetData() []byte
}

func parsePart(m partMessage) (media.Part, error) {
	id, err := parsePartID(m.GetId())
	if err != nil {
		return media.Part{}, err
	}
	p := media.Part{
		ID:          id,
		Start:       media.Ticks(m.GetStart()),
		Duration:    media.Ticks(m.GetDuration()),
		Frames:      int(m.GetFrames()),
		Independent: m.GetIndependent(),
		Last:        m.GetLast(),
		Data:        m.GetData(),
	}
	switch {
	case p.Start < minTicks || p.Start > maxTicks:
		return media.Part{}, Detailf(ErrInvalid, "part %v starts at tick %d", id, int64(p.Start))
	case p.Duration <= 0 || p.Duration > maxPartTicks:
		return media.Part{}, Detailf(ErrInvalid, "part %v lasts %d ticks", id, int64(p.Duration))
	case p.Frames < 1 || p.Frames > MaxPartFrames:
		return media.Part{}, Detailf(ErrInvalid, "part %v has %d frames", id, p.Frames)
	case len(p.Data) == 0 || len(p.Data) > MaxPartBytes:
		return media.Part{}, Detailf(ErrInvalid, "part %v has %d bytes", id, len(p.Data))
	}
	return p, nil
}

// NewRenditionPart is the message that carries a part of a rendition, by its index in the ladder. It shares p.Data.
func NewRenditionPart(rendition int, p media.Part, encode time.Duration) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Part{Part: &millracev1.RenditionPart{
		Rendition:    uint32(rendition),
		Id:           newPartID(p.ID),
		Start:        int64(p.Start),
		Duration:     int64(p.Duration),
		Frames:       uint32(p.Frames),
		Independent:  p.Independent,
		Last:         p.Last,
		Data:         p.Data,
		EncodeMicros: uint32(min(max(encode.Microseconds(), 0), int64(^uint32(0)))),
	}}}
}

// ParseRenditionPart checks every bound of a rendition part of a ladder with that many rungs, except what is in its
// data, which the result shares.
func ParseRenditionPart(m *millracev1.RenditionPart, rungs int) (rendition int, p media.Part, encode time.Duration, err error) {
	if int64(m.GetRendition()) >= int64(rungs) {
		return 0, media.Part{}, 0, Detailf(ErrInvalid, "rendition %d of %d", m.GetRendition(), rungs)
	}
	if p, err = parsePart(m); err != nil {
		return 0, media.Part{}, 0, err
	}
	return int(m.GetRendition()), p, time.Duration(m.GetEncodeMicros()) * time.Microsecond, nil
}

// NewRenditionInit is the message that carries a rendition's init segment.
func NewRenditionInit(rendition int, data []byte) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Init{
		Init: &millracev1.RenditionInit{Rendition: uint32(rendition), Data: data},
	}}
}

// ParseRenditionInit checks the bounds of a rendition's init segment.
func ParseRenditionInit(m *millracev1.RenditionInit, rungs int) (rendition int, data []byte, err error) {
	switch {
	case int64(m.GetRendition()) >= int64(rungs):
		return 0, nil, Detailf(ErrInvalid, "rendition %d of %d", m.GetRendition(), rungs)
	case len(m.GetData()) == 0 || len(m.GetData()) > MaxInitBytes:
		return 0, nil, Detailf(ErrInvalid, "init segment of %d bytes", len(m.GetData()))
	}
	return int(m.GetRendition()), m.GetData(), nil
}

// NewReady says that the encoders are up.
func NewReady(encoder string) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Ready{Ready: &millracev1.Ready{Encoder: encoder}}}
}

// NewFinished says that everything that was asked for has been sent.
func NewFinished() *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Finished{Finished: &millracev1.Finished{}}}
}

// NewFailed ends a session with an error.
func NewFailed(err error) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Failure{Failure: NewFailure(err)}}
}

// NewAccept answers an Offer.
func NewAccept(session string) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Accept{Accept: &millracev1.Accept{Session: session}}}
}
