package ingest_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
)

func TestLabel(t *testing.T) {
	for name, want := range map[string]string{
		"":                                  "",
		"Director's cut":                    "Director's cut",
		" Fran\u00e7ais\r\n#EXT-X-ENDLIST ": "Français#EXT-X-ENDLIST",
		"\xff\x00\u202e":                    "",
		strings.Repeat("x", 1000):           strings.Repeat("x", 64),
		strings.Repeat("\u00e9", 40) + "x":  strings.Repeat("é", 32),
		"x" + strings.Repeat("\u00e9", 40):  "x" + strings.Repeat("é", 31),
	} {
		got := ingest.Label(name)
		require.Equal(t, want, got)
		require.True(t, utf8.ValidString(got))
	}
}

func TestLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "eng": "en", "ger": "de", "deu": "de", "pt-br": "pt-BR", "EN_us": "en-US", "tlh": "tlh",
		"und": "", "": "", "English": "", "e\"n": "", "zz9": "", strings.Repeat("en-", 20): "",
	} {
		require.Equal(t, want, ingest.Language(tag), tag)
	}
}
