package webvtt_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

const second = media.Second

var files = []struct {
	name, in string
	want     []webvtt.Cue
	wrong    string // in the error; "": none
}{
	{name: "nothing", in: "WEBVTT"},
	{name: "a header alone", in: "WEBVTT - captions\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"},
	{name: "a cue", in: "WEBVTT\n\n00:01.000 --> 00:02.500\nhello\n", want: []webvtt.Cue{{Start: second, End: 5 * second / 2, Text: "hello"}}},
	{
		name: "all that there is", in: "\ufeffWEBVTT\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE one\r\nand more\r\n\r\nfirst\r\n01:00:00.000 --> 01:00:01.000  line:0  foo:bar align:start\r\n<i>a</i> &amp;\r\nb\r\n\r\n\r\n00:00:00.000 --> 00:00:00.001\r\nc",
		want: []webvtt.Cue{
			{Start: 3600 * second, End: 3601 * second, Settings: "line:0 align:start", Text: "<i>a</i> &amp;\nb"},
			{End: second / 1000, Text: "c"},
		},
	},
	{name: "a cue without text", in: "WEBVTT\n\n00:01.000 --> 00:02.500\n\n"},
	{name: "another format", in: "1\n00:00:01,000 --> 00:00:02,000\nhello\n", wrong: "does not begin with WEBVTT"},
	{name: "a longer word", in: "WEBVTTX\n\n", wrong: "does not begin with WEBVTT"},
	{name: "not text", in: "WEBVTT\n\n\xff", wrong: "not UTF-8"},
	{name: "commas in times", in: "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nhello\n", wrong: `cue at line 3: time "00:00:01,000"`},
	{name: "no end", in: "WEBVTT\n\n00:01.000 -->\nhello\n", wrong: "no end"},
	{name: "backwards", in: "WEBVTT\n\n00:02.000 --> 00:01.000\nhello\n", wrong: "ends before it begins"},
	{name: "two in one", in: "WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n00:02.000 --> 00:03.000\nthere", wrong: "an empty line is missing"},
	{name: "long text", in: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + strings.Repeat("x", 1025), wrong: "more than 1024 bytes"},
	{name: "many cues", in: "WEBVTT" + strings.Repeat("\n\n00:01.000 --> 00:02.000\nx", 501), wrong: "more than 500"},
}

func TestParse(t *testing.T) {
	for _, tt := range files {
		t.Run(tt.name, func(t *testing.T) {
			got, err := webvtt.Parse([]byte(tt.in))
			if tt.wrong != "" {
				require.ErrorIs(t, err, webvtt.ErrSyntax)
				require.ErrorContains(t, err, tt.wrong)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestEscape(t *testing.T) {
	require.Equal(t, "a &lt;b&gt; &amp; --&gt;\nc", webvtt.Escape("a <b> & -->\r\n\r\n \n\rc \n"))
	require.Empty(t, webvtt.Escape("\n \n"))
}

func TestSettings(t *testing.T) {
	require.NoError(t, webvtt.Settings(""))
	require.NoError(t, webvtt.Settings("vertical:rl line:-1,end position:10.5%,center size:50% align:left"))
	for _, wrong := range []string{"line:1\n\n00:01.000", "region:fred", "size:50", "align:top", strings.Repeat("line:0 ", 20)} {
		require.ErrorIs(t, webvtt.Settings(wrong), webvtt.ErrSyntax, wrong)
	}
}

func TestAppendSegment(t *testing.T) {
	cues := []webvtt.Cue{{ID: "7", Start: 30*3600*second + second/3, End: 30*3600*second + 2*second, Settings: "line:0", Text: "a\nb"}, {Start: 5, End: 6, Text: "c"}}
	got := webvtt.AppendSegment(nil, 30*3600*second+second/7, cues)
	require.Equal(t, "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:30:00:00.142,MPEGTS:1130078188\n\n"+
		"7\n30:00:00.333 --> 30:00:02.000 line:0\na\nb\n\n00:00:00.000 --> 00:00:00.001\nc\n", string(got))

	// Where the media's times have wrapped, the map says so.
	shown, err := webvtt.Check(got)
	require.NoError(t, err)
	wrapped := 30*3600*second - media.Rescale(1<<33, 90_000)
	require.Equal(t, wrapped+second/1000*333, shown[0].Start)
	require.Equal(t, wrapped+2*second, shown[0].End)

	for _, wrong := range []string{"", "WEBVTT\n\n", "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000\n\n", "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00.000,LOCAL:00:00.000\n\n", "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:0,MPEGTS:900000\n\n"} {
		_, err := webvtt.Check([]byte(wrong))
		require.ErrorIs(t, err, webvtt.ErrSyntax, wrong)
	}
	_, err = webvtt.Check([]byte("WEBVTT\r\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\r\n\r\n"))
	require.NoError(t, err)
}

func FuzzParse(f *testing.F) {
	for _, tt := range files {
		f.Add([]byte(tt.in))
	}
	f.Add(webvtt.AppendSegment(nil, second, []webvtt.Cue{{ID: "1", End: second, Text: "x"}}))
	f.Fuzz(func(t *testing.T, in []byte) {
		_, _ = webvtt.Check(in)
		cues, err := webvtt.Parse(in)
		if err != nil {
			require.ErrorIs(t, err, webvtt.ErrSyntax)
			return
		}
		again, err := webvtt.Parse(webvtt.AppendSegment(nil, 0, cues))
		require.NoError(t, err)
		require.Equal(t, cues, again, "what is written says the same")
		for _, c := range cues {
			require.NoError(t, webvtt.Settings(c.Settings))
			require.LessOrEqual(t, len(c.Text), webvtt.MaxText)
		}
	})
}
