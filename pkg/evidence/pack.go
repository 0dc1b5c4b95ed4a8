package evidence

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
)

// maxRecordBytes bounds a record as JSON: a hundred renditions have a tenth of it.
const maxRecordBytes = 1 << 20

// packer makes records as stores keep them: deflated JSON, which is less than half as long.
type packer struct {
	buffer bytes.Buffer
	writer *flate.Writer
}

func newPacker() (*packer, error) {
	w, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	return &packer{writer: w}, err
}

// pack returns a record's bytes, which are the caller's.
func (p *packer) pack(r Record) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	p.buffer.Reset()
	p.writer.Reset(&p.buffer)
	if _, err := p.writer.Write(text); err != nil {
		return nil, err
	}
	if err := p.writer.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(p.buffer.Bytes()), nil
}

// unpack reads a record's bytes. It wraps ErrDamaged.
func unpack(packed []byte) (Record, error) {
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxRecordBytes+1))
	if err == nil && len(text) > maxRecordBytes {
		err = fmt.Errorf("more than %d bytes", maxRecordBytes)
	}
	if err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return Decode(text)
}
