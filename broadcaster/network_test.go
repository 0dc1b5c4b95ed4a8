package broadcaster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// TestRendition: a rung is missing where something is known to be wrong, and before anything was made of it.
func TestRendition(t *testing.T) {
	started := origin.RenditionStatus{Started: true, Last: media.PartID{Segment: 7, Part: 2}, Lag: 1500 * time.Millisecond}
	for name, test := range map[string]struct {
		made    map[string]origin.RenditionStatus
		problem string
		want    api.Rendition
	}{
		"made":          {map[string]origin.RenditionStatus{"av1": started}, "", api.Rendition{LastPart: "7.2", LagSeconds: 1.5}},
		"not yet":       {nil, "", api.Rendition{Missing: true}},
		"never":         {nil, "nobody encodes it", api.Rendition{Missing: true, MissingReason: "nobody encodes it"}},
		"no more of it": {map[string]origin.RenditionStatus{"av1": started}, "late", api.Rendition{LastPart: "7.2", LagSeconds: 1.5, Missing: true, MissingReason: "late"}},
	} {
		t.Run(name, func(t *testing.T) {
			test.want.Name = "av1"
			require.Equal(t, test.want, rendition(media.Rendition{Name: "av1"}, test.made, test.problem))
		})
	}
}
