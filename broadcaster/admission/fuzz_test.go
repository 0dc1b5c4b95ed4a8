package admission

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseToken(t *testing.T) {
	good := token{expires: 1_700_000_000, mac: [32]byte{1, 2, 3}}
	got, err := parseToken(good.String())
	require.NoError(t, err)
	require.Equal(t, good, got)
	mac := good.String()[len("1700000000."):]
	for name, bad := range map[string]string{
		"empty": "", "no MAC": "1700000000", "empty MAC": "1700000000.", "short MAC": "1700000000." + mac[1:],
		"plus sign": "+1700000000." + mac, "leading zero": "01700000000." + mac, "padded": "1700000000." + mac + "=",
		"too large a number": "99999999999999999999." + mac, "more behind": "1700000000." + mac + ".x",
		"stray bits": "1700000000." + mac[:len(mac)-1] + "B", "line break": "1700000000." + mac[:len(mac)-1] + "\n",
	} {
		_, err := parseToken(bad)
		require.ErrorIs(t, err, errToken, name)
	}
}

// FuzzToken: what is a token is written in one way only.
func FuzzToken(f *testing.F) {
	f.Add(token{expires: 1_700_000_000, mac: [32]byte{1, 2, 3}}.String())
	f.Add("-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("0..")
	f.Fuzz(func(t *testing.T, in string) {
		if got, err := parseToken(in); err == nil {
			require.Equal(t, in, got.String())
		}
	})
}

// FuzzReply: whatever a webhook says, it is refused or can be done.
func FuzzReply(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `{"manifestID":"m","profiles":[{"name":"720p","width":1280,"height":720,"bitrate":3000000,"gop":"2","chromaFormat":"420"}]}`,
		`{"profiles":[]}`, `{"profiles":[{"width":-2}]}`, `{"presets":["P240p30fps16x9"]}`, `[`, `{"profiles":[{"chromaFormat":{"a":[]}}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		a, err := parseReply(in)
		if err != nil {
			require.ErrorIs(t, err, errWebhookReply)
			require.Zero(t, a)
			return
		}
		require.NoError(t, a.ladder.Validate())
	})
}
