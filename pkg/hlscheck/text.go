package hlscheck

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/millrace/millrace/pkg/hls/conformance"
)

// Write prints the report for people: what is broken, and on request also what is not.
func (r *Report) Write(w io.Writer, all bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	kind := "on demand"
	if r.Live {
		kind = "live"
	}
	if r.LowLatency {
		kind += ", low latency"
	}
	fmt.Fprintf(t, "%s (%s)\n%d playlists in %d versions, %d segments and %d parts in %.0f s\n\n", r.URL, kind, len(r.Playlists), r.Versions, r.Segments, r.Parts, r.Seconds)
	counts := make(map[Verdict]int)
	optional := 0
	for _, f := range r.Findings {
		counts[f.Verdict]++
		if f.Verdict == Broken && f.Level == conformance.Should {
			optional++
		}
		if f.Verdict != Broken && !all {
			continue
		}
		verdict := string(f.Verdict)
		if f.Verdict == Broken {
			verdict = strings.ToUpper(verdict)
		}
		times := fmt.Sprintf("%d checks", f.Checks)
		if f.Failures > 0 {
			times = fmt.Sprintf("%d of %d", f.Failures, f.Checks)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s: %s\n", verdict, f.Rule, f.Level, times, f.Section, f.Text)
		for _, e := range f.Evidence {
			fmt.Fprintf(t, "    %s\n", e)
		}
	}
	fmt.Fprintf(t, "%d rules kept, %d broken (%d of them only advice), %d not put to the test\n", counts[Kept], counts[Broken], optional, counts[Unseen])
	return t.Flush()
}
