package wire_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

type request = millracev1.TranscodeRequest

type response = millracev1.TranscodeResponse

func at(segment, index int, independent bool) media.Part {
	p := part()
	p.ID = media.PartID{Segment: media.SegmentSeq(segment), Part: index}
	p.Independent = independent
	return p
}

func TestRequestOrder(t *testing.T) {
	o := open().Request()
	idr := wire.NewSourcePart(at(7, 0, true))
	next := wire.NewSourcePart(at(7, 1, false))
	finish := wire.NewFinish()
	for name, tt := range map[string]struct {
		messages []*request
		refused  bool // the last one is
	}{
		"a session":                  {[]*request{o, idr, next, wire.NewSourcePart(at(8, 0, false)), finish}, false},
		"nothing to do":              {[]*request{o, finish}, false},
		"no open":                    {[]*request{idr}, true},
		"a finish first":             {[]*request{finish}, true},
		"two opens":                  {[]*request{o, o}, true},
		"not an IDR first":           {[]*request{o, next}, true},
		"a part twice":               {[]*request{o, idr, idr}, true},
		"backwards":                  {[]*request{o, idr, next, wire.NewSourcePart(at(6, 9, true))}, true},
		"more after the finish":      {[]*request{o, finish, idr}, true},
		"a bad open":                 {[]*request{{Message: &millracev1.TranscodeRequest_Open{}}}, true},
		"a part without its message": {[]*request{o, {Message: &millracev1.TranscodeRequest_Part{}}}, true},
		"an empty message":           {[]*request{o, {}}, true},
		"no message":                 {[]*request{o, nil}, true},
	} {
		t.Run(name, func(t *testing.T) {
			var order wire.RequestOrder
			for i, m := range tt.messages {
				err := order.Check(m)
				if tt.refused && i == len(tt.messages)-1 {
					require.ErrorIs(t, err, wire.ErrInvalid)
				} else {
					require.NoError(t, err)
				}
			}
			require.Equal(t, tt.messages[len(tt.messages)-1] == finish && !tt.refused, order.Finished() && !tt.refused)
		})
	}
}

func TestResponseOrder(t *testing.T) {
	ready, init, finished := wire.NewReady("libx264"), wire.NewRenditionInit(0, []byte("init")), wire.NewFinished()
	first := wire.NewRenditionPart(0, at(7, 3, true), 0)
	for name, tt := range map[string]struct {
		messages []*response
		refused  bool
	}{
		"a session":               {[]*response{ready, init, first, wire.NewRenditionPart(0, at(7, 4, false), 0), finished}, false},
		"no ready":                {[]*response{init, first, finished}, false},
		"a failure at once":       {[]*response{wire.NewFailed(wire.ErrBusy)}, false},
		"ready twice":             {[]*response{ready, ready}, true},
		"a long encoder name":     {[]*response{wire.NewReady(string(make([]byte, 65)))}, true},
		"init twice":              {[]*response{init, init}, true},
		"part before init":        {[]*response{ready, first}, true},
		"init of another rung":    {[]*response{init, wire.NewRenditionPart(1, at(8, 0, true), 0)}, true},
		"a part twice":            {[]*response{init, first, first}, true},
		"before what was asked":   {[]*response{init, wire.NewRenditionPart(0, at(7, 2, true), 0)}, true},
		"more after finished":     {[]*response{finished, ready}, true},
		"more after failure":      {[]*response{wire.NewFailed(wire.ErrBusy), init}, true},
		"an accept in a session":  {[]*response{wire.NewAccept("s")}, true},
		"an empty message":        {[]*response{{}}, true},
		"an init without message": {[]*response{{Message: &millracev1.TranscodeResponse_Init{}}}, true},
		"a ready without message": {[]*response{{Message: &millracev1.TranscodeResponse_Ready{}}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			order := wire.NewResponseOrder(open())
			for i, m := range tt.messages {
				err := order.Check(m)
				if tt.refused && i == len(tt.messages)-1 {
					require.ErrorIs(t, err, wire.ErrInvalid)
				} else {
					require.NoError(t, err)
				}
			}
		})
	}
}
