package wire

import (
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// RequestOrder checks the requests of one session, each in itself and in its place: Open first, then parts that only
// go forward and begin with an IDR, then Finish. The zero value awaits the Open. It is for one goroutine.
type RequestOrder struct {
	opened, finished, started bool
	last                      media.PartID
}

// Check accepts the next request, or returns an error of kind ErrInvalid.
func (o *RequestOrder) Check(m *millracev1.TranscodeRequest) error {
	if o.finished {
		return Detailf(ErrInvalid, "message after finish")
	}
	switch m := m.GetMessage().(type) {
	case *millracev1.TranscodeRequest_Open:
		if o.opened {
			return Detailf(ErrInvalid, "second open")
		}
		if _, err := ParseOpen(m.Open); err != nil {
			return err
		}
		o.opened = true
	case *millracev1.TranscodeRequest_Part:
		if !o.opened {
			return Detailf(ErrInvalid, "part before open")
		}
		p, err := ParseSourcePart(m.Part)
		if err != nil {
			return err
		}
		switch {
		case !o.started && !p.Independent:
			return Detailf(ErrInvalid, "first part %v does not begin with an IDR", p.ID)
		case o.started && !o.last.Less(p.ID):
			return Detailf(ErrInvalid, "part %v after part %v", p.ID, o.last)
		}
		o.started, o.last = true, p.ID
	case *millracev1.TranscodeRequest_Finish:
		if !o.opened {
			return Detailf(ErrInvalid, "finish before open")
		}
		o.finished = true
	default:
		return Detailf(ErrInvalid, "unknown request")
	}
	return nil
}

// Finished says whether the Finish has passed.
func (o *RequestOrder) Finished() bool { return o.finished }

// ResponseOrder checks the responses of one session, each in itself and in its place: Ready once, per rendition an
// init segment and then parts that only go forward from the first that was asked for, then Finished or Failure. It
// is for one goroutine.
type ResponseOrder struct {
	first       []media.PartID
	ready, over bool
	rungs       []rungOrder
}

type rungOrder struct {
	init, started bool
	last          media.PartID
}

// NewResponseOrder checks the responses to open.
func NewResponseOrder(open Open) *ResponseOrder {
	return &ResponseOrder{first: open.First, rungs: make([]rungOrder, len(open.Ladder))}
}

// Check accepts the next response, or returns an error of kind ErrInvalid.
func (o *ResponseOrder) Check(m *millracev1.TranscodeResponse) error {
	if o.over {
		return Detailf(ErrInvalid, "message after the end")
	}
	switch m := m.GetMessage().(type) {
	case *millracev1.TranscodeResponse_Ready:
		if o.ready {
			return Detailf(ErrInvalid, "second ready")
		}
		if len(m.Ready.GetEncoder()) > MaxSessionBytes {
			return Detailf(ErrInvalid, "encoder name of %d bytes", len(m.Ready.GetEncoder()))
		}
		o.ready = true
	case *millracev1.TranscodeResponse_Init:
		i, _, err := ParseRenditionInit(m.Init, len(o.rungs))
		if err != nil {
			return err
		}
		if o.rungs[i].init {
			return Detailf(ErrInvalid, "second init segment of rendition %d", i)
		}
		o.rungs[i].init = true
	case *millracev1.TranscodeResponse_Part:
		return o.checkPart(m.Part)
	case *millracev1.TranscodeResponse_Finished, *millracev1.TranscodeResponse_Failure:
		o.over = true
	default:
		return Detailf(ErrInvalid, "unknown response")
	}
	return nil
}

func (o *ResponseOrder) checkPart(m *millracev1.RenditionPart) error {
	i, p, _, err := ParseRenditionPart(m, len(o.rungs))
	if err != nil {
		return err
	}
	rung := &o.rungs[i]
	switch {
	case !rung.init:
		return Detailf(ErrInvalid, "part %v of rendition %d before its init segment", p.ID, i)
	case rung.started && !rung.last.Less(p.ID):
		return Detailf(ErrInvalid, "part %v after part %v of rendition %d", p.ID, rung.last, i)
	case i < len(o.first) && p.ID.Less(o.first[i]):
		return Detailf(ErrInvalid, "part %v of rendition %d, asked from %v", p.ID, i, o.first[i])
	}
	rung.started, rung.last = true, p.ID
	return nil
}

// Over says whether Finished or Failure has passed.
func (o *ResponseOrder) Over() bool { return o.over }
