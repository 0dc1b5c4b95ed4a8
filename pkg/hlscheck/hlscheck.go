// Package hlscheck checks an HLS stream as its viewers get it: playlists over time, media, and the HTTP around them. The
// rules are those of pkg/hls/conformance.
//
// It plays the part of several players at once: it follows every media playlist of a stream, blocks where the server lets
// it, fetches each new part and segment once and again before it may go, and asks for things that players ask for
// rarely. It promises to end in time and to bound what it keeps, whatever the server sends; that a rule is reported as kept only if it
// was applied; and that nothing it reports depends on the server being Millrace.
package hlscheck

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/hls/conformance"
)

// DefaultFor is how long a live stream is followed.
const DefaultFor = 30 * time.Second

// Bounds of a check.
const (
	MaxFor        = 24 * time.Hour
	maxRenditions = 16
	maxPlaylist   = 8 << 20  // bytes
	maxMedia      = 64 << 20 // bytes
	maxVersions   = 8192     // of a playlist; those in between are dropped when there are more
	firstSegments = 6        // of a live playlist's first version are fetched
	maxSegments   = 512      // of a playlist that does not grow are fetched
	maxEvidence   = 5        // of a rule
	startPatience = 10 * time.Second
)

var (
	// ErrURL: what is to be checked is not an http or https URL.
	ErrURL = errors.New("not an http or https URL")
	// ErrUnreachable is wrapped by why there was nothing to check.
	ErrUnreachable = errors.New("nothing to check")
)

// Config says what to check.
type Config struct {
	URL string        // of a multivariant or media playlist, http or https
	For time.Duration // how long a live stream is followed; default DefaultFor
	TLS *tls.Config   // default: the system's roots
	// Dial connects to a server, as http.Transport has it. Default: as the system does.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Verdict is what became of a rule.
type Verdict string

// The verdicts.
const (
	Kept   Verdict = "kept"
	Broken Verdict = "broken"
	Unseen Verdict = "unseen" // nothing came up that it is about
)

// Finding is a rule with its verdict.
type Finding struct {
	Rule     conformance.Rule  `json:"rule"`
	Level    conformance.Level `json:"level"`
	Section  string            `json:"section"`
	Text     string            `json:"text"`
	Verdict  Verdict           `json:"verdict"`
	Checks   int               `json:"checks"` // how often it was applied
	Failures int               `json:"failures"`
	Evidence []string          `json:"evidence,omitempty"` // of the first failures
}

// Report is what was found.
type Report struct {
	URL        string    `json:"url"`
	Start      time.Time `json:"start"`
	Seconds    float64   `json:"seconds"`
	Live       bool      `json:"live"` // it had not ended when it was first seen
	Ended      bool      `json:"ended"`
	LowLatency bool      `json:"low_latency"`
	Playlists  []string  `json:"playlists"`
	Versions   int       `json:"versions"` // of all media playlists
	Segments   int       `json:"segments"` // that were fetched
	Parts      int       `json:"parts"`
	Findings   []Finding `json:"findings"`
}

// Conforms says whether no rule of level must is broken.
func (r *Report) Conforms() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Verdict == Broken && f.Level == conformance.Must })
}

// checker is a check at work.
type checker struct {
	cfg    Config
	base   *url.URL
	client *http.Client

	mu       sync.Mutex // guards what follows
	findings conformance.Findings
	report   Report
}

// Run checks a stream until it ends or the time is over. The error says why there was nothing to check, or that ctx is done.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	if cfg.For == 0 {
		cfg.For = DefaultFor
	}
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is %w", cfg.URL, ErrURL)
	}
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, TLSClientConfig: cfg.TLS.Clone(), ForceAttemptHTTP2: true, DisableCompression: true, DialContext: cfg.Dial,
		MaxIdleConnsPerHost: 4 * maxRenditions, ResponseHeaderTimeout: time.Minute, TLSHandshakeTimeout: startPatience,
	}
	defer transport.CloseIdleConnections()
	c := &checker{cfg: cfg, base: u, client: &http.Client{Transport: transport}}
	c.report = Report{URL: cfg.URL, Start: time.Now().UTC()}
	if err := c.run(ctx); err != nil {
		return nil, err
	}
	c.report.Seconds = time.Since(c.report.Start).Seconds()
	c.report.Findings = verdicts(&c.findings)
	return &c.report, nil
}

// on applies rules to a playlist.
func (c *checker) on(name string, apply func(f *conformance.Findings)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.findings.About(name)
	apply(&c.findings)
}

func (c *checker) run(ctx context.Context) error {
	res, err := c.get(ctx, c.base.String())
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	if res.status != http.StatusOK {
		return fmt.Errorf("%w: %s: status %d", ErrUnreachable, c.cfg.URL, res.status)
	}
	c.secure(res)
	var renditions []*rendition
	var offer *conformance.Multivariant
	if _, err := conformance.Parse(res.body); err == nil {
		renditions = []*rendition{c.rendition(c.base)}
	} else {
		name := c.name(c.base)
		c.on(name, func(f *conformance.Findings) { offer = f.Multivariant(name, res.body) })
		if offer == nil || len(offer.Variants) == 0 {
			return fmt.Errorf("%w: %s is not a playlist: %w", ErrUnreachable, c.cfg.URL, err)
		}
		c.playlistHTTP(ctx, name, c.base, res)
		renditions = c.renditions(offer)
	}
	var all sync.WaitGroup
	for _, r := range renditions {
		all.Go(func() { r.follow(ctx) })
	}
	all.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	c.conclude(ctx, offer, renditions)
	return nil
}

