package hls_test

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
)

func TestEncrypt(t *testing.T) {
	var key, iv [hls.KeySize]byte
	decode := func(s string) []byte {
		b, err := hex.DecodeString(s)
		require.NoError(t, err)
		return b
	}
	// NIST SP 800-38A F.2.1, with a block of padding behind it.
	copy(key[:], decode("2b7e151628aed2a6abf7158809cf4f3c"))
	copy(iv[:], decode("000102030405060708090a0b0c0d0e0f"))
	plain := decode("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
	got := hls.Encrypt(key, iv, plain[:5], plain[5:])
	require.Equal(t, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2", hex.EncodeToString(got[:32]))
	require.Len(t, got, 48)
	for size := range 33 {
		data := bytes.Repeat([]byte{7}, size)
		back, err := hls.Decrypt(key, iv, hls.Encrypt(key, iv, data))
		require.NoError(t, err)
		require.Equal(t, data, back)
	}
	for _, bad := range [][]byte{nil, got[:15], got[:31], got[:32]} {
		_, err := hls.Decrypt(key, iv, bad)
		require.ErrorIs(t, err, hls.ErrCiphertext)
	}
}

// Each segment has its key, also behind a skip; maps are in the clear.
func TestPlaylist_keys(t *testing.T) {
	p := playlist(10)
	for i := range p.Segments {
		p.Segments[i].Key = hls.Key{URI: "../token/" + string(rune('0'+i/2)) + ".key", IV: [hls.KeySize]byte{15: byte(i)}}
		if i >= 8 {
			p.Segments[i].Map = "another"
		}
	}
	p.Segments[9].Key = hls.Key{}
	full, delta := p.Append(nil), p.AppendDelta(nil)
	require.Empty(t, conformance.CheckDelta("p", full, delta))
	got, err := conformance.Parse(full)
	require.NoError(t, err)
	for i, s := range got.Segments[:9] {
		require.Equal(t, conformance.Key{
			Method: "AES-128", URI: p.Segments[i].Key.URI, Format: "identity", IV: strings.Repeat("0", 31) + string(rune('0'+i)),
		}, s.Key)
		require.Zero(t, s.MapKey)
	}
	require.Zero(t, got.Segments[9].Key)
	require.Equal(t, 1, strings.Count(string(full), "#EXT-X-KEY:METHOD=NONE\n#EXT-X-MAP"))
	require.Equal(t, 2, strings.Count(string(full), "METHOD=NONE"))
	without := strings.Replace(string(delta), "IV=0x00000000000000000000000000000005", "IV=0x6", 1)
	require.NotEqual(t, string(delta), without)
	require.NotEmpty(t, conformance.CheckDelta("p", full, []byte(without)))
}

func BenchmarkEncrypt(b *testing.B) {
	part := make([]byte, 375_000) // half a second of 6 Mbit/s
	b.SetBytes(int64(len(part)))
	b.ReportAllocs()
	for b.Loop() {
		hls.Encrypt([hls.KeySize]byte{1}, [hls.KeySize]byte{2}, part)
	}
}
