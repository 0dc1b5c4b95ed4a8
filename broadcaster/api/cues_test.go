package api_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/id3"
	"github.com/millrace/millrace/pkg/scte35"
)

// cues takes what is said, and remembers it.
type cues struct {
	err    error
	stream string
	at     time.Time
	frames []id3.Frame
	ranges []hls.DateRange
}

func (c *cues) Metadata(stream string, at time.Time, frames []id3.Frame) (api.Moment, error) {
	c.stream, c.at, c.frames = stream, at, frames
	return api.Moment{Time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), MediaTime: 7.5}, c.err
}

func withCues(t *testing.T, c api.Cues) chi.Router {
	t.Helper()
	a, err := api.New(api.Config{Token: apiToken}, api.Deps{Network: &network{}, Registrar: registry(t), Cues: c})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	return r
}

func TestMetadata(t *testing.T) {
	c := &cues{}
	r := withCues(t, c)
	w := ask(r, "POST", "/api/v1/streams/show/metadata", `{"at":"2026-03-01T12:00:00Z","frames":[
		{"type":"TXXX","description":"score","json":{"home": 2, "away": [1]}}, {"type":"TXXX","value":"é"}, {"type":"PRIV","owner":"https://a.example","data":"AP8="}]}`)
	require.Equal(t, 200, w.Code, w.Body)
	require.JSONEq(t, `{"time":"2026-03-01T12:00:00Z","media_time":7.5}`, w.Body.String())
	require.Equal(t, &cues{stream: "show", at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), frames: []id3.Frame{
		{Kind: "TXXX", Name: "score", Value: []byte(`{"home":2,"away":[1]}`)}, {Kind: "TXXX", Value: []byte("é")}, {Kind: "PRIV", Name: "https://a.example", Value: []byte{0, 255}},
	}}, c)
	require.Equal(t, 200, ask(r, "POST", "/api/v1/streams/show/metadata", `{"frames":[{"type":"TXXX"}]}`).Code)
	require.Zero(t, c.at, "now")
}

func TestMetadata_refuses(t *testing.T) {
	for name, tt := range map[string]struct {
		body   string
		err    error
		status int
		code   string
	}{
		"nothing":            {`{}`, nil, 400, "invalid"},
		"another type":       {`{"frames":[{"type":"APIC"}]}`, nil, 400, "invalid"},
		"text with an owner": {`{"frames":[{"type":"TXXX","owner":"a"}]}`, nil, 400, "invalid"},
		"bytes with a value": {`{"frames":[{"type":"PRIV","value":"a"}]}`, nil, 400, "invalid"},
		"value and JSON":     {`{"frames":[{"type":"TXXX","value":"a","json":{}}]}`, nil, 400, "invalid"},
		"zero in a text":     {`{"frames":[{"type":"TXXX","value":"\u0000"}]}`, nil, 400, "invalid"},
		"no time":            {`{"at":"now","frames":[{"type":"TXXX"}]}`, nil, 400, "invalid"},
		"no such stream":     {`{"frames":[{"type":"TXXX"}]}`, api.ErrNotLive, 404, "not_found"},
		"over":               {`{"frames":[{"type":"TXXX"}]}`, origin.ErrEnded, 404, "not_found"},
		"too large":          {`{"frames":[{"type":"TXXX"}]}`, origin.ErrTag, 413, "too_large"},
		"past":               {`{"frames":[{"type":"TXXX"}]}`, origin.ErrTagPast, 422, "time"},
		"ahead":              {`{"frames":[{"type":"TXXX"}]}`, fmt.Errorf("x: %w", origin.ErrTagAhead), 422, "time"},
		"too many":           {`{"frames":[{"type":"TXXX"}]}`, origin.ErrTagRate, 429, "too_many"},
		"anything else":      {`{"frames":[{"type":"TXXX"}]}`, errors.New("secret"), 500, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(withCues(t, &cues{err: tt.err}), "POST", "/api/v1/streams/show/metadata", tt.body)
			require.Equal(t, tt.status, w.Code, w.Body)
			require.Contains(t, w.Body.String(), `"code":"`+tt.code+`"`)
			require.NotContains(t, w.Body.String(), "secret")
		})
	}
	require.Equal(t, 404, ask(withCues(t, nil), "POST", "/api/v1/streams/show/metadata", `{"frames":[{"type":"TXXX"}]}`).Code)
	require.Equal(t, 401, call(withCues(t, &cues{}), "POST", "/api/v1/streams/show/metadata").Code)
}