// renditions are the media playlists that a multivariant playlist offers, each once.
func (c *checker) renditions(m *conformance.Multivariant) (list []*rendition) {
	add := func(uri string) {
		u, err := c.base.Parse(uri)
		if uri == "" || err != nil || len(list) == maxRenditions ||
			slices.ContainsFunc(list, func(r *rendition) bool { return r.url.String() == u.String() }) {
			return
		}
		list = append(list, c.rendition(u))
	}
	for _, v := range m.Variants {
		add(v.URI)
	}
	for _, v := range m.Media {
		add(v.URI)
	}
	return list
}

// name is what a playlist is called in the report: its path behind that of the stream.
func (c *checker) name(u *url.URL) string {
	if rel := relative(c.base, u); rel != "" {
		return rel
	}
	return u.Path
}

// conclude checks what can only be told at the end.
func (c *checker) conclude(ctx context.Context, offer *conformance.Multivariant, renditions []*rendition) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := &c.findings
	f.Slack = slack
	versions := make(map[string][]conformance.Version)
	pieces := make(map[string][]conformance.Piece)
	byURL := make(map[string]*rendition)
	for _, r := range renditions {
		c.report.Playlists = append(c.report.Playlists, r.name)
		c.report.Versions += len(r.versions)
		c.report.LowLatency = c.report.LowLatency || r.low
		c.report.Live = c.report.Live || r.live
		c.report.Ended = c.report.Ended || r.ended
		versions[r.name] = r.versions
		f.Versions(r.name, r.versions)
		ordered := r.ordered()
		pieces[r.name] = ordered
		f.Media(r.name, r.independent || offer != nil && offer.IndependentSegments, ordered)
		byURL[r.url.String()] = r
		if n := len(r.releases); n >= 3 {
			slices.Sort(r.releases)
			f.About(r.name)
			f.Check(r.releases[n/2] <= releaseTarget, conformance.Release, "half of %d hinted parts came more than %s before or after the playlist that lists them", n, r.releases[n/2])
		}
	}
	f.Renditions(versions)
	f.MatchingTimes(pieces)
	for _, r := range renditions {
		if len(r.texts) > 0 {
			f.SubtitleTimes(r.name, r.orderedTexts(), pieces)
		}
	}
	if offer != nil {
		c.declared(ctx, offer, byURL)
	}
}

// declared holds the variants to the media that was seen. The mu is held.
func (c *checker) declared(ctx context.Context, offer *conformance.Multivariant, byURL map[string]*rendition) {
	f := &c.findings
	f.About(c.name(c.base))
	bandwidth, codecs := make(map[string]int), make(map[string][]string)
	newest := offer
	if res, err := c.get(ctx, c.base.String()); err == nil && res.status == http.StatusOK {
		if m := f.Multivariant(c.name(c.base), res.body); m != nil {
			newest = m
		}
	}
	for _, m := range []*conformance.Multivariant{offer, newest} {
		for _, v := range m.Variants {
			bandwidth[v.URI] = max(bandwidth[v.URI], v.Bandwidth)
			codecs[v.URI] = append(codecs[v.URI], v.Codecs...) // formats may change, and the playlist with them
		}
	}
	at := func(uri string) *rendition {
		u, err := c.base.Parse(uri)
		if err != nil {
			return nil
		}
		return byURL[u.String()]
	}
	for _, v := range offer.Variants {
		r := at(v.URI)
		if r == nil {
			continue
		}
		peak, tracks := r.peak, r.tracks()
		var loudest int
		for _, m := range offer.Media {
			if sound := at(m.URI); m.Type == "AUDIO" && m.Group == v.Audio && v.Audio != "" && sound != nil && sound != r {
				loudest = max(loudest, sound.peak)
				tracks = append(tracks, sound.tracks()...)
			}
		}
		if r.peak > 0 {
			const forgiven = 11 // tenths
			f.Check((peak+loudest)*10 <= bandwidth[v.URI]*forgiven, conformance.Bandwidth, "%s: BANDWIDTH is %d, %d came", v.URI, bandwidth[v.URI], peak+loudest)
		}
		v.Codecs = codecs[v.URI]
		f.Declared(v, tracks)
	}
}

// verdicts sorts what was found by the rules.
func verdicts(f *conformance.Findings) (list []Finding) {
	broken := make(map[conformance.Rule][]conformance.Violation)
	for _, v := range f.Violations {
		broken[v.Rule] = append(broken[v.Rule], v)
	}
	for _, d := range conformance.Rules() {
		v := Finding{Rule: d.Rule, Level: d.Level, Section: d.Section, Text: d.Text, Verdict: Unseen, Checks: f.Checked[d.Rule], Failures: len(broken[d.Rule])}
		if v.Checks > 0 {
			v.Verdict = Kept
		}
		if v.Failures > 0 {
			v.Verdict = Broken
		}
		told := make(map[string]bool)
		for _, b := range broken[d.Rule] {
			if text := b.Playlist + ": " + b.Text; !told[text] && len(told) < maxEvidence {
				told[text] = true
				v.Evidence = append(v.Evidence, text)
			}
		}
		list = append(list, v)
	}
	return list
}

// tracks are those of all init segments of a rendition.
func (r *rendition) tracks() (list []track) {
	for _, uri := range slices.Sorted(maps.Keys(r.inits)) {
		if m := r.inits[uri]; m != nil {
			list = append(list, m.Tracks...)
		}
	}
	return list
}
