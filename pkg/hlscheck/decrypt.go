package hlscheck

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
)

// readable says whether the check can decrypt what has that key.
func readable(k conformance.Key) bool {
	return k.Method == "" || k.Method == conformance.AES128 && k.Format == "identity"
}

// clear is media as it was before it was encrypted; nil if it cannot be made so, which the findings say then.
func (r *rendition) clear(ctx context.Context, k conformance.Key, msn uint64, target string, data []byte) []byte {
	if k.Method == "" {
		return data
	}
	key, ok := r.key(ctx, k.URI)
	if !ok {
		return nil
	}
	var iv [hls.KeySize]byte
	binary.BigEndian.PutUint64(iv[8:], msn)
	if k.IV != "" {
		digits, err := hex.DecodeString(strings.Repeat("0", 2*hls.KeySize-len(k.IV)) + k.IV)
		if err != nil {
			return nil // the parser has seen that they are digits, and no more
		}
		iv = [hls.KeySize]byte(digits)
	}
	plain, err := hls.Decrypt(key, iv, data)
	r.c.on(r.name, func(f *conformance.Findings) {
		f.Check(err == nil, conformance.Encryption, "%s: %v", short(target), err)
	})
	return plain
}

// key fetches a key, once; false if there is none.
func (r *rendition) key(ctx context.Context, uri string) (key [hls.KeySize]byte, ok bool) {
	if known, has := r.keys[uri]; has {
		return known, true
	}
	u, err := r.url.Parse(uri)
	if err != nil || len(r.keys) >= maxSegments {
		return key, false
	}
	const limit = 1024
	res, err := r.c.do(ctx, http.MethodGet, u.String(), limit, true, "Origin", stranger)
	if ctx.Err() != nil {
		return key, false
	}
	r.c.on(r.name, func(f *conformance.Findings) {
		if err != nil || res.status != http.StatusOK || len(res.body) != hls.KeySize {
			f.Fail(conformance.Encryption, "the key %s is not %d bytes: %s", short(u.String()), hls.KeySize, describe(res, err))
			return
		}
		f.Check(allows(res.header), conformance.CrossOrigin, "the key %s has Access-Control-Allow-Origin %q", short(u.String()), res.header.Get("Access-Control-Allow-Origin"))
		key, ok = [hls.KeySize]byte(res.body), true
		r.keys[uri] = key
	})
	return key, ok
}
