package push

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"time"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/mpegts"
)

const multipartMixed = "multipart/mixed"

// renditions answers with what was made of a segment: a part for each rung, in the container of the request (MP4 if it is not of H.264). Each has
// the segment's sound. Transport streams are on the segment's clock, MP4 is on the stream's timeline.
func (s *Server) renditions(w http.ResponseWriter, r *http.Request, name fileName, res result) error {
	var made []ingest.Rendition
	if res.made != nil {
		ctx, cancel := context.WithTimeout(r.Context(), s.cfg.RenditionWait)
		defer cancel()
		var err error
		if made, err = res.made.Renditions(ctx); err != nil {
			return err
		}
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for _, m := range made {
		contentType, ext, pack := "video/mp2t", "ts", packTS
		if name.mp4 || m.Format.Codec != media.CodecH264 { // few readers of transport streams know HEVC in them
			contentType, ext, pack = "video/mp4", "mp4", packMP4
		}
		data, err := pack(m, res)
		if err != nil {
			return sinkError{fmt.Errorf("rendition %s: %w", m.Name, err)}
		}
		part, err := parts.CreatePart(textproto.MIMEHeader{
			"Content-Type":        {contentType},
			"Content-Length":      {strconv.Itoa(len(data))},
			"Content-Disposition": {fmt.Sprintf("attachment; filename=%q", fmt.Sprintf("%s_%d.%s", m.Name, name.seq, ext))},
			"Rendition-Name":      {m.Name},
		})
		if err != nil {
			return err
		}
		if _, err := part.Write(data); err != nil {
			return err
		}
	}
	if err := parts.Close(); err != nil {
		return err
	}
	if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(s.cfg.BodyTimeout)); err != nil {
		return err
	}
	w.Header().Set("Content-Type", multipartMixed+"; boundary="+parts.Boundary())
	w.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	_, _ = w.Write(body.Bytes()) // a client that has gone asks again
	return nil
}

// packMP4 is a rendition as a fragmented file: its parts, and one more for the sound.
func packMP4(m ingest.Rendition, res result) ([]byte, error) {
	start, sound := soundSamples(res, m.Shift)
	out := bytes.Clone(m.Init)
	if len(sound) > 0 {
		init, err := fmp4.MovieInit(m.Format, res.audio)
		if err != nil {
			return nil, err
		}
		out = init
	}
	for _, p := range m.Parts {
		out = append(out, p.Data...)
	}
	for seq := uint32(len(m.Parts)); len(sound) > 0; {
		n := min(len(sound), fmp4.MaxSamples)
		seq++
		out = append(out, fmp4.MarshalAudioPart(seq, start, sound[:n])...)
		for _, s := range sound[:n] {
			start += s.Duration
		}
		sound = sound[n:]
	}
	return out, nil
}

// soundSamples are the segment's sound, moved by a shift, in its own timescale. What comes to lie before 0 is left out.
func soundSamples(res result, shift media.Ticks) (start int64, out []fmp4.Sample) {
	rate := media.Ticks(res.audio.SampleRate)
	at := func(u media.AccessUnit) int64 {
		seconds, rest := (u.PTS+shift)/media.ClockRate, (u.PTS+shift)%media.ClockRate
		return int64(seconds*rate + (rest*rate+media.ClockRate/2)/media.ClockRate)
	}
	for i, u := range res.sound {
		if u.PTS+shift < 0 {
			continue
		}
		if len(out) == 0 {
			start = at(u)
		}
		duration := int64(codec.Samples(res.audio.Codec, u.Payload))
		if i+1 < len(res.sound) {
			duration = min(max(at(res.sound[i+1])-at(u), 0), math.MaxUint32)
		}
		out = append(out, fmp4.Sample{Duration: duration, Key: true, Data: u.Payload})
	}
	return start, out
}

// packTS is a rendition as a transport stream.
func packTS(m ingest.Rendition, res result) ([]byte, error) {
	var audio *media.AudioFormat
	if len(res.sound) > 0 {
		audio = &res.audio
	}
	w, err := mpegts.NewWriter(m.Format, audio)
	if err != nil {
		return nil, err
	}
	var pictures []media.AccessUnit
	for _, p := range m.Parts {
		f, err := fmp4.ParsePart(p.Data)
		if err != nil {
			return nil, err
		}
		at := media.Ticks(f.Start) - m.Shift + res.shift
		for _, sample := range f.Samples {
			pictures = append(pictures, media.AccessUnit{PTS: at + media.Ticks(sample.Offset), DTS: at, Payload: sample.Data})
			at += media.Ticks(sample.Duration)
		}
	}
	sound := slices.Clone(res.sound)
	for i := range sound {
		sound[i].PTS += res.shift
		sound[i].DTS += res.shift
	}
	if err := w.Interleave(pictures, sound); err != nil {
		return nil, err
	}
	return w.Bytes(), nil
}
