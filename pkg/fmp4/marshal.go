package fmp4

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Flags of tfhd and trun (ISO/IEC 14496-12 8.8.7 and 8.8.8).
const (
	tfhdDefaultBaseIsMoof = 0x020000
	tfhdDurationIsEmpty   = 0x010000
	tfhdBaseDataOffset    = 0x000001
	tfhdDescription       = 0x000002
	tfhdDuration          = 0x000008
	tfhdSize              = 0x000010
	tfhdFlags             = 0x000020

	trunDataOffset       = 0x000001
	trunFirstSampleFlags = 0x000004
	trunDuration         = 0x000100
	trunSize             = 0x000200
	trunFlags            = 0x000400
	trunOffset           = 0x000800
)

// Sample flags (8.8.3.1): a sync sample depends on no other, any other sample does.
const (
	flagsSync    = 2 << 24
	flagsNonSync = 1<<24 | flagNonSync
	flagNonSync  = 1 << 16
)

// Sizes of the boxes around the samples' rows in the trun.
const (
	boxHeader   = 8
	mfhdSize    = 16
	tfhdBoxSize = 16
	tfdtSize    = 20
	trunHead    = 20
	trafHead    = boxHeader + tfhdBoxSize + tfdtSize + trunHead
	moofHead    = boxHeader + mfhdSize + trafHead
)

// MarshalPart makes a part: a moof with sequence number seq and the decode time start, and an mdat with the samples
// in order. The result is one exact allocation. The caller keeps the bounds of Sample, passes 1 to MaxSamples
// samples of at most MaxPartSize bytes together and start from 0 to MaxTime; MarshalPart panics otherwise.
func MarshalPart(seq uint32, start int64, samples []Sample) []byte {
	return marshalPart(TrackID, seq, start, samples)
}

// MarshalAudioPart is MarshalPart for the sound of a file that MovieInit begins.
func MarshalAudioPart(seq uint32, start int64, samples []Sample) []byte {
	return marshalPart(audioTrackID, seq, start, samples)
}

func marshalPart(track, seq uint32, start int64, samples []Sample) []byte {
	payload, offsets := check(start, samples)
	row, flags := 12, uint32(trunDataOffset|trunDuration|trunSize|trunFlags)
	if offsets {
		row, flags = 16, flags|trunOffset
	}
	rows := row * len(samples)
	moof := moofHead + rows

	b := make([]byte, 0, moof+boxHeader+payload)
	b = appendBox(b, moof, "moof")
	b = appendBox(b, mfhdSize, "mfhd")
	b = be32(be32(b, 0), seq)
	b = appendBox(b, trafHead+rows, "traf")
	b = appendBox(b, tfhdBoxSize, "tfhd")
	b = be32(be32(b, tfhdDefaultBaseIsMoof), track)
	b = appendBox(b, tfdtSize, "tfdt")
	b = binary.BigEndian.AppendUint64(be32(b, 1<<24), uint64(start))
	b = appendBox(b, trunHead+rows, "trun")
	b = be32(be32(b, 1<<24|flags), uint32(len(samples)))
	b = be32(b, uint32(moof+boxHeader))
	for i := range samples {
		s := &samples[i]
		b = be32(be32(b, uint32(s.Duration)), uint32(len(s.Data)))
		if s.Key {
			b = be32(b, flagsSync)
		} else {
			b = be32(b, flagsNonSync)
		}
		if offsets {
			b = be32(b, uint32(int32(s.Offset)))
		}
	}
	b = appendBox(b, boxHeader+payload, "mdat")
	for i := range samples {
		b = append(b, samples[i].Data...)
	}
	return b
}

// check panics if MarshalPart's contract is broken. It returns the bytes of all samples and whether any has an offset.
func check(start int64, samples []Sample) (payload int, offsets bool) {
	if len(samples) < 1 || len(samples) > MaxSamples || start < 0 || start > MaxTime {
		panic(fmt.Sprintf("fmp4: part of %d samples at %d", len(samples), start))
	}
	for i := range samples {
		s := &samples[i]
		if s.Duration < 0 || s.Duration > math.MaxUint32 || s.Offset < math.MinInt32 || s.Offset > math.MaxInt32 {
			panic(fmt.Sprintf("fmp4: sample of duration %d and offset %d", s.Duration, s.Offset))
		}
		payload += len(s.Data)
		offsets = offsets || s.Offset != 0
	}
	if payload > MaxPartSize {
		panic(fmt.Sprintf("fmp4: part of %d bytes", payload))
	}
	return payload, offsets
}

func be32(b []byte, v uint32) []byte { return binary.BigEndian.AppendUint32(b, v) }

func appendBox(b []byte, size int, kind string) []byte { return append(be32(b, uint32(size)), kind...) }