func (c *cues) DateRange(stream string, r hls.DateRange) (hls.DateRange, error) {
	c.stream, c.ranges = stream, append(c.ranges, r)
	if c.err != nil {
		return hls.DateRange{}, c.err
	}
	all := c.ranges[0]
	for _, later := range c.ranges[1:] {
		var err error
		if all, err = all.Merge(later); err != nil {
			return hls.DateRange{}, err
		}
	}
	return all, nil
}

func TestDateRanges(t *testing.T) {
	r := withCues(t, &cues{})
	section := base64.StdEncoding.EncodeToString(scte35.Append(nil, scte35.Section{}, 0))
	w := ask(r, "POST", "/api/v1/streams/show/dateranges", `{"id":"ad-1","class":"com.example.ad","start":"2026-03-01T12:00:00Z","planned_duration":30,
		"attributes":{"X-URL":"https://a.example","X-N":1.5},"scte35_out":"`+section+`"}`)
	require.Equal(t, 200, w.Code, w.Body)
	w = ask(r, "POST", "/api/v1/streams/show/dateranges", `{"id":"ad-1","duration":29.97,"scte35_in":"`+section+`"}`)
	require.Equal(t, 200, w.Code, w.Body)
	require.JSONEq(t, `{"id":"ad-1","class":"com.example.ad","start":"2026-03-01T12:00:00Z","planned_duration":30,"duration":29.97,
		"attributes":{"X-URL":"https://a.example","X-N":1.5},"scte35_out":"`+section+`","scte35_in":"`+section+`"}`, w.Body.String())
	require.Equal(t, 409, ask(r, "POST", "/api/v1/streams/show/dateranges", `{"id":"ad-1","duration":30}`).Code)
	for name, tt := range map[string]struct {
		body   string
		err    error
		status int
		code   string
	}{
		"no id":             {`{}`, nil, 400, "invalid"},
		"negative":          {`{"id":"a","duration":-1}`, nil, 400, "invalid"},
		"endless":           {`{"id":"a","planned_duration":1e9}`, nil, 400, "invalid"},
		"reserved":          {`{"id":"a","attributes":{"SCTE35-OUT":"0xFC"}}`, nil, 400, "invalid"},
		"list":              {`{"id":"a","attributes":{"X-A":[]}}`, nil, 400, "invalid"},
		"no section":        {`{"id":"a","scte35_cmd":"/DA="}`, nil, 400, "invalid"},
		"empty section":     {`{"id":"a","scte35_cmd":""}`, nil, 400, "invalid"},
		"quote":             {`{"id":"a","attributes":{"X-A":"\""}}`, nil, 400, "invalid"},
		"not what it is":    {`{"id":"a"}`, hls.ErrDateRange, 400, "invalid"},
		"another than said": {`{"id":"a"}`, hls.ErrRangeChanged, 409, "changed"},
		"past":              {`{"id":"a"}`, origin.ErrRangePast, 422, "time"},
		"ahead":             {`{"id":"a"}`, origin.ErrRangeAhead, 422, "time"},
		"too many":          {`{"id":"a"}`, origin.ErrRangesFull, 429, "too_many"},
		"no such stream":    {`{"id":"a"}`, api.ErrNotLive, 404, "not_found"},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(withCues(t, &cues{err: tt.err}), "POST", "/api/v1/streams/show/dateranges", tt.body)
			require.Equal(t, tt.status, w.Code, w.Body)
			require.Contains(t, w.Body.String(), `"code":"`+tt.code+`"`)
		})
	}
	require.Equal(t, 404, ask(withCues(t, nil), "POST", "/api/v1/streams/show/dateranges", `{"id":"a"}`).Code)
}
