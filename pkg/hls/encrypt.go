package hls

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
)

// KeySize is the size of a key of METHOD=AES-128, and of its IV.
const KeySize = 16

// ErrCiphertext is what Decrypt says of what was not encrypted with that key.
var ErrCiphertext = errors.New("not encrypted with this key: no whole blocks, or wrong padding")

// Encrypt returns chunks, one behind the other, as METHOD=AES-128 wants a segment or a part: AES in CBC, with padding of PKCS #7
// (RFC 5652 6.3).
func Encrypt(key, iv [KeySize]byte, chunks ...[]byte) []byte {
	size := 0
	for _, c := range chunks {
		size += len(c)
	}
	padding := KeySize - size%KeySize
	out := make([]byte, 0, size+padding)
	for _, c := range chunks {
		out = append(out, c...)
	}
	for range padding {
		out = append(out, byte(padding))
	}
	cipher.NewCBCEncrypter(block(key), iv[:]).CryptBlocks(out, out)
	return out
}

// Decrypt returns what Encrypt was given, or ErrCiphertext.
func Decrypt(key, iv [KeySize]byte, data []byte) ([]byte, error) {
	if len(data) == 0 || len(data)%KeySize != 0 {
		return nil, ErrCiphertext
	}
	out := make([]byte, len(data))
	cipher.NewCBCDecrypter(block(key), iv[:]).CryptBlocks(out, data)
	padding := int(out[len(out)-1])
	if padding == 0 || padding > KeySize {
		return nil, ErrCiphertext
	}
	for _, b := range out[len(out)-padding:] {
		if int(b) != padding {
			return nil, ErrCiphertext
		}
	}
	return out[:len(out)-padding], nil
}

func block(key [KeySize]byte) cipher.Block {
	b, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // keys have the right size
	}
	return b
}
