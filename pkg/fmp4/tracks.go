package fmp4

import (
	"bytes"
	"fmt"

	"github.com/Eyevinn/mp4ff/mp4"
)

// JoinInits makes one init segment of several, each of one track: the n-th becomes track n, from 1.
func JoinInits(inits ...[]byte) ([]byte, error) {
	out := mp4.NewMP4Init()
	out.AddChild(mp4.NewFtyp("iso6", 0, []string{"iso6", "cmfc", "mp41"}))
	moov := mp4.NewMoovBox()
	out.AddChild(moov)
	moov.AddChild(mp4.CreateMvhd())
	mvex := mp4.NewMvexBox()
	for i, data := range inits {
		if _, err := ParseInit(data); err != nil {
			return nil, err
		}
		f, err := mp4.DecodeFile(bytes.NewReader(data))
		if err != nil || f.Init == nil || f.Init.Moov == nil || f.Init.Moov.Trak == nil {
			return nil, fmt.Errorf("join init segments: %w: %w", ErrMalformed, err)
		}
		trak := f.Init.Moov.Trak
		trak.Tkhd.TrackID = uint32(i + 1)
		moov.AddChild(trak)
		mvex.AddChild(mp4.CreateTrex(uint32(i + 1)))
	}
	moov.AddChild(mvex)
	moov.Mvhd.NextTrackID = uint32(len(inits) + 1)
	return encode(out)
}

// MarshalTrackPart is MarshalPart for a track of a file that has several.
func MarshalTrackPart(track, seq uint32, start int64, samples []Sample) []byte {
	const at = boxHeader + mfhdSize + boxHeader + boxHeader + 4 // of the track's number: in the tfhd behind version and flags
	b := MarshalPart(seq, start, samples)
	copy(b[at:], be32(nil, track))
	return b
}
