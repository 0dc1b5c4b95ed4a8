package media_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

func TestValidateCaptions(t *testing.T) {
	many := func(n int) (list []media.CaptionTrack) {
		for i := range n {
			list = append(list, media.CaptionTrack{ID: "t" + strconv.Itoa(i)})
		}
		return list
	}
	for name, tt := range map[string]struct {
		tracks []media.CaptionTrack
		want   string // of the error; "": none
	}{
		"none":                  {nil, ""},
		"of all kinds":          {[]media.CaptionTrack{{ID: "CC1", Default: true}, {ID: "SERVICE63", Language: "es-419"}, {ID: "de", Name: "Für Gehörlose", Language: "de", Default: true}}, ""},
		"no ID":                 {[]media.CaptionTrack{{}}, `id ""`},
		"no such channel":       {[]media.CaptionTrack{{ID: "CC5"}}, `id "CC5"`},
		"no such service":       {[]media.CaptionTrack{{ID: "SERVICE64"}}, `id "SERVICE64"`},
		"a path":                {[]media.CaptionTrack{{ID: "../x"}}, `id "../x"`},
		"twice":                 {[]media.CaptionTrack{{ID: "de"}, {ID: "de"}}, "de is there twice"},
		"two defaults":          {[]media.CaptionTrack{{ID: "de", Default: true}, {ID: "en", Default: true}}, "en is a second default"},
		"a language in words":   {[]media.CaptionTrack{{ID: "de", Language: "German language"}}, "language"},
		"a name that is quoted": {[]media.CaptionTrack{{ID: "de", Name: `"`}}, "no quotes"},
		"a long name":           {[]media.CaptionTrack{{ID: "de", Name: strings.Repeat("x", 65)}}, "up to 64 bytes"},
		"many":                  {many(9), "up to 8 of WebVTT"},
		"very many":             {many(25), "up to 24"},
	} {
		t.Run(name, func(t *testing.T) {
			err := media.ValidateCaptions(tt.tracks)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, media.ErrCaptions)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
