package origin

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

const (
	keyExtension = ".key"
	// encryptedCopies is how often the media of an encrypted stream may be held: clear, as parts, and as a segment.
	encryptedCopies = 3
)

// keys are those of a stream that is encrypted, by METHOD=AES-128 of RFC 8216bis 4.4.4.4. They hold for all renditions: number n for as many
// segments as each is for. Every segment has an IV of its own, which its parts share, as the clients that decrypt parts expect: each part is
// encrypted by itself. Init segments are not encrypted; what they have is in the multivariant playlist, mostly.
type keys struct {
	every uint64 // segments
	draw  func(number uint64) [hls.KeySize]byte
	drawn map[uint64]*[hls.KeySize]byte
}

// RandomKey is a new key, whatever the number.
func RandomKey(uint64) (key [hls.KeySize]byte) {
	_, _ = rand.Read(key[:]) // it never fails
	return key
}

// Encrypt has segments and parts encrypted, with another key every so many segments, which draw makes. It comes before the first init
// segment. Where media is kept of another origin, draw makes the keys that this one had.
func (s *Stream) Encrypt(segments int, draw func(number uint64) [hls.KeySize]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = &keys{every: uint64(max(segments, 1)), draw: draw, drawn: make(map[uint64]*[hls.KeySize]byte)}
}

// number is that of a segment's key.
func (k *keys) number(seq media.SegmentSeq) uint64 { return uint64(seq) / k.every }

// of is the key of a segment, which is drawn if it is not there.
func (k *keys) of(seq media.SegmentSeq) *[hls.KeySize]byte {
	number := k.number(seq)
	if k.drawn[number] == nil {
		key := k.draw(number)
		k.drawn[number] = &key
	}
	return k.drawn[number]
}

// forget drops the keys of segments that nobody asks for any more, where oldest is the first that a playlist may list, or memory has. An
// archive keeps twice as much.
func (k *keys) forget(oldest, newest media.SegmentSeq) {
	first := oldest - min(oldest, newest-min(oldest, newest))
	for number := range k.drawn {
		if number < k.number(first) {
			delete(k.drawn, number)
		}
	}
}

// copiesLocked is how often media may be held.
func (s *Stream) copiesLocked() int64 {
	if s.keys == nil {
		return 1
	}
	return encryptedCopies
}

// cover is what a segment is encrypted with.
type cover struct {
	number  uint64
	key, iv [hls.KeySize]byte
}

// coverLocked is that of a rendition's segment; nil if the stream is in the clear. The IV is made of the key, so that it is the same
// whenever it is asked for, and nobody can tell it before.
func (r *rendition) coverLocked(seq media.SegmentSeq) *cover {
	k := r.stream.keys
	if k == nil {
		return nil
	}
	c := &cover{number: k.number(seq), key: *k.of(seq)}
	mac := hmac.New(sha256.New, c.key[:])
	mac.Write([]byte(r.name))
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(seq)))
	copy(c.iv[:], mac.Sum(nil))
	return c
}

// pastCoverLocked is coverLocked for a segment that was there; false if its key is not any more.
func (r *rendition) pastCoverLocked(seq media.SegmentSeq) (*cover, bool) {
	if k := r.stream.keys; k != nil && k.drawn[k.number(seq)] == nil {
		return nil, false
	}
	return r.coverLocked(seq), true
}

// wrap has media encrypted once; nil where that needs nothing to be done.
func (c *cover) wrap() *sealed {
	if c == nil {
		return nil
	}
	return &sealed{cover: c}
}

// sealed is a part or a segment as it leaves encrypted, made when somebody asks first.
type sealed struct {
	cover *cover
	once  sync.Once
	data  []byte
}

// of is media as it leaves.
func (s *sealed) of(chunks [][]byte) [][]byte {
	if s == nil || chunks == nil {
		return chunks
	}
	s.once.Do(func() { s.data = hls.Encrypt(s.cover.key, s.cover.iv, chunks...) })
	return [][]byte{s.data}
}

// tag is the segment's EXT-X-KEY, whose URI is relative to the media playlist.
func (c *cover) tag(s *Stream) hls.Key {
	if c == nil {
		return hls.Key{}
	}
	return hls.Key{URI: "../" + s.token + "/" + strconv.FormatUint(c.number, 10) + keyExtension, IV: c.iv}
}

// serveKey answers with a key. No cache may keep it: who may watch is asked each time.
func (o *Origin) serveKey(w http.ResponseWriter, req *http.Request) {
	file := chi.URLParam(req, "file")
	if !strings.HasSuffix(file, keyExtension) {
		fail(w, http.StatusNotFound, "no such file")
		return
	}
	s := o.tokenStream(chi.URLParam(req, "stream"), chi.URLParam(req, "token"))
	if s == nil {
		if o.elsewhere != nil && o.elsewhere(w, req, chi.URLParam(req, "stream"), false) {
			return
		}
		fail(w, http.StatusNotFound, "no such stream")
		return
	}
	key := s.key(file)
	if key == nil {
		fail(w, http.StatusNotFound, "no such key, or not any more")
		return
	}
	o.limitWrite(w, 0)
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(key)))
	_, _ = w.Write(key[:]) // an error means that the client has gone
}

// key finds a key by its file name, of which there is one only; nil if there is none.
func (s *Stream) key(file string) *[hls.KeySize]byte {
	base, ok := strings.CutSuffix(file, keyExtension)
	number, err := strconv.ParseUint(base, 10, 62)
	if !ok || err != nil || strconv.FormatUint(number, 10) != base {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.keys == nil {
		return nil
	}
	return s.keys.drawn[number]
}
