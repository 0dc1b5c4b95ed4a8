package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// cases say by which tests the cases are covered that a live transcoder meets: a folder and a test of it, with the subtest behind a
// slash as it stands in the source. Those of a GPU are skipped where there is none, and say so; what only a long run can show is longer
// in make test-slow. Padding is not offered, and data beside pictures and sound (SCTE-35, ID3) is not carried, so there is no test of those.
var cases = []struct {
	what  string
	tests []string
}{
	{"odd, square and portrait pictures, and the narrowest", []string{
		"transcoder/pipeline TestSession/size that is no multiple of 2", "transcoder/pipeline TestSession/square", "transcoder/pipeline TestSession/portrait",
		"transcoder/pipeline TestSession/very narrow", "pkg/media TestFit/too narrow",
	}},
	{"sizes: fitted, exact, cropped, larger than the source; the shape of pixels", []string{
		"pkg/media TestFit", "transcoder/pipeline TestSession_cover", "transcoder/pipeline TestSession_pixelShape", "transcoder/pipeline TestSession/larger than the source", ". TestLadder",
	}},
	{"frame rates of 1000/1001, and every frame of an hour", []string{
		"transcoder/pipeline TestSession/30000/1001", "transcoder/pipeline TestSession/24000/1001", "transcoder/pipeline TestSession_long", "broadcaster/segmenter TestSegmenter/59.94",
	}},
	{"fewer frames a second, across segments", []string{"transcoder/pipeline TestSession_frameRates", "transcoder/pipeline TestSession_frameRates_takeOver", "pkg/media TestDecimator"}},
	{"a variable frame rate", []string{"transcoder/pipeline TestSession/frame dropped now and then", "transcoder/pipeline TestSession_defects/frames at odd times"}},
	{"times that alternate", []string{"transcoder/pipeline TestSession_defects/segments whose times alternate", "broadcaster/ingest/push TestRestartedTimestamps"}},
	{"short segments", []string{"transcoder/pipeline TestSession/segments of a few frames", "transcoder/pipeline TestSession_defects/one frame a segment"}},
	{"consecutive files of MP4", []string{"broadcaster/ingest/push TestOneFileOverAndOver", "broadcaster/ingest/push TestInitSegmentComesLate"}},
	{"no keyframe", []string{"transcoder/pipeline TestSession_defects/the first keyframe missing", "transcoder/pipeline TestSession/segments without IDR", "broadcaster TestLongGOPs"}},
	{"no PTS, no DTS", []string{
		"transcoder/pipeline TestSession_defects/no DTS", "transcoder/pipeline TestSession_defects/no SEI, and pictures without a time", "broadcaster/ingest/push TestTimesAreMadeOfTheOrder",
	}},
	{"no frame", []string{"transcoder/pipeline TestSession_defects/a video track without a picture", "transcoder/pipeline TestSession_defects/a part without a frame"}},
	{"a segment missing", []string{"transcoder/pipeline TestSession_missing", "transcoder/pipeline TestSession_defects/a segment missing"}},
	{"transport streams cut off, with lost or doubled packets, noise, flipped bits, another program map", []string{
		"transcoder/pipeline TestSession_defects/the end is missing", "transcoder/pipeline TestSession_defects/packets lost", "transcoder/pipeline TestSession_defects/packets twice",
		"transcoder/pipeline TestSession_defects/noise between packets", "transcoder/pipeline TestSession_defects/bits flipped in packets", "transcoder/pipeline TestSession_defects/another program map",
		"transcoder/mediachild TestDamage", "broadcaster/ingest/push FuzzBody",
	}},
	{"SEI messages that are damaged or misplaced", []string{"transcoder/pipeline TestSession_damagedMessages", "pkg/sei TestClean", "pkg/sei FuzzClean"}},
	{"sound alone, from the start or between", []string{"broadcaster/segmenter TestSegmenter_audio_tracks_alone", "broadcaster TestAudioTracksAlone", "broadcaster TestSoundPauses"}},
	{"sound that jumps or repeats, another sample rate, several tracks", []string{
		"transcoder/pipeline TestAudio_gaps/a jump", "transcoder/pipeline TestAudio_gaps/times that repeat", "transcoder/pipeline TestAudio_formatChanges",
		"broadcaster TestMidStreamChanges/sample rate", "broadcaster TestAudioTracks",
	}},
	{"sound in step with the picture", []string{". TestAudioCodecs", ". TestPushedCodecs"}},
	{"rotation", []string{
		"transcoder/pipeline TestSession_orientation", "transcoder/pipeline TestGPU_orientation", "pkg/fmp4 TestOrientation", "broadcaster/ingest/push TestOrientation",
		"broadcaster/ingest/rtmp TestOrientation", ". TestTurnedSource",
	}},
	{"another picture size or pixel format in the middle", []string{
		"transcoder/pipeline TestSession_defects/another size", "transcoder/pipeline TestSession_defects/another pixel format", "transcoder/pipeline TestSession_changes",
		"transcoder/pipeline TestGPU_sizeChanges", "broadcaster TestMidStreamChanges/picture size",
	}},
	{"B-frames, and times that never overlap", []string{
		"transcoder/pipeline TestSession/B-frames", "transcoder/pipeline TestSession/B-frame pyramid", "transcoder/pipeline TestSession/B-frames, open GOP", "transcoder/pipeline TestGPU_session",
	}},
	{"33 bits of time run over", []string{"transcoder/pipeline TestSession_defects/33 bits of time run over"}},
	{"interlaced pictures", []string{"transcoder/pipeline TestSession_interlaced"}},
	{"a day; memory, descriptors, and memory of a GPU", []string{
		"transcoder/pipeline TestSession_soak", "transcoder/pipeline TestSession_memoryOverSessions", "transcoder/pipeline TestGPU_memory",
	}},
	{"a GPU that is lost, sick or hot; a child that crashes", []string{
		"transcoder/gpu TestWatch", "transcoder/gpu TestWell", "transcoder/gpu TestPool", "transcoder/mediachild TestChild_gpuIsGone", "transcoder/mediachild TestChild_killed",
		"orchestrator/registry TestResting", "transcoder/pipeline TestGPU_damage",
	}},
	{"an orchestrator, a transcoder or a child that dies, a transcoder that is restarted, in front of viewers", []string{". TestNetwork/transcoder told to stop", "transcoder/agent TestDrain"}},
	{"more sessions than cores", []string{"transcoder/pipeline TestSession_manyAtOnce", "transcoder/bench TestRun"}},
	{"HEVC, AV1, VP9, 10 bits, high dynamic range", []string{
		"transcoder/pipeline TestSession_codecs", "transcoder/pipeline TestSession_codecs_highDynamicRange", "transcoder/pipeline TestSession_toneMapped", "transcoder/pipeline TestSession_VP9",
		". TestAV1", "transcoder/pipeline TestSession/AV1 of 10 bit at 29.97", "transcoder/pipeline TestSession_colours",
	}},
	{"captions", []string{"transcoder/pipeline TestSession_captions", "transcoder/pipeline TestSession_captions_frameRates"}},
	{"borders of segments: quality, IDRs alike on every rung", []string{"transcoder/pipeline TestSession_boundaries", "transcoder/pipeline TestSession", "transcoder/pipeline TestSession_takeOver"}},
	{"parts, in LL-HLS", []string{"transcoder/pipeline TestSession_partAtOnce", "transcoder/pipeline TestSession_closedParts", "broadcaster/origin TestConformance", ". TestHLSCheck"}},
	{"real clips that upset others", []string{". TestBrokenClips", "broadcaster/ingest/push TestBrokenClips"}},
}

// TestCases: the tests that cover a case are there.
func TestCases(t *testing.T) {
	sources := map[string]string{}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			for _, test := range c.tests {
				folder, name, _ := strings.Cut(test, " ")
				name, sub, _ := strings.Cut(name, "/")
				if sources[folder] == "" {
					sources[folder] = testSource(t, folder)
				}
				require.Regexp(t, `func `+regexp.QuoteMeta(name)+`\(`, sources[folder], test)
				if sub != "" {
					require.Regexp(t, `"`+regexp.QuoteMeta(sub)+`"`, sources[folder], test)
				}
			}
		})
	}
}

// testSource is the text of a folder's tests.
func testSource(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	require.NoError(t, err)
	var text strings.Builder
	for _, f := range files {
		if f == "cases_test.go" {
			continue
		}
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		text.Write(b)
	}
	return text.String()
}
