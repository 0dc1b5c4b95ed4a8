package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// A clip is cut into parts that a session takes: half a second each, none across an IDR frame, and every frame once.
func TestCutClip(t *testing.T) {
	s, err := cutClip(testmedia.FLV(t, testmedia.Spec{Seconds: 5, GOP: 40}))
	require.NoError(t, err)
	require.Equal(t, 320, s.format.Width)
	var frames []int
	at := media.Ticks(0)
	for i, p := range s.parts {
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		require.Len(t, frag.Samples, p.Frames)
		require.Equal(t, at, p.Start)
		require.Equal(t, p.ID.Part == 0, p.Independent)
		require.True(t, i == 0 || s.parts[i-1].ID.Less(p.ID))
		frames, at = append(frames, p.Frames), p.End()
	}
	require.Equal(t, []int{15, 15, 10, 15, 15, 10, 15, 15, 10, 15, 15}, frames)
	require.True(t, s.parts[2].Last)

	_, err = cutClip(testmedia.FLV(t, testmedia.Spec{BFrames: 2}))
	require.ErrorContains(t, err, "B-frames")
	_, err = cutClip(testmedia.FLV(t, testmedia.Spec{NoVideo: true, Audio: 48000}))
	require.ErrorContains(t, err, "no video")
}

// The table says which targets are met.
func TestSessionFigures(t *testing.T) {
	met := &sessionFigures{
		CPU: 10.2, FFmpegCPU: 10, Peak: 200 << 20, FFmpegPeak: 100 << 20, Loss: 0.0005, LossAt: "720p", FirstRung: 220, FirstPart: 390,
		SmallCPU: 5, SmallFFmpegCPU: 5, SmallWall: 3, SmallFFmpeg: 3, Spread: 1.05, SpreadFFmpeg: 1.2, Resume: 1.4, ResumeAt: "480p",
	}
	missed := &sessionFigures{
		CPU: 10.4, FFmpegCPU: 10, Peak: 230 << 20, Loss: 0.002, FirstRung: 401, FirstPart: 410, SmallCPU: 5.2, SmallFFmpegCPU: 5, SmallWall: 3, SmallFFmpeg: 3, Spread: 1.2, Resume: 1.6,
	}
	for verdict, f := range map[string]*sessionFigures{"yes": met, "no": missed} {
		tables := f.tables(2)
		require.Len(t, tables, 2)
		for _, row := range tables[0].rows {
			require.Len(t, row, len(tables[0].head))
		}
		require.Len(t, tables[1].rows, 8)
		for _, row := range tables[1].rows {
			require.Equal(t, verdict, row[2], row[0])
		}
	}
	require.Error(t, killBusiest(&network{}))
	late := []time.Duration{900, 100, 110, 100, 100, 600}
	for i := range late {
		late[i] *= time.Millisecond
	}
	require.InDelta(t, 1, setback(late), 0.001, "half a second, which is a part")
}
