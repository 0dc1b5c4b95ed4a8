package pipeline

import (
	"cmp"
	"slices"

	"github.com/millrace/millrace/pkg/media"
)

// cascade arranges a ladder as a tree: each rung hangs below the smallest one that is no smaller than itself in
// either direction and of the same bit depth, and below the source where there is none or where that one lacks part of the picture. Scaling from a near size costs less than scaling from
// the source. all has parents before children.
func cascade(cfg Config) (all, roots []*rung) {
	for i, r := range cfg.Ladder {
		all = append(all, &rung{index: i, encoding: encoding{Rendition: r.Rendition, cores: cfg.Cores}, first: r.First, thin: media.Decimator{Rate: r.FrameRate}, own: 1 << i, wants: 1 << i, in: make(chan item, queueLen)})
	}
	slices.SortStableFunc(all, func(a, b *rung) int {
		return cmp.Compare(b.encoding.Width*b.encoding.Height, a.encoding.Width*a.encoding.Height)
	})
	for i, r := range all {
		for j := i - 1; j >= 0; j-- {
			if p := all[j]; p.encoding.Width >= r.encoding.Width && p.encoding.Height >= r.encoding.Height && p.encoding.Depth() == r.encoding.Depth() && p.encoding.Fit != media.FitCover && !enlarged(p, cfg) {
				r.parent = p
				p.children = append(p.children, r)
				break
			}
		}
		if r.parent == nil {
			roots = append(roots, r)
		}
		for p := r.parent; p != nil; p = p.parent {
			p.wants |= r.own
		}
	}
	return all, roots
}

// enlarged says that a rung is larger than the source: what is scaled from it would have lost what the source has.
func enlarged(r *rung, cfg Config) bool {
	width, height := cfg.Source.Shown()
	return r.encoding.Width > width || r.encoding.Height > height
}
