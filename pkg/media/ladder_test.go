package media_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

func TestLadder_WithSourceSize(t *testing.T) {
	for name, tt := range map[string]struct {
		ladder        media.Ladder
		width, height int
		want          media.Rendition // zero: none
	}{
		"full HD":      {nil, 1920, 1080, media.Rendition{Name: "1080p", Width: 1920, Height: 1080, Bitrate: 5_000_000}},
		"portrait":     {nil, 1080, 1920, media.Rendition{Name: "1080p", Width: 1080, Height: 1920, Bitrate: 5_000_000}},
		"4K":           {nil, 3840, 2160, media.Rendition{Name: "2160p", Width: 3840, Height: 2160, Bitrate: 14_142_000}},
		"odd":          {nil, 321, 241, media.Rendition{Name: "240p", Width: 320, Height: 240, Bitrate: 422_000}},
		"a taken name": {media.Ladder{{Name: "720p", Width: 854, Height: 480, Bitrate: 1_000_000}}, 1280, 720, media.Rendition{Name: "full", Width: 1280, Height: 720, Bitrate: 2_721_000}},
		"tiny":         {nil, 16, 16, media.Rendition{}},
		"huge":         {nil, 10_000, 100, media.Rendition{}},
		"a full one":   {make(media.Ladder, media.MaxRenditions), 1920, 1080, media.Rendition{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := tt.ladder.WithSourceSize(tt.width, tt.height)
			if tt.want == (media.Rendition{}) {
				require.Equal(t, tt.ladder, got)
				return
			}
			tt.want.Codec = media.CodecH264
			require.Equal(t, append(media.Ladder{tt.want}, tt.ladder...), got)
			require.NoError(t, got.Validate())
		})
	}
}
