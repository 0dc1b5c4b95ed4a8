package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Bounds of what a publisher calls a track, in bytes.
const (
	maxLabel    = 64
	maxLanguage = 35 // RFC 5646 4.4.1
)

// Label is a name for people as a publisher gives it, fit to be shown: without control characters, and no longer than 64 bytes.
func Label(name string) string {
	name = strings.Map(func(c rune) rune {
		if c == utf8.RuneError || !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, name[:min(len(name), 4*maxLabel)])
	for len(name) > maxLabel {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return strings.TrimSpace(name)
}

// Language is the language tag (RFC 5646) that a publisher's stands for, which may be an ISO 639-2 code; empty where that says
// nothing.
func Language(tag string) string {
	if len(tag) > maxLanguage {
		return ""
	}
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return ""
	}
	return t.String()
}
