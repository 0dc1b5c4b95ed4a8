package bits_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/bits"
)

func TestReader(t *testing.T) {
	r := bits.NewReader([]byte{0b1010_0110, 0b0100_0010, 0b1000_0000})
	require.True(t, r.Flag())
	require.EqualValues(t, 0b010, r.U(3))
	require.EqualValues(t, 2, r.UE(), "011")
	require.EqualValues(t, 3, r.UE(), "00100")
	require.NoError(t, r.Err())
	require.Equal(t, 12, r.Left())
	r.Skip(12)
	require.NoError(t, r.Err())
	require.Zero(t, r.U(1))
	require.ErrorIs(t, r.Err(), bits.ErrShort)
	require.Zero(t, r.Left())
}

func TestExpGolomb(t *testing.T) {
	for code, want := range map[string]uint32{"\x80": 0, "\x40": 1, "\x60": 2, "\x20": 3, "\x38": 6, "\x00\x00\x00\x01\xff\xff\xff\xfe": 1<<32 - 2} {
		r := bits.NewReader([]byte(code))
		require.Equal(t, want, r.UE(), "%x", code)
		require.NoError(t, r.Err())
	}
	for code, want := range map[string]int32{"\x80": 0, "\x40": 1, "\x60": -1, "\x20": 2, "\x28": -2} {
		require.Equal(t, want, bits.NewReader([]byte(code)).SE(), "%x", code)
	}
	for _, code := range []string{"", "\x00", "\x00\x00\x00\x00\x80\x00\x00\x00\x00", "\x01"} {
		r := bits.NewReader([]byte(code))
		require.Zero(t, r.UE(), "%x", code)
		require.Error(t, r.Err())
	}
}

func TestRBSP(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"\x00\x00\x03":              "\x00\x00",
		"\x00\x00\x03\x01":          "\x00\x00\x01",
		"a\x00\x00\x03\x00\x00\x03": "a\x00\x00\x00\x00",
		"\x00\x00\x03\x03\x00\x03":  "\x00\x00\x03\x00\x03",
		"\x00\x03":                  "\x00\x03",
	} {
		require.Equal(t, want, string(bits.RBSP([]byte(in))), "%x", in)
	}
	same := []byte{1, 2, 3}
	require.True(t, &same[0] == &bits.RBSP(same)[0])
}

func FuzzReader(f *testing.F) {
	f.Add([]byte{0x00, 0x00, 0x03, 0xff, 0x20}, []byte{1, 2, 3, 4, 5})
	f.Fuzz(func(t *testing.T, b, ops []byte) {
		rbsp := bits.RBSP(b)
		require.LessOrEqual(t, len(rbsp), len(b))
		r := bits.NewReader(bytes.Clone(rbsp))
		for _, op := range ops {
			before := r.Left()
			switch op % 4 {
			case 0:
				r.U(int(op) % 33)
			case 1:
				r.UE()
			case 2:
				r.SE()
			default:
				r.Skip(int(op))
			}
			require.LessOrEqual(t, r.Left(), before)
			require.GreaterOrEqual(t, r.Left(), 0)
		}
	})
}
