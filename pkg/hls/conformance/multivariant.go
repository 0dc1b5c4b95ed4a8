package conformance

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// CheckMultivariant checks a multivariant playlist.
func CheckMultivariant(name string, body []byte) []Violation {
	var f Findings
	f.Multivariant(name, body)
	return f.Violations
}

// Multivariant is CheckMultivariant. It returns the variants and renditions that are there; nil if it does not parse.
func (f *Findings) Multivariant(name string, body []byte) *Multivariant {
	f.name, f.version = name, 0
	m := &Multivariant{}
	var pending map[string]string
	var variants int
	var uris, groups, wanted, captions []string
	counts := make(map[string]int)
	err := eachLine(body, func(tag, value string) (err error) {
		counts[tag]++
		if single(tag) && counts[tag] > 1 {
			return fmt.Errorf("%s must not appear more than once", tag)
		}
		switch {
		case tag == "" && pending == nil:
			return errors.New("a URI without EXT-X-STREAM-INF")
		case tag == "":
			f.variant(pending, value)
			m.Variants = append(m.Variants, newVariant(pending, value))
			for _, kind := range []string{"AUDIO", "SUBTITLES", "CLOSED-CAPTIONS"} {
				if group := pending[kind]; group != "" && (kind != "CLOSED-CAPTIONS" || group != "NONE") {
					wanted = append(wanted, kind+" "+group)
				}
			}
			captions = append(captions, pending["CLOSED-CAPTIONS"])
			pending = nil
			variants++
			uris = append(uris, value)
		case pending != nil:
			return errors.New("EXT-X-STREAM-INF without a URI behind it")
		case tag == "EXT-X-STREAM-INF":
			pending, err = attributes(value)
		case tag == "EXT-X-MEDIA":
			var a map[string]string
			if a, err = attributes(value); err != nil {
				return err
			}
			f.Check(a["LANGUAGE"] != "" || a["TYPE"] == "VIDEO", Variants, "EXT-X-MEDIA %s has no LANGUAGE", a["NAME"])
			f.Check(a["NAME"] != "" && a["GROUP-ID"] != "" && a["TYPE"] != "", Variants, "EXT-X-MEDIA %s lacks TYPE, GROUP-ID or NAME", a["NAME"])
			f.Check(a["DEFAULT"] != "YES" || a["AUTOSELECT"] == "YES", Variants, "EXT-X-MEDIA %s is DEFAULT but not AUTOSELECT", a["NAME"])
			same := func(m Media) bool { return m.Type == a["TYPE"] && m.Group == a["GROUP-ID"] }
			f.Check(!slices.ContainsFunc(m.Media, func(m Media) bool { return same(m) && m.Name == a["NAME"] }), Variants,
				"EXT-X-MEDIA %s is there twice in group %s", a["NAME"], a["GROUP-ID"])
			f.Check(a["DEFAULT"] != "YES" || !slices.ContainsFunc(m.Media, func(m Media) bool { return same(m) && m.Default }), Variants,
				"EXT-X-MEDIA %s is a second DEFAULT of group %s", a["NAME"], a["GROUP-ID"])
			f.captions(a)
			groups = append(groups, a["TYPE"]+" "+a["GROUP-ID"])
			m.Media = append(m.Media, Media{Type: a["TYPE"], Group: a["GROUP-ID"], Name: a["NAME"], URI: a["URI"], Default: a["DEFAULT"] == "YES"})
			if a["URI"] != "" {
				uris = append(uris, a["URI"])
			}
		case tag == "EXTINF" || strings.HasPrefix(tag, "EXT-X-PART") || tag == "EXT-X-TARGETDURATION" || tag == "EXT-X-MEDIA-SEQUENCE" ||
			tag == "EXT-X-SERVER-CONTROL" || tag == "EXT-X-ENDLIST" || tag == "EXT-X-PROGRAM-DATE-TIME" || tag == "EXT-X-MAP":
			return fmt.Errorf("%s in a multivariant playlist", tag)
		}
		return err
	})
	if err == nil && pending != nil {
		err = fmt.Errorf("%w: EXT-X-STREAM-INF without a URI behind it", ErrSyntax)
	}
	if err != nil {
		f.Fail(Syntax, "%v", err)
		return nil
	}
	f.passed(Syntax)
	m.IndependentSegments = counts["EXT-X-INDEPENDENT-SEGMENTS"] > 0
	f.Check(variants > 0, Variants, "no variants")
	for i, u := range uris {
		_, bad := url.Parse(u)
		f.Check(bad == nil, Variants, "URI %q", u)
		f.Check(!slices.Contains(uris[:i], u), Variants, "%s is there twice", u)
	}
	for _, g := range wanted {
		f.Check(slices.Contains(groups, g), Variants, "there is no group %q", g)
	}
	for _, c := range captions {
		f.Check(c == captions[0], Variants, "CLOSED-CAPTIONS is %q in one variant and %q in another", captions[0], c)
	}
	return m
}

// captions checks an EXT-X-MEDIA's place: closed captions are in the video, subtitles in a playlist of their own.
func (f *Findings) captions(a map[string]string) {
	id := a["INSTREAM-ID"]
	switch a["TYPE"] {
	case "CLOSED-CAPTIONS":
		f.Check(instreamID.MatchString(id) && a["URI"] == "", Variants, "EXT-X-MEDIA %s of CLOSED-CAPTIONS with INSTREAM-ID %q and URI %q", a["NAME"], id, a["URI"])
	case "SUBTITLES":
		f.Check(id == "" && a["URI"] != "", Variants, "EXT-X-MEDIA %s of SUBTITLES with INSTREAM-ID %q and URI %q", a["NAME"], id, a["URI"])
	default:
		f.Check(id == "", Variants, "EXT-X-MEDIA %s has INSTREAM-ID %q", a["NAME"], id)
	}
}

var instreamID = regexp.MustCompile(`^(CC[1-4]|SERVICE([1-9]|[1-5][0-9]|6[0-3]))$`)

// Multivariant is what a multivariant playlist offers.
type Multivariant struct {
	Variants            []Variant
	Media               []Media
	IndependentSegments bool
}

// Variant is an EXT-X-STREAM-INF with its URI.
type Variant struct {
	URI       string
	Bandwidth int
	Codecs    []string
	Audio     string // group
}

// Media is an EXT-X-MEDIA.
type Media struct {
	Type, Group, Name, URI string
	Default                bool
}

func newVariant(a map[string]string, uri string) Variant {
	v := Variant{URI: uri, Audio: a["AUDIO"]}
	v.Bandwidth, _ = strconv.Atoi(a["BANDWIDTH"]) // it was checked
	for c := range strings.SplitSeq(a["CODECS"], ",") {
		v.Codecs = append(v.Codecs, strings.TrimSpace(c))
	}
	return v
}

func (f *Findings) variant(a map[string]string, uri string) {
	bandwidth, err := strconv.Atoi(a["BANDWIDTH"])
	f.Check(err == nil && bandwidth > 0, Variants, "%s: BANDWIDTH %q", uri, a["BANDWIDTH"])
	average, err := strconv.Atoi(a["AVERAGE-BANDWIDTH"])
	f.Check(err == nil && average > 0 && average <= bandwidth, Variants, "%s: AVERAGE-BANDWIDTH %q", uri, a["AVERAGE-BANDWIDTH"])
	f.Check(a["CODECS"] != "", Variants, "%s: no CODECS", uri)
	if strings.Contains(a["CODECS"], "avc1.") || strings.Contains(a["CODECS"], "hvc1.") || strings.Contains(a["CODECS"], "av01.") {
		f.Check(a["RESOLUTION"] != "", Variants, "%s: no RESOLUTION", uri)
		f.Check(a["FRAME-RATE"] != "", Variants, "%s: no FRAME-RATE", uri)
	}
}
